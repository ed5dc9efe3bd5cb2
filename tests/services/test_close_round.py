"""Closing and publishing: one transaction, what was consented to byte for byte."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from amendments.refusals import NotAllowed, NotFound, WrongState
from amendments.ruleset import Ruleset
from app.services.deciding.close_round import close_due_round, close_round
from app.services.entry import enter_as_server
from app.storage.texts import charters
from tests.support.texts import KINDNESS, LEARNING

ALL = ["ada", "cleo", "dov", "edda"]


@pytest.fixture
def number(community):
    """An amendment by cleo with a round open."""
    return community.decide("cleo", community.with_words(KINDNESS))


def test_what_passed_is_the_next_revision_byte_for_byte(community, number):
    before = community.head
    wanted = community.with_words(KINDNESS)
    community.answer_all(number, ALL)
    closed = community.close("ada", number)
    assert (closed.outcome, closed.revision) == ("passed", 2)
    after = community.head
    assert after.document.text == wanted
    assert (after.number, after.parent, after.amendment, after.round) == (2, 1, number, 1)
    assert after.change_sha256 == community.round(number).value.change_sha256
    assert after.published_at == community.clock()
    assert after.title == "A small change"
    assert community.status(number) == "adopted"
    assert after.document.ids == before.document.ids
    changed = [one for one in after.document.blocks if one.changed_in == 2]
    assert [one.id for one in changed] == [community.block(KINDNESS[1]).id]


def test_the_record_of_a_publication_names_the_decision_and_the_change(community, number):
    community.answer_all(number, ALL)
    community.close("ada", number)
    closed, published = (json.loads(line) for line in community.lines()[-2:])
    assert (closed["kind"], published["kind"]) == ("round.closed", "revision.published")
    assert closed["data"]["outcome"] == "passed"
    assert published["data"]["text_sha256"] == community.head.text_sha256
    assert published["data"]["parent_sha256"] == community.revisions()[0].text_sha256
    assert (published["data"]["amendment"], published["data"]["round"]) == (number, 1)


def test_it_is_too_early_while_the_deadline_is_ahead_and_someone_is_silent(community, number):
    community.answer_all(number, ALL[:3])
    refusal = community.refused("close", "ada", number)
    assert isinstance(refusal, WrongState)
    assert "too early" in refusal.reason
    community.pass_deadline(number)
    community.close("ada", number)


def test_who_needs_time_keeps_a_round_from_ending_early(community, number):
    community.answer_all(number, ALL[:3])
    community.answer("edda", number, "need_time")
    assert isinstance(community.refused("close", "ada", number), WrongState)


def test_only_a_steward_closes(community, number):
    community.pass_deadline(number)
    for who in ("cleo", "dov", None):
        assert isinstance(community.refused("close", who, number), NotAllowed)


def test_a_round_is_closed_once(community, number):
    community.answer_all(number, ALL)
    community.close("ada", number)
    refusal = community.refused("close", "ada", number)
    assert isinstance(refusal, WrongState)
    assert "passed" in refusal.reason
    assert community.head.number == 2


def test_a_round_that_is_not_there_is_not_found(community, number):
    assert isinstance(community.refused("close", "ada", number, 2), NotFound)
    assert isinstance(community.refused("close", "ada", 99, 1), NotFound)


@pytest.mark.parametrize(
    ("answers", "outcome", "status"),
    [
        ({}, "inquorate", "discussion"),
        ({"cleo": "consent"}, "inquorate", "discussion"),
        ({"cleo": "consent", "dov": "stand_aside"}, "passed", "adopted"),
        ({"cleo": "stand_aside", "dov": "stand_aside"}, "inquorate", "discussion"),
        ({"cleo": "need_time", "dov": "need_time"}, "inquorate", "discussion"),
        ({"cleo": "consent", "dov": "consent", "edda": "object"}, "blocked", "discussion"),
    ],
)
def test_the_outcome_at_the_deadline(community, number, answers, outcome, status):
    for who, stance in answers.items():
        if stance == "object":
            community.object_to(who, number)
        else:
            community.answer(who, number, stance)
    community.pass_deadline(number)
    (closed,) = community.tick()
    assert closed.outcome == outcome
    assert community.status(number) == status
    assert community.head.number == (2 if outcome == "passed" else 1)
    kept = community.round(number)
    assert kept.statement.startswith("The proposal")
    assert kept.value.closed_at == community.clock()


def test_a_tick_closes_what_is_due_and_nothing_else(community, number):
    other = community.discuss("dov", community.with_words(LEARNING))
    community.open("ada", other)
    assert community.tick() == []
    community.pass_deadline(number)
    assert len(community.tick()) == 1
    assert community.tick() == []
    assert community.round(other).value.is_open


def test_nobody_is_named_where_the_deadline_closed(community, number):
    community.pass_deadline(number)
    community.tick()
    assert community.round(number).closed_by is None
    assert json.loads(community.lines()[-1])["actor"] is None


def test_a_revision_is_dated_in_the_charters_own_zone(found_community):
    far = found_community(timezone="Pacific/Auckland", ruleset=Ruleset(discussion=timedelta(0)))
    number = far.decide("cleo", far.with_words(KINDNESS))
    far.answer_all(number, ALL)
    far.clock.set(datetime(2026, 6, 30, 13, 0, tzinfo=UTC))
    far.tick()
    assert far.head.dated == date(2026, 7, 1)


def test_a_revision_is_never_dated_before_its_parent(found_community, database):
    late = found_community()
    number = late.decide("cleo", late.with_words(KINDNESS))
    other = late.discuss("dov", late.with_words(LEARNING))
    late.open("ada", other)
    late.answer_all(number, ALL)
    late.close("ada", number)
    first = late.head
    late.clock.set(first.published_at - timedelta(minutes=4))
    late.answer_all(other, ALL)
    late.close("ada", other)
    assert late.head.dated >= first.dated
    assert late.head.published_at >= first.published_at


def test_when_publishing_fails_nothing_is_kept_of_the_close(community, number):
    """A revision with the next number is there already: as if a second server had been faster."""
    community.answer_all(number, ALL)
    copy = text(
        "INSERT INTO revision (charter_id, number, dated, published_at, title, text, "
        "text_sha256, blocks, change_sha256) SELECT charter_id, 2, dated, published_at, title, "
        "text, text_sha256, blocks, change_sha256 FROM revision WHERE number = 1"
    )
    before = community.lines()
    with pytest.raises(IntegrityError):
        _close_after(community, number, copy)
    assert community.lines() == before
    assert community.round(number).value.is_open
    assert community.status(number) == "round"
    assert community.head.number == 1
    assert community.close("ada", number).revision == 2


def _close_after(community, number, statement):
    with community.writing("ada") as (writer, access):
        writer.session.execute(statement)
        close_round(writer, access, number, 1)


def test_closing_by_the_server_is_nothing_where_nothing_is_due(community, number):
    with community.database.writing() as writer:
        access = enter_as_server(writer, charters.lock(writer, community.slug))
        assert close_due_round(writer, access, number, 1) is None
    assert community.round(number).value.is_open
