"""Whether one change of a passage is part of another: seen by whole words, never by halves."""

from __future__ import annotations

import pytest

import charter as c
from charter.change.containment import compare, is_part
from tests.charter.test_facts_amendments import later

THEN = "Members must vote in person, by hand. The clerk counts 1,250,000 votes at most."


@pytest.mark.parametrize(
    ("some", "more"),
    [
        # One of two edits, far apart, in the next sentence, and behind the end of one.
        ([("must", "may")], [("must", "may"), ("hand", "voice")]),
        ([("hand", "voice")], [("hand", "voice"), ("The clerk", "A clerk")]),
        ([("by hand", "by voice")], [("by hand", "by voice"), ("hand.", "hand. Nobody is asked.")]),
        # A sentence more, and one word of it less.
        ([(" by hand", "")], [(" by hand", ""), ("at most", "or so")]),
        # All of it, and nothing of it.
        ([("must", "may")], [("must", "may")]),
        ([], [("must", "may")]),
    ],
)
def test_a_change_is_part_of_one_that_makes_its_edits_and_others(some, more):
    assert is_part(THEN, made(some), made(more))
    assert is_part(THEN, made(more), made(some)) == (made(some) == made(more))


@pytest.mark.parametrize(
    ("some", "more"),
    [
        # What touches one edit belongs to it.
        ([("must", "may")], [("must", "may not")]),
        ([("must", "may")], [("must vote", "may never vote")]),
        ([("must", "may")], [("must", "may, if asked,")]),
        # Half a number is none.
        ([("1,250", "2,250")], [("1,250,000", "2,250,500")]),
        ([("1,250,000", "1,250,500")], [("1,250,000", "1,750,500")]),
        # The same words at another place.
        ([("vote in", "quietly vote in")], [("by hand", "quietly by hand")]),
    ],
)
def test_a_change_is_no_part_of_one_that_says_something_else_there(some, more):
    assert not is_part(THEN, made(some), made(more))
    assert not is_part(THEN, made(more), made(some))


def test_an_edit_that_might_as_well_touch_another_one_is_not_apart_from_it():
    assert not is_part("we go in or and", "we go in or", "we go in or or")
    assert not is_part("and or in go we", "or in go we", "or or in go we")


@pytest.mark.parametrize(
    ("then", "some", "more"),
    [
        # Seen by the edits that lead to the larger one, and by those that lead on to it.
        (
            "the hall voice meet vote in hand",
            "the hall voice in meet vote meet hand",
            "the hall voice in meet in vote meet hand",
        ),
        (
            "or hall and we vote the meet",
            "or and hall and we vote the meet",
            "or and hall we or vote the meet",
        ),
    ],
)
def test_it_is_asked_in_two_ways(then, some, more):
    assert is_part(then, some, more)


def test_a_split_that_goes_on_from_a_split_is_not_made_twice():
    base, _ = c.found("We meet each month. We cook each week.")
    block = base.blocks[0]
    head = later(base, "We meet each month.\n\nWe cook each week.")
    further = ("We meet each new month.", "We cook each new week.")
    change_set = c.ChangeSet((c.Replace(block.id, block.digest, further),))
    assert c.standing(head, change_set, base=base, base_number=1).kind == "conflict"
    texts = [block.text for block in head.blocks]
    assert compare(block.text, texts[0], texts[1:], further) is None


def made(edits: list[tuple[str, str]]) -> str:
    text = THEN
    for old, new in edits:
        assert text.count(old) <= 1
        text = text.replace(old, new)
    return text
