"""A forged story of how people treated each other is found out, each time for its own reason."""

import json

import pytest

from amendments.verify import verify
from app.storage.database import Database
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.forging import again, by, chained, put
from tests.support.texts import KINDNESS

STRANGER = "m_stranger"


def _what_became_of_comments(house):
    number = house.propose("cleo", house.with_words(KINDNESS))
    house.submit("cleo", number)
    first = house.comment("dov", number, "Frist.")
    house.edit_comment("dov", number, first, "First.")
    reply = house.comment("edda", number, "Hm.", reply_to=first)
    house.settle("dov", number, first)
    house.take_back("edda", number, reply)


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The events, and the handles of the people by name."""
    url = f"sqlite:///{tmp_path_factory.mktemp('forged') / 'charter.db'}"
    migrate_once(url)
    clock = Clock()
    database = Database(url, clock)
    house = Community.found(database, clock, stewards=2, members=3)
    _what_became_of_comments(house)
    events = [json.loads(line) for line in house.lines()]
    handles = {name: house.handle(name) for name in house.people}
    database.dispose()
    return events, handles


def forgeries(who):
    """Each forgery, and the words that find it out."""
    edited, taken, settled = "comment.edited", "comment.taken_back", "thread.settled"
    return {
        "another's words changed": (by(edited, who["cleo"]), "somebody else changed"),
        "changed by a stranger": (by(edited, STRANGER), "who was not a member"),
        "changed where nothing was": (put(edited, comment=9), "a comment that is not there"),
        "a wording left out": (put(edited, edit=2), "a wording is missing"),
        "another's words taken back": (by(taken, who["ada"]), "somebody else took"),
        "taken back twice": (again(taken), "taken back twice"),
        "changed after that": (put(edited, comment=2), "that is not there"),
        "settled by anyone": (by(settled, who["edda"]), "it was not for them"),
        "settled at a reply": (put(settled, comment=2), "where none begins"),
        "settled twice": (again(settled), "settled twice"),
        "opened that was open": (put(settled, settled=False), "settled twice"),
    }


def test_the_true_story_is_consistent(story):
    events, _ = story
    assert verify(chained(events)).problems == ()


@pytest.mark.parametrize("forgery", forgeries(dict.fromkeys(["ada", "cleo", "edda"], "")))
def test_a_forged_story_is_found_out_for_its_own_reason(story, forgery):
    events, handles = story
    forged = json.loads(json.dumps(events))
    forge, reason = forgeries(handles)[forgery]
    forge(forged)
    problems = verify(chained(forged)).problems
    assert any(reason in str(one) for one in problems), problems
