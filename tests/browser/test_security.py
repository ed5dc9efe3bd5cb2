"""The pages about signing in, with something on each of their lists: made well at any width."""

from datetime import timedelta

import pytest

from tests.browser import chromium
from tests.browser.test_every_page import faults_of


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_the_pages_with_everything_on_them(visitor, stage, scheme, width):
    page = visitor("finn", width=width, scheme=scheme)
    chromium.sign_in(page.context, stage, "finn")
    page.goto("/me/security")
    page.get_by_text("Make a token").click()
    page.get_by_label("What is it for?").fill("A very long name for a program " * 3)
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("Your new token").wait_for()
    assert list(faults_of(page)) == []
    page = visitor("ada", width=width, scheme=scheme)
    page.goto("/care-charter/members")
    page.get_by_text("Make somebody a steward, or give a new term").click()
    page.get_by_label("Who?").first.select_option("Dov Lindqvist")
    stage.clock.advance(timedelta(minutes=16))
    page.get_by_role("button", name="Propose it").first.click()
    page.get_by_role("button", name="Send me a code").wait_for()
    assert list(faults_of(page)) == []
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("button", name="Confirm and go on").wait_for()
    assert list(faults_of(page)) == []
