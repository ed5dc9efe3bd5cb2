"""Fresh databases: migrated once in a test process, then copied for each test."""

from __future__ import annotations

import itertools
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from app.storage.database import Database
from app.storage.migrate import migrate
from tests.support.postgres import Server


Make = Callable[[str], None]


def migrate_once(url: str) -> None:
    """Bring the database at this address to its newest form, and leave no connection open."""
    database = Database(url)
    try:
        migrate(database)
    finally:
        database.dispose()


class Source(ABC):
    """Where fresh databases come from: copies of templates, each made once in a test process."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._templates: dict[Make, str] = {}

    def fresh(self, make: Make = migrate_once) -> str:
        """The address of a copy of what `make` makes of an empty database."""
        if make not in self._templates:
            url = self.empty()
            make(url)
            self._templates[make] = url
        return self._copy(self._templates[make])

    @abstractmethod
    def empty(self) -> str:
        """The address of a database without any tables."""

    @abstractmethod
    def forget(self, url: str) -> None:
        """Let go of a database that is not needed any more."""

    @abstractmethod
    def _copy(self, template: str) -> str: ...


class SqliteSource(Source):
    """SQLite: a file is copied."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def empty(self) -> str:
        """The address of a file that is not there yet."""
        return f"sqlite:///{self._folder / f'{next(self._numbers)}.db'}"

    def forget(self, url: str) -> None:
        """Remove the file and what stands beside it."""
        for tail in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + tail).unlink(missing_ok=True)

    def _copy(self, template: str) -> str:
        url = self.empty()
        shutil.copyfile(template.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
        return url


class PostgresSource(Source):
    """PostgreSQL: a database is made from a template."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server

    def empty(self) -> str:
        """The address of an empty database."""
        return self._server.create(f"test_{next(self._numbers)}")

    def forget(self, url: str) -> None:
        """Drop it."""
        self._server.drop(url.rpartition("/")[2])

    def _copy(self, template: str) -> str:
        return self._server.create(f"test_{next(self._numbers)}", template.rpartition("/")[2])
