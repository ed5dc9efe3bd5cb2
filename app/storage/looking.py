"""Looking into a database without changing anything: not its schema, not its files.

It works on a disk that is full or can only be read, and on a database of any schema.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from app import paths
from app.storage.database import Reader, Unusable
from app.storage.database_url import EXAMPLES, BadDatabaseURL, read_database_url, shown

#: How long PostgreSQL may take to answer the first time, in seconds for each host.
ANSWERS_WITHIN = 10


@contextmanager
def looking_into(text: str) -> Iterator[Connection]:
    """A connection that can only read, from the address of a database.

    Raises:
        Unusable: there is no database, or it does not answer; the message says why.
    """
    try:
        url = read_database_url(text)
    except BadDatabaseURL as error:
        msg = f"CHARTER_DATABASE_URL is no database URL: {error}. Example: {EXAMPLES}"
        raise Unusable(msg) from error
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        said = str(error.orig).strip().splitlines() or ["no answer"]
        raise Unusable(f"The database {shown(url)} cannot be read: {said[0]}.") from error
    finally:
        engine.dispose()


@contextmanager
def reading_only(text: str) -> Iterator[Reader]:
    """Reads from a database as the program knows it, all of it at one moment.

    Raises:
        Unusable: there is none, it does not answer, or it is of another schema.
    """
    with looking_into(text) as connection:
        found, known = schema_of(connection), newest_schema()
        if found != known:
            msg = (
                f"The database has schema {found or 'none'}, and this program works on {known}. "
                "The program brings an older one up to date when it serves."
            )
            raise Unusable(msg)
        with Session(connection, autoflush=False) as session:
            yield Reader(session, None)


def newest_schema() -> str:
    """The number of the newest schema that this program knows."""
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    return ScriptDirectory.from_config(config).get_current_head() or "none"


def schema_of(connection: Connection) -> str | None:
    """The number of a database's schema, None if it has none yet."""
    heads = MigrationContext.configure(connection).get_current_heads()
    return heads[0] if heads else None


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        if not file.is_file():
            msg = f"There is no database yet: {file} is not there."
            raise Unusable(msg)
        engine = create_engine(
            "sqlite://", creator=lambda: _open(file), poolclass=NullPool, hide_parameters=True
        )
        # The driver begins no transaction for what only reads; all is read as of one moment.
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        return engine
    waits = {"connect_timeout": str(ANSWERS_WITHIN)}
    given = url.update_query_dict({**waits, **url.query})
    # For each transaction, not for the session: a session that could not write would be refused
    # where an address asks for the server that can be written.
    return create_engine(
        given,
        poolclass=NullPool,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
    )


def _open(file: Path) -> sqlite3.Connection:
    """The file, opened to read.

    While somebody has it open, a second file beside it holds the newest changes. Without that one,
    the file alone is all there is; SQLite is told so, as it would make the second file otherwise.
    """
    alone = "&immutable=1" if not _is_somewhere_else_too(file) else ""
    address = f"file:{quote(str(file.absolute()))}?mode=ro{alone}"
    return sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)


def _is_somewhere_else_too(file: Path) -> bool:
    try:
        return file.with_name(f"{file.name}-wal").stat().st_size > 0
    except OSError:
        return False
