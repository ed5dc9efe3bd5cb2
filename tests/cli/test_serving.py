"""Serving: what stands in its way is said in one line, and a real process answers."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager

import pytest

from app.services.authentication.sessions import new_session
from app.services.upkeep import tick
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.texts import charters
from tests.support.databases import migrate_once


def test_a_port_that_is_taken_is_said(charter):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for command in ("serve", "start", "demo"):
            done = charter(command, "--port", port)
            assert done.status == 1
            assert f"Port {port}" in done.err
            assert done.err.count("\n") == 1


def test_a_database_that_cannot_be_made_is_said(charter, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    # Set, so that what the command sets by itself is taken back too.
    monkeypatch.setenv("CHARTER_BASE_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'x.db'}")
    done = charter("serve", "--port", _free_port())
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "cannot be made" in done.err


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://x/y", "sqlite://"])
def test_an_address_that_is_no_database_is_said(charter, monkeypatch, url):
    monkeypatch.setenv("CHARTER_DATABASE_URL", url)
    done = charter("tick")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "sqlite:///data/charter.db" in done.err


def test_a_database_of_a_newer_version_is_left_alone(charter, monkeypatch, tmp_path):
    file = tmp_path / "newer.db"
    migrate_once(f"sqlite:///{file}")
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{file}")
    assert charter("tick").status == 0
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    done = charter("tick")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "newer version" in done.err


def test_a_file_that_is_no_database_is_said(charter, monkeypatch, tmp_path):
    file = tmp_path / "notes.db"
    file.write_text("These are my notes, not a database at all.\n" * 100, encoding="utf-8")
    monkeypatch.setenv("CHARTER_DATABASE_URL", f"sqlite:///{file}")
    done = charter("tick")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "not a database" in done.err


def _fails(*_):
    raise ZeroDivisionError


def test_a_command_does_all_else_and_says_what_failed(command, monkeypatch):
    migrate_once(Settings().database_url)
    monkeypatch.setattr(tick.rounds, "due", _fails)
    done = command("tick")
    assert (done.status, done.out) == (1, "0 closed, 0 sent.\n")
    assert "not: closing decisions (ZeroDivisionError)" in done.err
    assert done.err.count("\n") == 1


def _free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("host", "base", "is_told"),
    [
        ("127.0.0.1", None, False),
        ("0.0.0.0", None, True),
        ("127.0.0.1", "http://charter.example.org", True),
        ("0.0.0.0", "https://charter.example.org", False),
    ],
)
def test_serving_others_over_plain_http_is_warned_of(charter, monkeypatch, host, base, is_told):
    served = []
    monkeypatch.setattr("uvicorn.run", lambda *_, **how: served.append(how["host"]))
    monkeypatch.setenv("CHARTER_BASE_URL", base or "")
    if base is None:
        # Set before, so that what the command sets by itself is taken back too.
        monkeypatch.delenv("CHARTER_BASE_URL")
    done = charter("serve", "--host", host, "--port", _free_port())
    assert (done.status, served) == (0, [host])
    assert ("Without HTTPS" in done.err) is is_told


@contextmanager
def _process(folder, *words):
    """A real `charter …` that serves; yields its address and what it printed so far."""
    port = _free_port()
    environment = {
        **os.environ,
        "CHARTER_DATABASE_URL": f"sqlite:///{folder / 'served.db'}",
        "CHARTER_DATA": str(folder / "data"),
    }
    program = [sys.executable, "-c", "from app.cli import run; run()", *words]
    process = subprocess.Popen(
        [*program, "--port", str(port)], cwd=folder, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    said = ""
    assert process.stdout
    while "Serving on" not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    try:
        yield f"http://127.0.0.1:{port}", said
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        process.stdout.close()


def _get(address):
    until = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode()
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.mark.slow
def test_starting_founds_the_care_charter_and_prints_a_sign_in(tmp_path):
    with _process(tmp_path, "start") as (address, said):
        assert re.search(rf"{address}/sign-in#steward%40example.org:\w{{4}}-\w{{4}}", said)
        page = _get(f"{address}/care-charter")
        assert "8 August 2023" in page
        assert "Community Tech" in page
    with _process(tmp_path, "start") as (address, said):
        assert "is founded" not in said
        assert _get(f"{address}/health") == "ok\n"


@pytest.mark.slow
def test_the_demonstration_prints_sign_ins_and_leaves_nothing_behind(tmp_path):
    with _process(tmp_path, "demo") as (address, said):
        assert said.count("/sign-in#") == 2
        assert "demonstration" in _get(f"{address}/care-charter")
    assert not (tmp_path / "served.db").exists()


@pytest.mark.slow
def test_several_processes_serve_one_database(tmp_path):
    with _process(tmp_path, "serve", "--workers", "2") as (address, _):
        assert _get(f"{address}/ready") == "ok\n"


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_stops_at_once_also_while_pages_are_open(tmp_path, workers):
    with _process(tmp_path, "start") as (address, _):
        _get(f"{address}/ready")
    database = Database(f"sqlite:///{tmp_path / 'served.db'}")
    with database.writing() as writer:
        steward = charters.find_person(writer, "steward@example.org")
        token = new_session(writer, steward.id)
    database.dispose()
    with _process(tmp_path, "serve", "--workers", workers) as (address, _):
        _get(f"{address}/ready")
        wanted = urllib.request.Request(
            f"{address}/care-charter/live", headers={"Cookie": f"charter_session={token}"}
        )
        stream = urllib.request.urlopen(wanted, timeout=30)
        assert stream.readline().startswith(b"id: ")
        began = time.monotonic()
    # Leaving the block interrupts the server and waits for its end.
    assert time.monotonic() - began < 8
    stream.close()
