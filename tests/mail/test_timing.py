"""When mail goes out, also across the changes of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mail.sending.timing import after_quiet, half_way, next_digest, send_at
from app.storage.mail.notices import Choice, Quiet, Rhythm

LONDON = ZoneInfo("Europe/London")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
NIGHT = Quiet()
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.sampled_from([LONDON, KATHMANDU, ZoneInfo("America/New_York"), ZoneInfo("UTC")])
HOURS = st.integers(0, 23)


def at(text, zone=LONDON):
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-03-02T21:59", "2026-03-02T21:59"),
        ("2026-03-02T22:00", "2026-03-03T07:00"),
        ("2026-03-03T06:59", "2026-03-03T07:00"),
        ("2026-03-03T07:00", "2026-03-03T07:00"),
        ("2026-03-28T23:00", "2026-03-29T07:00"),  # the clocks go forward that night
        ("2026-10-24T23:00", "2026-10-25T07:00"),  # and back
    ],
)
def test_the_night_is_quiet(now, then):
    assert after_quiet(NIGHT, at(now), LONDON) == at(then)


def test_quiet_hours_can_lie_in_the_day_or_be_none_or_have_a_zone_of_their_own():
    assert after_quiet(Quiet(9, 17), at("2026-03-02T10:30"), LONDON) == at("2026-03-02T17:00")
    assert after_quiet(Quiet(0, 0), at("2026-03-02T03:00"), LONDON) == at("2026-03-02T03:00")
    there = at("2026-03-02T23:00", KATHMANDU)
    assert after_quiet(Quiet(22, 7, KATHMANDU), there, LONDON) == at("2026-03-03T07:00", KATHMANDU)


@given(MOMENTS, ZONES, HOURS, HOURS)
def test_after_quiet_hours_it_is_not_quiet_and_nothing_waits_longer_than_a_day(
    moment, zone, begins, ends
):
    quiet = Quiet(begins, ends)
    then = after_quiet(quiet, moment, zone)
    assert moment <= then <= moment + timedelta(hours=25)
    if not begins < ends:
        assert after_quiet(quiet, then, zone) == then


@pytest.mark.parametrize(
    ("rhythm", "ready", "then"),
    [
        (Rhythm.DAILY, "2026-03-02T07:59", "2026-03-02T08:00"),
        (Rhythm.DAILY, "2026-03-02T08:00", "2026-03-03T08:00"),
        (Rhythm.WEEKLY, "2026-03-02T07:00", "2026-03-02T08:00"),  # a Monday
        (Rhythm.WEEKLY, "2026-03-02T09:00", "2026-03-09T08:00"),
        (Rhythm.WEEKLY, "2026-03-29T00:30", "2026-03-30T08:00"),
    ],
)
def test_digests_go_out_in_the_morning(rhythm, ready, then):
    assert next_digest(rhythm, at(ready), LONDON) == at(then)


@given(MOMENTS, ZONES, st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]))
def test_a_digest_is_never_far(ready, zone, rhythm):
    then = next_digest(rhythm, ready, zone)
    assert ready < then <= ready + timedelta(days=1 if rhythm is Rhythm.DAILY else 7, hours=1)
    assert then.astimezone(zone).hour == 8


def when(choice, ready, *, now=None, important=False, until=None, quiet=NIGHT):
    return send_at(
        choice, quiet, LONDON, ready=at(ready), now=at(now or ready), important=important,
        until=at(until) if until else None,
    )  # fmt: skip


def test_an_important_letter_waits_for_no_digest_unless_that_is_wished():
    assert when(Choice(Rhythm.DAILY), "2026-03-02T12:00", important=True) == at("2026-03-02T12:00")
    wished = Choice(Rhythm.DAILY, holds_important=True)
    assert when(wished, "2026-03-02T12:00", important=True) == at("2026-03-03T08:00")


def test_the_night_gives_way_where_the_morning_would_be_too_late():
    night = "2026-03-02T23:00"
    assert when(Choice(), night, until="2026-03-03T06:00") == at(night)
    assert when(Choice(), night, until="2026-03-03T12:00") == at("2026-03-03T07:00")


def test_a_digest_that_falls_into_quiet_hours_comes_after_them():
    late = Quiet(22, 10)
    assert when(Choice(Rhythm.DAILY), "2026-03-02T12:00", quiet=late) == at("2026-03-03T10:00")


def test_what_a_sleeping_server_missed_goes_out_as_soon_as_it_may():
    choice = Choice(Rhythm.DAILY)
    assert when(choice, "2026-03-02T12:00", now="2026-03-05T11:00") == at("2026-03-05T11:00")
    assert when(choice, "2026-03-02T12:00", now="2026-03-05T23:00") == at("2026-03-06T07:00")


def test_half_way():
    assert half_way(at("2026-03-02T12:00"), at("2026-03-04T12:00")) == at("2026-03-03T12:00")
