"""An upgrade is one transaction that may lose nothing, and can stop on its way."""

import shutil
from unittest.mock import patch

import pytest
from sqlalchemy import inspect, text

from app import paths
from app.storage.engine.database import Database, Unusable
from app.storage.upkeep.migrate import migrate
from app.storage.upkeep.upgrading import changing, newest_schema, schema_of, upgrade
from tests.support.schemas.fixtures import FIXTURES
from tests.support.schemas.kills import all_of

BY_NAME = {one.name: one for one in FIXTURES}
NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9000", "{newest}"


def upgrade():
    {does}
"""
LOSES_ROWS = 'op.execute("DELETE FROM comment WHERE id = 9")'
LOSES_A_TABLE = 'op.drop_table("mention")'
#: As a rebuild of the table would that forgets some rows.
LEAVES_REFERENCES = 'op.execute("UPDATE comment SET body_id = 999999 WHERE id = 9")'
ADDS = 'op.create_table("hope", sa.Column("id", sa.Integer(), primary_key=True))'


@pytest.fixture
def lived(source):
    """A database of the newest schema, with life in it."""
    url = source.fresh(BY_NAME[newest_schema()].make)
    database = Database(url)
    yield database
    database.dispose()
    source.forget(url)


@pytest.fixture
def empty(empty_url):
    database = Database(empty_url)
    yield database
    database.dispose()


@pytest.fixture
def one_more(tmp_path):
    """The program with one migration more, which does what the test says."""

    def made(does):
        folder = tmp_path / "alembic"
        shutil.copytree(paths.migrations(), folder, dirs_exist_ok=True)
        written = NEXT.format(newest=newest_schema(), does=does)
        (folder / "versions" / "9000_more.py").write_text(written)
        return patch.object(paths, "migrations", return_value=folder)

    return made


@pytest.mark.parametrize(
    ("does", "named"),
    [(LOSES_ROWS, "of 11 rows of comment"), (LOSES_A_TABLE, "0 of 1 rows of mention")],
)
def test_a_migration_after_which_rows_are_missing_is_refused_and_undone(
    lived, one_more, does, named
):
    before = all_of(lived.url)
    with one_more(does), pytest.raises(Unusable, match=named) as refused:
        migrate(lived)
    assert "was left as it was" in str(refused.value)
    assert all_of(lived.url) == before


def test_a_migration_that_leaves_a_reference_without_its_row_is_refused_and_undone(lived, one_more):
    before = all_of(lived.url)
    with one_more(LEAVES_REFERENCES), pytest.raises(Unusable) as refused:
        migrate(lived)
    assert "comment" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert all_of(lived.url) == before


def test_a_migration_that_fails_takes_those_before_it_along(source, one_more):
    url = source.fresh(BY_NAME["0001"].make)
    database = Database(url)
    before = all_of(url)
    with one_more("raise RuntimeError"), pytest.raises(RuntimeError):
        migrate(database)
    assert all_of(url) == before
    assert migrate(database) is None or database.engine.dialect.name == "sqlite"
    database.dispose()
    source.forget(url)


def test_foreign_keys_are_on_again_for_everyone_afterwards(lived, one_more):
    with one_more(ADDS):
        migrate(lived)
    for _ in range(3):
        with pytest.raises(Exception, match=r"(?i)foreign key"), lived.writing() as writer:
            writer.session.execute(text("UPDATE comment SET body_id = 999999 WHERE id = 9"))


def test_a_database_can_be_made_at_an_older_schema(empty):
    assert migrate(empty, "0007") is None
    with empty.engine.connect() as connection:
        assert schema_of(connection) == "0007"
        assert "kept_draft" in inspect(connection).get_table_names()
        assert "invitation" not in inspect(connection).get_table_names()


def test_rows_can_be_put_in_at_an_older_schema_and_brought_along_in_one_transaction(empty):
    made = "INSERT INTO person (email, name, created_at) VALUES ('ada@example.org', 'Ada', :at)"
    with changing(empty) as connection:
        upgrade(connection, "0004")
        connection.execute(text(made), {"at": "2026-03-02T09:00:00.000000Z"})
        upgrade(connection)
    with empty.engine.connect() as connection:
        assert schema_of(connection) == newest_schema()
        row = connection.execute(text("SELECT name, language FROM person")).one()
    assert tuple(row) == ("Ada", None)


def test_what_was_put_in_goes_again_with_a_transaction_that_fails(empty):
    def made():
        with changing(empty) as connection:
            upgrade(connection, "0004")
            upgrade(connection)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        made()
    assert inspect(empty.engine).get_table_names() == []
