"""A forged story of how lives of proposals went on and ended is found out for its own reason."""

import json
from datetime import timedelta

import pytest

from amendments.replay.verify import verify
from app.storage.engine.database import Database
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.forging import again, both, by, chained, drop, problems_when, put
from tests.support.texts import KINDNESS, LEARNING, PRIVACY, STEWARDSHIP

DAY = timedelta(days=1)
STRANGER = "m_stranger"


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    """A long story in which all of it happens, as its lines' bodies."""
    url = f"sqlite:///{tmp_path_factory.mktemp('lives') / 'lives.db'}"
    migrate_once(url)
    clock = Clock()
    database = Database(url, clock)
    house = Community.found(database, clock, stewards=2, members=5)
    _tell(house)
    lines = house.lines()
    database.dispose()
    return [json.loads(line) for line in lines]


def _tell(house):
    left = house.discuss("cleo", house.with_words(KINDNESS))
    house.open("ada", left)
    house.object_to("dov", left)
    house.answer_all(left, ["ada", "bela", "cleo", "edda", "finn"])
    house.propose("finn", house.with_words(LEARNING))
    house.leave("dov")
    house.leave("gil")
    house.close("ada", left)
    blocked = house.decide("edda", house.with_words(STEWARDSHIP))
    house.object_to("finn", blocked)
    house.pass_deadline(blocked)
    house.tick()
    house.remove("ada", "finn")
    house.join("finn")
    handed = house.discuss("cleo", house.with_words(PRIVACY))
    house.hand_over("cleo", handed, "edda")
    house.join_authors("edda", handed)
    house.leave_authorship("edda", handed)
    house.take_up("finn", handed)
    house.withdraw("finn", handed, "Not now.")
    house.take_up("edda", handed)
    house.announce_end("ada", handed)
    house.keep_open("cleo", handed)
    other = house.discuss("cleo", house.with_words(LEARNING))
    house.announce_end("ada", handed, "duplicate", "", other)
    house.withdraw("cleo", other)
    house.clock.advance(7 * DAY)
    house.close_what_is_due()
    house.announce_end("bela", handed, "stale", "Enough.")
    house.clock.advance(7 * DAY)
    house.close_what_is_due()
    assert house.status(handed) == "closed"


def test_the_true_story_is_consistent(events):
    assert verify(chained(events)).problems == ()


LEFT, TAKEN, CLOSED = "author.left", "amendment.taken_up", "amendment.closed"
SAID, NO, STOPPED = (
    "amendment.closing_announced",
    "amendment.closing_refused",
    "amendment.closing_stopped",
)
FORGERIES = {
    "somebody left it who was not its author": (by(LEFT, STRANGER), "not its author"),
    "it was left twice": (again(LEFT), "not its author"),
    "it was taken up by a stranger": (by(TAKEN, STRANGER), "not a member"),
    "it was taken up although it had an author": (drop(LEFT), "although it had an author"),
    "it was taken up as if withdrawn": (put(TAKEN, withdrawn=True), "said to have been"),
    "it was withdrawn by another": (by("amendment.withdrawn", STRANGER, 1), "only an author"),
    "it was handed over by nobody": (put("author.invited", hand_over=False), "hand it over"),
    "who handed it over stayed": (
        lambda events: next(e for e in events if e["kind"] == "author.joined")["data"].pop(
            "in_place_of"
        ),
        "hand it over",
    ),
    "a member announced an end": (by(SAID, STRANGER), "only a steward"),
    "an end was announced twice": (again(SAID), "announced twice"),
    "the time to say no was shorter": (
        put(SAID, ends_at="2026-05-01T10:00:00.000000Z"),
        "not what the rules give",
    ),
    "it named another without need": (put(SAID, of=1), "without need"),
    "it was no duplicate": (put(SAID, 1, of=99), "no duplicate"),
    "a stranger said no": (by(NO, STRANGER), "not a member"),
    "nobody had announced it": (again(NO), "nobody had announced"),
    "a person closed it": (by(CLOSED, STRANGER), "a person closed it"),
    "it was closed for another reason": (put(CLOSED, reason="contained"), "another reason"),
    "it was closed twice": (again(CLOSED), "nobody had announced"),
    "it was closed before its time": (
        lambda events: next(e for e in events if e["kind"] == CLOSED).update(
            at=[e for e in events if e["kind"] == SAID][-1]["at"]
        ),
        "before the time to say no",
    ),
    "it was stopped although it was so": (
        lambda events: events.remove([e for e in events if e["kind"] == "amendment.withdrawn"][2]),
        "still true",
    ),
    "an objection was kept and nobody left": (drop("member.removed"), "who did not leave"),
    "an objection was kept in a round and nobody left": (
        both(drop("member.left", 1), drop("member.left", 0)),
        "of somebody who was there",
    ),
    "an objection was kept by a person": (by("objection.resolved", STRANGER), "a person kept"),
    "an objection ended otherwise as its author left": (
        put("objection.resolved", status="withdrawn"),
        "cannot end like this",
    ),
    "a draft of another ended as somebody left": (
        put("amendment.withdrawn", amendment=1),
        "not theirs alone",
    ),
    "a round waited for fewer than it had to": (put("round.closed", gone=0), "too early"),
    "a round waited for nobody": (put("round.closed", gone=3), "had not left"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_story_is_found_out_for_its_own_reason(events, name):
    forge, reason = FORGERIES[name]
    problems = problems_when(events, forge)
    assert any(reason in one for one in problems), problems
