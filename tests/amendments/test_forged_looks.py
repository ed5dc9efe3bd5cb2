"""A forged story of who was asked to look again is found out, each time for its own reason."""

import json

import pytest

from amendments.replay.verify import verify
from app.storage.engine.database import Database
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.forging import again, both, by, chained, of, problems_when, put
from tests.support.texts import KINDNESS_OTHERWISE, LEARNING

STRANGER = "m_stranger"
SAID, ASKED, STANDS = "comment.added", "comment.look_again_asked", "comment.still_stands"


def _what_was_looked_at_again(house):
    number = house.propose("cleo", house.with_words(LEARNING))
    house.submit("cleo", number)
    for words in ("Why?", "Hm."):
        house.comment("dov", number, words)
    house.comment("edda", number, "Because.", reply_to=1)
    house.revise("cleo", number, house.with_words(KINDNESS_OTHERWISE))
    house.ask_again("cleo", number, 1)
    house.still_stands("dov", number, 1)
    house.ask_again("ada", number, 2)
    house.settle("dov", number, 2)
    house.revise("cleo", number, house.with_words(LEARNING))
    house.ask_again("cleo", number, 1)
    house.comment("dov", number, "I do not see it.", reply_to=3)
    house.withdraw("cleo", number)


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The events, and the handles of the people by name."""
    url = f"sqlite:///{tmp_path_factory.mktemp('forged') / 'charter.db'}"
    migrate_once(url)
    database = Database(url, Clock())
    house = Community.found(database, Clock(), stewards=2, members=3)
    _what_was_looked_at_again(house)
    events = [json.loads(line) for line in house.lines()]
    handles = {name: house.handle(name) for name in house.people}
    database.dispose()
    return events, handles


def stands_behind(comment, kind, at, version):
    """Who wrote a comment says that it stands, where nobody waits for it any more."""

    def forge(events):
        other = of(events, kind, at)
        one = {**json.loads(json.dumps(of(events, STANDS))), "at": other["at"]}
        one["data"].update(comment=comment, version=version)
        events.insert(events.index(other) + 1, one)

    return forge


def asked_behind(kind, at=0, **data):
    """Somebody is asked once more, behind another event."""

    def forge(events):
        other = of(events, kind, at)
        one = {**json.loads(json.dumps(of(events, ASKED, 2))), "at": other["at"]}
        one["data"].update(data)
        events.insert(events.index(other) + 1, one)

    return forge


def without(kind, who):
    """The same, but somebody has left before it."""

    def forge(events):
        one = of(events, kind)
        gone = {"actor": who, "at": one["at"], "data": {"member": who}, "kind": "member.left"}
        events.insert(events.index(one), {**one, **gone, "words": {}})

    return forge


def forgeries(who):
    """Each forgery, and the words that find it out."""
    return {
        "asked by anyone": (by(ASKED, who["edda"]), "not for them to ask"),
        "asked by a stranger": (by(ASKED, STRANGER), "who was not a member"),
        "asked about what was never said": (put(ASKED, comment=9), "that is not there"),
        "asked about a reply": (put(ASKED, comment=3), "where no thread begins"),
        "asked of oneself": (by(SAID, who["cleo"]), "asked themselves"),
        "asked of who has left": (without(ASKED, who["dov"]), "asked who had gone"),
        "asked about another version": (put(ASKED, version=1), "about another version"),
        "asked where nothing changed": (
            both(put(SAID, version=2), put(ASKED, stands="same")),
            "nothing had changed",
        ),
        "asked about what cannot be": (put(ASKED, stands="lost"), "not known what became"),
        "asked twice on a version": (again(ASKED), "asked twice to look again"),
        "asked about what is settled": (
            asked_behind("amendment.revised", 1, comment=2),
            "that was not open",
        ),
        "asked about what is decided": (
            asked_behind("amendment.withdrawn", comment=1),
            "it was decided",
        ),
        "another says that it stands": (by(STANDS, who["cleo"]), "somebody else said"),
        "it stands unasked": (again(STANDS), "whom nobody had asked"),
        "it stands on another version": (put(STANDS, version=1), "about another version"),
        "it stands after it was settled": (
            stands_behind(2, "thread.settled", 0, 2),
            "whom nobody had asked",
        ),
        "it stands after a reply": (stands_behind(1, SAID, 3, 3), "whom nobody had asked"),
        "it stands on what is decided": (
            both(put(SAID, 3, reply_to=2), stands_behind(1, "amendment.withdrawn", 0, 3)),
            "it was decided",
        ),
    }


def test_the_true_story_is_consistent(story):
    events, _ = story
    assert verify(chained(events)).problems == ()


@pytest.mark.parametrize("forgery", forgeries(dict.fromkeys(["cleo", "dov", "edda"], "")))
def test_a_forged_story_is_found_out_for_its_own_reason(story, forgery):
    events, handles = story
    forge, reason = forgeries(handles)[forgery]
    problems = problems_when(events, forge)
    assert any(reason in str(one) for one in problems), problems
