"""Rules, members, decisions and reviews: from the command line."""

import json
import os
from datetime import date

import pytest

from app.storage.engine.database import Database
from tests.support.clock import Clock
from tests.support.community import Community


def _is_one_line(done, *words):
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


@pytest.fixture
def ours(founded, monkeypatch):
    """The charter that was founded, with the members bo and cy, to act in.

    What they do takes days that have not gone by where the commands run.
    """
    monkeypatch.setenv("CHARTER_CLOCK_TOLERANCE", "P60D")
    for name in ("bo", "cy"):
        assert founded("member", "ours", f"{name}@example.org").status == 0
    clock = Clock()
    database = Database(os.environ["CHARTER_DATABASE_URL"], clock)
    clock.set(max(clock.now, _last(database)))
    yield Community.at(database, clock, "ours")
    database.dispose()


def _last(database):
    with database.reading() as reader:
        from app.storage.record import lines
        from app.storage.texts import charters

        line = lines.last_line(reader, charters.find(reader, "ours").id)
        return line.at


@pytest.fixture
def adopted(ours):
    """A proposal by bo that was adopted, with a day to look again."""
    change = ("Be kind.", "Be very kind.")
    number = ours.decide("bo", ours.with_words(change), review_on=date(2999, 1, 2))
    ours.answer_all(number, ["ada", "bo", "cy"])
    ours.close("ada", number)
    return number


def test_every_rule_can_be_changed_with_a_reason(founded):
    done = founded(
        "rules", "ours", "--editorial", "P4D", "--set-aside", "yes", "--reason", "We agreed."
    )
    assert "editorial         P4D" in done.out
    assert "set_aside         yes" in done.out
    openings = founded("export", "ours", "--format", "record").out
    assert "We agreed." in openings
    assert "set_aside         no" in founded("rules", "ours", "--set-aside", "no").out
    _is_one_line(founded("rules", "ours", "--set-aside", "perhaps"), "neither yes nor no")
    _is_one_line(founded("rules", "ours", "--rules-change", "me"), "stewards, amendment")


def test_where_members_decide_about_rules_nobody_else_does(founded):
    assert "amendment" in founded("rules", "ours", "--rules-change", "amendment").out
    _is_one_line(founded("rules", "ours", "--quorum", "1/2"), "decision of its members")


def test_a_member_is_removed_with_a_reason(founded, ours):
    _is_one_line(founded("remove", "ours", "bo@example.org", "--reason", " "), "say why")
    done = founded("remove", "ours", "Bo@example.org", "--reason", "They asked for it.")
    assert done.out == "Bo (bo@example.org) is no member of “ours” any more.\n"
    _is_one_line(founded("remove", "ours", "bo@example.org", "--reason", "x"), "Nobody", "ours")
    _is_one_line(founded("remove", "ours", "ada@example.org", "--reason", "x"), "only steward")
    assert founded("remove", "ours", "cy@example.org").status == 2


def test_the_whole_record_of_a_decision_is_json(founded, ours, adopted):
    told = json.loads(founded("round", "ours", adopted, 1).out)
    assert told["text"]["after"] == "# Ours\n\nBe very kind.\n\n- One\n- Two\n"
    assert {one["name"] for one in told["answers"]} == {"Ada", "Bo", "Cy"}
    assert (told["outcome"], told["revision"]["number"]) == ("passed", 2)
    _is_one_line(founded("round", "ours", adopted, 2), "no decision 2")
    _is_one_line(founded("round", "theirs", 1, 1), "no charter “theirs”")


def test_what_is_to_be_looked_at_again_is_listed(founded, ours):
    assert founded("reviews", "ours").out == "Nothing is to be looked at again.\n"


def test_a_day_to_look_again_stands_in_the_list(founded, ours, adopted):
    assert founded("reviews", "ours").out == "2999-01-02        1 A small change\n"


def test_the_calendar_and_a_members_own_address_of_it(founded, ours, adopted):
    assert "SUMMARY:Look again: A small change" in founded("calendar", "ours").out
    first = founded("calendar", "ours", "--for", "bo@example.org").out
    assert "/ours/calendar/" in first
    assert founded("calendar", "ours", "--for", "bo@example.org").out == first
    assert founded("calendar", "ours", "--for", "bo@example.org", "--renew").out != first
    _is_one_line(founded("calendar", "ours", "--for", "x@example.org"), "Nobody")
    _is_one_line(founded("calendar", "ours", "--renew"), "--for EMAIL")
    assert founded("remove", "ours", "bo@example.org", "--reason", "x").status == 0
    _is_one_line(founded("calendar", "ours", "--for", "bo@example.org"), "no member")
