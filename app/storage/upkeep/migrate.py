"""Bringing a database to the form that this program expects.

`python -m app.storage.upkeep.migrate --check` says whether the migrations still describe the
tables.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.storage.engine.database import SAME_AGAIN, Database, Unusable
from app.storage.upkeep.copies import keep_copy
from app.storage.upkeep.presence import in_words
from app.storage.upkeep.upgrading import (
    NEWEST,
    changing,
    configuration,
    newest_schema,
    refuse_newer,
    schema_of,
    upgrade,
)


def migrate(database: Database, to: str = NEWEST) -> Path | None:
    """Create the tables, or bring older ones up to date: all of it or nothing.

    `to` names an older schema to stop at. Returns where a copy of the database was put before it
    was changed: beside a SQLite file that was not up to date.

    Raises:
        Unusable: the database cannot be reached or written, a newer program made it, or a migration
            would lose something.
    """
    database.make()
    try:
        if _schema(database) != _wanted(to):
            return _upgrade(database, to)
        # What can only be read is told now, not to the first who wants to write.
        database.try_writing()
    except DBAPIError as error:
        raise Unusable(in_words(error, database)) from error
    return None


def _upgrade(database: Database, to: str) -> Path | None:
    with changing(database) as connection:
        # Another server may have been faster.
        before, copy = schema_of(connection), None
        refuse_newer(before)
        if before is not None and before != _wanted(to):
            copy = keep_copy(connection, before)
        upgrade(connection, to)
        connection.execute(SAME_AGAIN)
    return copy


def _schema(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return schema_of(connection)


def _wanted(to: str) -> str:
    return newest_schema() if to == NEWEST else to


def check() -> None:
    """Compare the tables with what the migrations make of an empty database.

    Raises:
        Unusable: they differ.
    """
    from alembic import command
    from alembic.util import CommandError

    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'check.db'}")
        try:
            migrate(database)
            config = configuration()
            with database.engine.connect() as connection:
                config.attributes["connection"] = connection
                command.check(config)
        except CommandError as error:
            raise Unusable(str(error)) from error
        finally:
            database.dispose()


if __name__ == "__main__":
    if sys.argv[1:] != ["--check"]:
        sys.exit("usage: python -m app.storage.upkeep.migrate --check")
    try:
        check()
    except Unusable as problem:
        sys.exit(str(problem))
