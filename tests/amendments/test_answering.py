from datetime import UTC, datetime, timedelta

import pytest

from amendments.deciding import answering
from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.stances import StanceKind
from amendments.deciding.tally import Outcome
from amendments.record.events import EventKind
from amendments.refusals import NotAllowed, WrongState
from amendments.ruleset import Ruleset
from tests.support.clock import START
from tests.support.values import DAY, HOUR, TICK, WORDS, ZONE, answered, decision, objection

CLOSES = START + timedelta(days=7)
END_OF_DAY = CLOSES.replace(hour=23, minute=59)
CONSENT, OBJECT, NEED_TIME = StanceKind.CONSENT, StanceKind.OBJECT, StanceKind.NEED_TIME


def test_the_last_microsecond_before_the_deadline_counts():
    assert answering.may_answer(decision(), 4, CLOSES - TICK) is True
    after = answered(decision(), 4, CONSENT, CLOSES - TICK)
    assert after.stances["s_4"].at == CLOSES - TICK


@pytest.mark.parametrize("late", [timedelta(0), TICK, DAY])
def test_from_the_deadline_on_an_answer_comes_too_late(late):
    with pytest.raises(WrongState) as refused:
        answered(decision(), 4, CONSENT, CLOSES + late)
    assert "deadline" in refused.value.reason


@pytest.mark.parametrize("outcome", Outcome)
def test_a_closed_round_takes_no_answers(outcome):
    with pytest.raises(WrongState) as refused:
        answered(decision(outcome=outcome), 4, CONSENT)
    assert outcome in refused.value.reason


@pytest.mark.parametrize("member", [5, 99])
def test_only_the_roll_answers(member):
    with pytest.raises(NotAllowed) as refused:
        answered(decision(), member, CONSENT)
    assert "roll" in refused.value.reason


def test_a_reader_is_on_no_roll():
    assert isinstance(answering.may_answer(decision(), None, START), NotAllowed)


def test_whoever_is_outside_is_told_so_even_after_the_deadline():
    assert isinstance(answering.may_answer(decision(), 99, CLOSES), NotAllowed)


def test_an_answer_is_kept_by_seat_and_recorded_without_its_author():
    words = {"reason": "Well said."}
    after, event = answering.take_stance(decision(), 4, CONSENT, words, START, ZONE, 1)
    assert after.stances["s_4"].kind is CONSENT
    assert after.stances["s_4"].reason == "Well said."
    assert event.kind is EventKind.STANCE_TAKEN
    assert event.actor is None
    assert event.data["seat"] == "s_4"
    assert event.words == {"stance": "consent", "reason": "Well said.", "acceptable_if": ""}


def test_an_answer_can_change_and_the_last_one_counts():
    after = answered(answered(decision(), 4, StanceKind.STAND_ASIDE), 4, CONSENT)
    assert {s.kind for s in after.stances.values()} == {CONSENT}


def test_an_ordinary_answer_moves_no_deadline():
    assert answered(decision(), 4, CONSENT, CLOSES - TICK).closes_at == CLOSES


def test_needing_time_gives_three_days_once():
    first = answered(decision(), 4, NEED_TIME)
    assert first.closes_at == datetime(2026, 3, 12, 9, tzinfo=UTC)
    second = answered(first, 3, NEED_TIME)
    assert second.closes_at == first.closes_at
    assert answered(second, 4, NEED_TIME).closes_at == first.closes_at


def test_the_record_of_an_answer_does_not_tell_what_it_was():
    """It says when the round closes now, and seals the same three words for every answer."""
    for kind in StanceKind:
        words = WORDS if kind is OBJECT else {}
        _, event = answering.take_stance(decision(), 4, kind, words, START, ZONE, 1)
        assert set(event.data) == {"amendment", "round", "seat", "closes_at", "recorded_by"}
        assert set(event.words) == {"stance", "reason", "acceptable_if"}
    _, event = answering.take_stance(decision(), 4, OBJECT, WORDS, CLOSES - HOUR, ZONE, 1)
    assert event.data["closes_at"] == END_OF_DAY + 2 * DAY


def test_repeating_an_objection_holds_nobody_up():
    late = answered(decision(), 4, OBJECT, CLOSES - HOUR)
    for kind in (CONSENT, OBJECT):
        late = answered(late, 4, kind, late.closes_at - HOUR)
    assert late.closes_at == END_OF_DAY + 2 * DAY
    other = answered(late, 3, OBJECT, late.closes_at - HOUR, number=2)
    assert other.closes_at == late.closes_at + 2 * DAY


def test_renewing_an_objection_late_in_the_next_round_gives_time_again():
    late = answered(decision(**SECOND), 4, OBJECT, CLOSES - HOUR)
    assert late.closes_at == END_OF_DAY + 2 * DAY


@pytest.mark.parametrize(
    ("before_close", "extends"),
    [
        (3 * DAY, False),
        (2 * DAY + TICK, False),
        (2 * DAY, False),
        (2 * DAY - TICK, True),
        (HOUR, True),
        (TICK, True),
    ],
)
def test_an_objection_leaves_at_least_two_days_to_answer_it(before_close, extends):
    after = answered(decision(), 4, OBJECT, CLOSES - before_close)
    if not extends:
        assert after.closes_at == CLOSES
        return
    assert CLOSES - before_close + 2 * DAY <= after.closes_at
    local = after.closes_at.astimezone(ZONE)
    assert (local.hour, local.minute, local.second, local.microsecond) == (23, 59, 0, 0)


def test_the_deadline_tells_the_day_of_a_late_objection_and_no_more():
    day = CLOSES.replace(hour=0)
    told = {
        answered(decision(closes_at=day + DAY), 4, OBJECT, day + n * HOUR).closes_at
        for n in range(24)
    }
    assert told == {END_OF_DAY + 2 * DAY}


@pytest.mark.parametrize(
    ("rule", "step"),
    [
        (timedelta(hours=20), timedelta(hours=1)),
        (timedelta(hours=2), timedelta(minutes=10)),
        (timedelta(minutes=5), timedelta(seconds=10)),
    ],
)
def test_shorter_rules_are_told_in_steps_that_are_small_against_them(rule, step):
    rules = Ruleset(late_objection=rule)
    now = CLOSES - timedelta(seconds=17, microseconds=3)
    closes = answered(decision(ruleset=rules), 4, OBJECT, now).closes_at
    assert timedelta(0) <= closes - (now + rule) < step
    assert (closes - CLOSES.replace(hour=0)) % step == timedelta(0)


def test_below_a_minute_a_late_objection_gives_exactly_what_the_rules_say():
    rules = Ruleset(late_objection=timedelta(seconds=5))
    assert answered(decision(ruleset=rules), 4, OBJECT, CLOSES - TICK).closes_at == (
        CLOSES - TICK + timedelta(seconds=5)
    )


def test_the_hour_that_the_clocks_skip_is_not_taken_from_anyone():
    closes = datetime(2026, 3, 28, 18, tzinfo=UTC)  # in London the clocks go forward that night
    late = answered(decision(closes_at=closes), 4, OBJECT, closes - HOUR)
    assert late.closes_at == datetime(2026, 3, 30, 22, 59, tzinfo=UTC)
    notice, _ = answering.give_notice(
        decision(closes_at=closes), closes - HOUR, ZONE, before=1, after=2
    )
    assert notice.closes_at == closes - HOUR + timedelta(hours=48)


def test_time_that_was_needed_can_be_followed_by_a_late_objection():
    more = answered(decision(), 3, NEED_TIME)
    late = answered(more, 4, OBJECT, more.closes_at - HOUR)
    assert late.closes_at == END_OF_DAY + 5 * DAY


def test_the_rules_pinned_by_the_round_are_the_ones_that_hold():
    rules = Ruleset(need_time=HOUR, late_objection=timedelta(0))
    assert answered(decision(ruleset=rules), 4, NEED_TIME).closes_at == CLOSES + HOUR
    assert answered(decision(ruleset=rules), 4, OBJECT, CLOSES - TICK).closes_at == CLOSES


def test_objecting_brings_an_open_objection_with_the_next_number():
    after = answered(decision(), 4, OBJECT, number=7)
    (one,) = after.objections
    assert (one.number, one.member, one.status) == (7, 4, ObjectionStatus.OPEN)
    assert (one.first_round, one.raised_in, one.raised_on) == (1, 1, 1)


def test_two_members_object_each_for_themselves():
    after = answered(answered(decision(), 4, OBJECT, number=1), 3, OBJECT, number=2)
    assert [(one.number, one.member) for one in after.objections] == [(1, 4), (2, 3)]


def test_objecting_again_is_the_same_objection():
    after = answered(answered(decision(), 4, OBJECT), 4, OBJECT, number=2)
    assert [one.number for one in after.objections] == [1]


def test_another_answer_in_the_same_round_withdraws_it():
    after = answered(answered(decision(), 4, OBJECT), 4, CONSENT)
    assert [one.status for one in after.objections] == [ObjectionStatus.WITHDRAWN]


def test_needing_time_leaves_an_objection_open():
    after = answered(answered(decision(), 4, OBJECT), 4, NEED_TIME)
    assert [one.status for one in after.objections] == [ObjectionStatus.OPEN]


def test_somebody_elses_answer_leaves_an_objection_as_it_is():
    after = answered(answered(decision(), 4, OBJECT), 3, CONSENT)
    assert [one.status for one in after.objections] == [ObjectionStatus.OPEN]


SECOND = {"number": 2, "version": 2, "objections": (objection(4),)}


@pytest.mark.parametrize("kind", [CONSENT, StanceKind.CONCERN, StanceKind.STAND_ASIDE])
def test_an_objector_who_accepts_the_new_version_has_their_objection_integrated(kind):
    after = answered(decision(**SECOND), 4, kind)
    assert [one.status for one in after.objections] == [ObjectionStatus.INTEGRATED]


def test_objecting_to_the_new_version_renews_the_objection():
    (one,) = answered(decision(**SECOND), 4, OBJECT, number=2).objections
    assert (one.number, one.status) == (1, ObjectionStatus.OPEN)
    assert (one.first_round, one.raised_in, one.raised_on) == (1, 2, 2)


def test_who_objects_again_after_accepting_is_heard():
    accepted = answered(decision(**SECOND), 4, CONSENT)
    (one,) = answered(accepted, 4, OBJECT, number=2).objections
    assert one.is_open


def test_a_carried_objection_on_an_unchanged_text_is_withdrawn_not_integrated():
    after = answered(decision(number=2, objections=(objection(4),)), 4, CONSENT)
    assert [one.status for one in after.objections] == [ObjectionStatus.WITHDRAWN]


@pytest.mark.parametrize(
    ("before_close", "until"),
    [(3 * DAY, None), (2 * DAY, None), (2 * DAY - TICK, TICK), (HOUR, 2 * DAY - HOUR)],
)
def test_a_neighbouring_change_leaves_two_days_of_notice(before_close, until):
    after, event = answering.give_notice(decision(), CLOSES - before_close, ZONE, before=1, after=2)
    assert after.closes_at == CLOSES + (until or timedelta(0))
    assert event.kind is EventKind.TEXT_MOVED
    assert event.data["closes_at"] == after.closes_at


def test_answers_from_before_the_text_moved_wait_to_be_confirmed():
    answers = answered(answered(decision(), 3, CONSENT), 4, CONSENT)
    moved, event = answering.give_notice(answers, START + DAY, ZONE, before=4, after=5)
    assert event.data["unconfirmed"] == sorted(answers.stances)
    assert (moved.is_unconfirmed(3), moved.is_unconfirmed(4), moved.read_with) == (True, True, 4)
    again = answered(moved, 3, CONSENT)
    assert (again.is_unconfirmed(3), again.is_unconfirmed(4)) == (False, True)
    twice, _ = answering.give_notice(again, START + 2 * DAY, ZONE, before=5, after=6)
    assert twice.read_with == 4, "one of them has read it with revision 4 only"
    assert twice.is_unconfirmed(3)
