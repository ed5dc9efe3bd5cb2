"""Corrections: published unless a member says that the meaning changes."""

import pytest

from amendments.refusals import BadInput, NotAllowed, WrongState
from tests.support.texts import KINDNESS


@pytest.fixture
def number(community):
    """A correction by cleo with its round open."""
    number = community.propose("cleo", community.with_words(KINDNESS), editorial=True)
    community.submit("cleo", number)
    community.open("ada", number)
    return number


def test_it_needs_no_discussion_and_waits_three_days(community, number):
    decision = community.round(number).value
    assert decision.editorial
    assert (decision.closes_at - decision.opened_at).days == 3
    assert isinstance(community.refused("close", "ada", number), WrongState)


def test_it_is_published_when_nobody_speaks_up(community, number):
    community.pass_deadline(number)
    (closed,) = community.tick()
    assert (closed.outcome.value, closed.revision) == ("passed", 2)
    assert "nobody said in time" in (community.round(number).statement or "")


def test_it_takes_no_answers(community, number):
    refusal = community.refused("answer", "dov", number)
    assert isinstance(refusal, WrongState)
    assert "correction" in refusal.reason
    assert isinstance(community.refused("record", "ada", number, {"dov": "consent"}), WrongState)


def test_any_member_turns_it_into_an_ordinary_proposal(community, number):
    community.join("finn")
    community.dispute("finn", number)
    assert community.round(number).value.outcome == "substantive"
    kept = community.amendment(number).value
    assert (kept.status, kept.editorial) == ("discussion", False)
    assert kept.submitted_at == community.clock.now
    early = community.refused("open", "ada", number)
    assert isinstance(early, WrongState)
    assert "discussion" in early.reason


def test_it_is_decided_on_like_any_other_then(community, number):
    community.dispute("dov", number)
    community.clock.advance(community.charter.ruleset.discussion)
    community.open("ada", number)
    community.answer_all(number, ["ada", "cleo", "dov", "edda"])
    assert community.close("ada", number).revision == 2


def test_speaking_up_needs_a_member_in_time_with_a_reason(community, number):
    assert isinstance(community.refused("dispute", None, number), NotAllowed)
    assert isinstance(community.refused("dispute", "dov", number, " "), BadInput)
    community.pass_deadline(number)
    assert isinstance(community.refused("dispute", "dov", number), WrongState)


def test_an_ordinary_decision_is_not_disputed(community):
    number = community.decide("cleo", community.with_words(KINDNESS))
    assert isinstance(community.refused("dispute", "dov", number), WrongState)


def test_a_correction_cannot_change_the_rules(community):
    refusal = community.refused(
        "propose", "cleo", community.with_words(KINDNESS), editorial=True, rules={"round": "P1D"}
    )
    assert isinstance(refusal, BadInput)
    assert refusal.field == "editorial"
