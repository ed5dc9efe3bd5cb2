"""Backups: whole, of something, not over another, made without writing, and proven by a drill."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import datetime

import pytest

from app.cli.serving import backups
from app.services.upkeep import drill
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.tables import metadata
from app.storage.upkeep import backup as files
from app.storage.upkeep.presence import OF_THIS_MACHINE
from app.storage.upkeep.upgrading import newest_schema
from app.version import PROGRAM
from tests.storage.test_unusable import AS_ANYONE
from tests.support.databases import migrate_once
from tests.support.texts import KINDNESS

RUN = "from app.cli import run; run()"


def lines(file):
    return gzip.decompress(file.read_bytes()).decode().splitlines()


def is_one_line(done, *words):
    assert (done.status, done.err.count("\n")) == (1, 1), done
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


def test_a_backup_says_what_it_is_and_is_checked(founded, tmp_path):
    founded("member", "ours", "bo@example.org")
    founded("erase", "bo@example.org", "--yes")
    file = tmp_path / "b.backup"
    done = founded("backup", file)
    assert (done.status, stat.S_IMODE(file.stat().st_mode)) == (0, 0o600)
    first, *_, last = lines(file)
    said = json.loads(first)
    assert (said["format"], said["program"]) == ("living-charter-backup/2", PROGRAM)
    assert said["schema"] == [newest_schema()]
    assert (said["rows"]["person"], said["rows"]["charter"], said["rows"]["stance"]) == (2, 1, 0)
    assert f"{sum(said['rows'].values())} rows" in done.out
    content = gzip.decompress(file.read_bytes())
    before = content[: content.rindex(b"{")]
    assert json.loads(last)["sha256"] == hashlib.sha256(before).hexdigest()
    listed = [json.loads(one)[1] for one in lines(file) if one.startswith('["erasures.jsonl"')]
    assert [json.dumps(one, separators=(",", ":")) for one in listed] == (
        Settings().erasures_file().read_text().splitlines()
    )
    checked = founded("backup", "--check", file)
    assert (checked.status, "is whole" in checked.out, PROGRAM in checked.out) == (0, True, True)


def test_one_sign_that_is_missing_or_changed_is_found(founded, tmp_path):
    file = tmp_path / "b.backup"
    founded("backup", file)
    content = gzip.decompress(file.read_bytes())
    *rows, end = content.splitlines(keepends=True)
    person = content.index(b"ada@example.org")
    damaged = {
        "cut off": gzip.compress(content)[:-20],
        "its end is missing": gzip.compress(b"".join(rows)),
        "a row is missing": gzip.compress(b"".join([*rows[:-1], end])),
        "a sign is changed": gzip.compress(content[:person] + b"i" + content[person + 1 :]),
        "something follows": gzip.compress(content + end),
        "the first line alone": gzip.compress(rows[0]),
        "no backup": b"Dear Ada,",
        "empty": b"",
    }
    for what, changed in damaged.items():
        file.write_bytes(changed)
        is_one_line(founded("backup", "--check", file), "not a whole backup"), what
        is_one_line(founded("drill", file), "not a whole backup")
    is_one_line(founded("backup", "--check", tmp_path / "none"), "No such file")
    is_one_line(founded("backup", "--check"), "Name the backup")


def test_nothing_is_no_backup(charter, monkeypatch, tmp_path, source):
    url = source.empty()
    migrate_once(url)
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    for words in (("backup", tmp_path / "b.backup"), ("backup",), ("backup", "--keep", "3")):
        is_one_line(charter(*words), "nothing to back up")
    assert not (tmp_path / "b.backup").exists()
    source.forget(url)


def test_another_backup_is_replaced_only_if_it_is_asked_for(founded, tmp_path):
    file = tmp_path / "b.backup"
    file.write_text("the only copy")
    is_one_line(founded("backup", file), "is there already", "--force")
    assert file.read_text() == "the only copy"
    assert founded("backup", file, "--force").status == 0
    assert founded("backup", "--check", file).status == 0
    is_one_line(founded("backup", tmp_path), "is a folder")
    is_one_line(founded("backup", tmp_path / "none" / "b"), "There is no folder")


def test_dated_backups_rotate_and_leave_other_files_alone(founded, tmp_path):
    folder = tmp_path / "data" / "backups"
    assert founded("backup").status == 0
    (first,) = folder.iterdir()
    for name in ("charter-20200101-000000.backup", "charter-20210101-000000.backup", "letter.txt"):
        (folder / name).write_text("")
    first.rename(folder / "charter-20220101-000000.backup")
    done = founded("backup", "--keep", "2")
    assert (done.status, "2 older" in done.out) == (0, True)
    left = sorted(one.name for one in folder.iterdir())
    assert left[0] == "charter-20220101-000000.backup"
    assert (len(left), left[-1]) == (3, "letter.txt")
    elsewhere = tmp_path / "disk"
    assert founded("backup", elsewhere, "--keep", "1").status == 0
    assert len(list(elsewhere.iterdir())) == 1


def test_two_backups_of_one_second_are_two(founded, tmp_path, monkeypatch):
    class Standing(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 11, 30, 3, 15, tzinfo=tz)

    monkeypatch.setattr(backups, "datetime", Standing)
    for kept in ([""], ["-2", ""], ["-2", "-3"]):
        assert founded("backup", "--keep", "2").status == 0
        there = sorted(one.name for one in (tmp_path / "data" / "backups").iterdir())
        assert there == [f"charter-20261130-031500{tail}.backup" for tail in kept]


def test_a_backup_that_fails_removes_no_older_one(founded, tmp_path, monkeypatch):
    folder = tmp_path / "data" / "backups"
    founded("backup", "--keep", "1")
    before = list(folder.iterdir())

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    is_one_line(founded("backup", "--keep", "1"), str(folder), "No space left")
    assert list(folder.iterdir()) == before


def _as_anyone(folder, *words, **settings):
    """Run a command as somebody whom the rights of files hold."""
    command = [sys.executable, "-c", RUN, *map(str, words)]
    command = [*AS_ANYONE, *command] if os.geteuid() == 0 else command
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, timeout=60,
        env={**os.environ, **settings},
    )  # fmt: skip


@pytest.fixture
def closed_home(monkeypatch, tmp_path):
    """A home of data on SQLite, to be closed: in it nothing can be written then."""
    home = tmp_path / "closed"
    monkeypatch.delenv("CHARTER_DATABASE_URL", raising=False)
    monkeypatch.setenv("CHARTER_DATA", str(home))
    (tmp_path / "text.md").write_text("# Ours\n\nBe kind.\n", encoding="utf-8")
    done = _as_anyone(
        tmp_path, "found", "text.md", "--slug", "ours", "--title", "Ours", "--dated", "2023-08-08",
        "--steward", "ada@example.org",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    yield home
    home.chmod(0o700)


def _close(home):
    for file in home.iterdir():
        file.chmod(0o400)
    home.chmod(0o500)


READING = [["backup", "../b.backup"], ["export", "ours"], ["rules", "ours"], ["reviews", "ours"]]


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_what_only_reads_works_where_nothing_can_be_written(closed_home, tmp_path, words):
    _close(closed_home)
    before = sorted(closed_home.iterdir())
    done = _as_anyone(closed_home, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(closed_home.iterdir()) == before


def test_what_a_killed_server_left_in_its_log_is_read_there_too(closed_home, tmp_path):
    insert = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        'c.execute("INSERT INTO person (email, name, created_at) VALUES '
        "('log@example.org', 'Log', '2026-03-02T09:00:00.000000Z')\"); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", insert, closed_home / "charter.db"], check=False)
    assert (closed_home / "charter.db-wal").stat().st_size
    (closed_home / "charter.db-shm").unlink()
    _close(closed_home)
    done = _as_anyone(closed_home, "backup", tmp_path / "b.backup")
    assert (done.returncode, done.stderr) == (0, "")
    assert "log@example.org" in "".join(lines(tmp_path / "b.backup"))


def test_a_backup_of_older_tables_is_made_without_changing_them(charter, monkeypatch, tmp_path):
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(file)) as old:
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        old.execute("INSERT INTO alembic_version VALUES ('0001')")
        old.execute(
            "CREATE TABLE person (id INTEGER PRIMARY KEY, email VARCHAR, created_at VARCHAR(27))"
        )
        old.execute(
            "INSERT INTO person VALUES (1, 'ada@example.org', '2026-03-02T09:00:00.000000Z')"
        )
        old.commit()
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{file}")
    assert charter("backup", tmp_path / "b.backup").status == 0
    assert json.loads(lines(tmp_path / "b.backup")[0])["schema"] == ["0001"]
    assert '"2026-03-02T09:00:00+00:00"' in lines(tmp_path / "b.backup")[1]
    is_one_line(charter("export", "ours"), "0001", "charter serve")
    with closing(sqlite3.connect(file)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


def test_a_drill_tells_that_all_is_well_and_changes_nothing(founded, tmp_path):
    founded("member", "ours", "bo@example.org")
    file = tmp_path / "b.backup"
    founded("backup", file)
    founded("erase", "bo@example.org", "--yes")
    before = founded("export", "ours", "--format", "record").out
    done = founded("drill", file)
    assert (done.status, done.err) == (0, "")
    for words in ("2 people", "ours: 1 revision, ", "verified", "1 people who were", "All is well"):
        assert words in done.out
    assert founded("export", "ours", "--format", "record").out == before


def test_a_drill_finds_a_record_and_a_text_that_were_changed(founded, tmp_path):
    file = tmp_path / "b.backup"
    founded("backup", file)
    for old, new in (('\\"at\\":\\"2', '\\"at\\":\\"3'), ("Be kind.", "Be rude.")):
        forged = tmp_path / "forged.backup"
        content = gzip.decompress(file.read_bytes()).decode().replace(old, new)
        head = content[: content.rindex("{")]
        end = json.dumps({"sha256": hashlib.sha256(head.encode()).hexdigest()})
        forged.write_bytes(gzip.compress((head + end + "\n").encode()))
        assert founded("backup", "--check", forged).status == 0
        done = founded("drill", forged)
        assert (done.status, "not all of it is well" in done.err) == (1, True)
        assert "not consistent" in done.out


def test_a_drill_leaves_nothing_behind(founded, tmp_path, monkeypatch):
    monkeypatch.setattr(drill.tempfile, "tempdir", str(tmp_path / "aside"))
    (tmp_path / "aside").mkdir()
    founded("backup", tmp_path / "b.backup")
    assert founded("drill", tmp_path / "b.backup").status == 0
    assert list((tmp_path / "aside").iterdir()) == []


def test_a_backup_is_one_state_while_others_write(community, tmp_path, monkeypatch):
    real, c = files.backup_rows.out, community

    def meanwhile(table, row):
        monkeypatch.setattr(files.backup_rows, "out", real)
        c.propose("cleo", c.with_words(KINDNESS))
        return real(table, row)

    monkeypatch.setattr(files.backup_rows, "out", meanwhile)
    looking = Database(c.database.url, only_look=True)
    try:
        header = files.write(looking, tmp_path / "b.backup")
    finally:
        looking.dispose()
    assert header.rows["amendment"] == 0
    assert files.check(tmp_path / "b.backup").header.rows == header.rows


def test_the_version_is_told_with_that_of_the_tables(founded, monkeypatch, tmp_path):
    done = founded("--version")
    assert done.status == 0
    assert done.out.startswith(f"Living Charter {PROGRAM} (form {newest_schema()}")
    assert done.out.count(newest_schema()) == 2
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert "no database yet" in founded("--version").out
    assert not (tmp_path / "none.db").exists()


def test_what_tells_of_this_machine_alone_is_in_no_backup(founded, monkeypatch, tmp_path):
    monkeypatch.setitem(metadata.tables["outgoing_mail"].info, OF_THIS_MACHINE, "yes")
    assert founded("backup", tmp_path / "b.backup").status == 0
    assert "outgoing_mail" not in "".join(lines(tmp_path / "b.backup"))
    assert "person" in "".join(lines(tmp_path / "b.backup"))
