"""A day ends when it ends in the charter's own zone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from amendments.refusals import BadInput
from app.storage.texts import revisions
from tests.support.texts import KINDNESS

ALL = ["ada", "cleo", "dov", "edda"]
TICK = timedelta(microseconds=1)

#: A zone, the last day on which it can wait, and the moment in UTC at which the next day begins.
MIDNIGHTS = [
    ("Europe/London", date(2026, 6, 30), "2026-06-30T23:00Z"),
    ("Pacific/Auckland", date(2026, 6, 30), "2026-06-30T12:00Z"),
    ("Asia/Kolkata", date(2026, 6, 30), "2026-06-30T18:30Z"),
    ("America/Los_Angeles", date(2026, 6, 30), "2026-07-01T07:00Z"),
    ("Pacific/Kiritimati", date(2028, 2, 29), "2028-02-29T10:00Z"),
    # The day on which the clocks go back has 25 hours.
    ("Europe/London", date(2026, 10, 25), "2026-10-26T00:00Z"),
    # In Santiago the clocks go forward at midnight: the day begins at one.
    ("America/Santiago", date(2026, 9, 5), "2026-09-06T04:00Z"),
]
PLACES = pytest.mark.parametrize(("zone", "day", "midnight"), MIDNIGHTS)


@PLACES
def test_a_review_is_due_when_its_day_begins_there(found_community, zone, day, midnight):
    house = found_community(timezone=zone)
    tomorrow = day + timedelta(days=1)
    number = house.decide("cleo", house.with_words(KINDNESS), review_on=tomorrow)
    house.answer_all(number, ALL)
    house.close("ada", number)
    begins = datetime.fromisoformat(midnight)
    house.clock.set(begins - TICK)
    assert house.announce_reviews() == 0
    house.clock.set(begins)
    assert house.announce_reviews() == 1


@PLACES
def test_a_day_to_review_is_in_the_future_there(found_community, zone, day, midnight):
    house = found_community(timezone=zone)
    begins = datetime.fromisoformat(midnight)
    tomorrow = day + timedelta(days=1)
    house.clock.set(begins)
    text = house.with_words(KINDNESS)
    assert isinstance(house.refused("propose", "cleo", text, review_on=tomorrow), BadInput)


@PLACES
@pytest.mark.parametrize("late", [False, True])
def test_the_text_of_a_day_is_that_of_its_end_there(found_community, zone, day, midnight, late):
    house = found_community(timezone=zone)
    number = house.decide("cleo", house.with_words(KINDNESS))
    house.answer_all(number, ALL)
    begins = datetime.fromisoformat(midnight).astimezone(UTC)
    house.clock.set(begins if late else begins - TICK)
    house.tick()
    charter = house.charter
    with house.database.reading() as reader:
        on_the_day = revisions.number_on(reader, charter.id, day)
        a_day_later = revisions.number_on(reader, charter.id, day + timedelta(days=1))
    assert (on_the_day, a_day_later) == ((1, 2) if late else (2, 2))
