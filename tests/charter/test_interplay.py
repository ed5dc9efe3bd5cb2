"""How open amendments affect one another, and what stands next to what they touch."""

from __future__ import annotations

import pytest

import charter as c
from charter.conflicts import interplay

BASE = (
    "# Rules\n\nWe meet each month.\n\nWe vote by hand.\n\nWe eat together.\n\n# Ends\n\nThe end.\n"
)


def opens(*texts: str) -> tuple[c.Document, list[c.OpenChange]]:
    base, _ = c.found(BASE)
    return base, [
        c.OpenChange(key, c.change(base, text), base, 1) for key, text in enumerate(texts)
    ]


def kind_of(first: str, second: str) -> c.Meeting:
    base, listed = opens(first, second)
    (meeting,) = c.meetings(base, listed)
    return meeting


def test_changes_of_different_passages_are_independent():
    meeting = kind_of(BASE.replace("month", "week"), BASE.replace("hand", "voice"))
    assert meeting.kind == "independent"
    assert meeting.blocks == ()


def test_changes_of_one_passage_touch_and_name_it():
    meeting = kind_of(BASE.replace("hand", "voice"), BASE.replace("We vote", "We all vote"))
    assert meeting.kind == "touch"
    assert meeting.blocks == (c.found(BASE)[0].ids[2],)


def test_insertions_at_one_place_touch():
    first = BASE.replace("We vote", "One thing.\n\nWe vote")
    assert kind_of(first, first.replace("One thing", "Two things")).kind == "touch"


def test_an_insertion_behind_what_the_other_deletes_touches():
    first = BASE.replace("We eat", "One thing.\n\nWe eat")
    assert kind_of(first, BASE.replace("We vote by hand.\n\n", "")).kind == "touch"


def test_one_that_holds_everything_of_the_other_contains_it():
    small = BASE.replace("hand", "voice")
    large = small.replace("The end.", "The very end.")
    meeting = kind_of(small, large)
    assert (meeting.kind, meeting.first, meeting.second) == ("contains", 1, 0)


def test_equal_changes_are_the_same():
    assert kind_of(BASE.replace("hand", "voice"), BASE.replace("hand", "voice")).kind == "same"


def test_what_leaves_the_text_as_it_is_meets_nobody():
    assert kind_of(BASE, BASE.replace("hand", "voice")).kind == "independent"
    assert kind_of(BASE, BASE).kind == "independent"


def test_twice_as_many_that_do_not_meet_take_twice_as_long_not_four_times(monkeypatch):
    looked = []
    monkeypatch.setattr(interplay, "_meeting", lambda *pair: looked.append(pair))
    text = "\n\n".join(f"Passage {number} says so." for number in range(100)) + "\n"
    base, _ = c.found(text)
    changes = [c.change(base, text.replace(f" {n} says", f" {n} tells")) for n in range(100)]
    assert (
        c.encounters(base, [c.OpenChange(n, one, base, 1) for n, one in enumerate(changes)]) == ()
    )
    assert looked == []


def test_the_charter_if_all_independent_ones_pass():
    base, listed = opens(
        BASE.replace("month", "week"),
        BASE.replace("hand", "voice"),
        BASE.replace("hand", "letter"),
        BASE.replace("The end.", "The end.\n\nAnd more."),
    )
    keys = [item.key for item in listed]
    free = c.independent(c.meetings(base, listed), keys)
    assert free == (0, 3)
    result = c.together(base, 1, [item for item in listed if item.key in free])
    assert result.document.text == BASE.replace("month", "week") + "\nAnd more.\n"
    everything = c.together(base, 1, listed)
    assert everything.passed == (0, 1, 3)
    assert [key for key, _ in everything.left_out] == [2]


def test_all_standings_at_once():
    base, listed = opens(BASE.replace("month", "week"), BASE.replace("hand", "voice"))
    head = c.apply(base, listed[0].change_set, base=base, base_number=1, number=2)
    found = c.standings(head, listed)
    assert [found[key].kind for key in (0, 1)] == ["contained", "clean"]


def test_neighbours_that_changed_are_named_and_others_are_not():
    base, (mine, near, far, gone) = opens(
        BASE.replace("hand", "voice"),
        BASE.replace("month", "week"),
        BASE.replace("The end", "The very end"),
        BASE.replace("We eat together.\n\n", ""),
    )

    def neighbours(published: c.OpenChange) -> tuple[str, ...]:
        head = c.apply(base, published.change_set, base=base, base_number=1, number=2)
        return c.neighbours_changed(head, mine.change_set, base=base, base_number=1)

    assert neighbours(near) == (base.ids[1],)
    assert neighbours(far) == ()
    assert neighbours(gone) == (base.ids[3],)


def test_a_view_of_a_deletion_that_met_an_edit():
    base, (mine, published) = opens(
        BASE.replace("We vote by hand.\n\n", ""), BASE.replace("hand", "voice")
    )
    head = c.apply(base, published.change_set, base=base, base_number=1, number=2)
    (view,) = c.three_way(head, mine.change_set, base=base, base_number=1)
    assert (view.then, view.theirs, view.yours) == ("We vote by hand.", "We vote by voice.", None)
    assert view.suggestion is None
    assert view.theirs_words == ((0, "We vote by "), (-1, "hand"), (1, "voice"), (0, "."))


def test_no_wording_is_suggested_where_words_meet():
    assert (
        c.merge_words("must vote in person", "may vote in person", "must not vote in person")
        is None
    )
    assert c.merge_words("a b c d", "x b c d", "a b c y") == "x b c y"


def test_what_one_side_says_already_is_no_suggestion():
    assert c.merge_words("a b c d", "x b c d", "x b c d") is None
    assert c.merge_words("a b c d", "a b c d", "a b") is None
    assert c.merge_words("a b c d", "x b c d", "x b c y") is None


@pytest.mark.parametrize(
    ("theirs", "yours"),
    [
        # The same insertion at two places.
        ("We quietly meet each month in the hall.", "We meet each month quietly in the hall."),
        ("We quietly meet each month in the hall.", "We meet each month very quietly in the hall."),
        (
            "We meet each month (see the guide for hosts) in the hall.",
            "We meet each month in the hall. See the guide for all hosts.",
        ),
        # One side moved the words that the other one repeats.
        ("In the hall we meet each month.", "We meet each month in the old hall or in the hall."),
    ],
)
def test_a_suggestion_says_nothing_twice(theirs, yours):
    then = "We meet each month in the hall."
    assert c.merge_words(then, theirs, yours) is None
    assert c.merge_words(then, yours, theirs) is None


@pytest.mark.parametrize(
    ("then", "theirs", "yours"),
    [
        ("It costs 1,250,000 euro.", "It costs 2,250,000 euro.", "It costs 1,250,500 euro."),
        ("A co-worker votes.", "An ex-worker votes.", "A co-owner votes."),
    ],
)
def test_a_suggestion_joins_no_halves_of_numbers_and_words(then, theirs, yours):
    assert c.merge_words(then, theirs, yours) is None


@pytest.mark.parametrize(
    "then",
    [
        "| who | what |\n|---|---|\n| one clerk | two keys of the house |",
        "```\none clerk has two keys of the house\n```",
    ],
)
def test_for_tables_and_code_nothing_is_suggested(then):
    theirs, yours = then.replace("one", "no"), then.replace("house", "hall")
    assert c.merge_words(then, theirs, yours) is None
