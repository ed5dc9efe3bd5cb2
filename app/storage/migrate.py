"""Bringing a database to the form that this program expects.

`python -m app.storage.migrate --check` says whether the migrations still describe the tables.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from app import paths
from app.storage.database import Database, Unusable
from app.storage.database_url import shown

#: The number of the lock that PostgreSQL gives to one migrating server at a time.
MIGRATING = 7_263_904_118


def migrate(database: Database) -> None:
    """Create the tables, or bring older ones up to date.

    Raises:
        Unusable: the database cannot be reached or written, or a newer program made it.
    """
    config = _config(database)
    try:
        _refuse_newer(database, config)
        with database.engine.connect().execution_options(immediate=True) as connection:
            _one_at_a_time(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        # What can only be read is told now, not to the first who wants to write.
        database.try_writing()
    except DBAPIError as error:
        raise Unusable(_in_words(error, database)) from error


def _one_at_a_time(connection: Connection) -> None:
    """Let several servers start at once: on SQLite the transaction itself makes them wait."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.attributes["url"] = database.url
    return config


def _refuse_newer(database: Database, config: Config) -> None:
    with database.engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not set(heads) <= known:
        msg = (
            "This database was made by a newer version of this program. Install that version "
            "(or a later one), or restore a backup that this version made."
        )
        raise Unusable(msg)


def _in_words(error: DBAPIError, database: Database) -> str:
    said = str(error.orig).strip().splitlines()[0] if error.orig else "no answer"
    return f"The database {shown(database.engine.url)} cannot be used: {said}."


def check() -> None:
    """Compare the tables with what the migrations make of an empty database.

    Raises:
        Unusable: they differ.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'check.db'}")
        try:
            migrate(database)
            config = _config(database)
            with database.engine.connect() as connection:
                config.attributes["connection"] = connection
                command.check(config)
        except CommandError as error:
            raise Unusable(str(error)) from error
        finally:
            database.dispose()


if __name__ == "__main__":
    if sys.argv[1:] != ["--check"]:
        sys.exit("usage: python -m app.storage.migrate --check")
    try:
        check()
    except Unusable as problem:
        sys.exit(str(problem))
