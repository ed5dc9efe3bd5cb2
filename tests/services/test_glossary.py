"""The glossary: explained, explained better, taken out, brought back, by any member."""

import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from amendments.replay.verify import verify
from amendments.talking.glossary import TermWording
from app.services.care.erase import erase_person
from app.services.talking import glossary as acts
from app.storage.talking import glossary
from tests.support.laws import openings


def do(c, who, act, *arguments, **more):
    with c.writing(who) as (writer, access):
        return getattr(acts, act)(writer, access, *arguments, **more)


def terms(c):
    with c.database.reading() as reader:
        found = glossary.terms(reader, c.charter.id)
    return [(one.number, one.edit, one.wording.term, one.wording.meaning) for one in found]


def test_the_life_of_an_entry(community):
    c = community
    assert do(c, "cleo", "explain", " CIC ", "A company for a community.") == 1
    assert do(c, "dov", "explain", "Consent", "Nobody objects.") == 2
    do(c, "dov", "explain_better", 1, TermWording("CIC", "A company that serves one."), expected=1)
    assert terms(c) == [
        (1, 2, "CIC", "A company that serves one."), (2, 1, "Consent", "Nobody objects."),
    ]  # fmt: skip
    with pytest.raises(WrongState):
        do(c, "edda", "explain_better", 1, TermWording("CIC", "Mine"), expected=1)
    with pytest.raises(WrongState):
        do(c, "edda", "explain_better", 2, TermWording("Consent", "Nobody objects."))
    do(c, "edda", "take_out", 1)
    assert [one[0] for one in terms(c)] == [2]
    do(c, "cleo", "undo", 1, 1)
    assert terms(c)[0] == (1, 4, "CIC", "A company for a community.")
    for wrong in (9, 4, 3):
        with pytest.raises((NotFound, WrongState)):
            do(c, "cleo", "undo", 1, wrong)
    with pytest.raises(BadInput):
        do(c, "cleo", "explain", "cic", "Again")
    assert verify([*c.lines(), *openings(c)]).problems == ()


@pytest.mark.parametrize(
    ("term", "meaning"),
    [("", "x"), ("123", "x"), ("a" * 61, "x"), ("CIC", " "), ("CIC", "x" * 601)],
)
def test_what_cannot_be_an_entry(community, term, meaning):
    with pytest.raises(BadInput):
        do(community, "cleo", "explain", term, meaning)


def test_readers_explain_nothing(community):
    with pytest.raises(NotAllowed):
        do(community, None, "explain", "CIC", "A company.")


def test_where_words_were_erased_those_before_stand_again(two_stewards):
    c = two_stewards
    do(c, "cleo", "explain", "CIC", "By Cleo.")
    do(c, "dov", "explain_better", 1, TermWording("CIC", "By Dov."))
    do(c, "dov", "explain", "NGO", "By Dov alone.")
    with c.database.writing() as writer:
        erase_person(writer, c.people["dov"].person, words=True)
    assert terms(c) == [(1, 2, "CIC", "By Cleo.")]
    assert verify([*c.lines(), *openings(c)]).problems == ()
