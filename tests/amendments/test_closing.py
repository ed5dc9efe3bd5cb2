from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.belonging.people import Community
from amendments.deciding import closing
from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.stances import StanceKind
from amendments.deciding.tally import Outcome
from amendments.record.events import EventKind
from amendments.refusals import NotAllowed, WrongState
from amendments.status import Status
from tests.support.clock import START
from tests.support.values import (
    AUTHOR,
    COMMUNITY,
    DAY,
    MEMBER,
    ONE_STEWARD,
    OTHER_STEWARD,
    STEWARD,
    TICK,
    amendment,
    decision,
    objection,
)

CLOSES = START + timedelta(days=7)
CONSENT, NEED_TIME, OBJECT = StanceKind.CONSENT, StanceKind.NEED_TIME, StanceKind.OBJECT
ALL = {1: CONSENT, 2: CONSENT, 3: CONSENT, 4: CONSENT}
OPEN, KEPT = ObjectionStatus.OPEN, ObjectionStatus.KEPT_AS_CONCERN


def close(round_, value=None, *, publishable=True, by=None):
    value = value or amendment(Status.ROUND)
    return closing.close(round_, value, CLOSES, publishable=publishable, by=by)


@pytest.mark.parametrize(
    ("now", "kinds", "allowed"),
    [
        (CLOSES, {}, True),
        (CLOSES + DAY, {}, True),
        (CLOSES - TICK, {}, False),
        (CLOSES - TICK, {1: CONSENT, 2: CONSENT, 3: CONSENT}, False),
        (CLOSES - TICK, {**ALL, 4: NEED_TIME}, False),
        (CLOSES - TICK, ALL, True),
        (START, ALL, True),
    ],
)
def test_a_round_closes_at_its_deadline_or_once_everyone_has_answered(now, kinds, allowed):
    given_ = closing.may_close(STEWARD, decision(4, kinds), frozenset({3}), COMMUNITY, now)
    assert given_ is True if allowed else isinstance(given_, WrongState)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_round_closes_once(outcome):
    closed = decision(outcome=outcome)
    given_ = closing.may_close(STEWARD, closed, frozenset({3}), COMMUNITY, CLOSES)
    assert isinstance(given_, WrongState)
    assert outcome in given_.reason


@pytest.mark.parametrize("actor", [AUTHOR, MEMBER])
def test_only_a_steward_closes(actor):
    given_ = closing.may_close(actor, decision(), frozenset({3}), COMMUNITY, CLOSES)
    assert isinstance(given_, NotAllowed)


def test_a_steward_does_not_close_the_decision_on_their_own_amendment():
    own = frozenset({2})
    assert not closing.may_close(OTHER_STEWARD, decision(), own, COMMUNITY, CLOSES)
    assert closing.may_close(STEWARD, decision(), own, COMMUNITY, CLOSES) is True


def test_the_only_steward_does():
    own = frozenset({1})
    assert closing.may_close(STEWARD, decision(), own, ONE_STEWARD, CLOSES) is True


@pytest.mark.parametrize(
    ("outcome", "round_", "publishable", "status"),
    [
        (Outcome.PASSED, decision(4, ALL), True, Status.ADOPTED),
        (Outcome.VOID, decision(4, ALL), False, Status.DISCUSSION),
        (Outcome.INQUORATE, decision(4, {1: CONSENT}), True, Status.DISCUSSION),
        (Outcome.BLOCKED, decision(4, ALL, objections=(objection(),)), True, Status.DISCUSSION),
    ],
)
def test_where_an_amendment_goes_after_its_round(outcome, round_, publishable, status):
    moved, closed, event = close(round_, publishable=publishable, by="m_1")
    assert closed.outcome is outcome
    assert closed.closed_at == CLOSES
    assert moved.status is status
    assert (event.kind, event.actor, event.data["outcome"]) == (
        EventKind.ROUND_CLOSED,
        "m_1",
        outcome,
    )


def test_after_three_blocked_rounds_it_is_a_draft_again():
    value = amendment(Status.ROUND)
    blocked = decision(4, ALL, objections=(objection(),))
    seen = []
    for _ in range(3):
        value, _, _ = close(blocked, value)
        seen.append((value.status, value.blocked_rounds))
    assert seen == [(Status.DISCUSSION, 1), (Status.DISCUSSION, 2), (Status.DRAFT, 0)]


@pytest.mark.parametrize("ending", [{1: CONSENT}, {}])
def test_only_blocked_rounds_are_counted(ending):
    moved, _, _ = close(decision(4, ending), amendment(Status.ROUND, blocked_rounds=2))
    assert (moved.status, moved.blocked_rounds) == (Status.DISCUSSION, 2)


def carried(kinds, **more):
    """A second round, on version 2, with the objection of member 4 carried into it."""
    return decision(4, kinds, number=2, version=2, objections=(objection(4, **more),))


def test_an_objector_who_lets_the_whole_next_round_pass_is_kept_as_a_concern():
    _, closed, event = close(carried({1: CONSENT, 2: CONSENT}))
    assert closed.outcome is Outcome.PASSED
    assert [one.status for one in closed.objections] == [KEPT]
    assert event.data["objections"] == [
        {"objection": 1, "seat": "s_4", "status": KEPT, "unanswered": True}
    ]
    assert closed.tally().silent == 2, "silence is shown as silence"


def test_an_objection_of_this_round_is_not_settled_by_its_end():
    here = decision(4, {**ALL, 4: OBJECT}, objections=(objection(4),))
    _, closed, event = close(here)
    assert [one.status for one in closed.objections] == [OPEN]
    assert event.data["objections"][0]["unanswered"] is False


def test_an_objector_who_asked_for_time_has_answered():
    _, closed, _ = close(carried({1: CONSENT, 2: CONSENT, 4: NEED_TIME}))
    assert closed.outcome is Outcome.BLOCKED
    assert [one.status for one in closed.objections] == [OPEN]


def test_an_objection_that_was_renewed_blocks():
    _, closed, _ = close(carried({1: CONSENT, 2: CONSENT, 4: OBJECT}, raised_in=2, raised_on=2))
    assert closed.outcome is Outcome.BLOCKED
    assert [one.status for one in closed.objections] == [OPEN]


def test_a_round_that_was_cut_short_settles_nobodys_objection():
    _, closed, event = close(carried({1: CONSENT}), publishable=False)
    assert closed.outcome is Outcome.VOID
    assert [one.status for one in closed.objections] == [OPEN]
    assert event.data["objections"][0]["unanswered"] is False


def test_the_record_of_a_close_has_every_answer_by_seat():
    _, _, event = close(decision(4, {2: CONSENT, 1: NEED_TIME}))
    assert event.data["stances"] == {"s_1": NEED_TIME, "s_2": CONSENT}


@given(
    st.dictionaries(st.integers(1, 8), st.sampled_from(StanceKind)),
    st.sets(st.integers(1, 8)),
)
def test_nobodys_silence_is_consent(kinds, objectors):
    """Whoever did not answer is never counted, and no round passes while an objection stands."""
    objections = tuple(objection(m, number=m, raised_in=1) for m in sorted(objectors))
    round_ = decision(8, kinds, number=2, version=2, objections=objections)
    _, closed, event = close(round_)
    assert set(event.data["stances"]) == {f"s_{member}" for member in kinds}
    assert sum(closed.tally().counts.values()) == len(kinds)
    if closed.outcome is Outcome.PASSED:
        assert closed.tally().consenting >= 1
        assert not any(one.is_open for one in closed.objections)
    for one in closed.objections:
        assert one.is_open == (one.member in kinds)


def test_a_former_steward_community_is_judged_as_it_is_now():
    now_alone = Community(frozenset({1, 3, 4}), frozenset({1}))
    given_ = closing.may_close(STEWARD, decision(), frozenset({1}), now_alone, CLOSES)
    assert given_ is True
