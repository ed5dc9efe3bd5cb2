"""Backups: every row as JSON lines, compressed; the same file fits SQLite and PostgreSQL.

The first line says which program made it, when, of which tables, and how many rows of each; then
come the list of erasures and the rows; the last line has the SHA-256 of all lines before it.
`docs/decisions/0037-backups.md` has the form in full.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select

from app.storage.engine.database import Database, Unusable
from app.storage.upkeep import backup_rows
from app.storage.upkeep.erasures import Erasure
from app.storage.upkeep.presence import tables_in
from app.storage.upkeep.upgrading import schema_of
from app.version import PROGRAM

FORMAT = "living-charter-backup/2"
#: Its first line tells the form of the tables only, and nothing at its end says that it is whole.
FIRST_FORMAT = "living-charter-backup/1"
BATCH = 500
#: In the place of a table's name, at the lines of the list of erasures.
_LISTED = "erasures.jsonl"
#: What reading a file raises that is no whole backup.
DAMAGE = (
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)


@dataclass(frozen=True, slots=True)
class Header:
    """What a backup says of itself. Of the first format only `schema` is known.

    `schema`: the form of its tables. `at`: when it was made. `rows`: how many each table has.
    """

    schema: str
    program: str | None = None
    at: dt.datetime | None = None
    rows: dict[str, int] | None = None

    def in_words(self) -> str:
        """Who made it, and when."""
        made = f"made on {self.at:%Y-%m-%d at %H:%M} UTC " if self.at else "made "
        by = f"by version {self.program}" if self.program else "by an early version"
        return f"{made}{by} (form {self.schema} of the tables)"


def write(
    database: Database, file: Path, *, listed: Iterable[Erasure] = (), force: bool = False
) -> Header:
    """Write a consistent copy while others write too; nothing is written to the database.

    `listed`: the list of erasures beside the database. The file appears under its name only when
    it is whole, and is its owner's alone.

    Raises:
        Unusable: there is nothing to back up, or something is there already and is not to be
            replaced by `force`.
    """
    _refuse_place(file, force=force)
    # On SQLite a transaction that reads sees one state anyway; PostgreSQL has to be asked.
    engine = database.engine
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    handle, unfinished = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with (
            os.fdopen(handle, "wb") as raw,
            engine.connect() as connection,
            gzip.GzipFile("", "wb", fileobj=raw) as out,
        ):
            header = _write(connection, _Lines(out), listed)
            out.close()
            raw.flush()
            os.fsync(raw.fileno())
        _refuse_place(file, force=force)
        Path(unfinished).replace(file)
    except OSError as error:
        # Nobody knows the name of what was not finished.
        raise OSError(error.errno, error.strerror, str(file)) from error
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return header


def _refuse_place(file: Path, *, force: bool) -> None:
    if file.is_dir():
        msg = f"{file} is a folder. Name the file to write, or let --keep name it."
        raise Unusable(msg)
    if not file.parent.is_dir():
        msg = f"There is no folder {file.parent} to write the backup into."
        raise Unusable(msg)
    if file.exists() and not force:
        msg = f"{file} is there already. Name another file, or replace it with --force."
        raise Unusable(msg)


class _Lines:
    """Lines that are written, and the digest of all of them."""

    def __init__(self, out: gzip.GzipFile) -> None:
        self._out = out
        self._digest = hashlib.sha256()

    def write(self, body: object) -> None:
        line = json.dumps(body).encode() + b"\n"
        self._digest.update(line)
        self._out.write(line)

    def end(self) -> None:
        self.write({"sha256": self._digest.hexdigest()})


def _write(connection: Connection, lines: _Lines, listed: Iterable[Erasure]) -> Header:
    tables = tables_in(connection).sorted_tables
    rows = {table.name: _count(connection, table) for table in tables}
    if not any(rows.values()):
        msg = "There is nothing to back up: the database is empty."
        raise Unusable(msg)
    header = Header(schema_of(connection) or "", PROGRAM, dt.datetime.now(dt.UTC), rows)
    said = {"program": PROGRAM, "at": str(header.at), "schema": [header.schema], "rows": rows}
    lines.write({"format": FORMAT, **said})
    for one in listed:
        lines.write([_LISTED, json.loads(one.to_line())])
    for table in tables:
        wanted = select(table).order_by(*table.primary_key.columns)
        with connection.execute(wanted, execution_options={"yield_per": BATCH}) as found:
            for row in found.mappings():
                lines.write([table.name, backup_rows.out(table, dict(row))])
    lines.end()
    return header


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


@dataclass(slots=True)
class Backup:
    """A backup that is read: `listed` and `counted` are filled as its rows are."""

    file: Path
    header: Header
    _lines: Iterator[bytes]
    _digest: Any
    listed: list[Erasure] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[str, backup_rows.Row]]:
        """Each row with the name of its table, in an order in which they can be brought back.

        Raises:
            any of DAMAGE: it is not whole; also at the end, where its digest stands.
        """
        for line in self._lines:
            said = json.loads(line)
            if isinstance(said, dict):
                self._check_end(said["sha256"])
                return
            self._digest.update(line)
            name, row = said
            if name == _LISTED:
                self.listed.append(Erasure.from_line(json.dumps(row)))
                continue
            self.counted[name] = self.counted.get(name, 0) + 1
            yield name, row
        if self.header.rows is not None:
            raise EOFError("its end is missing")

    def _check_end(self, digest: str) -> None:
        if digest != self._digest.hexdigest():
            raise ValueError("it was changed")
        if next(self._lines, None) is not None:
            raise ValueError("something follows its end")
        said = {name: count for name, count in (self.header.rows or {}).items() if count}
        if said != self.counted:
            raise ValueError("it has not the rows that it says")


def read(lines: Iterator[bytes], file: Path) -> Backup:
    """Begin to read a backup from its lines.

    Raises:
        any of DAMAGE: it is none.
    """
    first = next(lines, b"null")
    said = json.loads(first)
    (schema,) = said["schema"]
    if said["format"] == FIRST_FORMAT:
        return Backup(file, Header(str(schema)), lines, hashlib.sha256(first))
    if said["format"] != FORMAT:
        msg = (
            f"{file} was made by a newer version ({said.get('program', 'unknown')}) of this "
            f"program than this one, {PROGRAM}. Install that version or a later one."
        )
        raise Unusable(msg)
    at = dt.datetime.fromisoformat(said["at"])
    header = Header(str(schema), str(said["program"]), at, dict(said["rows"]))
    return Backup(file, header, lines, hashlib.sha256(first))


def check(file: Path) -> Backup:
    """Read a backup from beginning to end.

    Raises:
        Unusable: it is not whole.
        OSError: it cannot be read.
    """
    try:
        with gzip.open(file) as lines:
            backup = read(iter(lines), file)
            for _ in backup.rows():
                pass
    except DAMAGE as error:
        raise not_whole(file) from error
    return backup


def not_whole(file: Path) -> Unusable:
    """What is said of a file that is damaged, or no backup at all."""
    return Unusable(f"{file} is not a whole backup that `charter backup` wrote.")
