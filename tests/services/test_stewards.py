"""Stewards: terms that end by the clock, and two of them for what reaches far."""

import json
from datetime import date, timedelta

import pytest
import rfc8785

from amendments.belonging.people import Role
from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from amendments.replay.verify import verify
from app.mail.due import do_what_is_due
from app.mail.sending.post import Post
from app.storage.texts import charters
from tests.support.laws import openings
from tests.support.texts import KINDNESS

POST = Post("https://charter.example.org", "charter@example.org", b"a secret")


def stewards(c):
    with c.database.reading() as reader:
        found = charters.members(reader, c.charter.id)
    return {one.name.lower() for one in found if one.role is Role.STEWARD}


@pytest.fixture
def c(found_community):
    """A charter with the stewards ada and bela, and the members cleo, dov and edda."""
    return found_community(stewards=2, members=3)


def day(c, **later):
    return (c.clock() + timedelta(**later)).date()


def make(c, who, until=None, by="ada", second="bela"):
    c.confirm_steward(second, c.propose_steward(by, who, "make", until))


def deliver(c):
    arrived = []
    do_what_is_due(c.database, arrived.append, POST)
    return {(one["To"].split("@")[0], one["Subject"]): one for one in arrived}


def test_one_of_two_stewards_makes_nobody_a_steward_alone(c):
    number = c.propose_steward("ada", "cleo")
    assert stewards(c) == {"ada", "bela"}
    assert isinstance(c.refused("confirm_steward", "ada", number), NotAllowed)
    assert isinstance(c.refused("confirm_steward", "cleo", number), NotAllowed)
    assert isinstance(c.refused("confirm_steward", "dov", number), NotFound)
    assert isinstance(c.refused("propose_steward", "dov", "dov"), NotAllowed)
    c.confirm_steward("bela", number)
    assert stewards(c) == {"ada", "bela", "cleo"}
    assert isinstance(c.refused("confirm_steward", "bela", number), WrongState)


def test_of_two_stewards_neither_gets_rid_of_the_other(c):
    for way in ("end", "remove"):
        refusal = c.refused("propose_steward", "ada", "bela", way)
        assert "only two stewards" in refusal.reason
    assert "two stewards" in c.refused("remove", "ada", "bela").reason


def test_two_of_three_end_the_third_who_may_answer(c):
    make(c, "cleo")
    number = c.propose_steward("ada", "cleo", "end", reason="Too many decisions alone.")
    c.answer_steward("cleo", number, "I was ill.")
    assert isinstance(c.refused("answer_steward", "bela", number), NotAllowed)
    assert isinstance(c.refused("stop_steward", "cleo", number), NotAllowed)
    assert isinstance(c.refused("confirm_steward", "cleo", number), NotAllowed)
    assert isinstance(c.refused("propose_steward", "cleo", "cleo", "end"), NotAllowed)
    assert isinstance(c.refused("propose_steward", "ada", "cleo", "end", reason=" "), BadInput)
    c.confirm_steward("bela", number)
    assert stewards(c) == {"ada", "bela"}
    lines = "".join(c.lines())
    assert "was ill" not in lines
    assert "Too many" not in lines


def test_who_proposed_it_must_still_be_a_steward_and_there_is_an_end(c, clock):
    make(c, "cleo")
    number = c.propose_steward("cleo", "ada", "remove")
    c.step_down("cleo")
    assert "not a steward any more" in c.refused("confirm_steward", "bela", number).reason
    late = c.propose_steward("ada", "dov")
    clock.advance(timedelta(days=14))
    assert isinstance(c.refused("confirm_steward", "bela", late), WrongState)
    stopped = c.propose_steward("ada", "dov")
    c.stop_steward("bela", stopped)
    assert isinstance(c.refused("confirm_steward", "bela", stopped), WrongState)
    assert stewards(c) == {"ada", "bela"}


def test_the_only_steward_makes_another_at_once_and_steps_down_only_then(community):
    c = community
    assert isinstance(c.refused("step_down", "ada"), WrongState)
    assert isinstance(c.refused("propose_steward", "ada", "ada"), WrongState)
    assert c.propose_steward("ada", "cleo") is None
    assert stewards(c) == {"ada", "cleo"}
    c.step_down("ada")
    assert stewards(c) == {"cleo"}


def test_a_term_ends_by_the_clock_alone(c, clock):
    until = day(c, days=40)
    make(c, "cleo", until)
    with c.reading("cleo") as (reader, access):
        assert access.actor.is_steward
        ends = next(
            one.term_ends_at
            for one in charters.members(reader, access.charter.id)
            if one.term_ends_at
        )
    assert ends.astimezone(c.charter.zone).date() == until + timedelta(days=1)
    number = c.discuss("dov", c.with_words(KINDNESS))
    clock.set(ends - timedelta(seconds=1))
    c.open("cleo", number)  # to the last second
    clock.set(ends)
    assert isinstance(c.refused("propose_steward", "cleo", "dov"), NotAllowed)
    assert stewards(c) == {"ada", "bela"}
    # The roll stays as it was, and so does her place on it.
    assert len(c.round(number).value.roll) == 5
    c.answer("cleo", number)
    # Without a steward's role, one steward is enough to remove her again.
    c.remove("ada", "cleo")


def test_the_last_term_goes_on_until_another_steward_is_there(c, clock):
    make(c, "ada", day(c, days=10), by="ada")
    make(c, "bela", day(c, days=20), by="bela", second="ada")
    clock.advance(timedelta(days=15))
    assert stewards(c) == {"bela"}
    clock.advance(timedelta(days=100))
    assert stewards(c) == {"bela"}
    assert isinstance(c.refused("step_down", "bela"), WrongState)
    assert isinstance(c.refused("leave", "bela"), WrongState)
    c.propose_steward("bela", "cleo", "make", day(c, days=5))
    assert stewards(c) == {"cleo"}
    assert isinstance(c.refused("propose_steward", "bela", "dov"), NotAllowed)
    clock.advance(timedelta(days=50))
    assert stewards(c) == {"cleo"}


@pytest.mark.parametrize("until", [0, -1, 4000])
def test_terms_that_are_none(c, until):
    until = day(c, days=until) - timedelta(days=1)
    assert c.refused("propose_steward", "ada", "cleo", "make", until).field == "until"


def test_everyone_concerned_is_told(c, clock):
    deliver(c)
    number = c.propose_steward("ada", "cleo", "make", day(c, days=60), "She <listens>.")
    told = deliver(c)
    assert {who for who, _ in told} == {"bela", "cleo"}
    letter = told["cleo", "Care Charter: something is proposed about a steward"]
    words = " ".join(letter.get_body(("plain",)).get_content().split())
    assert "She <listens>." in words
    assert "This is about you. Nothing has changed." in words
    c.confirm_steward("bela", number)
    assert set(deliver(c)) == {("cleo", "You are a steward of Care Charter")}
    clock.advance(timedelta(days=50))
    told = deliver(c)
    assert {who for who, _ in told} == {"ada", "bela", "cleo"}
    assert ("cleo", "Care Charter: your term as a steward ends") in told
    number = c.propose_steward("ada", "cleo", "remove", reason="They told secrets.")
    deliver(c)
    c.confirm_steward("bela", number)
    ((who, subject),) = (told := deliver(c))
    assert (who, subject) == ("cleo", "You do not belong to Care Charter any more")
    assert "They told secrets." in told[who, subject].get_body(("plain",)).get_content()


def test_a_new_term_needs_no_old_reminder(c, clock):
    make(c, "cleo", day(c, days=60))
    make(c, "cleo")
    deliver(c)
    clock.advance(timedelta(days=50))
    assert deliver(c) == {}


# --- the record


def test_words_of_a_proposal_are_for_stewards_and_the_reason_for_members_once_done(c):
    from app.services.record.export_record import lines

    make(c, "cleo")
    number = c.propose_steward("ada", "cleo", "end", reason="A long story.")

    def seen(name):
        with c.reading(name) as (reader, access):
            return "".join(lines(reader, access, openings=True))

    assert "A long story." in seen("bela")
    assert "A long story." not in seen("dov")
    c.confirm_steward("bela", number)
    assert "A long story." in seen("dov")
    assert "A long story." not in seen(None)


def test_the_record_replays_who_was_a_steward_when(c, clock):
    make(c, "cleo", day(c, days=3))
    clock.advance(timedelta(days=5))
    c.change_rules("ada", quorum="1/2")
    lines = c.lines()
    assert verify([*lines, *openings(c)]).problems == ()
    body = json.loads(lines[-1])
    body["actor"] = c.handle("cleo")
    line = rfc8785.dumps(body).decode()
    assert "only a steward" in verify([*lines[:-1], line]).problems[0]


def test_dates_are_in_the_zone_of_the_charter(found_community):
    c = found_community(stewards=1, timezone="Pacific/Auckland")
    c.propose_steward("ada", "cleo", "make", date(2030, 5, 31))
    with c.reading("cleo") as (reader, access):
        (ends,) = [
            one.term_ends_at
            for one in charters.members(reader, access.charter.id)
            if one.term_ends_at
        ]
    assert ends.isoformat() == "2030-05-31T12:00:00+00:00"
