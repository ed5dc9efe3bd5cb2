from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.durations import (
    LONGEST,
    duration_in_words,
    format_duration,
    later,
    parse_duration,
)
from amendments.refusals import BadInput

LENGTHS = st.integers(0, int(LONGEST.total_seconds())).map(lambda s: timedelta(seconds=s))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P5D", timedelta(days=5)),
        ("P1W", timedelta(days=7)),
        ("P1W2D", timedelta(days=9)),
        ("PT72H", timedelta(hours=72)),
        ("PT90M", timedelta(minutes=90)),
        ("PT2S", timedelta(seconds=2)),
        ("PT0S", timedelta(0)),
        ("P0D", timedelta(0)),
        ("P1DT12H", timedelta(days=1, hours=12)),
        ("PT1H2M3S", timedelta(hours=1, minutes=2, seconds=3)),
        ("P3660D", LONGEST),
    ],
)
def test_a_duration_is_read(text, length):
    assert parse_duration(text) == length


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "P1DT",
        "5D",
        "P5",
        "P5d",
        "P-5D",
        "-P5D",
        "P1Y",
        "P1M",
        "P1.5D",
        "PT1,5H",
        " P5D",
        "P5D\n",
        "PT1S1M",
        "P٣D",
        "five days",
        "P3661D",
        "P9999W",
        "P99999999999D",
    ],
)
def test_what_is_no_duration_is_refused_in_plain_words(text):
    with pytest.raises(BadInput) as refused:
        parse_duration(text)
    assert "duration" in refused.value.reason


def test_a_refusal_does_not_repeat_a_long_text():
    with pytest.raises(BadInput) as refused:
        parse_duration("P" * 10_000)
    assert len(refused.value.reason) < 200


@given(LENGTHS)
def test_what_is_written_is_read_back_the_same(length):
    assert parse_duration(format_duration(length)) == length


@given(LENGTHS)
def test_a_duration_is_written_in_one_way(length):
    written = format_duration(length)
    assert format_duration(parse_duration(written)) == written


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "no time"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=5), "5 days"),
        (timedelta(days=2, hours=3), "2 days and 3 hours"),
        (timedelta(hours=1, minutes=2, seconds=1), "1 hour, 2 minutes and 1 second"),
    ],
)
def test_a_duration_is_said_in_words(length, words):
    assert duration_in_words(length) == words


@pytest.mark.parametrize(
    ("zone", "from_", "length", "to"),
    [
        # Clocks go forward on 29 March 2026 in Europe: noon stays noon.
        ("Europe/London", "2026-03-27T12:00Z", "P5D", "2026-04-01T11:00Z"),
        ("Europe/London", "2026-03-28T12:00Z", "P1D", "2026-03-29T11:00Z"),
        ("Europe/London", "2026-03-28T12:00Z", "PT23H", "2026-03-29T11:00Z"),
        # A length is a length, however it was written: 24 hours are a day.
        ("Europe/London", "2026-03-28T12:00Z", "PT24H", "2026-03-29T11:00Z"),
        # Clocks go back on 25 October 2026.
        ("Europe/London", "2026-10-24T11:00Z", "P1D", "2026-10-25T12:00Z"),
        ("Europe/London", "2026-10-24T11:00Z", "P1DT1H", "2026-10-25T13:00Z"),
        # A time that does not exist on that day (01:30) is the one an hour later.
        ("Europe/London", "2026-03-28T01:30Z", "P1D", "2026-03-29T01:30Z"),
        # The second 01:30 of the day the clocks go back, a day later.
        ("Europe/London", "2026-10-25T01:30Z", "P1D", "2026-10-26T01:30Z"),
        # Days with a half hour of their own, and the southern half of the world.
        ("Australia/Lord_Howe", "2026-04-03T12:00Z", "P3D", "2026-04-06T12:30Z"),
        ("America/New_York", "2026-11-01T03:00Z", "P1DT1H", "2026-11-02T05:00Z"),
        ("UTC", "2026-03-28T12:00Z", "P1D", "2026-03-29T12:00Z"),
    ],
)
def test_days_are_days_of_the_calendar_and_hours_are_exact(zone, from_, length, to):
    moment = later(datetime.fromisoformat(from_), parse_duration(length), ZoneInfo(zone))
    assert moment == datetime.fromisoformat(to)
    assert moment.tzinfo is UTC


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
    LENGTHS,
    st.sampled_from(["Europe/London", "America/St_Johns", "Pacific/Apia", "UTC"]),
)
def test_later_is_never_earlier_and_off_by_two_hours_at_most(moment, length, zone):
    start = moment.replace(tzinfo=UTC)
    end = later(start, length, ZoneInfo(zone))
    assert abs((end - start) - length) <= timedelta(hours=2)
    if length >= timedelta(hours=2):
        assert end >= start
