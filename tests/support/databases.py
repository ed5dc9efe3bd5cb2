"""Fresh databases: migrated once in a test process, then copied for each test."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import Protocol

from app.storage.database import Database
from app.storage.migrate import migrate
from tests.support.postgres import Server


class Source(Protocol):
    """Where fresh databases come from."""

    def empty(self) -> str:
        """The address of a database without any tables."""
        ...

    def fresh(self) -> str:
        """The address of a database with the tables and nothing in them."""
        ...

    def forget(self, url: str) -> None:
        """Let go of a database that is not needed any more."""
        ...


def migrate_once(url: str) -> None:
    """Bring the database at this address to its newest form, and leave no connection open."""
    database = Database(url)
    try:
        migrate(database)
    finally:
        database.dispose()


class SqliteSource:
    """SQLite: a file is copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._template: Path | None = None

    def empty(self) -> str:
        """The address of a file that is not there yet."""
        return f"sqlite:///{self._folder / f'{next(self._numbers)}.db'}"

    def fresh(self) -> str:
        """The address of a copy of the migrated file."""
        if self._template is None:
            self._template = self._folder / "template.db"
            migrate_once(f"sqlite:///{self._template}")
        url = self.empty()
        shutil.copyfile(self._template, url.removeprefix("sqlite:///"))
        return url

    def forget(self, url: str) -> None:
        """Remove the file and what stands beside it."""
        for tail in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + tail).unlink(missing_ok=True)


class PostgresSource:
    """PostgreSQL: a database is made from a template."""

    TEMPLATE = "migrated"

    def __init__(self, server: Server) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        self._has_template = False

    def empty(self) -> str:
        """The address of an empty database."""
        return self._server.create(f"test_{next(self._numbers)}")

    def fresh(self) -> str:
        """The address of a copy of the migrated database."""
        if not self._has_template:
            migrate_once(self._server.create(self.TEMPLATE))
            self._has_template = True
        return self._server.create(f"test_{next(self._numbers)}", self.TEMPLATE)

    def forget(self, url: str) -> None:
        """Drop it."""
        self._server.drop(url.rpartition("/")[2])
