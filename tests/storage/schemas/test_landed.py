"""What has landed stays as it is, and every migration brings a database to test it with."""

import json

import pytest

from app.storage.engine.database import Database
from app.storage.tables import metadata
from app.storage.upkeep.upgrading import changing, newest_schema, upgrade
from tests.support.schemas.fixtures import FIXTURES, FOLDER
from tests.support.schemas.making import VERSIONS, listed, present
from tests.support.schemas.shape import shape
from tests.support.schemas.telling import LEFT_EMPTY, told

MIGRATIONS = sorted(file.name.partition("_")[0] for file in VERSIONS.glob("*.py"))


def contents(rows):
    """Which columns each table has in some rows."""
    return {name: set(row) for name, row in rows}


def test_no_migration_that_landed_was_changed_since():
    found, kept = present(), listed()
    assert {path: found.get(path) for path in kept} == kept, (
        "a migration that landed was changed or removed: put it back, and repair what it did wrong "
        "in a new one"
    )


def test_every_migration_is_on_the_list():
    assert set(present()) == set(listed()), "a new migration is not on the list: run `make schema`"


def test_every_migration_has_its_fixture():
    there = {one.schema for one in FIXTURES}
    assert there == set(MIGRATIONS), "a migration has no database to test it with: `make schema`"


def test_every_fixture_is_used_and_small():
    files = {file.name for file in FOLDER.glob("*.xz")}
    assert files == {f"{one.rows}.jsonl.xz" for one in FIXTURES}
    assert all((FOLDER / name).stat().st_size < 40_000 for name in files)


@pytest.mark.parametrize("old", FIXTURES, ids=str)
def test_a_fixture_has_rows_in_every_table_of_its_time(old, sqlite_source):
    url = sqlite_source.empty()
    database = Database(url)
    with changing(database) as connection:
        upgrade(connection, old.schema)
    columns = {name: set(found) for name, found in shape(database.engine)["columns"].items()}
    database.dispose()
    sqlite_source.forget(url)
    del columns["alembic_version"]
    lived = {name: found for name, found in columns.items() if name not in LEFT_EMPTY}
    said = contents(old.expected())
    if {"0001_first", "0001_second"} & set(old.first):
        said["round"] = said["round"] - {"counts"} | {"closing"}
    assert said == lived
    assert json.loads(old.lines()[0])["schema"] == [old.schema]


def test_the_present_program_still_makes_its_own():
    head, *lines = told()
    assert json.loads(head)["schema"] == [newest_schema()]
    tables = {name: set(table.columns.keys()) for name, table in metadata.tables.items()}
    lived = {name: columns for name, columns in tables.items() if name not in LEFT_EMPTY}
    assert contents(json.loads(line) for line in lines) == lived
