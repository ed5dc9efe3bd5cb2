"""Every flow with the keyboard alone: nothing needs a mouse, and the focus is always seen."""

import re
from itertools import pairwise

from tests.browser.hands import Keys

BASE = "/care-charter"
STOPS = """() => [...document.querySelectorAll('main :is(a, button, input, textarea, summary)')]
    .filter(one => one.checkVisibility() && !one.closest('.contents, aside'))
    .map(one => one.getBoundingClientRect().top)"""


def come_in(page, stage, name):
    """Sign in as people do."""
    keys = Keys(page)
    page.goto("/sign-in")
    keys.type("Your e-mail address", f"{name}@example.org")
    before = len(stage.mail)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Type in your code").wait_for()
    for _ in range(200):
        if len(stage.mail) > before:
            break
        page.wait_for_timeout(25)
    code = re.search(r"code is (\S+)", stage.mail[-1].get_content())[1]
    assert page.evaluate("document.activeElement.id") == "code-code", "it waits for the code"
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.get_by_text("You are signed in.").wait_for()
    return keys


def test_a_change_from_its_idea_to_the_charter(visitor, stage):
    page = visitor()
    keys = come_in(page, stage, "finn")
    number = propose(page, keys)
    page.goto(f"{BASE}/amendments/{number}")
    keys.type("Your comment", "Tell me what you think.")
    keys.enter("Comment")
    page.get_by_text("Tell me what you think.").first.wait_for()
    steward = visitor("ada")
    hands = Keys(steward)
    steward.goto(f"{BASE}/desk")
    hands.enter("By keyboard")
    steward.wait_for_url(f"**/amendments/{number}")
    hands.enter("Open the decision")
    steward.get_by_text("The decision is open.").wait_for()
    answer(visitor("cleo"), number, down=4, reason="It leaves someone out.", acceptable="Name all.")
    others = ["bela", "dov", "edda", "finn", "gil", "ada"]
    answer(visitor("bela"), number, down=0)
    stage.community.answer_all(number, others[1:])
    page = visitor("cleo")
    page.goto(f"{BASE}/amendments/{number}#decision")
    answer(page, number, down=0, button="Change my answer")
    steward.goto(f"{BASE}/amendments/{number}")
    hands.enter("Close the decision")
    steward.get_by_text("The decision is closed, and the proposal is in force.").wait_for()


def test_all_of_it_without_scripts_on_a_small_phone(visitor, stage):
    """Proposing, commenting, opening, answering and closing, by keys alone."""
    how = {"scripts": False, "width": 320}
    page = visitor("finn", **how)
    keys = Keys(page)
    page.goto(BASE)
    keys.enter("Why is this here? Respect Privacy")
    page.wait_for_url("**/passages/*")
    keys.enter("Propose a change to this passage")
    page.wait_for_url("**/amendments/new?**")
    if page.evaluate("document.activeElement.tagName") != "TEXTAREA":
        keys.to("Respect Privacy")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Ask first.")
    keys.type("Title", "Without scripts")
    keys.enter("Submit for discussion")
    page.get_by_text("Submitted.").wait_for()
    number = int(re.search(r"/amendments/(\d+)", page.url)[1])
    keys.type("Your comment", "Tell me what you think.")
    keys.enter("Comment")
    page.get_by_text("Your comment is there.").wait_for()
    steward = visitor("ada", **how)
    hands = Keys(steward)
    steward.goto(f"{BASE}/desk")
    hands.enter("Without scripts")
    steward.wait_for_url(f"**/amendments/{number}")
    hands.enter("Open the decision")
    steward.get_by_text("The decision is open.").wait_for()
    answer(visitor("gil", **how), number, down=0)
    stage.community.answer_all(number, ["ada", "bela", "cleo", "dov", "edda", "finn"])
    steward.goto(f"{BASE}/amendments/{number}")
    hands.enter("Close the decision")
    steward.get_by_text("The decision is closed, and the proposal is in force.").wait_for()
    assert steward.evaluate("document.documentElement.scrollWidth") == 320


def propose(page, keys):
    page.goto(BASE)
    keys.enter("Why is this here? Listen and Learn")
    page.wait_for_url("**/passages/*")
    keys.enter("Propose a change to this passage")
    page.wait_for_url("**/amendments/new?**")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Control+End")
    page.keyboard.type(" So we learn.")
    keys.to("Title")
    place = page.get_by_label("Title").bounding_box()["y"]
    page.keyboard.type("By keyboard")
    page.locator("#preview ins").first.wait_for()
    assert abs(page.get_by_label("Title").bounding_box()["y"] - place) < 2, "it jumped away"
    keys.type("Why", "Hands differ.")
    keys.enter("Submit for discussion")
    page.get_by_text("Submitted.").wait_for()
    return int(re.search(r"/amendments/(\d+)", page.url)[1])


def answer(page, number, *, down, reason="", acceptable="", button="Give my answer"):
    """The answers are one group: Tab leads to it, arrows choose."""
    keys = Keys(page)
    page.goto(f"{BASE}/amendments/{number}#decision")
    if button == "Change my answer":
        keys.enter("Change it")
    keys.to("I object" if button == "Change my answer" else "I consent")
    page.keyboard.press("Space")
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    while not page.get_by_label("I consent", exact=True).is_checked():
        page.keyboard.press("ArrowDown")
    for _ in range(down):
        page.keyboard.press("ArrowDown")
    if reason:
        assert page.get_by_label("I object", exact=True).is_checked()
        keys.type("Your reason", reason)
        keys.type("What would make it acceptable", acceptable)
    keys.enter(button)
    page.get_by_text("Your answer is kept.").wait_for()


def test_inviting_and_the_way_past_the_head_of_the_page(visitor):
    page = visitor("ada")
    keys = Keys(page)
    page.goto(f"{BASE}/members")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the page"
    page.keyboard.press("Enter")
    keys.type("E-mail address", "nora@example.org")
    keys.enter("Invite")
    page.get_by_text("nora@example.org").first.wait_for()


def test_the_focus_goes_down_the_page(visitor, stage):
    """Its order is the order of reading: from the head down, column by column."""
    page = visitor("dov")
    for tail in ("", "/amendments", f"/amendments/{stage.numbers['round']}", "/rules", "/members"):
        page.goto(BASE + tail)
        places = page.evaluate(STOPS)
        back = [(a, b) for a, b in pairwise(places) if b < a - 60]
        assert not back, (tail, back)
        assert not page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count()
