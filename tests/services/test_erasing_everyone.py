"""Of people who were erased, no word is left anywhere, nor after a backup is brought back.

`CHARTER_ERASURES=1000` makes it that many people.
"""

import logging
import os
from datetime import timedelta

import pytest

from amendments.replay.verify import verify
from app.services.care import forgetting
from app.services.care.erase import erase_person
from app.services.record import export_record
from app.storage.engine.database import Database
from app.storage.upkeep import backup, erasures
from tests.support import canaries, canary_corners, canary_reading
from tests.support.canary_reading import READER, unpacked
from tests.support.laws import openings

COUNT = int(os.environ.get("CHARTER_ERASURES", "6"))
OTHERS = ("ada", "dov")
#: Where words of those who are here are found before, by who reads them there: so it is known
#: that looking there finds them.
FOUND = {
    *(
        f"{who}: {place}"
        for who in OTHERS
        for place in (
            *("/me", "/me/data/export", "/api/v1/me/data", "own calendar"),
            *("/{slug}/members", "/{slug}/record", "/{slug}/mediation", "/{slug}/passages/{block}"),
            *("/{slug}/mediation/{talk:int}", "/{slug}/amendments/{k:int}/rounds/{r:int}"),
            *(f"/api/v1/charters/{{slug}}/{one}" for one in ("members", "mediations", "reports")),
            "/api/v1/charters/{slug}/mediations/{talk}",
        )
    ),
    *(
        f"{who}: {place}"
        for who in (*OTHERS, READER)
        for place in (
            *("/{slug}", "/{slug}/amendments", "/{slug}/amendments/{k:int}", "/{slug}/glossary"),
            *("/{slug}/amendments/together", "/{slug}/calendar", "/{slug}/calendar.ics"),
            "/{slug}/amendments/{k:int}/versions/{a:int}...{b:int}",
            *(
                f"/api/v1/charters/{{slug}}/{one}"
                for one in ("amendments", "amendments/{number}", "glossary", "record")
            ),
            "/api/v1/charters/{slug}/amendments/{number}/comments",
        )
    ),
    *(f"ada: /{{slug}}/{one}" for one in ("desk", "amendments/{k:int}/rounds/{r:int}/meeting")),
    "ada: /me/data",
    "ada: /api/v1/charters/{slug}/requests",
    "ada: /api/v1/charters/{slug}/amendments/{number}/not-heard",
    "export: record",
    "export: zip",
}


@pytest.fixture
def restored_url(source):
    url = source.empty()
    yield url
    source.forget(url)


@pytest.mark.timeout(300 + 3 * COUNT)
def test_nothing_is_left_of_those_who_are_erased(community, tmp_path, restored_url, caplog):
    caplog.set_level(logging.DEBUG, logger="app")
    c, listed = community, tmp_path / "erasures.jsonl"
    lived = canaries.live(c, COUNT)
    assert canaries.left_in_tables(c.database) == set(lived.names)
    assert marks_in_letters(lived.letters) == set(lived.names)
    assert wanted(c) - places(told(c, lived, FOUND)) == set()
    backup.write(c.database, tmp_path / "backup.gz")
    assert canaries.marks_in(unpacked((tmp_path / "backup.gz").read_bytes())) == set(lived.names)
    for who in lived.names:
        with c.database.writing() as writer:
            erase_person(writer, c.people[who].person, words=True)
    assert canaries.left_in_tables(c.database) == set()
    forgetting.see_erasures_through(c.database, listed)
    assert canaries.left_in_files(c.database) == set()
    assert places(told(c, lived)) == set()
    assert_nothing_in_records(c)
    assert_nothing_in_letters_that_waited(c)
    assert len(erasures.read_list(listed)) == COUNT
    assert canaries.marks_in(listed.read_bytes()) == set()
    logged = repr([vars(one) for one in caplog.records])
    assert canaries.marks_in(logged.encode()) == set()
    backup.write(c.database, tmp_path / "later.gz")
    assert canaries.marks_in(unpacked((tmp_path / "later.gz").read_bytes())) == set()
    restore(c, restored_url, tmp_path / "backup.gz", listed)


def told(c, lived, only=()):
    """What others are told: by the service on SQLite, by what is exported on both databases."""
    if c.database.engine.dialect.name != "sqlite":
        return canary_reading.exports(c)
    some = [lived.numbers[0], lived.numbers[-1]]
    return canary_reading.told(c, OTHERS, lived.talk, some, only)


def wanted(c):
    """Where marks stand before, as far as it is looked at on this database."""
    is_sqlite = c.database.engine.dialect.name == "sqlite"
    return {one for one in FOUND if is_sqlite or one.startswith("export")}


def places(found):
    """Where a mark stands."""
    return {place for place, content in found.items() if canaries.marks_in(content)}


def marks_in_letters(letters):
    return {one for letter in letters for one in canaries.marks_in(unfolded(letter))}


def unfolded(letter):
    parts = [one.get_content() for one in letter.walk() if not one.is_multipart()]
    return "\n".join([*map(str, letter.values()), *parts]).encode()


def assert_nothing_in_letters_that_waited(c):
    """The morning after, cleo is told of the day before, and dov of what comes next."""
    letters = []
    c.comment("cleo", 1, "They were here, and are missed.")
    c.clock.advance(timedelta(days=1))
    canary_corners.post(c, letters.append)
    assert {"cleo@example.org", "dov@example.org"} <= {one["To"] for one in letters}
    assert marks_in_letters(letters) == set()


def assert_nothing_in_records(c):
    with c.reading("ada") as (reader, access):
        lines = list(export_record.lines(reader, access, openings=True))
    assert canaries.marks_in("".join(lines).encode()) == set()
    assert verify(lines).problems == ()
    assert verify([*c.lines(), *openings(c)]).problems == ()


def restore(c, url, file, listed):
    """Bring the older backup back: who was erased since is erased again."""
    from tests.support.databases import bring_rows_back, migrate_once

    migrate_once(url)
    other = Database(url, c.clock)
    try:
        bring_rows_back(other, file)
        assert canaries.left_in_tables(other) != set()
        erased = forgetting.after_restore(other, erasures.read_list(listed), signed_in=False)
        forgetting.see_erasures_through(other, listed)
        assert erased == COUNT
        assert canaries.left_in_tables(other) == set()
        assert canaries.left_in_files(other) == set()
        again = type(c).at(other, c.clock)
        assert places(canary_reading.exports(again)) == set()
        assert verify([*again.lines(), *openings(again)]).problems == ()
        assert forgetting.after_restore(other, erasures.read_list(listed), signed_in=False) == 0
    finally:
        other.dispose()
