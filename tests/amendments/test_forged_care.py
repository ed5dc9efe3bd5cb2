"""A forged story of how people treated each other is found out, each time for its own reason."""

import json

import pytest

from amendments.replay.verify import verify
from app.storage.engine.database import Database
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.forging import again, both, by, chained, drop, of, problems_when, put
from tests.support.texts import KINDNESS, LEARNING

STRANGER = "m_stranger"


def _what_became_of_comments(house):
    number = house.propose("cleo", house.with_words(KINDNESS))
    house.submit("cleo", number)
    first = house.comment("dov", number, "Frist.")
    house.edit_comment("dov", number, first, "First.")
    reply = house.comment("edda", number, "Hm.", reply_to=first)
    house.settle("dov", number, first)
    house.take_back("edda", number, reply)


def _what_was_hidden(house):
    number = house.propose("cleo", house.with_words(LEARNING))
    house.submit("cleo", number)
    kept = house.comment("dov", number, "Ada has been ill.")
    again = house.comment("edda", number, "So has Dov.")
    report = house.report("edda", number, kept)
    house.hide("ada", number, kept)
    house.hide("ada", number, again)
    house.restore("bela", number, again)
    house.answer_hiding("dov", number, kept, "She said so.")
    house.appeal("dov", number, kept, "Please look again.")
    house.decide_appeal("bela", number, kept, restored=False)
    house.answer_report("bela", report)
    house.pause("ada", "dov", 5)
    house.pause("bela", "dov", 20)
    house.lift("ada", 2)


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The events, and the handles of the people by name."""
    url = f"sqlite:///{tmp_path_factory.mktemp('forged') / 'charter.db'}"
    migrate_once(url)
    clock = Clock()
    database = Database(url, clock)
    house = Community.found(database, clock, stewards=2, members=3)
    _what_became_of_comments(house)
    _what_was_hidden(house)
    events = [json.loads(line) for line in house.lines()]
    handles = {name: house.handle(name) for name in house.people}
    database.dispose()
    return events, handles


def changed_while_hidden(events):
    """The author of a hidden comment puts it into other words."""
    copy, after = json.loads(json.dumps(of(events, "comment.edited"))), of(events, "comment.hidden")
    copy["data"].update(amendment=2, edit=1)
    events.insert(events.index(after) + 1, {**copy, "at": after["at"]})


def forgeries(who):
    """Each forgery, and the words that find it out."""
    edited, taken, settled = "comment.edited", "comment.taken_back", "thread.settled"
    hidden, decided, paused = "comment.hidden", "appeal.decided", "comments.paused"
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
        # what is reported and hidden
        "a report with a name": (by("report.made", who["edda"]), "names who made it"),
        "a report left out": (put("report.made", report=2), "a report is missing"),
        "answered by a member": (by("report.settled", who["cleo"]), "only a steward"),
        "a report answered twice": (again("report.settled"), "that was not open"),
        "hidden by a member": (by(hidden, who["cleo"]), "only a steward"),
        "hidden twice": (again(hidden), "hidden twice"),
        "hidden in its author's name": (
            both(put("member.added", 3, role="steward"), by(hidden, who["dov"])),
            "a steward hid their own",
        ),
        "changed while hidden": (changed_while_hidden, "changed that was hidden"),
        "shown by a member": (by("comment.restored", who["cleo"]), "only a steward"),
        "shown that was not hidden": (again("comment.restored"), "that was not hidden"),
        "another's answer": (by("hiding.answered", who["cleo"]), "somebody else answered"),
        "answered twice": (again("hiding.answered"), "answered twice"),
        "another's appeal": (by("hiding.appealed", who["cleo"]), "somebody else asked"),
        "asked twice": (again("hiding.appealed"), "was asked twice"),
        "decided by a member": (by(decided, who["cleo"]), "only a steward"),
        "decided in their own case": (by(decided, who["ada"]), "in their own case"),
        "decided unasked": (drop("hiding.appealed"), "nobody had asked"),
        "decided twice": (again(decided), "nobody had asked"),
        # pauses
        "paused by a member": (by(paused, who["cleo"]), "only a steward"),
        "a pause left out": (drop(paused), "a pause is missing"),
        "paused for weeks alone": (put(paused, 1, after=None), "a pause is too long"),
        "paused for weeks by one": (by(paused, who["ada"], 1), "for long alone"),
        "paused for a year": (
            put(paused, 1, until="2027-03-02T00:00:00.000000Z"),
            "a pause is too long",
        ),
        "lifted by a member": (by("pause.lifted", who["cleo"]), "only a steward"),
        "lifted twice": (again("pause.lifted"), "a pause was ended that was over"),
        "opened that was open": (put(settled, settled=False), "settled twice"),
    }


def test_the_true_story_is_consistent(story):
    events, _ = story
    assert verify(chained(events)).problems == ()


@pytest.mark.parametrize("forgery", forgeries(dict.fromkeys(["ada", "cleo", "dov", "edda"], "")))
def test_a_forged_story_is_found_out_for_its_own_reason(story, forgery):
    events, handles = story
    forge, reason = forgeries(handles)[forgery]
    problems = problems_when(events, forge)
    assert any(reason in str(one) for one in problems), problems
