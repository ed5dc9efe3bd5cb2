"""The glossary: every member explains terms, and nobody writes over what they have not seen."""

import pytest

from amendments.belonging.people import READER
from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from amendments.talking import glossary
from amendments.talking.glossary import MOST_TERMS, Term, TermWording
from tests.support.values import MEMBER

CARE = TermWording("Care", "What we owe one another.")
FOUND = Term(3, 2, CARE)
GONE = Term(3, 2, TermWording())


def test_a_full_glossary_takes_no_more():
    entries = [FOUND] * (MOST_TERMS - 1)
    glossary.check_room(entries)
    with pytest.raises(WrongState):
        glossary.check_room([*entries, GONE])


def test_other_words_are_other_words():
    glossary.check_new(FOUND, TermWording("Care", "What we do for one another."))
    with pytest.raises(WrongState):
        glossary.check_new(FOUND, TermWording("Care", "What we owe one another."))


def test_only_what_is_there_can_be_taken_out():
    glossary.check_there(FOUND)
    with pytest.raises(WrongState):
        glossary.check_there(GONE)


@pytest.mark.parametrize(("expected", "is_newest"), [(None, True), (2, True), (1, False)])
def test_nobody_writes_over_what_they_have_not_seen(expected, is_newest):
    if is_newest:
        glossary.check_newest(FOUND, expected)
        return
    with pytest.raises(WrongState):
        glossary.check_newest(FOUND, expected)


@pytest.mark.parametrize(
    ("term", "meaning", "field"),
    [
        ("", "x", "term"),
        ("…", "x", "term"),
        ("x" * 61, "x", "term"),
        ("Care", "  ", "meaning"),
        ("Care", "x" * 601, "meaning"),
        (" eNERGY ", "x", "term"),
    ],
)
def test_a_term_and_its_meaning_are_short_and_explained_once(term, meaning, field):
    with pytest.raises(BadInput) as refusal:
        glossary.check(TermWording(term, meaning), ["Energy"])
    assert refusal.value.field == field


def test_words_are_recorded_while_they_are_there_and_an_edit_goes_back_only_to_an_earlier_one():
    assert glossary.edited(MEMBER, 3, 2, CARE).words == {"term": CARE.term, "meaning": CARE.meaning}
    out = glossary.edited(MEMBER, 3, 2, TermWording())
    assert (out.words, out.data["there"]) == ({}, False)
    assert glossary.edited(MEMBER, 3, 2, CARE, restores=1).data["restores"] == 1
    for edit in (0, 2):
        with pytest.raises(NotFound):
            glossary.edited(MEMBER, 3, 2, CARE, restores=edit)
    with pytest.raises(NotAllowed):
        glossary.edited(READER, 3, 2, CARE)
