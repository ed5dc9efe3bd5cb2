"""Lives of proposals, in a browser with and without scripts: presses are counted."""

import re

import pytest

from tests.browser.hands import Hand

BASE = "/care-charter"
WAYS = [(True, 1280), (False, 1280), (True, 360), (False, 360)]


@pytest.mark.parametrize(("scripts", "width"), WAYS)
def test_an_orphan_is_adopted(visitor, stage, scripts, width):
    c, title = stage.community, f"Left alone at {width} {'with' if scripts else 'without'} scripts"
    number = c.propose("edda", f"{c.head.document.text}\n{title}.\n", title=title)
    c.submit("edda", number)
    how = {"scripts": scripts, "width": width}
    author = Hand(visitor("edda", **how))
    page = author.page
    page.goto(f"{BASE}/amendments/{number}")
    author.press(page.get_by_text("Stop writing it", exact=True))
    author.press(page.get_by_role("button", name="I do not write it any more"))
    page.get_by_text("You do not write this proposal any more.").wait_for()
    member = Hand(visitor("gil", **how))
    page = member.page
    page.goto(f"{BASE}/amendments/{number}")
    member.press(page.get_by_role("button", name="Take it up"))
    page.get_by_text("You write this proposal now.").wait_for()
    page.get_by_text("Written before by").wait_for()
    assert page.get_by_role("link", name="Change it: a new version").is_visible()
    assert (author.presses, member.presses) == (2, 1)


@pytest.mark.parametrize(("scripts", "width"), WAYS)
def test_an_end_is_announced_and_a_member_says_no(visitor, stage, scripts, width):
    c, title = stage.community, f"Nobody's at {width} {'with' if scripts else 'without'} scripts"
    number = c.propose("edda", f"{c.head.document.text}\n{title}.\n", title=title)
    c.submit("edda", number)
    how = {"scripts": scripts, "width": width}
    steward = Hand(visitor("ada", **how))
    page = steward.page
    page.goto(f"{BASE}/amendments/{number}")
    steward.press(page.get_by_text("Close this proposal"))
    steward.press(page.get_by_label("Nobody goes on with it"))
    page.get_by_label("What you want to say about it").fill("It is quiet here.")
    steward.press(page.get_by_role("button", name="Announce it"))
    page.get_by_text(re.compile("^Announced")).wait_for()
    member = Hand(visitor("gil", **how))
    page = member.page
    page.goto(f"{BASE}/amendments/{number}")
    member.press(page.get_by_text("No, it is to go on"))
    page.get_by_label("Why it is to go on").fill("I still want it.")
    member.press(page.get_by_role("button", name="Say no"))
    page.get_by_text("Noted: the proposal goes on.").wait_for()
    assert (steward.presses, member.presses) == (3, 2)
