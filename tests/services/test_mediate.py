"""Private conversations: between some people and one steward, and a word of them nowhere else."""

import io
import json
import logging
import zipfile
from datetime import timedelta

import pytest

from amendments.care.mediation import KEPT_AFTER_END, KEPT_IN_SILENCE
from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from app.services.care import forgetting, my_data
from app.services.care.erase import erase_person
from app.services.record import export_record
from app.services.texts import exporting
from app.services.views.mediation_view import look_at_conversation, own_conversations
from app.storage.engine.database import Database
from app.storage.upkeep import backup
from tests.support.canaries import rows_of_every_table
from tests.support.databases import bring_rows_back, migrate_once


@pytest.fixture
def talk(two_stewards):
    """Cleo talks with dov, and ada helps; each wrote a note with a mark."""
    c = two_stewards
    number = c.begin_mediation("cleo", "ada", ["dov"], "CANARY cleo was hurt.")
    c.write_note("ada", number, "CANARY ada listens.")
    c.write_note("dov", number, "CANARY dov did not mean it.")
    return number


def notes(c, who, number):
    with c.reading(who) as (reader, access):
        return [one.text for one in look_at_conversation(reader, access, number).notes]


def listed(c, who):
    with c.reading(who) as (reader, access):
        return [(one.kept.number, one.waits) for one in own_conversations(reader, access)]


def test_those_in_it_read_it_and_for_everyone_else_it_is_not_there(two_stewards, talk):
    c = two_stewards
    before = c.lines()
    for who, waits in (("cleo", True), ("ada", True), ("dov", False)):
        assert notes(c, who, talk)[0] == "CANARY cleo was hurt."
        assert listed(c, who) == [(talk, waits)]
    said = set()
    for who in ("bela", "edda", None):
        assert listed(c, who) == []
        for number in (talk, 7):
            for act in ("write_note", "leave_mediation", "end_mediation"):
                said.add(c.refused(act, who, number))
            with pytest.raises(NotFound) as refused:
                notes(c, who, number)
            said.add(refused.value)
    assert {(type(one), one.reason) for one in said} == {
        (NotFound, "There is no such conversation here.")
    }
    assert c.lines() == before, "the record says nothing of it"


def test_what_cannot_be_begun_or_written(two_stewards, talk):
    c = two_stewards
    assert isinstance(c.refused("begin_mediation", None, "ada", ["dov"]), NotAllowed)
    assert isinstance(c.refused("begin_mediation", "cleo", "edda", ["dov"]), BadInput)
    for words in (" ", "A" * 10_001, "\x00"):
        assert c.refused("begin_mediation", "cleo", "ada", [], words).field == "body"
        assert c.refused("write_note", "cleo", talk, words).field == "body"
    assert len(listed(c, "cleo")) == 1


def test_nobody_calls_others_into_one_after_the_other(two_stewards, talk, clock):
    c = two_stewards
    second, third = (c.begin_mediation("cleo", "ada", ["edda"]) for _ in range(2))
    assert len({talk, second, third}) == 3
    refusal = c.refused("begin_mediation", "cleo", "bela", ["edda"])
    assert isinstance(refusal, WrongState)
    c.end_mediation("cleo", second)
    c.leave_mediation("cleo", third)
    assert isinstance(c.refused("begin_mediation", "cleo", "bela", ["edda"]), WrongState)
    c.begin_mediation("dov", "bela", ["cleo"])
    clock.advance(timedelta(days=1, seconds=1))
    c.begin_mediation("cleo", "bela", ["edda"])


def test_leaving_and_ending(two_stewards, talk):
    c = two_stewards
    assert isinstance(c.refused("leave_mediation", "ada", talk), WrongState)
    assert isinstance(c.refused("end_mediation", "dov", talk), WrongState)
    c.leave_mediation("dov", talk)
    assert isinstance(c.refused("write_note", "dov", talk), NotFound)
    assert listed(c, "dov") == []
    assert "CANARY dov did not mean it." in notes(c, "cleo", talk)
    c.end_mediation("ada", talk)
    assert "has ended" in c.refused("write_note", "cleo", talk).reason
    assert listed(c, "cleo") == [(talk, False)]
    alone = c.begin_mediation("edda", "bela")
    c.leave_mediation("edda", alone)
    assert isinstance(c.refused("write_note", "bela", alone), WrongState)


def test_who_leaves_the_charter_or_its_stewards_reads_it_no_more(two_stewards, talk):
    c = two_stewards
    c.leave("dov")
    with pytest.raises(NotFound):
        notes(c, "dov", talk)
    c.step_down("ada")
    with pytest.raises(NotFound):
        notes(c, "ada", talk)
    assert "not a steward any more" in c.refused("write_note", "cleo", talk).reason
    c.end_mediation("cleo", talk)


def test_a_pause_of_comments_is_none_of_private_notes(two_stewards, talk):
    c = two_stewards
    c.pause("ada", "dov", 3)
    c.write_note("dov", talk, "May I explain?")
    c.begin_mediation("dov", "bela", [], "I think that this is not fair.")


def test_the_others_get_a_letter_without_a_word_of_it(two_stewards, deliver):
    c = two_stewards
    deliver()
    number = c.begin_mediation("cleo", "ada", ["dov"], "CANARY cleo was hurt.")
    letters = deliver()
    assert {one["To"] for one in letters} == {"ada@example.org", "dov@example.org"}
    for letter in letters:
        whole = letter.as_string()
        assert "A private note for you in Care Charter" in letter["Subject"]
        assert f"/care-charter/mediation/{number}" in whole
        assert not any(word in whole for word in ("CANARY", "Cleo", "hurt"))
        other = "Dov" if "ada" in letter["To"] else "Ada"
        assert other not in whole
    c.write_note("dov", number)
    c.write_note("dov", number)
    assert sorted(one["To"] for one in deliver()) == ["ada@example.org", "cleo@example.org"]
    c.write_note("ada", number)
    c.write_note("cleo", number)
    c.leave_mediation("dov", number)
    assert [one["To"] for one in deliver()] == ["ada@example.org"], "each once, if not answered"
    assert deliver() == []


def everything_others_see(c, who):
    """All that someone who is not in it can take away: exports, the record, their own data."""
    with c.reading(who) as (reader, access):
        parts = [exporting.export(reader, access, form, None) for form in exporting.FORMATS]
        parts += [one.encode() for one in export_record.lines(reader, access, openings=True)]
        person = c.people[who].person if who else None
        if person:
            parts.append(my_data.collect(reader, person).to_json().encode())
    return b"".join(parts)


def test_not_a_word_of_it_is_anywhere_else(two_stewards, talk, deliver, caplog):
    caplog.set_level(logging.DEBUG)
    c = two_stewards
    for who in ("bela", "edda", None):
        assert b"CANARY" not in everything_others_see(c, who)
    assert "CANARY" not in "".join(one.as_string() for one in deliver())
    assert "CANARY" not in caplog.text
    holding = {row for row in rows_of_every_table(c.database) if "CANARY" in row}
    assert len(holding) == 3, "three notes, each in one row"


def test_everyone_takes_their_own_words_along(two_stewards, talk):
    c = two_stewards
    with c.database.reading() as reader:
        data = my_data.collect(reader, c.people["dov"].person)
    packed = zipfile.ZipFile(io.BytesIO(my_data.as_zip(data)))
    for name in ("my-data.json", "my-data.txt"):
        told = packed.read(name).decode()
        assert "CANARY dov" in told
        assert "CANARY cleo" not in told
        assert "CANARY ada" not in told
    by_title = {one["title"]: one["items"] for one in json.loads(data.to_json())["sections"]}
    (note,) = by_title["What you wrote in private conversations"]
    assert (note["charter"], note["conversation"]) == (c.slug, talk)
    (place,) = by_title["Private conversations that you are in"]
    assert (place["is_steward"], place["has_begun"]) == (False, False)


def test_who_is_erased_takes_their_words_along_or_leaves_them_without_a_name(two_stewards, talk):
    c = two_stewards
    for who, words in (("dov", True), ("cleo", False)):
        with c.database.writing() as writer:
            erase_person(writer, c.people[who].person, words=words)
    assert notes(c, "ada", talk) == [
        "CANARY cleo was hurt.",
        "CANARY ada listens.",
        "(These words were erased at their author's wish.)",
    ]
    c.end_mediation("ada", talk)


@pytest.mark.parametrize("ended", [True, False])
def test_it_is_deleted_wholly_some_time_after_its_end_or_in_silence(two_stewards, talk, ended):
    c = two_stewards
    c.clock.advance(timedelta(days=5))
    stays = c.begin_mediation("edda", "bela", [], "CANARY edda stays.")
    c.write_note("cleo", talk, "CANARY again.")
    if ended:
        c.end_mediation("cleo", talk)
    c.clock.advance(KEPT_AFTER_END if ended else KEPT_IN_SILENCE)
    forgetting.forget(c.database)
    assert len(notes(c, "ada", talk)) == 4
    c.write_note("edda", stays, "Still here.")
    c.clock.advance(timedelta(seconds=1))
    forgetting.forget(c.database)
    with pytest.raises(NotFound):
        notes(c, "ada", talk)
    left = "".join(rows_of_every_table(c.database))
    assert left.count("CANARY") == 1
    assert str(talk) not in left


@pytest.fixture
def restored_url(source):
    url = source.empty()
    yield url
    source.forget(url)


def test_a_backup_brings_it_back(two_stewards, talk, restored_url, tmp_path):
    c = two_stewards
    backup.write(c.database, tmp_path / "backup.gz")
    migrate_once(restored_url)
    other = Database(restored_url, c.clock)
    try:
        bring_rows_back(other, tmp_path / "backup.gz")
        assert notes(type(c).at(other, c.clock), "dov", talk)[1] == "CANARY ada listens."
    finally:
        other.dispose()
