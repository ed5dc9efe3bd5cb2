"""A record is written out line by line: linear, in bounded memory, and the same for each reader."""

import os
import time
import tracemalloc

import pytest
from sqlalchemy import update

from amendments.replay.verify import verify
from app.services.record import export_record
from app.services.texts.exporting import export, parts
from app.storage.tables import CharterRow
from tests.support.growing import grow_talk
from tests.support.statements import counted

#: How many comments there are; the whole figure makes a record of 140,000 lines.
WHOLE = bool(os.environ.get("CHARTER_TESTS_GROWTH"))
MANY = 70_000 if WHOLE else 3_000


@pytest.fixture
def large(found_large):
    made = found_large(members=3)
    number = made.propose("cleo", made.head.document.text + "\nAnd be kind.\n")
    made.submit("cleo", number)
    grow_talk(made, number, MANY // 10)
    return made


def exported(house, name):
    """How many lines someone gets, and how many statements and bytes of memory that took."""
    with house.reading(name) as (reader, access), counted(house.database) as sent:
        tracemalloc.start()
        lines = sum(1 for _ in export_record.lines(reader, access, openings=True))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return lines, len(sent), peak


@pytest.mark.parametrize("name", [None, "dov"])
def test_a_record_of_ten_times_the_lines_takes_no_more_memory(large, name):
    few, _, small = exported(large, name)
    grow_talk(large, 1, MANY - MANY // 10)
    many, statements, peak = exported(large, name)
    assert many > 8 * few
    assert statements <= 12
    assert peak < 1.5 * small + 1_000_000


def test_what_everyone_may_read_of_a_discussion_is_asked_for_in_batches(found_large):
    made = found_large(members=3)
    number = made.propose("cleo", made.head.document.text + "\nAnd be kind.\n")
    made.submit("cleo", number)
    with made.database.writing() as writer:
        is_open = {"discussion": "everyone", "discussion_since": writer.now}
        writer.session.connection().execute(update(CharterRow).values(is_open))
    grow_talk(made, number, 1_200)
    with made.reading() as (reader, access), counted(made.database) as sent:
        told = "".join(export_record.lines(reader, access, openings=True))
    assert told.count('"text":"Comment ') == 1_200
    assert len(sent) <= 12 + 1_200 / 400


def test_the_whole_record_is_consistent_and_quickly_checked(large):
    grow_talk(large, 1, MANY - MANY // 10)
    start = time.process_time()
    with large.reading("dov") as (reader, access):
        lines = list(export_record.lines(reader, access, openings=True))
    exporting = time.process_time() - start
    report = verify(lines)
    assert report.is_consistent
    assert report.opened >= MANY
    if WHOLE:
        assert len(lines) >= 140_000
        assert exporting < 10


def test_the_parts_of_an_export_are_the_export(large):
    with large.reading() as (reader, access):
        for form in ("md", "html", "json", "record", "zip"):
            pieces = list(parts(reader, access, form, None))
            assert b"".join(pieces) == export(reader, access, form, None)
            assert max(map(len, pieces)) <= 70_000
