"""Backups: every row as JSON lines, compressed; the same file fits SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Date, Table, func, insert, select, text
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, SQLAlchemyError

from app.storage.database import Database, Unusable
from app.storage.tables import UTCDateTime, metadata

FORMAT = "living-charter-backup/1"
BATCH = 500
#: What reading a file raises that is no whole backup.
_DAMAGE = (
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    SQLAlchemyError,
)
#: The database failed, whatever the file is: its disk is full, it can only be read, it is gone.
_NOT_THE_FILES = (OperationalError, InternalError, InterfaceError)


def write(database: Database, file: Path) -> int:
    """Write a consistent copy while others write too. Returns how many rows it has.

    The file appears under its name only when it is whole.
    """
    # On SQLite a transaction that reads sees one state anyway; PostgreSQL has to be asked.
    engine = database.engine
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    if file.is_dir():
        msg = f"{file} is a folder. Name the file to write."
        raise Unusable(msg)
    handle, unfinished = tempfile.mkstemp(dir=file.parent, prefix=file.name + ".")
    os.close(handle)
    try:
        with engine.connect() as connection, gzip.open(unfinished, "wt", encoding="utf-8") as out:
            rows = _write_rows(connection, out)
        Path(unfinished).replace(file)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return rows


def _write_rows(connection: Connection, out: TextIO) -> int:
    heads = MigrationContext.configure(connection).get_current_heads()
    out.write(json.dumps({"format": FORMAT, "schema": sorted(heads)}) + "\n")
    count = 0
    for table in metadata.sorted_tables:
        keys = list(table.primary_key.columns)
        for row in connection.execute(select(table).order_by(*keys)).mappings():
            out.write(json.dumps([table.name, {k: _out(v) for k, v in row.items()}]) + "\n")
            count += 1
    return count


def _out(value: object) -> object:
    return value.isoformat() if isinstance(value, (dt.datetime, dt.date)) else value


def read(database: Database, file: Path) -> int:
    """Bring a backup back, all of it or nothing. Returns how many rows came.

    Raises:
        Unusable: the file is no backup of this version, or the database is not empty.
    """
    with database.writing() as writer:
        connection = writer.session.connection()
        if any(
            connection.execute(select(func.count()).select_from(t)).scalar_one() for t in _own()
        ):
            msg = (
                "This database is not empty, and a restore would mix two histories. Set "
                "CHARTER_DATABASE_URL to a new one."
            )
            raise Unusable(msg)
        try:
            with gzip.open(file, "rt", encoding="utf-8") as lines:
                return _read_rows(connection, lines)
        except _NOT_THE_FILES:
            raise
        except _DAMAGE as error:
            msg = f"{file} is not a whole backup that `charter backup` wrote."
            raise Unusable(msg) from error


def _own() -> list[Table]:
    return list(metadata.sorted_tables)


def _read_rows(connection: Connection, lines: TextIO) -> int:
    head = json.loads(next(lines, "null"))
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        msg = "no backup"
        raise ValueError(msg)
    heads = sorted(MigrationContext.configure(connection).get_current_heads())
    if head["schema"] != heads:
        msg = "This backup was made by another version of this program. Restore it with that one."
        raise Unusable(msg)
    count = 0
    for name, rows in groupby(map(json.loads, lines), key=lambda line: line[0]):
        table = metadata.tables[name]
        for batch in _batches(_in(table, row) for _, row in rows):
            connection.execute(insert(table), batch)
            count += len(batch)
    _restart_numbers(connection)
    return count


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _in(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table, name, value) for name, value in row.items()}


def _value(table: Table, name: str, value: Any) -> Any:  # noqa: ANN401 - of any column
    kind = table.columns[name].type
    if value is None:
        return None
    if isinstance(kind, UTCDateTime):
        return dt.datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    return value


def _restart_numbers(connection: Connection) -> None:
    """Let PostgreSQL count on from the highest id of each table."""
    if connection.dialect.name != "postgresql":
        return
    for table in _own():
        if "id" in table.columns:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608
                    f"(SELECT COALESCE(MAX(id), 0) + 1 FROM {table.name}), false)"
                )
            )
