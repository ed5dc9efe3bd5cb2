"""What is said in a round is held back from the record until the round ends, and then told once."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from amendments.deciding import opening
from amendments.replay.verify import verify
from amendments.ruleset import Reveal, Ruleset
from app.services.care import my_data
from app.services.care.erase import erase_person
from app.services.deciding import end_round
from app.services.deciding.take_stance import take_stance
from app.services.record.export_record import lines as exported
from app.storage.engine.database import Database
from app.storage.mail.notices import Choice, Quiet, Rhythm, save_choice, save_quiet
from app.storage.record import held_lines
from app.storage.record.watch import WatchMark
from app.storage.tables import DeadlineMoveRow, HeldLineRow
from app.storage.upkeep import backup
from tests.support.databases import bring_rows_back, migrate_once
from tests.support.laws import openings
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE

KINDS = {
    "stance.taken",
    "objection.supported",
    "objection.tested",
    "objection.set_aside_proposed",
    "objection.resolved",
}


@pytest.fixture
def c(found_community):
    return found_community(stewards=2, members=5, ruleset=Ruleset(set_aside=True))


@pytest.fixture
def number(c):
    """A proposal by cleo with a round open."""
    return c.decide("cleo", c.with_words(KINDNESS))


def bodies(c):
    return [json.loads(line) for line in c.lines()]


def export(c, who):
    with c.reading(who) as (reader, access):
        return "".join(exported(reader, access, openings=True))


def assert_verifies(c):
    assert verify([*c.lines(), *openings(c)]).problems == ()


def say_all(c, number):
    """All that can be said in a round."""
    c.object_to("dov", number)
    c.answer("edda", number)
    c.support("ada", number, 1)
    c.test_objection("ada", number, 1, "asks", "Whom do you mean?")
    c.set_aside("bela", number, 1, "We listened to both.")
    c.clock.advance(timedelta(hours=1, minutes=7))
    c.resolve("dov", number, 1, "withdrawn")
    c.answer("edda", number, "concern", "It is long.")
    c.record("ada", number, {"gil": "stand_aside"})


@pytest.mark.parametrize("reveal", Reveal)
def test_nothing_of_it_is_in_the_record_while_the_round_is_open(found_community, reveal):
    c = found_community(stewards=2, members=5, ruleset=Ruleset(set_aside=True, reveal=reveal))
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.answer("ada", number)
    c.answer("bela", number)
    before = {who: export(c, who) for who in ("ada", "dov", None)}
    say_all(c, number)
    assert before == {who: export(c, who) for who in ("ada", "dov", None)}
    assert {one["kind"] for one in bodies(c)} & KINDS == set()
    assert {one.kind for one in c.held()} == KINDS
    assert_verifies(c)


def test_at_its_end_it_all_comes_by_seats_and_tells_only_the_hour(c, number):
    opened = c.clock()
    say_all(c, number)
    said = c.held()
    c.pass_deadline(number)
    c.tick()
    assert c.held() == []
    lines = bodies(c)
    end = next(at for at, one in enumerate(lines) if one["kind"] == "round.closed")
    told = lines[end - len(said) : end]
    assert {one["at"] for one in told} == {lines[end]["at"]}
    assert [one["kind"] for one in lines if one["kind"] in KINDS] == [one["kind"] for one in told]
    seats = [one["data"]["seat"] for one in told if one["actor"] is None]
    assert seats == sorted(seats)
    assert told[-1]["kind"] == "objection.set_aside_proposed"
    assert told[-1]["actor"] == c.handle("bela")
    assert {one["data"]["at"][13:] for one in told} == {":00:00.000000Z"}
    assert {one["data"]["at"][:13] for one in told} == {
        f"{opened + timedelta(hours=one):%Y-%m-%dT%H}" for one in (0, 1)
    }
    for seat in set(seats):
        own = [one for one in told if one["data"].get("seat") == seat]
        assert [(one["kind"], one["data"]["at"]) for one in own] == [
            (one.kind, f"{one.at:%Y-%m-%dT%H}:00:00.000000Z")
            for one in said
            if one.data.get("seat") == seat
        ]
    assert_verifies(c)
    assert "We listened to both." in export(c, "dov")


def test_what_opens_its_words_does_not_tell_in_which_order_they_were_said(c, number):
    say_all(c, number)
    c.pass_deadline(number)
    c.tick()
    sealed = [
        digest
        for one in bodies(c)
        for digest in sorted(one["words"].values())
        if one["kind"] in KINDS
    ]
    opened = [json.loads(one)["digest"] for one in openings(c)]
    assert [one for one in opened if one in sealed] != []
    places = {digest: at for at, digest in enumerate(opened)}
    lines = [[places[one] for one in body["words"].values()] for body in bodies(c)]
    firsts = [min(one) for one in lines if one]
    assert firsts == sorted(firsts)


def _withdrawn(c, number):
    c.withdraw("cleo", number)


def _published_elsewhere(c, number):
    other = c.discuss("dov", c.with_words(KINDNESS_OTHERWISE))
    c.open("ada", other)
    c.answer_all(other, [*c.people])
    c.close("ada", other)


def _blocked(c, number):
    c.object_to("finn", number)
    c.pass_deadline(number)
    c.tick()


@pytest.mark.parametrize("end", [_withdrawn, _published_elsewhere, _blocked])
def test_it_comes_however_the_round_ends(c, number, end):
    say_all(c, number)
    end(c, number)
    lines = [one for one in bodies(c) if one["data"].get("amendment") == number]
    at = next(at for at, one in enumerate(lines) if one["kind"] == "round.closed")
    assert lines[at - 1]["kind"] in KINDS
    assert not any(one.data["amendment"] == number for one in c.held())
    assert_verifies(c)


def test_what_is_said_about_an_objection_between_rounds_is_told_at_once(c, number):
    c.object_to("dov", number)
    c.pass_deadline(number)
    c.tick()
    c.resolve("dov", number, 1, "withdrawn")
    assert bodies(c)[-1]["kind"] == "objection.resolved"
    assert "at" not in bodies(c)[-1]["data"]
    assert_verifies(c)


def test_an_answer_that_fails_leaves_nothing_behind(c, number):
    def answer_and_die():
        with c.writing("dov") as (writer, access):
            take_stance(writer, access, number, 1, "concern", {"reason": "It is long."})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        answer_and_die()
    assert c.held() == []
    assert "It is long." not in "".join(openings(c))


def test_an_end_that_fails_tells_nothing(c, number, monkeypatch):
    say_all(c, number)
    before = (c.lines(), c.held())
    c.pass_deadline(number)
    with monkeypatch.context() as patched:
        patched.setattr(end_round, "keep_end", _fails)
        with pytest.raises(RuntimeError):
            c.close("ada", number)
    assert (c.lines(), c.held()) == before
    c.close("ada", number)
    assert_verifies(c)


def _fails(*_arguments, **_more):
    raise RuntimeError


def test_a_round_from_before_goes_on_as_it_began(c, monkeypatch):
    open_round = opening.open_round

    def as_before(*arguments):
        value, opened, event = open_round(*arguments)
        data = {name: one for name, one in event.data.items() if name != "held"}
        return value, replace(opened, held=False), replace(event, data=data)

    with monkeypatch.context() as patched:
        patched.setattr(opening, "open_round", as_before)
        number = c.decide("cleo", c.with_words(KINDNESS))
    say_all(c, number)
    c.answer("finn", number, "need_time")
    assert c.held() == []
    assert {one["kind"] for one in bodies(c)} >= KINDS
    c.pass_deadline(number)
    c.tick()
    assert_verifies(c)
    other = c.decide("cleo", c.with_words(KINDNESS_OTHERWISE), base=1) if c.charter.head == 1 else 0
    assert other == 0 or c.round(other).value.held


# --- deadlines


def test_a_deadline_that_an_answer_moves_is_told_at_once_and_not_when(c, number):
    c.clock.advance(timedelta(minutes=13, seconds=7))
    c.answer("dov", number, "need_time")
    line = bodies(c)[-1]
    assert line["kind"] == "round.extended"
    assert line["actor"] is None
    assert line["data"].keys() == {"amendment", "round", "closes_at", "extended_for"}
    assert line["data"]["extended_for"] == "answer"
    assert line["at"] == bodies(c)[-2]["at"]
    c.clock.advance(timedelta(days=2))
    c.pass_time_before_deadline(number, hours=3)
    c.object_to("edda", number)
    moved = bodies(c)[-1]
    assert moved["at"] == f"{c.clock().astimezone(c.charter.zone):%Y-%m-%d}T00:00:00.000000Z" or (
        moved["at"] < f"{c.clock():%Y-%m-%dT%H}"
    )
    with c.database.reading() as reader:
        assert len(reader.session.exec(select(DeadlineMoveRow)).all()) == 2
    assert_verifies(c)
    c.pass_deadline(number)
    c.tick()
    assert_verifies(c)


# --- people


def test_the_words_of_who_is_erased_go_while_they_are_held_back(c, number):
    c.object_to("dov", number)
    c.test_objection("ada", number, 1, "asks", "Dov, whom?")
    with c.database.writing() as writer:
        erase_person(writer, c.people["dov"].person, words=True)
        words = [one for _, rows in held_lines.in_charter(writer, c.charter.id) for one in rows]
        assert {one.text for one in words if one.text} == {"object", "Dov, whom?"}
        assert {one.salt for one in words if one.text is None} == {None}
    c.answer_all(number, ["ada", "bela", "edda"])
    c.pass_deadline(number)
    c.tick()
    assert "It leaves someone out." not in export(c, "edda")
    assert_verifies(c)


def test_what_is_held_back_is_in_the_data_of_who_said_it(c, number):
    say_all(c, number)
    c.answer("ada", number)
    with c.database.reading() as reader:
        data = my_data.collect(reader, c.people["ada"].person)
    found = [one for one in data.sections[-1].rows if one["event"] in KINDS]
    assert [one["event"] for one in found] == [
        "objection.supported",
        "objection.tested",
        "stance.taken",
    ]
    assert found[1]["body"] == "Whom do you mean?"
    assert not any("line" in one for one in found)


def test_a_backup_from_the_middle_of_a_round_has_it(c, number, tmp_path):
    say_all(c, number)
    file = tmp_path / "middle.backup"
    backup.write(c.database, file)
    url = f"sqlite:///{tmp_path / 'again.db'}"
    migrate_once(url)
    again = Database(url, c.clock)
    bring_rows_back(again, file)
    restored = type(c).at(again, c.clock)
    assert restored.held() == c.held()
    restored.pass_deadline(number)
    restored.tick()
    assert {one["kind"] for one in bodies(restored)} >= KINDS
    assert_verifies(restored)
    again.dispose()


# --- who is told


def about(messages, words):
    return [one["To"].partition("@")[0] for one in messages if one["Subject"].startswith(words)]


def held_rows(c):
    with c.database.reading() as reader:
        return list(reader.session.exec(select(HeldLineRow)))


def test_mail_goes_out_at_once_and_not_again_at_the_end(c, number, deliver):
    deliver()
    c.object_to("dov", number)
    assert sorted(about(deliver(), "An objection")) == ["ada", "bela", "cleo"]
    c.record("ada", number, {"gil": "concern"}, "Hm.")
    assert about(deliver(), "Is this what you said?") == ["gil"]
    c.answer("edda", number, "need_time")
    assert len(about(deliver(), "More time")) == 7
    c.pass_deadline(number)
    c.tick()
    told = deliver()
    assert {one["Subject"].partition(":")[0] for one in told} == {"Decided"}
    assert held_rows(c) == []
    assert deliver() == []


def test_who_wants_a_digest_is_told_also_after_the_end(c, number, deliver):
    deliver()
    with c.database.writing() as writer:
        wanted = Choice(Rhythm.WEEKLY, holds_important=True)
        save_choice(writer, c.people["cleo"].person, c.charter.id, wanted)
        save_quiet(writer, c.people["cleo"].person, Quiet(0, 0))
    c.clock.advance(timedelta(days=5, hours=1))
    c.object_to("dov", number)
    assert sorted(about(deliver(), "An objection")) == ["ada", "bela"]
    c.pass_deadline(number)
    c.tick()
    deliver()
    c.clock.advance(timedelta(days=7))
    (digest,) = [one for one in deliver() if one["To"].startswith("cleo")]
    assert "Dov objects to your proposal" in digest.get_body(("plain",)).get_content()


def test_an_objection_that_nobody_had_been_told_of_is_told_after_the_end(c, number, deliver):
    deliver()
    c.object_to("dov", number)
    c.pass_deadline(number)
    c.tick()
    assert sorted(about(deliver(), "An objection")) == ["ada", "bela", "cleo"]
    assert deliver() == []
    assert held_rows(c) == []


def test_marks_are_told_apart_in_the_order_of_what_happened():
    texts = ["9", "12", "12.3", "12.10", "13"]
    marks = [WatchMark.read(one) for one in texts]
    assert marks == sorted(marks)
    assert [str(one) for one in marks] == texts
