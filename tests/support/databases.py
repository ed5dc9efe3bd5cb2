"""Fresh databases: migrated once in a test process, then copied for each test."""

from __future__ import annotations

import itertools
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from app.storage.engine.database import Database
from app.storage.upkeep.migrate import migrate
from app.storage.upkeep.restore import bring_back
from tests.support.clock import Clock
from tests.support.postgres import Server

Make = Callable[[str], None]


def migrate_once(url: str) -> None:
    """Bring the database at this address to its newest form, and leave no connection open."""
    database = Database(url)
    try:
        migrate(database)
    finally:
        database.dispose()


def bring_rows_back(database: Database, file: Path) -> None:
    """Bring the rows of a backup back, and nothing of what a restore does besides."""
    with database.engine.connect() as connection, connection.begin():
        bring_back(connection, file)


class Source(ABC):
    """Where fresh databases come from: copies of templates, each made once in a test process.

    The copy for each test has the same address, and one `Database` object goes with it: so the
    statements that it has prepared are prepared once, which is half of a short test's time.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._templates: dict[Make, str] = {}
        self._database: Database | None = None

    def empty(self) -> str:
        """The address of a database without any tables."""
        return self._make(f"test_{next(self._numbers)}", None)

    def fresh(self, make: Make = migrate_once) -> str:
        """The address of a copy of what `make` makes of an empty database."""
        if make not in self._templates:
            url = self.empty()
            make(url)
            self._templates[make] = url
        return self._make("fresh", self._templates[make])

    def database(self, url: str, clock: Clock) -> Database:
        """The database at the address that `fresh` gave."""
        if self._database is None or self._database.url != url:
            self._database = Database(url)
        self._database.clock = clock
        return self._database

    @abstractmethod
    def forget(self, url: str) -> None:
        """Let go of a database that is not needed any more."""

    @abstractmethod
    def _make(self, name: str, template: str | None) -> str: ...


class SqliteSource(Source):
    """SQLite: a file is copied."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def forget(self, url: str) -> None:
        """Remove the file and what stands beside it, such as copies from before an upgrade."""
        file = Path(url.removeprefix("sqlite:///"))
        for one in file.parent.glob(f"{file.name}*"):
            one.unlink(missing_ok=True)

    def _make(self, name: str, template: str | None) -> str:
        file = self._folder / f"{name}.db"
        if template is not None:
            shutil.copy(template.removeprefix("sqlite:///"), file)
        return f"sqlite:///{file}"


class PostgresSource(Source):
    """PostgreSQL: a database is made from a template."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server = server

    def forget(self, url: str) -> None:
        """Drop it."""
        self.server.drop(url.rpartition("/")[2])

    def _make(self, name: str, template: str | None) -> str:
        return self.server.create(name, template.rpartition("/")[2] if template else None)
