"""Before a SQLite file is changed, a copy is put beside it: for its owner, and not for ever."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from app.services.care.erase import erase_person
from app.services.care.forgetting import see_erasures_through
from app.storage.engine.database import Database, Unusable
from app.storage.upkeep import copies
from app.storage.upkeep.copies import copies_of
from app.storage.upkeep.migrate import migrate
from tests.support.community import Community
from tests.support.schemas.fixtures import FIXTURES
from tests.support.schemas.kills import all_of

(SEVEN,) = (one for one in FIXTURES if one.name == "0007")


@pytest.fixture
def seven(tmp_path):
    """A database that a program of schema 0007 left."""
    url = f"sqlite:///{tmp_path / 'charter.db'}"
    SEVEN.make(url)
    database = Database(url)
    yield database
    database.dispose()


def test_it_is_the_database_as_it_was_named_by_schema_and_time(seven, tmp_path):
    before = all_of(seven.url)
    copy = migrate(seven)
    assert copy == copies_of(seven)[0]
    assert copy.name.startswith("charter.db.schema-0007-2")
    assert all_of(f"sqlite:///{copy}") == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.glob("*.unfinished*")] == []


def test_nobody_else_can_read_it_whatever_the_umask_says(seven):
    before = os.umask(0)
    try:
        copy = migrate(seven)
    finally:
        os.umask(before)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_there_is_none_of_a_new_database_nor_of_one_that_is_up_to_date(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'charter.db'}")
    assert migrate(database) is None
    assert migrate(database) is None
    assert copies_of(database) == []
    database.dispose()


def test_only_the_newest_few_are_kept(seven, tmp_path):
    old = [tmp_path / f"charter.db.schema-0003-2025010{day}T120000000000Z" for day in range(1, 6)]
    for one in [*old, tmp_path / "charter.db.schema-0003-20250109T1Z.unfinished"]:
        one.write_text("a copy")
    copy = migrate(seven)
    assert copies_of(seven) == [copy, old[4], old[3]]
    assert not list(tmp_path.glob("*.unfinished"))
    assert len(copies_of(seven)) == copies.KEPT


def test_without_room_for_it_nothing_is_changed(seven, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    before = all_of(seven.url)
    monkeypatch.setattr(copies.os, "open", full)
    with pytest.raises(Unusable, match="No space left on device") as refused:
        migrate(seven)
    monkeypatch.undo()
    assert "was left as it was" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert all_of(seven.url) == before


def test_it_lets_the_older_program_go_on(seven, tmp_path):
    copy = migrate(seven)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("0007",)
        ]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_it_goes_when_somebody_is_erased(sqlite_database, clock, tmp_path):
    community = Community.found(sqlite_database, clock)
    file = sqlite_database.url.removeprefix("sqlite:///")
    Path(f"{file}.schema-0007-20250101T120000000000Z").write_text("cleo, dov and edda")
    with sqlite_database.writing() as writer:
        erase_person(writer, community.people["dov"].person, words=True)
    assert len(copies_of(sqlite_database)) == 1
    see_erasures_through(sqlite_database, tmp_path / "erasures.jsonl")
    assert copies_of(sqlite_database) == []
