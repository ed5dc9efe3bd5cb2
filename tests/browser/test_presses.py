"""How many presses the stories take, with and without scripts, at a desk and on a small phone.

Typing is no press, nor is scrolling; arriving on the page where a story begins is none either.
The figures stand in docs/accessibility.md.
"""

import re

import pytest

from tests.browser.hands import Hand

BASE = "/care-charter"
WAYS = [(True, 1280), (False, 1280), (True, 320), (False, 320)]


@pytest.mark.parametrize(("scripts", "width"), WAYS)
def test_deciding_and_finding_out_why(visitor, stage, scripts, width):
    how = {"scripts": scripts, "width": width}
    c, title = stage.community, f"Words for {width} {'with' if scripts else 'without'} scripts"
    number = c.propose("edda", f"{c.head.document.text}\n{title}.\n", title=title)
    c.submit("edda", number)
    steward = Hand(visitor("ada", **how))
    opens(steward, title)
    member = Hand(visitor("gil", **how))
    answers(member, title)
    c.answer_all(number, ["ada", "bela", "cleo", "dov", "edda", "finn"])
    closes(steward, title)
    reader = Hand(visitor(**how))
    finds_out_why(reader, title)
    author = Hand(visitor("finn", **how))
    proposes(author, f"Mine at {width} {'with' if scripts else 'without'} scripts")
    assert (steward.presses, member.presses, reader.presses, author.presses) == (4, 3, 2, 3)


def proposes(hand, title):
    """From a sentence of the charter to a proposal that all members can discuss: 3 presses."""
    page = hand.page
    page.goto(BASE)
    hand.press(page.get_by_role("link", name=re.compile("^Why is this here\\? Listen and Learn")))
    hand.press(page.get_by_role("link", name="Propose a change to this passage"))
    passage = page.locator("textarea[id^='t-']:focus, :target textarea, textarea:target").first
    passage.fill(passage.input_value() + f" {title}.")
    page.get_by_label("Title").fill(title)
    hand.press(page.get_by_role("button", name="Submit for discussion"))
    page.get_by_text("Submitted.").wait_for()


def opens(hand, title):
    """From the desk to an open decision: 2 presses."""
    page = hand.page
    page.goto(f"{BASE}/desk")
    hand.press(page.get_by_role("link", name=title).first)
    hand.press(page.get_by_role("button", name="Open the decision"))
    page.get_by_text("The decision is open.").wait_for()


def answers(hand, title):
    """From the charter, which says that a decision waits, to a kept answer: 3 presses."""
    page = hand.page
    page.goto(BASE)
    hand.press(page.locator(".note.warn").get_by_role("link", name=title))
    hand.press(page.get_by_label("I consent", exact=True))
    hand.press(page.get_by_role("button", name="Give my answer"))
    page.get_by_text("Your answer is kept.").wait_for()


def closes(hand, title):
    """From the desk to a closed decision: 2 presses more."""
    page = hand.page
    page.goto(f"{BASE}/desk")
    hand.press(page.get_by_role("link", name=title).first)
    hand.press(page.get_by_role("button", name="Close the decision"))
    page.get_by_text("The decision is closed, and the proposal is in force.").wait_for()


def finds_out_why(hand, title):
    """From a sentence of the charter to the decision that put it there: 2 presses."""
    page = hand.page
    page.goto(BASE)
    hand.press(page.get_by_role("link", name=re.compile(f"^Why is this here\\? {title}")))
    page.get_by_text("It reads better.").wait_for()
    hand.press(page.get_by_role("link", name="the decision"))
    page.get_by_role("heading", level=1, name="Decision 1 on proposal").wait_for()
    page.get_by_text("The text that was decided on").wait_for()
