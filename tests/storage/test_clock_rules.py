"""Which clocks are believed: the rule alone, over readings and marks."""

from datetime import UTC, datetime, timedelta

import pytest

from app.storage.engine.clock_rules import RELEASED, Bounds, ClockMark, ClockState, Reading, judge
from tests.support.clock import START

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
BOUNDS = Bounds()
ZERO = timedelta(0)


def thought_of(leap, *, passed=HOUR, boot="same", doubted=None, own=None):
    """The state where `passed` went by since the clock was believed, and it shows `leap` more."""
    mark = ClockMark(START, 1000.0, "same", doubted_at=START + doubted if doubted else None)
    now = START + passed + leap
    steady = 1000.0 + passed.total_seconds() if boot == "same" else 30.0
    reading = Reading(now, steady, boot, now + own if own is not None else None)
    return judge(reading, [mark], BOUNDS).state


@pytest.mark.parametrize("passed", [ZERO, HOUR, DAY, 40 * DAY, 3 * YEAR])
def test_while_a_machine_runs_or_sleeps_the_time_that_went_by_is_right(passed):
    assert thought_of(ZERO, passed=passed) is ClockState.RIGHT


@pytest.mark.parametrize(
    ("leap", "state"),
    [
        (10 * YEAR, ClockState.AHEAD),
        (DAY, ClockState.AHEAD),
        (HOUR + timedelta(seconds=1), ClockState.AHEAD),
        (HOUR, ClockState.RIGHT),
        (timedelta(seconds=1), ClockState.RIGHT),
    ],
)
def test_while_a_machine_runs_a_leap_is_told_to_the_second(leap, state):
    assert thought_of(leap) is state


@pytest.mark.parametrize(
    ("back", "state"),
    [
        (timedelta(minutes=5), ClockState.RIGHT),
        (timedelta(minutes=5, seconds=1), ClockState.BEHIND),
        (DAY, ClockState.BEHIND),
    ],
)
@pytest.mark.parametrize("boot", ["same", "another"])
def test_a_clock_that_was_set_back_waits_until_it_is_where_it_was(back, state, boot):
    assert thought_of(-back, passed=ZERO, boot=boot) is state


def test_a_clock_that_went_back_is_right_again_once_it_is_there():
    assert thought_of(-HOUR, passed=ZERO) is ClockState.BEHIND
    assert thought_of(-HOUR, passed=HOUR) is ClockState.RIGHT


@pytest.mark.parametrize(
    ("off", "state"),
    [
        (HOUR, ClockState.RIGHT),
        (180 * DAY, ClockState.RIGHT),
        (181 * DAY, ClockState.AHEAD),
        (YEAR, ClockState.AHEAD),
    ],
)
def test_a_machine_can_have_been_off_for_half_a_year(off, state):
    assert thought_of(off, passed=ZERO, boot="another") is state


def test_what_was_not_believed_is_not_believed_after_a_new_start_either():
    month = 30 * DAY
    assert thought_of(month, passed=ZERO) is ClockState.AHEAD
    assert thought_of(month, passed=ZERO, boot="another") is ClockState.RIGHT
    assert thought_of(month, passed=ZERO, boot="another", doubted=month) is ClockState.AHEAD
    assert thought_of(2 * DAY, passed=ZERO, boot="another", doubted=month) is ClockState.RIGHT


@pytest.mark.parametrize("year", [1970, 2000, 2024])
def test_no_clock_is_right_that_shows_a_time_before_this_program(year):
    unset = Reading(datetime(year, 1, 1, tzinfo=UTC), 5.0, "same")
    assert judge(unset, [], BOUNDS).state is ClockState.UNSET
    assert not judge(unset, [], BOUNDS).can_be_accepted


def test_a_place_that_is_new_begins_at_any_time_that_can_be():
    for later, state in (
        (YEAR, ClockState.RIGHT),
        (5 * YEAR, ClockState.RIGHT),
        (11 * YEAR, ClockState.AHEAD),
    ):
        assert judge(Reading(RELEASED + later, 5.0, "same"), [], BOUNDS).state is state


@pytest.mark.parametrize("way", [1, -1])
def test_two_clocks_agree_within_some_minutes(way):
    assert thought_of(ZERO, own=way * timedelta(minutes=5)) is ClockState.RIGHT
    assert thought_of(ZERO, own=way * timedelta(minutes=6)) is ClockState.APART


def test_the_newest_look_in_this_start_of_the_machine_counts():
    """A small leap that was let pass is no part of the next one."""
    first = ClockMark(START, 0.0, "same")
    second = ClockMark(START + 2 * HOUR - timedelta(minutes=10), 3600.0, "same")
    reading = Reading(START + 3 * HOUR, 7200.0, "same")
    assert judge(reading, [first, second], BOUNDS).state is ClockState.RIGHT
    assert judge(reading, [second, first], BOUNDS).state is ClockState.RIGHT
    assert judge(reading, [first], BOUNDS).state is ClockState.RIGHT
    late = Reading(START + 3 * HOUR + timedelta(minutes=1), 7200.0, "same")
    assert judge(late, [first], BOUNDS).state is ClockState.AHEAD


def test_every_state_but_right_says_what_the_clock_shows():
    for state in ClockState:
        reading = Reading(START, 0.0, "same", START + HOUR)
        said = judge(reading, [], BOUNDS).__class__(state, reading, START - HOUR).reason
        assert bool(said) == (state is not ClockState.RIGHT)
        assert state is ClockState.RIGHT or "2026-03-02 09:00:00 UTC" in said
