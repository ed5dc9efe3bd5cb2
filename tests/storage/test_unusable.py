"""A database that cannot be used: one sentence for a person, never a traceback."""

import os
import subprocess
import sys

import pytest

from app.storage.engine.database import Database, Unusable
from app.storage.upkeep.migrate import migrate
from tests.support.postgres import free_port

#: Root may write everywhere; without these powers it is refused like anyone else.
AS_ANYONE = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
SCRIPT = """
import sys
from app.storage.engine.database import Database, Unusable
from app.storage.upkeep.migrate import migrate
try:
    database = Database(sys.argv[1])
    migrate(database)
except Unusable as problem:
    sys.exit(str(problem))
"""


def migrated_by_anyone(file):
    command = [sys.executable, "-c", SCRIPT, f"sqlite:///{file}"]
    if os.geteuid() == 0:
        command = [*AS_ANYONE, *command]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def told(url):
    with pytest.raises(Unusable) as refused:
        migrate_and_dispose(url)
    words = str(refused.value)
    assert "\n" not in words
    assert words.endswith(".") or "Example:" in words
    return words


def migrate_and_dispose(url):
    database = Database(url)
    try:
        migrate(database)
    finally:
        database.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "mysql://localhost/x",
        "sqlite://",
        "sqlite:///:memory:",
        "postgres//x",
        "://",
    ],
)
def test_an_address_that_is_none_is_refused_with_an_example(url):
    assert "sqlite:///data/charter.db" in told(url)


def test_a_file_that_is_no_database(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Ada, " * 200)
    assert "not a database" in told(f"sqlite:///{file}")
    assert file.read_text().startswith("Dear Ada")


def test_a_folder_in_the_place_of_the_file(tmp_path):
    assert "cannot be used" in told(f"sqlite:///{tmp_path}")


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "data").write_text("")
    assert "cannot be made" in told(f"sqlite:///{tmp_path / 'data' / 'charter.db'}")


def test_a_folder_that_cannot_be_written(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    done = migrated_by_anyone(folder / "charter.db")
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(folder.iterdir()) == []


def test_a_new_file_that_cannot_be_written(tmp_path):
    file = tmp_path / "charter.db"
    file.touch(mode=0o400)
    done = migrated_by_anyone(file)
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_migrated_file_that_cannot_be_written_is_told_at_the_start(sqlite_file):
    sqlite_file.chmod(0o400)
    done = migrated_by_anyone(sqlite_file)
    assert done.returncode == 1, "it would be found out by the first member who wants to write"
    assert "cannot be used" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_folder_is_made(tmp_path):
    file = tmp_path / "new" / "folder" / "charter.db"
    migrate_and_dispose(f"sqlite:///{file}")
    assert file.exists()


def test_a_server_that_does_not_answer():
    words = told(f"postgresql://ada:secret@127.0.0.1:{free_port()}/charter")
    assert "secret" not in words
    assert "127.0.0.1" in words


@pytest.mark.postgresql
def test_a_database_that_is_not_there(postgres_source):
    words = told(postgres_source.server.url("nothing_here"))
    assert "nothing_here" in words
    assert "does not exist" in words


def test_a_sqlite_that_is_too_old_is_told_of(monkeypatch, tmp_path):
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr("sqlite3.sqlite_version", "3.34.1")
    words = told(f"sqlite:///{tmp_path / 'charter.db'}")
    assert "SQLite 3.34.1" in words
    assert "3.35" in words
