"""Of people who were erased, no word is left anywhere, nor after a backup is brought back.

`CHARTER_ERASURES=1000` makes it that many people.
"""

import logging
import os

import pytest

from amendments.verify import verify
from app.services import export_record, exporting, forgetting
from app.services.entry import as_server
from app.services.erase import erase_person
from app.storage import backup, erasures
from app.storage.database import Database
from tests.support import canaries
from tests.support.laws import openings

COUNT = int(os.environ.get("CHARTER_ERASURES", "12"))


@pytest.fixture
def restored_url(source):
    url = source.empty()
    yield url
    source.forget(url)


@pytest.mark.timeout(300 + 3 * COUNT)
def test_nothing_is_left_of_those_who_are_erased(community, tmp_path, restored_url, caplog):
    caplog.set_level(logging.DEBUG, logger="app")
    c, listed = community, tmp_path / "erasures.jsonl"
    names = canaries.live(c, COUNT)
    assert canaries.left_in_tables(c.database) == set(names)
    backup.write(c.database, tmp_path / "backup.gz")
    for who in names:
        with c.database.writing() as writer:
            erase_person(writer, c.people[who].person, words=True)
    assert canaries.left_in_tables(c.database) == set()
    forgetting.see_erasures_through(c.database, listed)
    assert canaries.left_in_files(c.database) == set()
    assert_nothing_in_exports(c)
    assert len(erasures.read_list(listed)) == COUNT
    assert canaries.marks_in(listed.read_bytes()) == set()
    assert canaries.marks_in(caplog.text.encode()) == set()
    backup.write(c.database, tmp_path / "later.gz")
    restore(c, restored_url, tmp_path / "backup.gz", listed)


def assert_nothing_in_exports(c):
    with c.database.reading() as reader:
        _, room = next(iter([(0, as_server(reader, c.charter))]))
        for form in exporting.FORMATS:
            assert canaries.marks_in(exporting.export(reader, room, form, None)) == set()
    with c.reading("ada") as (reader, room):
        lines = list(export_record.lines(reader, room, openings=True))
    assert canaries.marks_in("".join(lines).encode()) == set()
    assert verify(lines).problems == ()
    assert verify([*c.lines(), *openings(c)]).problems == ()


def restore(c, url, file, listed):
    """Bring the older backup back: who was erased since is erased again."""
    from tests.support.databases import migrate_once

    migrate_once(url)
    other = Database(url, c.clock)
    try:
        backup.read(other, file)
        assert canaries.left_in_tables(other) != set()
        erased = forgetting.after_restore(other, erasures.read_list(listed), signed_in=False)
        forgetting.see_erasures_through(other, listed)
        assert erased == COUNT
        assert canaries.left_in_tables(other) == set()
        assert canaries.left_in_files(other) == set()
        again = type(c).at(other, c.clock)
        assert verify([*again.lines(), *openings(again)]).problems == ()
        assert forgetting.after_restore(other, erasures.read_list(listed), signed_in=False) == 0
    finally:
        other.dispose()
