"""What a process that serves holds in memory, and what it does without."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.support.databases import migrate_once

#: Large, and needed for other databases, for changing tables and for the calendar alone.
SPARED = {"alembic", "mako", "pygments", "psycopg", "icalendar", "dulwich", "webauthn", "authlib"}
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
