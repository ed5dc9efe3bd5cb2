"""Personal words can be erased, and the record still verifies."""

import json

import rfc8785
from sqlalchemy import text
from sqlmodel import col, select

from amendments.record.lines import sealed_digest
from amendments.replay.verify import verify
from app.storage.record.personal_words import ERASED, texts
from app.storage.tables import WordsRow
from app.storage.writing import amendments
from tests.support.laws import openings
from tests.support.texts import KINDNESS

ERASE = text("UPDATE words SET text = NULL, salt = NULL WHERE id = :id")


def find(community, words):
    with community.database.reading() as reader:
        return reader.session.exec(select(WordsRow).where(col(WordsRow.text) == words)).one()


def test_the_kept_words_open_the_seals_of_the_record(community):
    number = community.propose("cleo", community.with_words(KINDNESS), reason="Because of Edda.")
    row = find(community, "Because of Edda.")
    line = json.loads(community.lines()[row.seq - 1])
    assert line["kind"] == "amendment.drafted"
    assert line["data"]["amendment"] == number
    assert line["words"]["reason"] == row.digest == sealed_digest(row.salt, row.text)
    assert "Edda" not in "".join(community.lines())


def test_the_same_words_are_sealed_with_another_salt_each_time(community):
    for _ in range(2):
        community.propose("cleo", community.with_words(KINDNESS), reason="Because.")
    with community.database.reading() as reader:
        wanted = select(WordsRow).where(col(WordsRow.text) == "Because.")
        rows = list(reader.session.exec(wanted))
    assert len({row.salt for row in rows}) == len({row.digest for row in rows}) == 2


def test_erased_words_are_gone_and_the_record_still_verifies(community):
    number = community.propose("cleo", community.with_words(KINDNESS), reason="Because of Edda.")
    row = find(community, "Because of Edda.")
    before = community.lines()
    opened = len(openings(community))
    with community.database.writing() as writer:
        writer.session.execute(ERASE, {"id": row.id})
    assert community.lines() == before
    assert len(openings(community)) == opened - 1
    report = verify([*before, *openings(community)])
    assert report.problems == ()
    assert report.opened == opened - 1
    kept = community.amendment(number)
    with community.database.reading() as reader:
        version = amendments.version(reader, kept.id, 1)
        assert texts(reader, [row.id]) == {row.id: ERASED}
    assert version.reason == ERASED
    assert version.title == "A small change"


def test_words_that_were_altered_do_not_match_their_seal(community):
    community.propose("cleo", community.with_words(KINDNESS), reason="Because of Edda.")
    row = find(community, "Because of Edda.")
    altered = [line.replace("of Edda", "of Finn") for line in openings(community)]
    report = verify([*community.lines(), *altered])
    number = len(community.lines()) + altered.index(_opening(row, "Because of Finn.")) + 1
    problem = f"Line {number}: the words do not match the digest that sealed them."
    assert report.problems == (problem,)


def _opening(row, words):
    return rfc8785.dumps({"digest": row.digest, "salt": row.salt, "text": words}).decode()


def test_no_words_asked_for_are_no_words(database):
    with database.reading() as reader:
        assert texts(reader, [None, None]) == {}
        assert texts(reader, [12345]) == {}
