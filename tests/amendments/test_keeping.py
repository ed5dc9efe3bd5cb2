"""Whose words may take the place of a kept draft."""

from amendments.writing.draft_conflicts import (
    LONGEST_DRAFT,
    MOST_DRAFTS,
    ChangedElsewhere,
    Ended,
    Hand,
    fits_in,
    may_keep,
)


def test_a_window_goes_on_with_its_own_words_and_never_over_those_of_another():
    assert may_keep(None, Hand("a")) is True
    assert may_keep(Hand("a", 7), Hand("a", 0)) is True
    assert may_keep(Hand("a", 7), Hand("b", 7)) is True
    refused = may_keep(Hand("a", 8), Hand("b", 7))
    assert isinstance(refused, ChangedElsewhere)
    assert "Nothing was overwritten" in refused.reason


def test_what_was_sent_does_not_come_back():
    assert isinstance(may_keep(Hand("a", 7), Hand("a", 7), ended=True), Ended)


def test_there_is_an_end_to_length_and_number():
    assert fits_in(LONGEST_DRAFT, MOST_DRAFTS - 1) is True
    assert "too long" in fits_in(LONGEST_DRAFT + 1, 0).reason
    assert f"{MOST_DRAFTS} drafts" in fits_in(1, MOST_DRAFTS).reason
