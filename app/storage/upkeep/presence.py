"""Whether a database is there, of which form its tables are, and whether anything is in them."""

from __future__ import annotations

from sqlalchemy import Connection, MetaData, select
from sqlalchemy.exc import DBAPIError

from app.storage.engine.database import Database, Unusable
from app.storage.engine.database_url import shown
from app.storage.tables import metadata
from app.storage.tables.upkeep import OF_THIS_MACHINE
from app.storage.upkeep.upgrading import schema_of


def schema_found(database: Database) -> str | None:
    """The number of the form of its tables; None where there is no database, or none of ours.

    Raises:
        Unusable: it is there, but cannot be read.
    """
    if database.file is not None and not (
        database.file.is_dir() or (database.file.is_file() and database.file.stat().st_size)
    ):
        return None
    try:
        with database.engine.connect() as connection:
            return schema_of(connection)
    except DBAPIError as error:
        raise Unusable(in_words(error, database)) from error


def tables_in(connection: Connection, *, of_this_machine: bool = False) -> MetaData:
    """Our tables as they are there, whatever form they have; those of others are left out.

    So are those that tell of this machine alone, unless they are asked for: no backup holds them.
    """
    wanted = {
        name
        for name, table in metadata.tables.items()
        if of_this_machine or not table.info.get(OF_THIS_MACHINE)
    }
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in wanted)
    return found


def is_empty(connection: Connection) -> bool:
    """Whether not a single row is there."""
    return not any(
        connection.execute(select(1).select_from(table).limit(1)).first()
        for table in tables_in(connection).sorted_tables
    )


def in_words(error: DBAPIError, database: Database) -> str:
    """What went wrong with a database, as one sentence."""
    said = str(error.orig).strip().splitlines()[0] if error.orig else "no answer"
    return f"The database {shown(database.engine.url)} cannot be used: {said}."
