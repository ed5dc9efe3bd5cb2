"""What was decided is never changed: the database itself refuses it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.storage.engine.database import Database
from tests.support.texts import KINDNESS

TABLES = ["revision", "version", "stance", "event"]
#: A column of each table, and a value of its kind.
COLUMNS = {"revision": "title", "version": "change_sha256", "stance": "kind", "event": "line"}


@pytest.fixture
def decided(community):
    """A database with a row in every table that is never changed."""
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.answer_all(number, ["ada", "cleo", "dov", "edda"])
    community.close("ada", number)
    return community.database


def rows(database: Database, table: str) -> list[tuple[object, ...]]:
    with database.reading() as reader:
        found = reader.session.execute(text(f"SELECT * FROM {table} ORDER BY id"))
        return [tuple(row) for row in found]


def refused(database: Database, statement: str) -> str:
    with pytest.raises(DBAPIError) as problem, database.writing() as writer:
        writer.session.execute(text(statement))
    return str(problem.value.orig)


@pytest.mark.parametrize("table", TABLES)
def test_neither_changed_nor_deleted(decided, table):
    before = rows(decided, table)
    assert before, "the test needs a row"
    words = f"rows of {table} are never changed"
    column = COLUMNS[table]
    assert words in refused(decided, f"UPDATE {table} SET {column} = 'x'")
    assert words in refused(decided, f"UPDATE {table} SET {column} = {column} WHERE id = 1")
    assert words in refused(decided, f"DELETE FROM {table}")
    assert words in refused(decided, f"DELETE FROM {table} WHERE id = 1")
    assert rows(decided, table) == before


@pytest.mark.parametrize("table", TABLES)
def test_nor_emptied_at_one_blow(decided, table):
    if decided.engine.dialect.name == "sqlite":
        return  # SQLite has no TRUNCATE: its DELETE is tested above
    before = rows(decided, table)
    assert "never changed" in refused(decided, f"TRUNCATE {table} CASCADE")
    assert rows(decided, table) == before


@pytest.mark.parametrize("table", TABLES)
def test_nor_replaced_by_another_row(decided, table):
    before = rows(decided, table)
    with decided.reading() as reader:
        columns = list(reader.session.execute(text(f"SELECT * FROM {table} WHERE id = 1")).keys())
    others = ", ".join(one for one in columns if one != "id")
    insert = f"INSERT INTO {table} (id, {others}) SELECT id, {others} FROM {table} WHERE id = 1"
    if decided.engine.dialect.name == "sqlite":
        insert = insert.replace("INSERT", "INSERT OR REPLACE")
    else:
        insert += f" ON CONFLICT (id) DO UPDATE SET {COLUMNS[table]} = 'x'"
    refused(decided, insert)
    assert rows(decided, table) == before


@pytest.mark.parametrize("table", ["comment", "words", "amendment"])
def test_other_tables_can_change(decided, table):
    with decided.writing() as writer:
        writer.session.execute(text(f"UPDATE {table} SET id = id"))
