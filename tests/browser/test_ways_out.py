"""Out of a conflict, and from a decision that did not pass to words in force: presses counted."""

from __future__ import annotations

import pytest

from tests.browser.hands import Hand

BASE = "/care-charter"
WAYS = [(True, 1280), (False, 360)]
EVERYONE = ["ada", "bela", "cleo", "dov", "edda", "finn", "gil"]


def _how(scripts, width):
    return f"{width} {'with' if scripts else 'without'} scripts"


@pytest.mark.parametrize(("scripts", "width"), WAYS)
def test_a_conflict_is_resolved_and_nothing_that_was_adopted_is_taken_back(
    visitor, stage, scripts, width
):
    c, how = stage.community, _how(scripts, width)
    text = c.head.document.text
    first = f"{text}\nWe meet in the room at {how}.\n"
    met = c.decide("edda", first, title=f"A room for {how}")
    c.answer_all(met, EVERYONE)
    c.close("ada", met)
    mine = c.propose("dov", first.replace("the room", "our room"), title=f"Ours, {how}")
    c.submit("dov", mine)
    other = c.decide("finn", first.replace("the room", "the large hall"), title=f"Large, {how}")
    c.answer_all(other, EVERYONE)
    c.close("ada", other)
    author = Hand(visitor("dov", scripts=scripts, width=width))
    page = author.page
    page.goto(f"{BASE}/amendments/{mine}")
    author.press(page.get_by_role("link", name="Choose what is to stand there"))
    page.get_by_role("link", name=f"proposal {other}: Large, {how}").wait_for()
    author.press(page.get_by_label("My own words", exact=True))
    own = page.get_by_label("The words, if you write your own")
    assert own.input_value() == f"We meet in the large hall at {how}."
    own.fill(f"We meet in our large hall at {how}.")
    author.press(page.get_by_role("button", name="Save the new version"))
    page.get_by_text("Your new version is saved.").wait_for()
    assert page.get_by_text("It does not fit the charter").count() == 0
    assert author.presses == 3


@pytest.mark.parametrize(("scripts", "width"), WAYS)
def test_what_was_adopted_is_taken_back_only_by_who_says_so(visitor, stage, scripts, width):
    c, how = stage.community, _how(scripts, width)
    first = f"{c.head.document.text}\nWe sing in the garden at {how}.\n"
    met = c.decide("edda", first, title=f"A garden for {how}")
    c.answer_all(met, EVERYONE)
    c.close("ada", met)
    mine = c.propose("dov", first.replace("the garden", "our garden"), title=f"Garden, {how}")
    c.submit("dov", mine)
    other = c.decide("finn", first.replace("the garden", "the park"), title=f"Park, {how}")
    c.answer_all(other, EVERYONE)
    c.close("ada", other)
    author = Hand(visitor("dov", scripts=scripts, width=width))
    page = author.page
    page.goto(f"{BASE}/amendments/{mine}/edit")
    author.press(page.get_by_label("Mine: what the proposal wants"))
    author.press(page.get_by_role("button", name="Save the new version"))
    page.get_by_role("alert").get_by_text(f"(proposal {other}, “Park, {how}”)").wait_for()
    author.press(page.get_by_label("Yes, take it back"))
    author.press(page.get_by_role("button", name="Save the new version"))
    page.get_by_text("Your new version is saved.").wait_for()
    assert author.presses == 4


@pytest.mark.parametrize(("scripts", "width"), WAYS)
def test_from_a_blocked_decision_to_version_2_in_force(visitor, stage, scripts, width):
    c, how = stage.community, _how(scripts, width)
    words, title = f"Everybody who comes to us at {how} is welcome to speak", f"Speaking, {how}"
    number = c.decide("dov", f"{c.head.document.text}\n{words}.\n", title=title)
    c.answer_all(number, [one for one in EVERYONE if one != "cleo"])
    c.answer("cleo", number, "object", "Some would rather write.", f"{words}, or to write.")
    c.close("ada", number)
    address = f"{BASE}/amendments/{number}"

    author = Hand(visitor("dov", scripts=scripts, width=width))
    page = author.page
    page.goto(address)
    first = page.get_by_role("heading", name="Not passed: an objection is open", exact=True)
    act = page.get_by_role("link", name="Make a new version that meets it")
    for shown in (first, act):
        box = shown.bounding_box()
        assert box["y"] + box["height"] <= 900
    author.press(act)
    page.get_by_text("Some would rather write.").wait_for()
    assert page.get_by_label("Objection 1, by Cleo").is_checked()
    author.press(page.get_by_role("button", name="Take this wording over"))
    page.locator("textarea[id^='t-']").filter(has_text="or to write").wait_for()
    author.press(page.get_by_role("button", name="Save the new version"))
    page.get_by_text("Your new version is saved.").wait_for()

    steward = Hand(visitor("ada", scripts=scripts, width=width))
    page = steward.page
    page.goto(f"{BASE}/desk")
    steward.press(page.get_by_role("link", name=title).first)
    steward.press(page.get_by_role("button", name="Open the decision"))
    page.get_by_text("The decision is open.").wait_for()

    c.answer_all(number, [one for one in EVERYONE if one != "cleo"])
    objector = Hand(visitor("cleo", scripts=scripts, width=width))
    page = objector.page
    page.goto(f"{address}#decision")
    objector.press(page.get_by_label("I consent", exact=True))
    objector.press(page.get_by_role("button", name="Give my answer"))
    page.get_by_text("Your answer is kept.").wait_for()

    page = steward.page
    page.goto(address)
    steward.press(page.get_by_role("button", name="Close the decision"))
    page.get_by_text("The decision is closed, and the proposal is in force.").wait_for()
    assert f"{words}, or to write." in c.head.document.text
    assert (author.presses, steward.presses, objector.presses) == (3, 3, 2)
