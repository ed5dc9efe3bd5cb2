"""Bringing a backup back: the tables of its time, its rows, and all migrations since."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, false, func, insert, select, text
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, StatementError

from app.storage.engine.database import Unusable
from app.storage.upkeep import backup_rows
from app.storage.upkeep.backup import BATCH, DAMAGE, Backup, Header, not_whole, read
from app.storage.upkeep.backup_rows import Row
from app.storage.upkeep.presence import is_empty, tables_in
from app.storage.upkeep.schema_names import schema_names
from app.storage.upkeep.upgrading import VERSIONS, newest_schema, schema_of, upgrade
from app.version import PROGRAM

#: The database failed, whatever the file is: its disk is full, it can only be read, it is gone.
_NOT_THE_FILE = (OperationalError, InternalError, InterfaceError)


def refuse_not_empty(connection: Connection, where: str) -> None:
    """Let no restore mix two histories.

    Raises:
        Unusable: the database has rows.
    """
    if not is_empty(connection):
        msg = (
            f"The database {where} is not empty, and a restore would mix two histories. Move it "
            "away first, or name a new folder with CHARTER_DATA (or a new database with "
            "CHARTER_DATABASE_URL)."
        )
        raise Unusable(msg)


def bring_back(connection: Connection, file: Path) -> Backup:
    """Bring a backup back into an empty database, within the open transaction of a connection.

    On SQLite, foreign keys are checked at the end only: so they have to be off until then.

    Raises:
        Unusable: the file is no whole backup, or a newer program made it.
        OSError: it cannot be read.
    """
    try:
        with gzip.open(file) as lines:
            backup = read(iter(lines), file)
            refuse_newer(file, backup.header)
            _make_tables(connection, backup.header.schema)
            _insert(connection, backup)
            _check_references(connection, file)
    except _NOT_THE_FILE:
        raise
    except (*DAMAGE, StatementError) as error:
        raise not_whole(file) from error
    upgrade(connection)
    return backup


def refuse_newer(file: Path, header: Header) -> None:
    """Say in words that a backup needs a newer program.

    Raises:
        Unusable: it does.
    """
    if header.schema in schema_names():
        return
    by = f"version {header.program}" if header.program else "a newer version"
    msg = (
        f"{file} was made by {by} of this program (form {header.schema} of the tables); "
        f"this one is version {PROGRAM} (form {newest_schema()}). Restore it with that version or "
        "a later one."
    )
    raise Unusable(msg)


def _make_tables(connection: Connection, schema: str) -> None:
    if schema_of(connection) == schema:
        return
    # They are empty, as was made sure of; those of another program beside them stay.
    found = tables_in(connection, of_this_machine=True)
    found.reflect(connection, only=lambda name, _: name == VERSIONS)
    found.drop_all(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP FUNCTION IF EXISTS refuse_change, tell_of_event"))
    upgrade(connection, schema)


def _insert(connection: Connection, backup: Backup) -> None:
    tables = tables_in(connection)
    for name, found in groupby(backup.rows(), key=lambda row: row[0]):
        table, rows = _fitting(connection, tables.tables[name], found)
        for batch in _batches(backup_rows.back(table, row) for _, row in rows):
            connection.execute(insert(table), batch)
    _restart_numbers(connection, tables)


def _fitting(
    connection: Connection, table: Table, rows: Iterator[tuple[str, Row]]
) -> tuple[Table, Iterator[tuple[str, Row]]]:
    """The table as it was when the rows were written: the first form of 0001 named one otherwise.

    The migrations know of it, and mend it.
    """
    first = next(rows)
    if table.name == "round" and "counts" in first[1]:
        connection.execute(text("ALTER TABLE round RENAME COLUMN closing TO counts"))
        table = Table("round", MetaData(), autoload_with=connection)
    return table, chain([first], rows)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _restart_numbers(connection: Connection, tables: MetaData) -> None:
    """Let PostgreSQL count on from the highest id of each table."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables.sorted_tables:
        if "id" in table.columns:
            numbers = func.pg_get_serial_sequence(table.name, "id")
            following = func.coalesce(func.max(table.c.id), 0) + 1
            connection.execute(select(func.setval(numbers, following, false())))


def _check_references(connection: Connection, file: Path) -> None:
    """On SQLite, look whether each row that is pointed to is there; PostgreSQL has looked."""
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise not_whole(file)
