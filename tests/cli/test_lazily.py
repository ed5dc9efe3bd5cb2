"""A command imports what it needs, and no server where it needs none."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys

import pytest
from typer.main import get_command

from app.cli.commands import COMMANDS, app
from app.storage.upkeep.schema_names import newest_schema_name
from app.storage.upkeep.upgrading import newest_schema
from tests.support.databases import migrate_once
from tests.support.texts import care_charter

#: What serves pages, asks databases or fills templates.
OF_A_SERVER = {
    "alembic", "fastapi", "jinja2", "psycopg", "sqlalchemy", "sqlmodel", "starlette", "uvicorn",
    "webauthn",
}  # fmt: skip
#: Runs a command as the terminal does, and tells what it has imported.
RUN = """
import atexit, json, sys
from app.cli import run
atexit.register(lambda: print("MODULES", json.dumps(sorted(sys.modules)), file=sys.stderr))
sys.argv = ["charter", *sys.argv[1:]]
run()
"""


def _run(folder, *words):
    """What a command prints, what it tells of errors, how it ends, and the modules it imports."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, words)],
        cwd=folder,
        env={**os.environ, "CHARTER_DATA": str(folder / "data")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    told, _, modules = done.stderr.rpartition("MODULES ")
    return done.stdout, told, done.returncode, set(json.loads(modules))


@pytest.fixture
def files(tmp_path):
    """Two texts, and a record that is none."""
    (tmp_path / "one.md").write_text(care_charter(), encoding="utf-8")
    (tmp_path / "two.md").write_text(care_charter().replace("kind", "good"), encoding="utf-8")
    (tmp_path / "record.jsonl").write_text("{}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--help",), 0, "Do what is due"),
        (("-h",), 0, "Do what is due"),
        (("--version",), 0, "no database yet"),
        (("diff", "one.md", "two.md"), 1, "good"),
        (("diff", "--json", "one.md", "one.md"), 0, "changes"),
        (("diff", "--help"), 0, "--side-by-side"),
        (("verify", "record.jsonl"), 1, "Line 1"),
        (("read", "one.md"), 0, "Care Charter"),
        (("verify", "nowhere.jsonl"), 1, ""),
    ],
)  # fmt: skip
def test_what_needs_no_server_imports_none_of_it(files, words, status, said):
    out, told, ended, modules = _run(files, *words)
    assert ended == status
    assert said in out
    assert "Traceback" not in told
    assert modules & OF_A_SERVER == set()


def test_help_imports_nothing_that_reads_texts_or_settings(files):
    _, _, _, modules = _run(files, "--help")
    assert {"charter", "pydantic", "babel", "regex"} & modules == set()


def test_what_a_database_is_made_of_is_told_without_opening_it_in_earnest(files):
    folder = files / "data"
    folder.mkdir()
    (folder / "charter.db").touch()
    migrate_once(f"sqlite:///{folder / 'charter.db'}")
    out, _, ended, modules = _run(files, "--version")
    assert (ended, modules & OF_A_SERVER) == (0, set())
    assert f"{folder / 'charter.db'}: form {newest_schema()} of the tables" in out


def test_the_newest_form_of_the_tables_has_the_name_of_the_newest_migration():
    assert newest_schema_name() == newest_schema()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_it_says_of_itself(name):
    command = get_command(app).commands[name]
    assert COMMANDS[name].says == inspect.cleandoc(command.help).split("\n\n")[0].replace("\n", " ")
    assert command.name == name


def test_a_command_that_is_not_there_is_told_with_the_nearest(command):
    done = command("backpu")
    assert done.status == 2
    assert "backup" in done.err
