"""What is not revealed yet is told by nothing else either."""

from __future__ import annotations

import json

import pytest

from amendments.ruleset import Reveal, Ruleset
from app.services import entry
from app.services.record import export_record
from app.services.views.decision_view import look_at_round


def _look(house, name, number, decision):
    with house.reading(name) as (reader, access):
        kept = entry.amendment(reader, access, number)
        return look_at_round(reader, access, kept, entry.decision(reader, kept, decision))


def _objections(house, name, number, decision):
    found = _look(house, name, number, decision).objections
    return [(one.value.status.value, one.reason) for one in found]


def _openings(house, name):
    with house.reading(name) as (reader, access):
        return "".join(export_record.lines(reader, access, openings=True))


@pytest.fixture
def blocked(community):
    """Proposal 1, blocked by dov in its first round, with a new version in a second round."""
    number = community.decide("cleo", community.with_words(("## Purpose", "## Our purpose")))
    community.answer("dov", number, "object", "The first reason.", "The first way.")
    community.answer("edda", number, "consent")
    community.pass_deadline(number)
    community.tick()
    community.revise("cleo", number, community.with_words(("## Purpose", "## What we are for")))
    community.open("ada", number)
    return number


def test_a_carried_objection_looks_the_same_whatever_its_author_answers(community, blocked):
    before = _objections(community, "edda", blocked, 2)
    assert before == [("open", "The first reason.")]
    for answer in (("consent",), ("object", "The second reason.", "Another way.")):
        community.answer("dov", blocked, *answer)
        assert _objections(community, "edda", blocked, 2) == before
        assert _objections(community, "edda", blocked, 1) == before
    community.answer("edda", blocked, "consent")
    assert _objections(community, "edda", blocked, 2) == [("open", "The second reason.")]
    assert _objections(community, "edda", blocked, 1) == [("open", "The first reason.")]


def test_what_was_counted_at_the_close_does_not_change_afterwards(community):
    number = community.decide("cleo", community.with_words(("## Purpose", "## Our purpose")))
    community.object_to("dov", number)
    community.answer("edda", number, "consent")
    community.pass_deadline(number)
    community.tick()
    before = _look(community, "edda", number, 1).tally
    assert before.open_objections == 1
    community.resolve("dov", number, 1, "kept_as_concern")
    assert _look(community, "edda", number, 1).tally == before


def test_a_resolution_in_an_open_round_opens_with_its_close(community):
    number = community.decide("cleo", community.with_words(("## Purpose", "## Our purpose")))
    community.object_to("dov", number)
    community.resolve("dov", number, 1, "withdrawn")
    assert "We talked." not in _openings(community, "edda")
    assert community.people["dov"].email not in _openings(community, "edda")
    community.answer("edda", number, "consent")
    community.pass_deadline(number)
    community.tick()
    assert "We talked." in _openings(community, "edda")
    assert "We talked." not in _openings(community, None)


def test_every_answer_seals_the_same_words(community):
    number = community.decide("cleo", community.with_words(("## Purpose", "## Our purpose")))
    community.answer("edda", number, "consent")
    community.object_to("dov", number)
    community.answer("cleo", number, "concern", "A concern.")
    community.pass_deadline(number)
    community.tick()
    taken = [
        one for line in community.lines() if (one := json.loads(line))["kind"] == "stance.taken"
    ]
    assert {frozenset(one["words"]) for one in taken} == {
        frozenset({"stance", "reason", "acceptable_if"})
    }
    assert {frozenset(one["data"]) for one in taken} == {
        frozenset({"amendment", "round", "seat", "read_with", "recorded_by", "at"})
    }


def test_a_draft_that_is_withdrawn_stays_its_authors_own(community):
    number = community.propose("cleo", community.with_words(("## Purpose", "## Mine")))
    community.withdraw("cleo", number)
    assert "## Mine" not in _openings(community, "dov")
    for name in ("dov", None):
        with (
            community.reading(name) as (reader, access),
            pytest.raises(entry.NotFound),
        ):
            entry.amendment(reader, access, number)


def test_the_same_text_cannot_be_decided_again_over_an_open_objection(community):
    number = community.decide("cleo", community.with_words(("## Purpose", "## Our purpose")))
    community.object_to("dov", number)
    community.answer("edda", number, "consent")
    community.pass_deadline(number)
    community.tick()
    assert "this very text" in community.refused("open", "ada", number).reason
    community.resolve("dov", number, 1, "withdrawn")
    assert community.open("ada", number) == 2


def test_repeating_an_objection_holds_nobody_up(community):
    number = community.decide("cleo", community.with_words(("## Purpose", "## Our purpose")))
    community.pass_time_before_deadline(number, hours=1)
    community.object_to("dov", number)
    deadline = community.round(number).value.closes_at
    community.pass_time_before_deadline(number, hours=1)
    community.object_to("dov", number)
    community.answer("dov", number, "consent")
    community.object_to("dov", number)
    assert community.round(number).value.closes_at == deadline


def test_after_the_deadline_nothing_changes_the_outcome(community):
    number = community.decide("cleo", community.with_words(("## Purpose", "## Our purpose")))
    community.object_to("dov", number)
    community.answer("edda", number, "consent")
    community.pass_deadline(number)
    assert "deadline" in community.refused("resolve", "dov", number, 1, "withdrawn").reason
    assert "deadline" in community.refused("withdraw", "cleo", number).reason
    assert [one.outcome for one in community.tick()] == ["blocked"]


@pytest.mark.parametrize("reveal", list(Reveal))
def test_stewards_and_authors_see_an_objection_before_they_have_answered(found_community, reveal):
    c = found_community(ruleset=Ruleset(reveal=reveal))
    number = c.decide("cleo", c.with_words(("## Purpose", "## Our purpose")))
    c.object_to("dov", number)
    c.answer("edda", number, "stand_aside")
    for name in ("ada", "cleo"):
        look = _look(c, name, number, 1)
        assert [(one.reason, one.acceptable_if) for one in look.objections] == [
            ("It leaves someone out.", "Name them too.")
        ]
        assert look.sees_answers is (reveal is Reveal.LIVE)
        assert len(look.stances) == (2 if reveal is Reveal.LIVE else 0)
    c.support("cleo", number, 1)
    c.test_objection("ada", number, 1, "asks", "Whom?")
