"""Copies of a SQLite file, put beside it before its tables are changed.

A copy holds everything that the database held: names, addresses, what was said in confidence. So
only its owner may read it, few are kept, and all of them go when somebody is erased.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import Connection, Engine

from app.storage.engine.database import Database, Unusable

#: How many copies stay beside a database; older ones are removed when there is a new one.
KEPT = 3
_MARK = ".schema-"
_UNFINISHED = ".unfinished"


def keep_copy(connection: Connection, schema: str) -> Path | None:
    """Copy the file of a SQLite database as it is, while nobody else writes to it.

    `connection` holds the transaction in which the tables will be changed and has changed nothing
    yet. Returns where the copy is, None for PostgreSQL.

    Raises:
        Unusable: the copy cannot be written; then nothing was changed.
    """
    file = _file(connection.engine)
    if file is None:
        return None
    # Named so that the names sort by time.
    made = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    copy = file.with_name(f"{file.name}{_MARK}{schema}-{made}")
    unfinished = copy.with_name(copy.name + _UNFINISHED)
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as out:
            source.backup(out)
        unfinished.replace(copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        reason = error.strerror if isinstance(error, OSError) else str(error)
        msg = (
            f"The database was left as it was: before it is changed, a copy is put beside it, and "
            f"{copy} cannot be written: {reason}. Make room, or let this account write there."
        )
        raise Unusable(msg) from error
    with suppress(OSError):
        _remove(file, keep=KEPT)
    return copy


def copies_of(database: Database) -> list[Path]:
    """The copies that stand beside a database, the newest first."""
    return _whole(_beside(_file(database.engine)))


def remove_copies(database: Database) -> None:
    """Remove all copies beside a database."""
    _remove(_file(database.engine), keep=0)


def _file(engine: Engine) -> Path | None:
    found = engine.url.database if engine.dialect.name == "sqlite" else None
    return Path(found) if found else None


def _beside(file: Path | None) -> list[Path]:
    if file is None:
        return []
    return [one for one in file.parent.iterdir() if one.name.startswith(file.name + _MARK)]


def _whole(found: list[Path]) -> list[Path]:
    copies = [one for one in found if one.name.endswith("Z")]
    return sorted(copies, key=lambda one: one.name.rpartition("-")[2], reverse=True)


def _remove(file: Path | None, *, keep: int) -> None:
    """Remove all but the newest copies, and what a process left that was killed while copying."""
    found = _beside(file)
    for one in set(found) - set(_whole(found)[:keep]):
        one.unlink(missing_ok=True)
