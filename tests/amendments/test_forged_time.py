"""Time goes back in a record only where one line says so, and with exactly what goes with it."""

import json
from datetime import timedelta

import pytest

from amendments.replay.verify import verify
from app.services.upkeep import mend_clock
from app.storage.engine.database import Database
from app.storage.texts import charters
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.forging import again, by, chained, drop, of, problems_when, put
from tests.support.texts import KINDNESS

AHEAD = timedelta(days=3653)
MENDED = "time.mended"


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """A round opened ten years ahead, a mend, an answer, and the end at its new deadline."""
    url = f"sqlite:///{tmp_path_factory.mktemp('forged') / 'charter.db'}"
    migrate_once(url)
    clock = Clock()
    database = Database(url, clock)
    house = Community.found(database, clock, stewards=2, members=2)
    clock.advance(AHEAD)
    number = house.decide("cleo", house.with_words(KINDNESS))
    house.answer("ada", number)
    house.answer("bela", number)
    clock.advance(-AHEAD)
    with database.writing() as writer:
        mend_clock.mend(writer, charters.lock(writer, "care-charter"), "The battery was empty.")
    house.answer("dov", number)
    clock.set(house.round(number).value.closes_at)
    house.tick()
    events = [json.loads(line) for line in house.lines()]
    ada = house.handle("ada")
    database.dispose()
    return events, ada


def at(kind, moment, which=0):
    """Let an event say another time of its own."""
    return lambda events: of(events, kind, which).update(at=moment)


def closes(moment):
    def forge(events):
        of(events, MENDED)["data"]["rounds"][0]["closes_at"] = moment

    return forge


def instead(events):
    """Another kind of line stands where time goes back."""
    of(events, MENDED).update(kind="review.due", data={"amendment": 1}, words={})


EARLY = "2026-01-05T00:00:00.000000Z"


def forgeries(ada):
    """Each forgery, and the words that find it out."""
    return {
        "time goes back, and nothing says so": (drop(MENDED), "dated before the line in front"),
        "another kind of line goes back": (instead, "dated before the line in front"),
        "a steward sets it back": (by(MENDED, ada), "only the operator"),
        "from another moment": (put(MENDED, **{"from": EARLY}), "from another moment"),
        "to another moment": (put(MENDED, to=EARLY), "to another moment"),
        "the line is dated elsewhere": (at(MENDED, EARLY), "to another moment"),
        "twice": (again(MENDED), "from another moment"),
        "no deadline moves": (put(MENDED, rounds=[]), "something else was moved"),
        "a deadline comes sooner": (closes(EARLY), "something else was moved"),
        "it is opened to more": (put(MENDED, discussion="everyone"), "something else was moved"),
        "a notice is cut short": (put(MENDED, effective_at=EARLY), "something else was moved"),
        "the end comes too early": (at("round.closed", "2026-03-05T00:00:00.000000Z"), "too early"),
        "a line behind it goes back on": (at("stance.taken", EARLY, 2), "dated before the line"),
    }


def test_the_true_story_is_consistent(story):
    events, _ = story
    assert verify(chained(events)).problems == ()
    assert of(events, "round.closed")["data"]["outcome"] == "passed"
    assert of(events, MENDED)["at"] < of(events, "round.opened")["at"]


@pytest.mark.parametrize("forgery", list(forgeries("")))
def test_a_forged_story_is_found_out_for_its_own_reason(story, forgery):
    events, ada = story
    forge, reason = forgeries(ada)[forgery]
    problems = problems_when(events, forge)
    assert any(reason in one for one in problems), problems
