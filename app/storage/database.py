"""The database, and its two kinds of session: one that reads and one that writes.

A transaction opens and closes here and nowhere else. On SQLite a writing one begins with `BEGIN
IMMEDIATE`, so that writers wait for one another instead of failing half-way; on PostgreSQL a
charter's row is locked before anything about it is decided.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, PoolProxiedConnection, create_engine, event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from app.storage import trouble
from app.storage.tables import metadata

Clock = Callable[[], datetime]
BUSY_SECONDS = 30
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


class Reader:
    """A transaction that only reads."""

    def __init__(self, session: Session, clock: Clock | None) -> None:
        self.session = session
        self._clock = clock
        self._now: datetime | None = None

    @property
    def now(self) -> datetime:
        """The time of this transaction, in UTC, taken once.

        It is the database's clock where it has one, so that several machines agree.
        """
        if self._now is None:
            self._now = self._read_clock()
        return self._now

    def _read_clock(self) -> datetime:
        if self._clock is not None:
            return self._clock()
        if self.session.get_bind().dialect.name == "postgresql":
            moment: datetime = (
                self.session.connection().execute(text("SELECT clock_timestamp()")).scalar_one()
            )
            return moment.astimezone(UTC)
        return datetime.now(UTC)


class Writer(Reader):
    """A transaction that writes. It is committed by who opened it, never by who uses it."""

    def not_before(self, moment: datetime) -> None:
        """Let no clock that was set back undo a deadline: time here never goes back."""
        self._now = max(self.now, moment)


class Database:
    """One database, by its URL. `clock` is given by tests; without it, time is real."""

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        self.url = url
        self.clock = clock
        self.engine = _engine(url)
        trouble.attend(self.engine)
        self._writing = self.engine.execution_options(immediate=True)
        # SQLite lets waiting writers in by chance. Within one process they come in turn, so that
        # none waits until it is given up; between processes few are left to be unlucky.
        is_sqlite = self.engine.dialect.name == "sqlite"
        self._turn: AbstractContextManager[object] = Lock() if is_sqlite else nullcontext()
        self._reading = self.engine
        if self.engine.dialect.name == "postgresql":
            # Its usual transaction would see what others commit between two questions.
            self._reading = self.engine.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A consistent view of the database; nothing done in it is kept."""
        with Session(self._reading, autoflush=False) as session:
            yield Reader(session, self.clock)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A transaction that is committed at the end, or undone if anything is raised."""
        with self._turn, Session(self._writing) as session, session.begin():
            # Begin at once: what is read to decide on has to be read inside the lock.
            session.connection()
            yield Writer(session, self.clock)

    def clean(self) -> bool:
        """Let the files hold nothing any more of what was deleted or changed. Whether they do.

        Others may be in the way; then nothing is lost by trying again later.
        """
        connection = self.engine.raw_connection()
        try:
            with self._turn:
                if self.engine.dialect.name == "sqlite":
                    return _clean_sqlite(connection)
                _clean_postgresql(connection)
                return True
        except self.engine.dialect.loaded_dbapi.OperationalError:
            return False
        finally:
            # Its settings are of no use to anybody else.
            connection.invalidate()

    def dispose(self) -> None:
        """Close its connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        msg = "CHARTER_DATABASE_URL is not a database URL. Example: sqlite:///data/charter.db"
        raise Unusable(msg) from error
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(url, parsed.database)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=10,
            max_overflow=30,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    msg = "Only SQLite and PostgreSQL are supported. Example: sqlite:///data/charter.db"
    raise Unusable(msg)


def _sqlite_engine(url: str, file: str | None) -> Engine:
    if not file or file == ":memory:":
        msg = "A SQLite database needs a file. Example: sqlite:///data/charter.db"
        raise Unusable(msg)
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"The folder {Path(file).parent} cannot be made: {error.strerror}."
        raise Unusable(msg) from error
    # What a query was about never stands in a message or a log.
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=30,
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions are off: it would begin them late and without a lock.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


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
