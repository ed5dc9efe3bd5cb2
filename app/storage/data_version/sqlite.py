"""The version of the data in a SQLite file."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import inf
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, event

from app.storage.data_version.version import NOT_TOLD, DataVersion, connection_numbers
from app.storage.engine import sqlite_files
from app.storage.engine.database import Database

log = logging.getLogger(__name__)

#: How many seconds go by until it is looked again whether a file is still the same one.
LOOKS_EVERY = 0.1


class SqliteVersions:
    """SQLite's own number, which changes with each commit of any other connection.

    This one never writes, so there is no commit that it would not see. Asking takes no time to
    speak of (some microseconds) and waits for nobody, so it is done in the event loop.
    """

    def __init__(self, database: Database, file: Path) -> None:
        self._database = database
        self._file = file
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._number = 0
        self._is_file: tuple[int, int] | None = None
        self._looked_at = -inf
        self._has_warned = False
        # It goes when the other connections go, so that nothing holds a file that is let go of.
        event.listen(database.engine, "engine_disposed", self._disposed)

    async def ask(self) -> DataVersion | None:
        """As `DataVersions`."""
        try:
            with self._lock:
                number = self._ask()
        except (sqlite3.Error, OSError) as error:
            self._fail(error)
            return None
        clock = self._database.clock
        return DataVersion(number, clock().timestamp() if clock else time.time())

    def _ask(self) -> tuple[int, int]:
        now = time.monotonic()
        if self._connection is None or now - self._looked_at > LOOKS_EVERY:
            self._look(now)
        assert self._connection is not None
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return self._number, version

    def _look(self, now: float) -> None:
        """See that it is still this file: another one may have been put in its place."""
        found = self._file.stat()
        if self._connection is None or self._is_file != (found.st_dev, found.st_ino):
            self._open((found.st_dev, found.st_ino))
        self._looked_at = now

    def _open(self, is_file: tuple[int, int]) -> None:
        self._close()
        connection = sqlite_files.connect(self._file, 0)
        # Outside of transactions: what it has read once must not stand for what is there later.
        connection.isolation_level = None
        self._connection = connection
        connection.execute("PRAGMA query_only=ON").close()
        self._number, self._is_file = next(connection_numbers), is_file
        self._has_warned = False

    def _fail(self, error: Exception) -> None:
        self.close()
        if not self._has_warned:
            log.warning(NOT_TOLD, type(error).__name__)
        self._has_warned = True

    def _disposed(self, _engine: Engine) -> None:
        self.close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def close(self) -> None:
        """Hold no connection; the next question opens one."""
        with self._lock:
            self._close()

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """As `DataVersions`."""
        try:
            yield
        finally:
            self.close()
