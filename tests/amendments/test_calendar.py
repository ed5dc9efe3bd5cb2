"""Deadlines on the days when clocks change, at the ends of months, and on leap days.

Each row is worked out by hand: the charter's zone, when a week (or what the row says) begins, when
it ends by the calendar, and when it ends if nobody may lose an hour that they were promised.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amendments.deciding.answering import give_notice, take_stance
from amendments.deciding.opening import earliest_opening
from amendments.deciding.stances import StanceKind
from amendments.durations import later, later_at_least, parse_duration
from amendments.ruleset import Ruleset
from tests.support.values import amendment, decision

CLOCKS = [
    # zone, beginning, length, end by the calendar, end that is promised
    ("Europe/London", "2026-03-25T18:00Z", "P7D", "2026-04-01T17:00Z", "2026-04-01T18:00Z"),
    ("Europe/London", "2026-10-20T17:00Z", "P7D", "2026-10-27T18:00Z", "2026-10-27T18:00Z"),
    ("America/New_York", "2026-03-05T23:00Z", "P7D", "2026-03-12T22:00Z", "2026-03-12T23:00Z"),
    ("America/New_York", "2026-10-29T22:00Z", "P7D", "2026-11-05T23:00Z", "2026-11-05T23:00Z"),
    # The southern half of the world: forward in September, back in April.
    ("America/Santiago", "2026-04-02T15:00Z", "P7D", "2026-04-09T16:00Z", "2026-04-09T16:00Z"),
    ("America/Santiago", "2026-09-03T16:00Z", "P7D", "2026-09-10T15:00Z", "2026-09-10T16:00Z"),
    # There the midnight at which a day would begin is skipped.
    ("America/Santiago", "2026-09-05T04:00Z", "P1D", "2026-09-06T04:00Z", "2026-09-06T04:00Z"),
    ("Pacific/Auckland", "2026-04-01T23:00Z", "P7D", "2026-04-09T00:00Z", "2026-04-09T00:00Z"),
    # Zones that are half an hour off, with and without clocks that change.
    ("Australia/Adelaide", "2026-04-01T01:30Z", "P7D", "2026-04-08T02:30Z", "2026-04-08T02:30Z"),
    ("Australia/Adelaide", "2026-10-01T02:30Z", "P7D", "2026-10-08T01:30Z", "2026-10-08T02:30Z"),
    ("Asia/Kolkata", "2026-03-25T12:30Z", "P7D", "2026-04-01T12:30Z", "2026-04-01T12:30Z"),
    # Clocks that change by half an hour.
    ("Australia/Lord_Howe", "2026-04-03T01:00Z", "P7D", "2026-04-10T01:30Z", "2026-04-10T01:30Z"),
    ("Australia/Lord_Howe", "2026-10-01T01:30Z", "P7D", "2026-10-08T01:00Z", "2026-10-08T01:30Z"),
]
DAYS = [
    ("UTC", "2026-01-31T12:00Z", "P1D", "2026-02-01T12:00Z", "2026-02-01T12:00Z"),
    ("UTC", "2026-04-30T23:59Z", "P1D", "2026-05-01T23:59Z", "2026-05-01T23:59Z"),
    ("UTC", "2026-12-29T12:00Z", "P7D", "2027-01-05T12:00Z", "2027-01-05T12:00Z"),
    ("UTC", "2028-02-22T12:00Z", "P7D", "2028-02-29T12:00Z", "2028-02-29T12:00Z"),
    ("UTC", "2027-02-22T12:00Z", "P7D", "2027-03-01T12:00Z", "2027-03-01T12:00Z"),
    ("UTC", "2028-02-29T12:00Z", "P366D", "2029-03-01T12:00Z", "2029-03-01T12:00Z"),
    ("UTC", "2100-02-22T12:00Z", "P7D", "2100-03-01T12:00Z", "2100-03-01T12:00Z"),
    ("Asia/Kathmandu", "2028-02-28T18:15Z", "P1D", "2028-02-29T18:15Z", "2028-02-29T18:15Z"),
]


def moment(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(("zone", "begins", "length", "ends", "promised"), [*CLOCKS, *DAYS])
def test_both_kinds_of_end(zone, begins, length, ends, promised):
    given = moment(begins), parse_duration(length), ZoneInfo(zone)
    assert later(*given) == moment(ends)
    assert later_at_least(*given) == moment(promised)


@pytest.mark.parametrize(("zone", "begins", "length", "ends", "promised"), CLOCKS)
def test_a_discussion_ends_by_the_calendar(zone, begins, length, ends, promised):
    rules = Ruleset(discussion=parse_duration(length))
    submitted = amendment(submitted_at=moment(begins))
    assert earliest_opening(submitted, rules, ZoneInfo(zone)) == moment(ends)


@pytest.mark.parametrize(("zone", "begins", "length", "ends", "promised"), CLOCKS)
def test_time_that_people_are_promised_loses_no_hour(zone, begins, length, ends, promised):
    now, long = moment(begins), parse_duration(length)
    rules = Ruleset(need_time=long, late_objection=long, neighbour_notice=long)
    one = decision(ruleset=rules, opened_at=now, closes_at=now)
    noticed, _ = give_notice(one, now, ZoneInfo(zone), before=1, after=2)
    assert noticed.closes_at == moment(promised)
    nearly = replace(one, closes_at=now.replace(microsecond=1))
    words = {"reason": "So.", "acceptable_if": "Not so."}
    objected, _ = take_stance(nearly, 4, StanceKind.OBJECT, words, now, ZoneInfo(zone), 1)
    # What it promises besides is told to the day: see `coarsely`.
    assert moment(promised) <= objected.closes_at < moment(promised) + timedelta(days=1)
    waits, _ = take_stance(nearly, 4, StanceKind.NEED_TIME, {}, now, ZoneInfo(zone), 1)
    assert waits.closes_at == moment(promised).replace(microsecond=1)
