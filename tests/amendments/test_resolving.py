"""How an objection ends in the newest round, and until when anything can change in it."""

from dataclasses import replace

import pytest

from amendments.deciding import objection_hearing, setting_aside
from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.tally import Outcome
from amendments.record.events import EventKind
from amendments.refusals import NotAllowed, WrongState
from amendments.ruleset import Ruleset
from amendments.status import UNDECIDED, Status
from tests.support.values import AUTHOR, MEMBER, TICK, decision, objection

SECOND = decision(number=2)


@pytest.mark.parametrize("status", Status)
def test_objections_to_what_is_settled_are_settled(status):
    given = objection_hearing.still_undecided(status)
    assert given is True if status in UNDECIDED else isinstance(given, WrongState)


def test_nothing_changes_in_a_round_that_is_only_to_be_closed():
    at = SECOND.closes_at
    assert SECOND.before_deadline(at - TICK) is True
    assert isinstance(SECOND.before_deadline(at), WrongState)
    closed = replace(SECOND, outcome=Outcome.PASSED)
    assert closed.before_deadline(at) is True


def test_it_counts_in_the_newest_round_and_is_recorded_by_the_seat():
    after, event = objection_hearing.resolve(SECOND, objection(), MEMBER, "withdrawn", "Fine.", 1)
    assert after.status is ObjectionStatus.WITHDRAWN
    assert (event.kind, event.actor) == (EventKind.OBJECTION_RESOLVED, None)
    assert event.data == {
        "amendment": 1,
        "round": 2,
        "objection": 1,
        "seat": "s_4",
        "status": "withdrawn",
    }
    assert event.words == {"note": "Fine."}
    with pytest.raises(NotAllowed):
        objection_hearing.resolve(SECOND, objection(), AUTHOR, "withdrawn", "", 1)


def test_that_of_somebody_who_leaves_is_kept_as_a_concern_with_the_cause():
    after, event = objection_hearing.keep_as_author_left(SECOND, objection())
    assert (after.status, after.author_left) == (ObjectionStatus.KEPT_AS_CONCERN, True)
    assert (event.data["status"], event.data["cause"]) == ("kept_as_concern", "member_left")
    assert event.words == {}


@pytest.mark.parametrize("allowed", [True, False])
def test_objections_are_set_aside_only_where_the_rules_of_the_round_allow_it(allowed):
    given = setting_aside.is_allowed_here(decision(ruleset=Ruleset(set_aside=allowed)))
    assert given is True if allowed else isinstance(given, NotAllowed)
