"""What a process that serves holds in memory, and what it does without."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import subprocess
import sys

import pytest

from app import main, memory
from tests.support.databases import migrate_once

#: Large, and needed for other databases, for changing tables, for the calendar, for documents and
#: for other ways to sign in alone.
SPARED = {"alembic", "mako", "pygments", "psycopg", "icalendar", "dulwich", "webauthn", "authlib"}
SPARED |= {"cryptography", "cbor2", "httpx2", "lxml", "docx", "email_validator", "rich"}
SERVE = """
import json, sys
import app.cli.serving.serving
from app.main import create_app, make_installation
from app.settings import read_settings
from app.storage.upkeep.migrate import migrate
place = make_installation(read_settings())
migrate(place.database)
create_app(place)
print(json.dumps(sorted(sys.modules)))
"""


def test_who_serves_from_a_database_that_is_up_to_date_imports_nothing_to_change_it(tmp_path):
    (tmp_path / "charter.db").touch()
    migrate_once(f"sqlite:///{tmp_path / 'charter.db'}")
    done = subprocess.run(
        [sys.executable, "-c", SERVE],
        env={**os.environ, "CHARTER_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    modules = set(json.loads(done.stdout))
    assert "fastapi" in modules
    assert modules & SPARED == set()


@pytest.fixture
def thawed():
    """What a test lets stay for ever may go again afterwards."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_a_server_that_makes_the_app_by_itself_settles_down_and_a_test_does_not(
    installation, monkeypatch
):
    settled = []
    monkeypatch.setattr(memory, "settle", lambda: settled.append(gc.get_freeze_count()))
    main.create_app(installation)
    assert settled == []
    monkeypatch.setattr(main, "read_settings", lambda: installation.settings)
    main.create_app()
    assert len(settled) == 1


@pytest.mark.usefixtures("thawed")
def test_what_is_there_when_it_settles_stays_also_where_the_library_has_no_such_option(monkeypatch):
    asked = []

    class Library:
        @staticmethod
        def mallopt(option, value):
            asked.append((option, value))

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Library)
    memory.settle()
    assert asked == [(-8, 1)]
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    memory.settle()
    assert gc.get_freeze_count() > 0
