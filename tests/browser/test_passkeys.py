"""Passkeys, with a virtual device in a real browser."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from tests.browser import chromium
from tests.browser.conftest import Watch
from tests.browser.stage import served
from tests.browser.test_every_page import faults_of

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def home(stage):
    """The stage under the name `localhost`: browsers know no passkeys for numbers."""
    settings = stage.installation.settings
    base = "http://localhost"
    here = replace(stage, installation=replace(stage.installation, settings=settings.model_copy()))
    here.installation.settings.base_url = base
    with served(here) as address:
        port = urlsplit(address).port
        here.address = here.installation.settings.base_url = f"http://localhost:{port}"
        yield here


@pytest.fixture
def come(browser, home):
    """A browser with a device that holds passkeys."""

    @contextmanager
    def coming(who, *, device=DEVICE, scripts=True):
        context = browser.new_context(
            base_url=home.address,
            viewport={"width": 320, "height": 900},
            java_script_enabled=scripts,
        )
        context.set_default_timeout(30_000)
        watch = Watch(context, home.address)
        if who:
            chromium.sign_in(context, home, who)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
        page.device = lambda name, **more: session.send(
            f"WebAuthn.{name}", {"authenticatorId": made["authenticatorId"], **more}
        )
        yield page
        context.close()
        assert not watch.faults, watch.faults

    return coming


def add(page, name="My phone"):
    page.goto("/me/security")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("What do you call it?").fill(name)
    page.get_by_role("button", name="Make it now").click()
    page.get_by_text("Your passkey is added.").wait_for()


def sign_out(page):
    page.goto("/me")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_text("You are signed out.").wait_for()


def test_adding_one_and_signing_in_with_it(come):
    with come("dov") as page:
        add(page)
        assert page.get_by_text("My phone", exact=True).first.is_visible()
        assert list(faults_of(page)) == []
        sign_out(page)
        page.goto("/sign-in?next=/me/security")
        assert list(faults_of(page)) == []
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("You are signed in.").wait_for()
        assert page.url.startswith(page.url.partition("/me/security")[0] + "/me/security")
        assert page.get_by_text("last used on").count() >= 2
        page.get_by_role("button", name="Remove it").click()
        page.get_by_text("opens nothing any more").wait_for()
        sign_out(page)
        page.goto("/sign-in")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("This passkey did not work.").wait_for()


def test_a_device_that_does_not_see_its_owner_opens_nothing(come):
    with come("edda") as page:
        add(page)
        sign_out(page)
        page.device("setUserVerified", isUserVerified=False)
        page.goto("/sign-in")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("No passkey was shown.").wait_for()
        assert page.get_by_role("link", name="Sign in").count() == 1


def test_an_answer_works_once_and_only_here(come, home):
    with come("finn") as page:
        add(page)
        sign_out(page)
        sent = []
        page.on("request", lambda one: one.url.endswith("/sign-in/passkey") and sent.append(one))
        page.goto("/sign-in")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("You are signed in.").wait_for()
        answer = sent[0].post_data
        cookies = page.context.cookies()
        page.context.clear_cookies()
        page.context.add_cookies([one for one in cookies if "session" not in one["name"]])
        again = page.request.post(
            "/sign-in/passkey", data=answer, max_redirects=0,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        assert again.status == 422
        page.request.post("/sign-in/passkey/options")
        again = page.request.post(
            "/sign-in/passkey", data=answer, max_redirects=0,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        assert again.status == 422


def test_confirming_with_one_goes_on_with_what_was_typed(come, home):
    with come("ada") as page:
        add(page, "Key")
        page.goto("/care-charter/members")
        page.get_by_text("Make somebody a steward, or give a new term").click()
        page.get_by_label("Who?").first.select_option("Dov Lindqvist")
        home.clock.advance(timedelta(minutes=16))
        page.get_by_role("button", name="Propose it").first.click()
        page.get_by_role("heading", name="Please confirm that it is you").wait_for()
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_text("Another steward can confirm it within two weeks.").wait_for()
        assert page.get_by_text("proposes that Dov Lindqvist is a steward").count() == 1


def test_somebody_elses_passkey_confirms_nothing(come, home):
    with come("gil") as page:
        add(page)
        page.context.clear_cookies()
        chromium.sign_in(page.context, home, "bela")
        with home.installation.database.writing() as writer:
            from app.storage.tables import PasskeyRow

            writer.session.add(
                PasskeyRow(
                    person_id=home.community.people["bela"].person, credential_id="AAAA",
                    public_key="AAAA", user_handle="AAAA", sign_count=0, name="x",
                    created_at=writer.now,
                )
            )  # fmt: skip
        page.goto("/care-charter/members")
        page.get_by_text("Make somebody a steward, or give a new term").click()
        page.get_by_label("Who?").first.select_option("Edda Ruiz")
        page.get_by_label("Why").first.fill("They know us well.")
        home.clock.advance(timedelta(minutes=16))
        page.get_by_role("button", name="Propose it").first.click()
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_text("This passkey did not work.").wait_for()
        assert page.locator("input[name=reason]").first.input_value() == "They know us well."


def test_without_scripts_there_is_the_code(come):
    with come(None, scripts=False) as page:
        page.goto("/sign-in")
        assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
        assert page.get_by_role("button", name="Send me a code").is_visible()
