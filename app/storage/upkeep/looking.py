"""Looking into a database as it is, of whatever form its tables are, without changing anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from app.storage.engine.database import Database, Unusable
from app.storage.engine.session import Reader
from app.storage.upkeep.presence import in_words
from app.storage.upkeep.upgrading import newest_schema, schema_of

#: How long PostgreSQL may take to answer the first time, in seconds for each host.
ANSWERS_WITHIN = 10


@contextmanager
def looking_into(url: str) -> Iterator[Connection]:
    """A connection that can only read, in one transaction, from the address of a database.

    Raises:
        Unusable: there is no database, or it does not answer; the message says why.
    """
    database = Database(_in_time(url), only_look=True)
    try:
        if database.file is not None and not database.file.is_file():
            msg = f"There is no database yet: {database.file} is not there."
            raise Unusable(msg)
        with database.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
    except DBAPIError as error:
        raise Unusable(in_words(error, database)) from error
    finally:
        database.dispose()


def _in_time(url: str) -> str:
    if url.startswith("sqlite") or "connect_timeout=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}connect_timeout={ANSWERS_WITHIN}"


@contextmanager
def reading_only(url: str) -> Iterator[Reader]:
    """Reads from a database as the program knows it, all of it at one moment.

    Raises:
        Unusable: there is none, it does not answer, or its tables are of another form.
    """
    with looking_into(url) as connection:
        found, known = schema_of(connection), newest_schema()
        if found != known:
            msg = (
                f"The tables of the database have the form {found or 'none'}, and this program "
                f"reads {known}. `charter serve` brings older ones up to date."
            )
            raise Unusable(msg)
        with Session(connection, autoflush=False) as session:
            yield Reader(session, None)
