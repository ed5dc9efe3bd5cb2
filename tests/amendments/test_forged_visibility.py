"""A forged story of who could read a charter is found out for its own reason."""

import json

import pytest

from amendments.belonging.visibility import NOTICE, CharterPart, Openness
from amendments.replay.verify import verify
from app.services.belonging import change_visibility as acts
from app.services.upkeep.tick import do_due_things
from app.storage.engine.database import Database
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.forging import again, by, chained, drop, problems_when, put

ANNOUNCED, CHANGED = "visibility.change_announced", "visibility.changed"
YES, NO = "visibility.consented", "visibility.consent_withdrawn"


def _change(house, who, to):
    with house.writing(who) as (writer, access):
        acts.change_visibility(writer, access.charter, Openness(to), by=access.actor)


def _say(house, who, *, says):
    with house.writing(who) as (writer, access):
        acts.answer(writer, access, {CharterPart.DISCUSSION: says})


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The events, and the handles of the people by name."""
    url = f"sqlite:///{tmp_path_factory.mktemp('forged') / 'charter.db'}"
    migrate_once(url)
    clock = Clock()
    database = Database(url, clock)
    house = Community.found(database, clock, stewards=2, members=2)
    _change(house, "ada", "open")
    _say(house, "cleo", says=True)
    clock.advance(NOTICE)
    do_due_things(database)
    _say(house, "cleo", says=False)
    _say(house, "dov", says=True)
    _change(house, "bela", "members")
    _change(house, "ada", "public")
    with house.writing("bela") as (writer, access):
        acts.stop_change(writer, access)
    events = [json.loads(line) for line in house.lines()]
    handles = {name: house.handle(name) for name in ("ada", "bela", "cleo", "dov")}
    database.dispose()
    return events, handles


def forgeries(who):
    """Each forgery, and the words that find it out."""
    return {
        "announced by a member": (by(ANNOUNCED, who["cleo"]), "only a steward"),
        "a shorter notice": (
            put(ANNOUNCED, effective_at="2020-01-01T00:00:00.000000Z"),
            "sooner than the notice",
        ),
        "announced to be narrower": (put(ANNOUNCED, discussion="members"), "fewer people"),
        "without any notice": (drop(ANNOUNCED), "before the notice was over"),
        "opened by a steward": (by(CHANGED, who["ada"]), "without a notice"),
        "something else": (put(CHANGED, visibility="public", discussion="members"), "what it was"),
        "narrowed by a member": (by(CHANGED, who["cleo"], 1), "only a steward"),
        "stopped by a member": (by("visibility.change_stopped", who["cleo"]), "only a steward"),
        "stopped twice": (again("visibility.change_stopped"), "had not been announced"),
        "agreed for a stranger": (by(YES, "m_x"), "who was not a member"),
        "agreed twice": (again(YES), "agreed twice"),
        "agreed to what nobody asked": (put(YES, part="proposals"), "what nobody asked"),
        "taken back for another": (by(NO, who["dov"]), "what they had not said"),
    }


NAMES = list(forgeries(dict.fromkeys(("ada", "bela", "cleo", "dov"), "")))


def test_the_true_story_is_consistent(story):
    assert verify(chained(story[0])).problems == ()


@pytest.mark.parametrize("forgery", NAMES)
def test_a_forged_story_is_found_out_for_its_own_reason(story, forgery):
    events, handles = story
    forge, reason = forgeries(handles)[forgery]
    problems = problems_when(events, forge)
    assert any(reason in one for one in problems), problems
