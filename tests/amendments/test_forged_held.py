"""A forged story of what was held back in rounds is found out for its own reason."""

import json
from copy import deepcopy
from datetime import datetime, timedelta

import pytest

from amendments.record.lines import timestamp
from amendments.replay.verify import verify
from amendments.ruleset import Ruleset
from app.storage.engine.database import Database
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.forging import by, chained, of, problems_when, put
from tests.support.texts import ACTIVELY, KINDNESS, PRIVACY

HOUR = timedelta(hours=1)
STRANGER = "m_stranger"
TAKEN, OPENED, CLOSED, EXTENDED = (
    "stance.taken",
    "round.opened",
    "round.closed",
    "round.extended",
)
ASIDE, MOVED = "objection.set_aside_proposed", "round.text_moved"


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    """One round in which deadlines move and an objection is set aside, by a steward who steps down
    before it ends; and one beside which the text moves.
    """
    url = f"sqlite:///{tmp_path_factory.mktemp('held') / 'held.db'}"
    migrate_once(url)
    clock = Clock()
    database = Database(url, clock)
    house = Community.found(database, clock, stewards=2, members=4, ruleset=Ruleset(set_aside=True))
    _aside(house)
    _beside(house)
    lines = house.lines()
    database.dispose()
    return [json.loads(line) for line in lines]


def _aside(house):
    number = house.decide("cleo", house.with_words(PRIVACY))
    for name in ("bela", "finn"):
        house.answer(name, number)
        house.clock.advance(HOUR)
    house.record("bela", number, {"edda": "concern"}, "It is long.")
    house.answer("edda", number, "need_time")
    house.pass_time_before_deadline(number, hours=2)
    house.object_to("dov", number)
    house.set_aside("bela", number, 1)
    house.clock.advance(HOUR)
    house.support("finn", number, 1)
    house.set_aside("ada", number, 1)
    house.step_down("bela")
    house.answer("edda", number)
    house.pass_deadline(number)
    house.tick()
    assert house.status(number) == "adopted"


def _beside(house):
    around = house.decide("cleo", house.with_words(KINDNESS))
    house.answer("dov", around)
    house.answer("edda", around)
    beside = house.decide("dov", house.with_words(ACTIVELY))
    house.answer_all(beside, [*house.people])
    house.close("ada", beside)
    house.repeat("edda", around)
    house.pass_deadline(around)
    house.tick()
    assert house.status(around) == "adopted"


def test_the_true_story_is_consistent(events):
    assert verify(chained(events)).problems == ()


def test_it_is_consistent_in_the_middle_of_a_round_too(events):
    ends = [at for at, one in enumerate(events) if one["kind"] == CLOSED]
    first = next(at for at, one in enumerate(events) if one["kind"] == TAKEN)
    assert verify(chained(events[:first])).problems == ()
    assert verify(chained(events[: ends[0]])).problems == (
        "It ends before round.closed, which had to come.",
    )


def _swapped(events):
    answers = [one for one in events if one["kind"] == TAKEN]
    first, other = (
        answers[0],
        next(one for one in answers if one["data"]["seat"] != answers[0]["data"]["seat"]),
    )
    here, there = events.index(first), events.index(other)
    events[here], events[there] = other, first


def _early(events):
    """The first answer stands in the record when it was given."""
    answer = of(events, TAKEN)
    events.remove(answer)
    opened = of(events, OPENED)
    events.insert(events.index(opened) + 1, {**answer, "at": opened["at"]})


def _as_before(events):
    """A later round tells at once what is said in it."""
    of(events, OPENED, -1)["data"].pop("held")


def _told(moment):
    return lambda events: of(events, TAKEN)["data"].update(at=moment)


def _silenced(events):
    """All that one seat said is left out."""
    seat = of(events, TAKEN)["data"]["seat"]
    events[:] = [one for one in events if one["data"].get("seat") != seat]


def _asked_twice(events):
    """A second deadline moved by just what need of time gives."""
    first, second = of(events, EXTENDED), of(events, EXTENDED, 1)
    closes = datetime.fromisoformat(first["data"]["closes_at"]) + timedelta(hours=72)
    second["data"]["closes_at"] = timestamp(closes)


def _another_line(events):
    answer = of(events, TAKEN)
    line = deepcopy(of(events, "amendment.submitted", -1))
    line["at"] = answer["at"]
    line["data"]["amendment"] = 1
    events.insert(events.index(answer) + 1, line)


def _aside_first(events):
    line = of(events, ASIDE)
    events.remove(line)
    events.insert(events.index(of(events, TAKEN)), line)


def _moved_to_another_hour(events):
    """Every answer but the latest of each seat is told of the hour in which the round opened."""
    hour = of(events, OPENED)["data"]["opened_at"]
    for one in events:
        if one["kind"] == TAKEN and one["data"]["amendment"] == 1:
            one["data"]["at"] = f"{hour[:13]}:00:00.000000Z"


FORGERIES = {
    "an answer from outside the roll": (put(TAKEN, seat="s_0"), "not on the roll"),
    "out of the order of seats": (_swapped, "in another order"),
    "what stewards did comes first": (_aside_first, "in another order"),
    "told before the end": (_early, "something came in between"),
    "told at once again": (_as_before, "does not hold back"),
    "another line in between": (_another_line, "something came in between"),
    "the minute is told": (_told("2026-03-08T11:30:00.000000Z"), "more of its time"),
    "no hour is told": (lambda e: of(e, TAKEN)["data"].pop("at"), "before its round ended"),
    "an hour before it opened": (_told("2026-03-01T11:00:00.000000Z"), "another time"),
    "an hour after it ended": (_told("2027-03-01T11:00:00.000000Z"), "another time"),
    "a deadline moved without an answer": (
        _moved_to_another_hour,
        "a deadline moved without an answer",
    ),
    "a deadline moved by no rule": (
        put(EXTENDED, closes_at="2026-03-30T11:00:00.000000Z"),
        "without an answer",
    ),
    "a deadline moved to an earlier time": (
        put(EXTENDED, closes_at="2026-03-09T11:00:00.000000Z"),
        "moved wrongly",
    ),
    "a person moved it": (by(EXTENDED, STRANGER), "as if an answer had"),
    "an answer moves the deadline itself": (
        put(TAKEN, closes_at="2026-03-30T11:00:00.000000Z"),
        "moved the deadline",
    ),
    "read with what was not there": (put(TAKEN, read_with=9), "not there"),
    "read with what came later": (put(TAKEN, read_with=2), "not there|to come"),
    "who had answered is told at once": (put(MOVED, unconfirmed=[]), "names other answers"),
    "a stranger recorded it": (put(TAKEN, recorded_by=STRANGER), "only a steward"),
    "a stranger set it aside": (by(ASIDE, STRANGER), "only a steward"),
    "all that one said left out": (_silenced, "not those that were given"),
    "more time is given twice": (_asked_twice, "more time was given twice"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_story_is_found_out_for_its_own_reason(events, name):
    forge, reasons = FORGERIES[name]
    problems = problems_when(events, forge)
    assert any(reason in one for one in problems for reason in reasons.split("|")), problems
