"""Changing the tables of a database: one transaction, all of it or nothing.

SQLite cannot change every table in place: some migrations make a new table, copy the rows, drop
the old one and give its name to the new one. Dropping a table that others refer to needs foreign
keys to be off, which on SQLite can be said outside of a transaction only. This follows SQLite's own
steps (https://sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes"): keys
off, one transaction, a check of all references, and only then the commit. A process that is killed
at any statement leaves the database as it was.

Alembic is imported when tables are to be changed: whoever serves from a database that is up to date
does without it, and without what it brings.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnClause, column, func, inspect, select, table, text
from sqlalchemy.engine import Connection

from app import paths
from app.storage.engine.database import Database, Unusable
from app.storage.upkeep.moved import find_what_moved
from app.storage.upkeep.schema_names import newest_schema_name, schema_names

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "head"
#: Where Alembic keeps of which form the tables are.
VERSIONS = "alembic_version"
#: The number of the lock that PostgreSQL gives to one migrating server at a time.
MIGRATING = 7_263_904_118
#: Tables of which a migration drops rows on purpose: codes to sign in, which last ten minutes.
EMPTIED = {"0004": {"sign_in"}}


@contextmanager
def changing(database: Database) -> Iterator[Connection]:
    """A transaction in which tables can be made, filled and changed, by one process at a time.

    It is committed at the end, once every reference of every row was checked, or undone if anything
    is raised.

    Raises:
        Unusable: a row would refer to one that is not there.
    """
    database.make()
    with database.engine.connect().execution_options(immediate=True) as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        driver = connection.connection.driver_connection
        # It is closed afterwards and not used again: its foreign keys are off.
        connection.detach()
        if is_sqlite:
            assert driver is not None
            driver.execute("PRAGMA foreign_keys=OFF").close()
        with connection.begin():
            if not is_sqlite:
                # Several servers may start at once; on SQLite the transaction makes them wait.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
            yield connection
            if is_sqlite:
                _check_references(connection)


def upgrade(connection: Connection, to: str = NEWEST) -> None:
    """Bring the tables to a schema, from none or from an older one, within the open transaction.

    The transaction is one of `changing`, and stays open: rows can be put in between two upgrades.

    Raises:
        Unusable: a newer program made the database, or a migration would lose rows.
    """
    from alembic import command

    assert connection.in_transaction()
    refuse_newer(schema_of(connection), to)
    config = configuration()
    config.attributes["connection"] = connection
    config.attributes["on_version_apply"] = _Rows(connection).check
    command.upgrade(config, to)


def refuse_newer(*schemas: str | None) -> None:
    """Refuse what a newer program made, before anything is done about it.

    Raises:
        Unusable: one of the schemas is not known here.
    """
    if not set(schemas) <= {None, NEWEST, *schema_names()}:
        msg = (
            "This database was made by a newer version of this program. Install that version "
            "(or a later one), or restore a backup that this version made."
        )
        raise Unusable(msg)


def schema_of(connection: Connection) -> str | None:
    """The schema of a database: the number of its newest migration, None if it has no tables."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    number: ColumnClause[str] = column("version_num")
    asked = select(number).select_from(table(VERSIONS))
    found: str | None = connection.execute(asked).scalar_one_or_none()
    return found


def newest_schema() -> str:
    """The schema that this program works with."""
    return newest_schema_name()


def configuration() -> Config:
    """What Alembic needs to know to find the migrations."""
    from alembic.config import Config

    find_what_moved()
    # Its own default is whatever stood there when Alembic was imported.
    config = Config(stdout=sys.stdout)
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    return config


def _check_references(connection: Connection) -> None:
    # Columns: the table, the row's id in it, the table that it refers to, which reference it is.
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        tables = ", ".join(sorted({row[0] for row in lost}))
        msg = (
            f"The database was left as it was: {len(lost)} rows ({tables}) would refer to rows "
            "that are not there. Please report this; the version that you had goes on working."
        )
        raise Unusable(msg)


class _Rows:
    """How many rows each table has, looked at after each migration: none may be fewer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._counts = self._count()

    def check(self, *, step: Any, **_more: Any) -> None:  # noqa: ANN401 - as Alembic calls it
        """Refuse a migration after which rows are missing.

        Raises:
            Unusable: there are fewer rows of a table than before, though it was not meant.
        """
        counts, meant = self._count(), EMPTIED.get(step.up_revision_id, set())
        for name, before in self._counts.items():
            left = counts.get(name, 0)
            if left < before and name not in meant:
                msg = (
                    f"The database was left as it was: migration {step.up_revision_id} would have "
                    f"kept {left} of {before} rows of {name}. Please report this; the version that "
                    "you had goes on working."
                )
                raise Unusable(msg)
        self._counts = counts

    def _count(self) -> dict[str, int]:
        names = inspect(self._connection).get_table_names()
        return {
            name: self._connection.execute(
                select(func.count()).select_from(table(name))
            ).scalar_one()
            for name in names
            if name != VERSIONS
        }
