"""The database: where transactions open and close.

A transaction opens and closes here and nowhere else. On SQLite a writing one begins with `BEGIN
IMMEDIATE`, so that writers wait for one another instead of failing half-way; on PostgreSQL a
charter's row is locked before anything about it is decided.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from math import inf
from pathlib import Path
from threading import Lock
from time import monotonic

from sqlalchemy import Engine, PoolProxiedConnection, create_engine, event, text
from sqlalchemy.engine import URL, Connection
from sqlmodel import Session

from app import private
from app.storage.engine import commit_fate, sqlite_files
from app.storage.engine.clock_guard import ClockGuard
from app.storage.engine.database_url import EXAMPLES, BadDatabaseURL, read_database_url
from app.storage.engine.session import TOLERANCE, Clock, Reader, Writer
from app.storage.tables import metadata

#: How many seconds a transaction waits for others to end, before it is given up.
BUSY_SECONDS = 20
_PATIENCE = text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
#: Also a row that stays as it is is written to the disk.
SAME_AGAIN = text("UPDATE alembic_version SET version_num = version_num")
#: Rows that were inserted are told of since then; it is of 2021.
OLDEST_SQLITE = (3, 35)
#: How many seconds cleaning waits for others; it is tried again.
CLEANING_WAITS = 3
#: How every connection to SQLite is set. Without recursive triggers, INSERT OR REPLACE would get
#: round those that refuse changes.
#: What is deleted is overwritten as well.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
)


class Unusable(Exception):
    """The database cannot be used; the message says what is wrong and what to do."""


class Busy(Exception):
    """Others were writing for so long that a transaction was given up before it began."""


class Database:
    """One database, by its URL. `clock` is given by tests; without it, time is real.

    `guard` watches over it. A clock that is set by hand may leap: it has none, unless one is given.
    `only_look`: nothing is ever written, so that it can also be read on a disk that is full.
    """

    def __init__(
        self,
        url: str,
        clock: Clock | None = None,
        guard: ClockGuard | None = None,
        *,
        only_look: bool = False,
    ) -> None:
        self.url = url
        self.clock = clock
        self._given_guard, self._own_guard = guard, ClockGuard()
        self.engine = _engine(url, only_look=only_look)
        commit_fate.attend(self.engine)
        self._writing = self.engine.execution_options(immediate=True)
        # SQLite lets waiting writers in by chance. Within one process they come in turn, so that
        # none waits until it is given up; between processes few are left to be unlucky.
        is_sqlite = self.engine.dialect.name == "sqlite"
        self._lock = Lock() if is_sqlite else None
        self._wrote_at = -inf
        self._reading = self.engine
        if self.engine.dialect.name == "postgresql":
            # Its usual transaction would see what others commit between two questions.
            self._reading = self.engine.execution_options(isolation_level="REPEATABLE READ")

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database; None on PostgreSQL."""
        is_sqlite = self.engine.dialect.name == "sqlite"
        return Path(self.engine.url.database or "") if is_sqlite else None

    def make(self) -> None:
        """Make the file of a SQLite database if it is not there, for its owner alone.

        Raises:
            Unusable: it cannot be made.
        """
        if self.file is None or self.file.exists():
            return
        try:
            private.make_folder(self.file.parent)
        except OSError as error:
            msg = f"The folder {self.file.parent} cannot be made: {error.strerror}."
            raise Unusable(msg) from error
        try:
            private.make_file(self.file)
        except OSError as error:
            msg = f"The database {self.file} cannot be used: {error.strerror}."
            raise Unusable(msg) from error

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A consistent view of the database; nothing done in it is kept."""
        with Session(self._reading, autoflush=False) as session:
            yield Reader(session, self.clock)

    @property
    def guard(self) -> ClockGuard | None:
        """What watches over the clock, None where it is set by hand."""
        if self._given_guard is not None or self.clock is not None:
            return self._given_guard
        return self._own_guard

    @contextmanager
    def writing(self, *, guarded: bool = True) -> Iterator[Writer]:
        """A transaction that is committed at the end, or undone if anything is raised.

        What is not `guarded` dates nothing: it may be done whatever the clock shows.

        Raises:
            Busy: others were writing for too long.
            ClockStopped: the clock cannot be believed.
        """
        with self._turn(), Session(self._writing) as session, session.begin():
            # Begin at once: what is read to decide on has to be read inside the lock.
            connection = session.connection()
            if self._lock is None:
                connection.execute(_PATIENCE)
            guard = self.guard
            writer = Writer(session, self.clock, guard.bounds.tolerance if guard else TOLERANCE)
            if guarded and guard is not None:
                guard.check(writer)
            yield writer
        self._wrote_at = monotonic()

    def wrote_within(self, seconds: float) -> bool:
        """Whether this process has written something in the last so many seconds."""
        return monotonic() - self._wrote_at < seconds

    def try_writing(self) -> None:
        """Write what changes nothing, to see whether anything can be written.

        Raises:
            Busy: others are writing.
            DBAPIError: nothing can be written: the disk is full, or the database is not there.
        """
        with self.writing(guarded=False) as writer:
            writer.session.connection().execute(SAME_AGAIN)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """The turn of this process at SQLite's one writer; PostgreSQL has one for each charter."""
        if self._lock is None:
            yield
            return
        if not self._lock.acquire(timeout=BUSY_SECONDS):
            raise Busy
        try:
            yield
        finally:
            self._lock.release()

    def clean(self) -> bool:
        """Let the files hold nothing any more of what was deleted or changed. Whether they do.

        Others may be in the way; then nothing is lost by trying again later.
        """
        connection = self.engine.raw_connection()
        try:
            with self._turn():
                if self.engine.dialect.name == "sqlite":
                    return _clean_sqlite(connection)
                _clean_postgresql(connection)
                return True
        except (Busy, self.engine.dialect.loaded_dbapi.OperationalError):
            return False
        finally:
            # Its settings are of no use to anybody else.
            connection.invalidate()

    def dispose(self) -> None:
        """Close its connections."""
        self.engine.dispose()


def _engine(url: str, *, only_look: bool) -> Engine:
    try:
        parsed = read_database_url(url)
    except BadDatabaseURL as error:
        msg = f"CHARTER_DATABASE_URL is no database URL: {error}. Example: {EXAMPLES}"
        raise Unusable(msg) from error
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed, only_look=only_look)
    return create_engine(
        parsed,
        pool_size=10,
        max_overflow=30,
        pool_pre_ping=True,
        hide_parameters=True,
        execution_options={"postgresql_readonly": True} if only_look else {},
    )


def _sqlite_engine(url: URL, *, only_look: bool) -> Engine:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        msg = (
            f"Python uses SQLite {sqlite3.sqlite_version} here, and "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or newer is needed. "
            "Use a newer system or Python, or PostgreSQL."
        )
        raise Unusable(msg)
    file = url.database or ""
    opened = sqlite_files.look if only_look else sqlite_files.connect
    # What a query was about never stands in a message or a log.
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=30,
        # Each connection keeps its own pages and statements: those in use are used again first.
        pool_use_lifo=True,
        creator=partial(opened, Path(file), BUSY_SECONDS),
        hide_parameters=True,
    )
    event.listen(engine, "connect", _only_look if only_look else _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions are off: it would begin them late and without a lock.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _only_look(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON").close()


def _clean_sqlite(connection: PoolProxiedConnection) -> bool:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={CLEANING_WAITS * 1000}")
    # Copies of rows that were moved can lie in the gaps of pages: they are written anew.
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    done = cursor.fetchone()
    return done is not None and done[0] == 0


def _clean_postgresql(connection: PoolProxiedConnection) -> None:
    driver = connection.driver_connection
    assert driver is not None
    driver.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = '{CLEANING_WAITS}s'")
    for table in metadata.tables:
        cursor.execute(f'VACUUM (FULL) "{table}"')


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
