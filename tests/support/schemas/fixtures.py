"""The databases of every schema that ever landed, with life in them.

A fixture is a file of rows, as the program of its time wrote them (`telling`), and the tables that
this program made: by the migrations of today, which are those that landed, but for three that were
changed later. Those stand in `tests/fixtures/schemas/landed` as they were.
"""

from __future__ import annotations

import json
import lzma
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Date, MetaData, String, Table, insert, text
from sqlalchemy.types import TypeEngine

from app import paths
from app.storage.engine.database import Database
from app.storage.upkeep.upgrading import changing, upgrade
from tests.support.databases import migrate_once

FOLDER = Path(__file__).parents[2] / "fixtures" / "schemas"
LANDED = FOLDER / "landed"
#: Every migration with its digest, in the form that `sha256sum --check` reads.
DIGESTS = FOLDER / "landed.sha256"
_PACKED = ".jsonl.xz"


@dataclass(frozen=True)
class Fixture:
    """One database. `rows` names the file; `schema` is where its program stood.

    `first` names the migrations of an earlier form that its tables were made with. A database that
    `went_on` was brought that far by later programs which did not see what was wrong with it.
    """

    name: str
    rows: str
    schema: str
    first: tuple[str, ...] = ()
    went_on: str | None = None

    def __str__(self) -> str:
        return self.name

    def lines(self) -> list[str]:
        """What its file holds: a head, then the rows."""
        return lzma.decompress((FOLDER / (self.rows + _PACKED)).read_bytes()).decode().splitlines()

    def expected(self) -> list[tuple[str, dict[str, Any]]]:
        """Its rows: of which table, and what is in them."""
        return [tuple(json.loads(line)) for line in self.lines()[1:]]

    def make(self, url: str) -> None:
        """Fill the empty database at this address, and leave no connection open."""
        database = Database(url)
        self.load(database)
        database.dispose()

    def make_and_migrate(self, url: str) -> None:
        """The same, and bring it up to date."""
        self.make(url)
        migrate_once(url)

    def load(self, database: Database) -> None:
        """Fill an empty database."""
        with migrations(*self.first), changing(database) as connection:
            upgrade(connection, self.schema)
            _put_in(connection, self.expected())
            if self.went_on is not None:
                upgrade(connection, self.went_on)


def _all() -> list[Fixture]:
    # What 0002 was at first is in every database whose program stood at 0002 or 0003.
    early = [
        Fixture("0001-first", "0001-first", "0001", ("0001_first",)),
        Fixture("0001-second", "0001-second", "0001", ("0001_second",)),
        Fixture("0002-first", "0002-first", "0002", ("0002_first",)),
        Fixture("0002", "0002-first", "0002"),
        Fixture("0003-first", "0003-first", "0003", ("0002_first",)),
        Fixture("0003", "0003-first", "0003"),
        Fixture("0004-first", "0004-first", "0004", ("0002_first",)),
        Fixture("0001-first-at-0015", "0001-first", "0001", ("0001_first", "0002_first"), "0015"),
        Fixture("0003-first-at-0007", "0003-first", "0003", ("0002_first",), "0007"),
    ]
    files = sorted(one.name.removesuffix(_PACKED) for one in FOLDER.glob("*" + _PACKED))
    return [*early, *(Fixture(name, name, name) for name in files if name.isdigit())]


FIXTURES = _all()


@contextmanager
def migrations(*first: str) -> Iterator[None]:
    """Let migrations be found as they are, but for some in the form that they had at first."""
    if not first:
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "alembic"
        shutil.copytree(paths.migrations(), copy, ignore=shutil.ignore_patterns("__pycache__"))
        for name in first:
            (now,) = (copy / "versions").glob(f"{name.partition('_')[0]}_*.py")
            shutil.copyfile(LANDED / f"{name}.py", now)
        with patch.object(paths, "migrations", return_value=copy):
            yield


def _put_in(connection: Connection, rows: list[tuple[str, dict[str, Any]]]) -> None:
    known = MetaData()
    for name, found in groupby(rows, key=lambda row: row[0]):
        table = Table(name, known, autoload_with=connection, resolve_fks=False)
        for _, row in found:
            # One by one: what is missing in the head of a batch would be missing in all of it.
            connection.execute(insert(table), _in(connection, table, row))
        if connection.dialect.name == "postgresql" and "id" in table.columns:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), "
                    f"(SELECT MAX(id) + 1 FROM {name}), false)"
                )
            )


def _in(connection: Connection, table: Table, row: dict[str, Any]) -> dict[str, Any]:
    on_sqlite = connection.dialect.name == "sqlite"
    return {name: _value(table.columns[name].type, value, on_sqlite) for name, value in row.items()}


#: How long a moment is on SQLite, and how it is written there.
_LENGTH, _MOMENT = 27, "%Y-%m-%dT%H:%M:%S.%fZ"


def _value(kind: TypeEngine[Any], value: Any, on_sqlite: bool) -> Any:
    if isinstance(kind, Date) and value is not None:
        return date.fromisoformat(value)
    is_moment = isinstance(kind, String) and kind.length == _LENGTH
    if on_sqlite and is_moment and value is not None:
        return datetime.fromisoformat(value).astimezone(UTC).strftime(_MOMENT)
    return value
