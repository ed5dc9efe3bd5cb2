"""`charter doctor`: it says what is not well and what to do, and changes nothing."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import text

from app.doctor import CHECKS, database, place
from app.mail.sending.outbox import put
from app.mail.sending.waiting import PATIENCE
from app.services.upkeep import restoring
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.upkeep.upgrading import newest_schema
from app.version import PROGRAM
from tests.support.databases import migrate_once
from tests.support.postgres import free_port
from tests.support.smtp import Mailbox, serve


def _of(done, name):
    found = json.loads(done.out)
    (one,) = [check for check in found["checks"] if check["name"] == name]
    assert found["well"] is (done.status == 0)
    assert done.err == ""
    return one


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A data folder of its owner alone, with a secret."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    (folder / "secret").write_text("by chance 8237465823\n", encoding="ascii")
    (folder / "secret").chmod(0o600)
    return folder


@pytest.fixture
def kept(founded, home, monkeypatch):
    """A small charter in a place where all is well."""
    monkeypatch.delenv("CHARTER_SECRET")
    if Settings().database_url.startswith("sqlite"):
        for tail in ("", "-wal", "-shm"):
            file = Path(Settings().database_url.removeprefix("sqlite:///") + tail)
            if file.exists():
                file.chmod(0o600)
    return founded


def _write(statement, **values):
    """Change something in the database of the command, past the program."""
    url = Settings().database_url
    made = Database(url)
    with made.writing() as writer:
        writer.session.connection().execute(text(statement), values)
    made.dispose()


def test_all_is_well_in_a_place_where_it_is(kept):
    done = kept("doctor", "--json")
    states = {one["name"]: one["state"] for one in json.loads(done.out)["checks"]}
    assert done.status == 0
    assert set(states) == {"settings", *(name for name, _ in CHECKS)}
    assert "trouble" not in states.values()
    lines = kept("doctor").out.splitlines()
    assert len(lines) == len(states) + 1
    assert lines[-1] == "All is well."


def test_it_changes_nothing_and_makes_nothing(kept, home):
    url = Settings().database_url
    beside = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else home / "none"

    def everything():
        files = [*home.rglob("*"), beside]
        return {one: (one.stat().st_mtime_ns, one.read_bytes()) for one in files if one.is_file()}

    before = everything()
    for command in (["doctor", "--whole"], ["--version"], ["outbox"]):
        assert kept(*command).status == 0
    assert everything() == before


def test_where_nothing_is_yet_nothing_is_made(command, tmp_path, monkeypatch):
    monkeypatch.delenv("CHARTER_SECRET")
    done = command("doctor", "--json")
    assert _of(done, "database")["state"] == "trouble"
    assert "There is no database yet" in _of(done, "database")["says"]
    assert done.status == 1
    assert list(tmp_path.iterdir()) == []


def test_wrong_settings_are_told_as_a_finding(command, monkeypatch):
    monkeypatch.setenv("CHARTER_SMPT_URL", "smtp://mail.example.org")
    done = command("doctor", "--json")
    assert "CHARTER_SMTP_URL" in _of(done, "settings")["says"]
    assert done.status == 1


@pytest.mark.parametrize(
    ("found", "do"), [("0003", "start the service"), ("9999", "Install the newer version")]
)
def test_another_schema_is_told_and_left_alone(kept, found, do):
    _write("UPDATE alembic_version SET version_num = :found", found=found)
    done = kept("doctor", "--json")
    assert do in _of(done, "schema")["do"]
    assert _of(done, "records")["state"] == "skipped"
    assert f": form {found} of the tables" in kept("--version").out


def test_a_record_that_was_altered_is_told(kept, monkeypatch):
    monkeypatch.setattr(database, "lines", lambda *_, **__: ['{"seq":1}\n'])
    found = _of(kept("doctor", "--json"), "records")
    assert found["state"] == "trouble"
    assert "The record of ours is not consistent" in found["says"]


def test_a_share_of_the_records_is_verified_or_all(kept, monkeypatch):
    monkeypatch.setattr(database, "SHARE", 0)
    assert "0 of 1 records" in _of(kept("doctor", "--json"), "records")["says"]
    assert "1 of 1 records" in _of(kept("doctor", "--json", "--whole"), "records")["says"]


def test_what_was_written_in_the_future_is_told(kept, monkeypatch):
    made = Database(Settings().database_url, lambda: datetime.now(UTC) + timedelta(days=3650))
    made.dispose()
    monkeypatch.setattr(database, "APART", -timedelta(days=3650))
    found = _of(kept("doctor", "--json"), "clock")
    assert found["state"] == "trouble"
    assert "timedatectl" in found["do"]


def test_mail_that_does_not_go_out_is_told(kept):
    made = Database(Settings().database_url, lambda: datetime.now(UTC) - 2 * PATIENCE)
    with made.writing() as writer:
        put(writer, "cleo@example.org", "Hello", "…")
    made.dispose()
    _write("UPDATE outgoing_mail SET tries = 2")
    found = _of(kept("doctor", "--json"), "outbox")
    assert found["state"] == "trouble"
    assert "1 letters wait" in found["says"]
    assert "--retry" in found["do"]
    assert "cleo" not in str(found)


def test_the_mail_server_is_asked_when_that_is_wanted(kept, monkeypatch):
    server = serve(Mailbox())
    monkeypatch.setenv("CHARTER_SMTP_URL", f"smtp://127.0.0.1:{server.port}")
    assert _of(kept("doctor", "--json"), "mail")["state"] == "skipped"
    assert _of(kept("doctor", "--json", "--mail"), "mail")["state"] == "well"
    server.stop()
    monkeypatch.setenv("CHARTER_SMTP_URL", f"smtp://127.0.0.1:{free_port()}")
    found = _of(kept("doctor", "--json", "--mail"), "mail")
    assert found["state"] == "trouble"
    assert "nothing listens" in found["says"]


def test_a_place_for_others_without_mail_or_https_is_told(kept, monkeypatch):
    monkeypatch.setenv("CHARTER_BASE_URL", "https://charter.example.org")
    assert _of(kept("doctor", "--json"), "mail")["state"] == "trouble"
    monkeypatch.setenv("CHARTER_BASE_URL", "http://charter.example.org")
    assert "HTTPS" in _of(kept("doctor", "--json"), "address")["says"]


def test_a_secret_that_is_missing_empty_or_guessable_is_told(kept, home, monkeypatch):
    (home / "secret").write_text("", encoding="ascii")
    assert "is empty" in _of(kept("doctor", "--json"), "secret")["says"]
    (home / "secret").unlink()
    assert "is missing" in _of(kept("doctor", "--json"), "secret")["says"]
    assert not (home / "secret").exists()
    monkeypatch.setenv("CHARTER_SECRET", "changeme")
    assert "could be guessed" in _of(kept("doctor", "--json"), "secret")["says"]


def test_files_that_others_can_read_are_told(kept, home):
    (home / "secret").chmod(0o644)
    found = _of(kept("doctor", "--json"), "data")
    assert found["state"] == "trouble"
    assert str(home / "secret") in found["do"]


def test_files_that_cannot_be_written_are_told(kept, monkeypatch):
    monkeypatch.setattr(place.os, "access", lambda *_: False)
    assert "cannot be written" in _of(kept("doctor", "--json"), "data")["says"]


def test_a_disk_that_is_nearly_full_is_told(kept, monkeypatch):
    monkeypatch.setattr(place, "LEAST_FREE", 10**18)
    assert "Make room" in _of(kept("doctor", "--json"), "disk")["do"]


def test_a_list_of_erasures_that_lacks_somebody_or_is_none_is_told(kept, home):
    _write(
        "INSERT INTO erasure (person, at, words) VALUES ('abc', :at, :no)",
        at="2026-01-01 00:00:00+00:00", no=False,
    )  # fmt: skip
    assert "1 of 1 who were erased" in _of(kept("doctor", "--json"), "erasures")["says"]
    Settings().erasures_file().write_text("nonsense", encoding="ascii")
    assert "is no list" in _of(kept("doctor", "--json"), "erasures")["says"]


def test_a_restore_that_was_cut_short_is_told(kept, home):
    (home / restoring.NOTE).write_text("friday.backup", encoding="utf-8")
    assert _of(kept("doctor", "--json"), "restore")["state"] == "trouble"


def test_an_old_backup_is_told(kept, home):
    file = home / "backups" / "charter-1.backup"
    file.parent.mkdir()
    file.write_text("x", encoding="ascii")
    assert _of(kept("doctor", "--json"), "backups")["state"] == "well"
    os.utime(file, (1_700_000_000, 1_700_000_000))
    assert _of(kept("doctor", "--json"), "backups")["state"] == "trouble"


def test_a_check_that_fails_stops_no_other(kept, monkeypatch):
    monkeypatch.setattr(database, "_lengths", lambda reader: reader.session.exec(text("SELECT x")))
    done = kept("doctor", "--json")
    assert "could not be looked at" in _of(done, "records")["says"]
    assert _of(done, "outbox")["state"] == "well"


def _damage(file):
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    file.write_bytes(content)


def test_a_damaged_file_is_told(command, tmp_path):
    migrate_once(Settings().database_url)
    _damage(tmp_path / "data" / "charter.db")
    found = _of(command("doctor", "--json"), "integrity")
    assert found["state"] == "trouble"
    assert "damaged" in found["says"] or "could not be looked at" in found["says"]


def test_rows_that_lead_nowhere_are_told(command, tmp_path):
    migrate_once(Settings().database_url)
    with closing(sqlite3.connect(tmp_path / "data" / "charter.db")) as connection:
        connection.execute("INSERT INTO quiet_hours (person_id, begins, ends) VALUES (77, 22, 7)")
        connection.commit()
    found = _of(command("doctor", "--json"), "integrity")
    assert "missing, in quiet_hours" in found["says"]


def test_a_database_that_does_not_answer_is_told_without_its_password(command, monkeypatch):
    url = f"postgresql://ada:geheim@127.0.0.1:{free_port()}/ours"
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    done = command("doctor", "--json")
    found = _of(done, "database")
    assert found["state"] == "trouble"
    assert "geheim" not in done.out
    assert "geheim" not in command("--version").out


@pytest.mark.postgresql
def test_the_server_that_can_be_written_is_found_among_several(
    command, monkeypatch, postgres_source
):
    """Also by what only reads: a session that could not write would be turned away."""
    url = postgres_source.fresh()
    found = conninfo_to_dict(url)
    several = f"127.0.0.1:{free_port()},{found['host']}:{found['port']}"
    monkeypatch.setenv(
        "CHARTER_DATABASE_URL",
        f"postgresql://{found['user']}@{several}/{found['dbname']}?target_session_attrs=read-write",
    )
    assert _of(command("doctor", "--json"), "database")["state"] == "well"
    assert ": form" in command("--version").out
    assert command("outbox").out == "No letter waits.\n"
    postgres_source.forget(url)


def test_the_version_is_that_of_the_program_and_of_both_forms_of_tables(kept):
    done = kept("--version")
    assert done.status == 0
    first, second = done.out.splitlines()
    assert first == f"Living Charter {PROGRAM} (form {newest_schema()} of the tables)"
    assert second.endswith(f": form {newest_schema()} of the tables")


def test_the_version_is_told_also_where_all_else_fails(command, monkeypatch, tmp_path):
    monkeypatch.setenv("CHARTER_DATABASE_URL", "nonsense")
    assert command("--version").status == 0
    (tmp_path / "notes.db").write_text("No database at all.\n" * 100, encoding="utf-8")
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{tmp_path / 'notes.db'}")
    done = command("--version")
    assert (done.status, done.err) == (0, "")
    assert "not a database" in done.out
