"""The whole record of a decision: complete, and silent about what is still hidden."""

import pytest

from amendments.refusals import NotFound
from app.services.record.round_record import round_record
from tests.support.texts import KINDNESS


def record_of(house, name, number, decision=1):
    with house.reading(name) as (reader, access):
        return round_record(reader, access, number, decision)


@pytest.fixture
def number(community):
    """An amendment by cleo with a round open, in which dov has objected."""
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.object_to("dov", number)
    return number


def test_it_tells_everything_once_it_has_closed(community, number):
    community.answer("edda", number, "need_time")
    community.answer("edda", number, "concern", "It is long.")
    community.support("edda", number, 1)
    community.resolve("dov", number, 1, "kept_as_concern")
    community.answer_all(number, ["ada", "cleo"])
    closed = community.close("ada", number)
    community.state_outcome("ada", number, "We are kinder now.")
    told = record_of(community, "dov", number)
    first, second = community.revisions()
    assert told.text.before == first.document.text
    assert told.text.after == second.document.text
    assert told.revision.number == closed.revision
    assert told.revision.text_sha256 == second.text_sha256
    assert told.text.change_sha256 == second.change_sha256
    answers = {one.name: [given.stance.value for given in one.answers] for one in told.answers}
    assert answers["Edda"] == ["need_time", "concern"]
    assert (told.roll_size, told.answered, told.outcome.value) == (4, 4, "passed")
    assert [one.status.value for one in told.objections] == ["kept_as_concern"]
    assert [one.name for one in told.objections[0].supporters] == ["Edda"]
    assert [one.body for one in told.statements] == ["We are kinder now."]
    assert (told.opened_by.name, told.closed_by.name) == ("Ada", "Ada")


def test_who_has_not_answered_sees_their_own_answers_only(community, number):
    told = record_of(community, "edda", number)
    assert (told.answers, told.objections, told.counts) == ((), (), None)
    assert told.answered == 1
    community.answer("edda", number)
    assert {one.name for one in record_of(community, "edda", number).answers} == {"Dov", "Edda"}


def test_a_reader_sees_numbers_and_no_words_but_those_that_are_written_for_all(community, number):
    community.answer_all(number, ["ada", "cleo", "edda"])
    community.pass_deadline(number)
    community.tick()
    community.state_outcome("ada", number, "Dov was not heard.")
    told = record_of(community, None, number)
    assert told.counts["object"] == 1
    assert (told.answers, told.objections) == ((), ())
    assert [(one.name, one.body) for one in told.statements] == [("a member", "Dov was not heard.")]
    assert told.opened_by.name == "a member"
    assert told.text.authors[0].member is None


def test_changed_answers_tell_no_names_where_someone_objected_in_confidence(community, number):
    community.answer("dov", number, "consent")
    community.object_in_confidence("dov", number)
    community.answer("edda", number)
    told = record_of(community, "edda", number)
    assert told.nameless
    assert [one.name for one in told.answers] == ["Edda"]
    assert record_of(community, "ada", number).nameless is False
    community.pass_deadline(number)
    community.tick()
    told = record_of(community, "edda", number)
    assert [(one.name, one.member, len(one.answers)) for one in told.answers] == [
        ("a member", None, 3),
        ("Edda", community.handle("edda"), 1),
    ]
    assert {(given.name, given.at) for given in told.answers[0].answers} == {("a member", None)}


def test_there_is_none_of_a_round_that_is_not_there(community, number):
    with pytest.raises(NotFound):
        record_of(community, "edda", number, 2)
