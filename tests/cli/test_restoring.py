"""Restoring as one act: all of it or nothing, killed at any moment, from every older backup."""

from __future__ import annotations

import gzip
import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from app.cli.serving.backups import restoring
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.upkeep.erasures import Erasure
from app.storage.upkeep.upgrading import changing, newest_schema
from app.version import PROGRAM
from tests.cli.test_erasing import lives

#: Kills a restore when it comes to a function, or when that has been done.
KILLED = """
import os, signal, sys
from importlib import import_module
module, name, when = sys.argv.pop(1).split(":")
place = import_module(module)
real = getattr(place, name)
def killed(*words, **more):
    if when == "after":
        real(*words, **more)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(place, name, killed)
from app.cli import run
run()
"""
MOMENTS = [
    "app.services.upkeep.restoring:_begin:after",
    "app.storage.upkeep.restore:_make_tables:after",
    "app.storage.upkeep.restore:_restart_numbers:before",
    "app.services.upkeep.restoring:bring_back:after",
    "app.services.upkeep.restoring:do_due_things:after",
    "app.services.care.forgetting:erase_again:before",
    "app.services.care.forgetting:erase_again:after",
    "app.services.care.forgetting:after_restore:after",
    "app.services.upkeep.restoring:finish_erasures:after",
]
#: From here on all of it is there.
LATE = {
    "sqlite": [
        "app.services.upkeep.restoring:_move:before",
        "app.services.upkeep.restoring:_move:after",
    ],
    "postgresql": ["app.services.care.forgetting:see_erasures_through:before"],
}


def is_one_line(done, *words):
    assert (done.status, done.err.count("\n")) == (1, 1), done
    for word in words:
        assert word in done.err


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(charter, monkeypatch):
    """`charter serve` up to the moment when it would serve."""
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: None)
    # Set, so that what the command sets by itself is taken back too.
    monkeypatch.setenv("CHARTER_BASE_URL", "http://127.0.0.1:8000")
    return lambda *words: charter("serve", "--port", free_port(), *words)


@pytest.fixture
def lost(founded, tmp_path, monkeypatch, source):
    """A backup with bo and a token in it, the list that says that bo was erased since, and a new
    empty database in the place of the one that was lost. Yields the file and the token."""
    founded("member", "ours", "bo@example.org", "--name", "Bo")
    token = founded("token", "ada@example.org").out.strip()
    file = tmp_path / "b.backup"
    assert founded("backup", file).status == 0
    assert founded("erase", "bo@example.org", "--yes").status == 0
    url = source.empty()
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    yield file, token
    source.forget(url)


def came_back(charter, tmp_path, token):
    """Whether all of it is there, and nothing that should not be."""
    assert charter("my-data", "bo@example.org", "-o", tmp_path / "bo.zip").status == 1
    assert not lives(os.environ["CHARTER_DATABASE_URL"], token)
    record = tmp_path / "record"
    assert charter("export", "ours", "--format", "record", "-o", record).status == 0
    assert charter("verify", record).status == 0
    assert "Bo" not in record.read_text()
    assert charter("sign-in", "ada@example.org").status == 0


def killed(moment, file):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, moment, "restore", file], capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == -9, done


def is_sqlite():
    return os.environ["CHARTER_DATABASE_URL"].startswith("sqlite")


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda one: one.partition(":")[2])
def test_a_restore_that_is_killed_leaves_nothing_is_told_of_and_works_again(
    charter, serve, lost, tmp_path, moment
):
    file, token = lost
    killed(moment, file)
    for refused in (serve(), charter("start", "--port", free_port())):
        is_one_line(refused, f"A restore of {file}", "did not finish", "charter restore")
    assert charter("sign-in", "ada@example.org").status == 1
    done = charter("restore", file)
    assert (done.status, "1 people who were erased" in done.out) == (0, True)
    came_back(charter, tmp_path, token)
    assert serve().status == 0
    left = [one.name for one in (tmp_path / "data").iterdir()]
    assert not [one for one in left if "restor" in one]


@pytest.mark.slow
def test_a_restore_that_is_killed_at_its_very_end_is_done(charter, serve, lost, tmp_path):
    file, token = lost
    for moment in LATE["sqlite" if is_sqlite() else "postgresql"]:
        killed(moment, file)
    again = charter("restore", file)
    assert (again.status, "come back whole already" in again.out) == (0, True)
    assert serve().status == 0
    came_back(charter, tmp_path, token)


def test_a_restore_that_fails_leaves_all_as_it_was(charter, serve, lost, tmp_path):
    file, token = lost
    whole = file.read_bytes()
    file.write_bytes(whole[:-30])
    before = sorted((tmp_path / "data").iterdir())
    is_one_line(charter("restore", file), "not a whole backup")
    is_one_line(charter("restore", tmp_path / "none"), "No such file")
    assert sorted((tmp_path / "data").iterdir()) == before
    file.write_bytes(whole)
    assert charter("restore", file).status == 0
    came_back(charter, tmp_path, token)
    is_one_line(charter("restore", file), "is not empty", "CHARTER_DATA")


def test_a_place_in_use_is_not_restored_over(charter, lost, serve):
    file, _ = lost
    if not is_sqlite():
        return
    assert serve().status == 0
    with closing(sqlite3.connect(os.environ["CHARTER_DATABASE_URL"][10:])) as server:
        server.execute("SELECT count(*) FROM person")
        is_one_line(charter("restore", file), "in use", "Stop the server")
    assert charter("restore", file).status == 0


def test_what_a_lost_database_left_beside_it_is_not_taken_for_a_part_of_the_new_one(
    charter, lost, tmp_path
):
    file, token = lost
    if not is_sqlite():
        return
    url = os.environ["CHARTER_DATABASE_URL"]
    (tmp_path / "data" / "again.db-wal").write_bytes(b"what was not in the file yet")
    os.environ["CHARTER_DATABASE_URL"] = f"sqlite:///{tmp_path / 'data' / 'again.db'}"
    try:
        assert charter("restore", file).status == 0
        came_back(charter, tmp_path, token)
        assert (tmp_path / "data" / "again.db-wal.left-over").exists()
    finally:
        os.environ["CHARTER_DATABASE_URL"] = url


def test_the_list_in_a_backup_is_enough_to_bring_nobody_back(
    founded, tmp_path, monkeypatch, source
):
    """The table tells of bo; the file beside the database also of cy, whom another copy knew."""
    founded("member", "ours", "bo@example.org")
    founded("erase", "bo@example.org", "--yes")
    with Settings().erasures_file().open("a") as listed:
        listed.write(Erasure("c" * 32, datetime.now(UTC), words=True).to_line())
    founded("backup", tmp_path / "b.backup")
    url, home = source.empty(), tmp_path / "elsewhere"
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    monkeypatch.setenv("CHARTER_DATA", str(home))
    assert founded("restore", tmp_path / "b.backup").status == 0
    there = (home / "erasures.jsonl").read_text().splitlines()
    assert (len(there), sum("c" * 32 in line for line in there)) == (2, 1)
    assert founded("tick").status == 0
    source.forget(url)


def test_an_older_database_that_is_put_back_brings_nobody_back(
    founded, serve, tmp_path, monkeypatch, source
):
    """As a file that was copied, or a dump: no restore knows of it."""
    founded("member", "ours", "bo@example.org")
    founded("backup", tmp_path / "b.backup")
    founded("erase", "bo@example.org", "--yes")
    url = source.empty()
    older = Database(url)
    older.make()
    with changing(older) as connection:
        restoring.bring_back(connection, tmp_path / "b.backup")
    older.dispose()
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    assert founded("my-data", "bo@example.org", "-o", tmp_path / "bo.zip").status == 0
    done = serve()
    assert (done.status, "1 people on the list are erased again" in done.err) == (0, True)
    assert founded("my-data", "bo@example.org", "-o", tmp_path / "bo.zip").status == 1
    assert "erased again" not in serve().err
    source.forget(url)


def test_without_the_list_nobody_is_served_where_people_were_erased(founded, serve, tmp_path):
    founded("member", "ours", "bo@example.org")
    founded("erase", "bo@example.org", "--yes")
    listed = Settings().erasures_file()
    content = listed.read_text()
    listed.unlink()
    for done in (serve(), founded("tick"), founded("member", "ours", "cy@example.org")):
        is_one_line(done, str(listed), "--without-erasures-list")
    assert not listed.exists()
    assert founded("export", "ours").status == 0
    assert serve("--without-erasures-list").status == 0
    assert listed.read_text() == content
    assert serve().status == 0
    listed.write_text("nonsense\n")
    is_one_line(serve(), "is no list of erasures")


def test_a_line_of_the_list_that_a_power_cut_left_unfinished_stops_nobody(founded, serve):
    founded("member", "ours", "bo@example.org")
    founded("erase", "bo@example.org", "--yes")
    listed = Settings().erasures_file()
    content = listed.read_text()
    listed.write_text(content[:40])
    assert serve().status == 0
    assert founded("tick").status == 0
    assert content in listed.read_text()
    assert serve().status == 0


def test_a_backup_of_a_newer_program_is_refused_with_both_versions(founded, tmp_path, monkeypatch):
    file = tmp_path / "b.backup"
    founded("backup", file)
    first, *rest = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    said = {**json.loads(first), "schema": ["9999"], "program": "7.0"}
    file.write_bytes(gzip.compress(b"".join([json.dumps(said).encode(), b"\n", *rest])))
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    for command in ("restore", "drill"):
        is_one_line(founded(command, file), "7.0", "9999", PROGRAM, newest_schema())
    assert not (tmp_path / "new.db").exists()
    said = {**said, "format": "living-charter-backup/3"}
    file.write_bytes(gzip.compress(json.dumps(said).encode() + b"\n"))
    is_one_line(founded("restore", file), "7.0", PROGRAM)
