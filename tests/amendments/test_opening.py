from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from amendments.deciding import opening
from amendments.deciding.opening import FURTHEST_DEADLINE, Opening
from amendments.record.events import EventKind
from amendments.refusals import BadInput, NotAllowed, WrongState
from amendments.ruleset import Ruleset
from amendments.status import Status
from charter import Standing
from tests.support.clock import START
from tests.support.values import (
    COMMUNITY,
    DAY,
    MEMBER,
    ONE_STEWARD,
    STEWARD,
    TICK,
    ZONE,
    amendment,
    objection,
)

READY = START + 5 * DAY
WEEK = timedelta(days=7)


def opened(actor=STEWARD, *, now=READY, value=None, community=COMMUNITY, rules=None, **more):
    wanted = Opening(
        number=1,
        base=1,
        change_sha256="c" * 64,
        roll={"s_a": 1, "s_b": 3, "s_c": 4},
        carried=(),
        publishable=True,
        in_force=1,
        result_sha256="d" * 64,
    )
    return opening.open_round(
        actor,
        value or amendment(),
        community,
        rules or Ruleset(),
        replace(wanted, **more),
        now,
        ZONE,
    )


def test_opening_freezes_version_change_base_rules_and_roll():
    rules = Ruleset(max_rounds=2)
    moved, decision, event = opened(value=amendment(version=3), rules=rules, base=2)
    assert moved.status is Status.ROUND
    assert (decision.version, decision.base, decision.change_sha256) == (3, 2, "c" * 64)
    assert decision.ruleset == rules
    assert decision.roll == {"s_a": 1, "s_b": 3, "s_c": 4}
    assert (decision.opened_at, decision.closes_at) == (READY, READY + WEEK)
    assert decision.is_open
    assert not decision.stances
    assert event.kind is EventKind.ROUND_OPENED
    assert event.data["roll"] == ["s_a", "s_b", "s_c"]
    assert event.data["ruleset"] == rules.to_dict()
    assert event.data["closes_at"] == READY + WEEK


def test_the_record_of_an_opening_names_no_member():
    _, _, event = opened(value=amendment(version=2), carried=(objection(4),))
    assert event.data["carried"] == [{"objection": 1, "seat": "s_c"}]
    assert event.actor == "m_1"
    assert not any("member" in key for key in event.data)


@pytest.mark.parametrize(("raised_on", "opens"), [(1, True), (2, False)])
def test_an_objection_to_this_very_text_has_to_be_answered_by_another_text(raised_on, opens):
    carried = (objection(4, raised_on=raised_on),)
    if opens:
        assert opened(value=amendment(version=2), carried=carried)[1].objections == carried
        return
    with pytest.raises(WrongState, match="new version"):
        opened(value=amendment(version=2), carried=carried)


def test_a_discussion_lasts_its_days_to_the_microsecond():
    opened(now=READY)
    with pytest.raises(WrongState) as refused:
        opened(now=READY - TICK)
    assert "Saturday, 7 March 2026 at 09:00 GMT" in refused.value.reason


def test_a_discussion_lasts_from_the_time_it_was_submitted_last():
    value = amendment(submitted_at=START + DAY)
    with pytest.raises(WrongState):
        opened(now=READY, value=value)
    opened(now=READY + DAY, value=value)


def test_the_time_shown_is_that_of_the_charters_own_zone():
    summer = amendment(submitted_at=datetime(2026, 7, 1, 9, tzinfo=UTC))
    with pytest.raises(WrongState) as refused:
        opened(value=summer, now=datetime(2026, 7, 2, tzinfo=UTC))
    assert "6 July 2026 at 10:00" in refused.value.reason


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.DISCUSSION}))
def test_only_what_is_in_discussion_can_be_decided(status):
    with pytest.raises(WrongState):
        opened(value=amendment(status))


def test_a_member_does_not_open_a_round():
    with pytest.raises(NotAllowed):
        opened(MEMBER)


def test_a_steward_does_not_open_a_round_on_their_own_amendment():
    with pytest.raises(NotAllowed):
        opened(value=amendment(authors=frozenset({1})))


def test_the_only_steward_does_and_the_record_says_so():
    _, _, event = opened(value=amendment(authors=frozenset({1})), community=ONE_STEWARD)
    assert event.data["steward_is_author"] is True
    assert opened()[2].data["steward_is_author"] is False


def test_what_could_not_be_published_is_not_put_to_a_decision():
    with pytest.raises(WrongState, match="fit it"):
        opened(publishable=WrongState("Its author has to fit it first."))


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (WEEK - TICK, "closes_at"),
        (timedelta(0), "closes_at"),
        (-DAY, "closes_at"),
        (FURTHEST_DEADLINE + TICK, "closes_at"),
        (timedelta(days=36500), "closes_at"),
    ],
)
def test_a_deadline_that_is_too_near_or_too_far_is_refused(wanted, field):
    with pytest.raises(BadInput) as refused:
        opened(closes_at=READY + wanted)
    assert refused.value.field == field


@pytest.mark.parametrize("wanted", [WEEK, WEEK + TICK, timedelta(days=30), FURTHEST_DEADLINE])
def test_a_later_deadline_can_be_asked_for(wanted):
    assert opened(closes_at=READY + wanted)[1].closes_at == READY + wanted


def test_a_round_of_no_length_closes_when_it_opens():
    _, decision, _ = opened(rules=Ruleset(round=timedelta(0)))
    assert decision.is_due(READY)


@pytest.mark.parametrize("kind", ["clean", "contained", "conflict"])
def test_a_change_is_decided_on_only_where_it_applies_as_it_stands(kind):
    given = opening.fits(Standing(kind, ()))
    assert given is True if kind == "clean" else isinstance(given, WrongState)


def test_why_somebody_may_not_open_is_said_before_whether_it_fits():
    allowed = True
    no = NotAllowed("Not you.")
    for standing in (None, Standing("clean", ()), Standing("conflict", ())):
        assert opening.may_open_on(no, standing) is no
    assert opening.may_open_on(allowed, None) is True
    assert opening.may_open_on(allowed, Standing("clean", ())) is True
    assert isinstance(opening.may_open_on(allowed, Standing("conflict", ())), WrongState)
