"""A wrapper around the database's driver: it counts what is sent, and does harm where it is told.

Every statement and every COMMIT that SQLAlchemy hands to a driver passes here, whichever engine it
comes from. What fails does so as the driver says it: on PostgreSQL the server itself refuses, or
the connection is really gone.
"""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from unittest import mock

import psycopg
from sqlalchemy.engine.default import DefaultDialect

from app.storage.engine import commit_fate

COMMIT = "COMMIT"
WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "VACUUM", "ALTER"})
EXECUTES = ("do_execute", "do_executemany", "do_execute_no_params")
#: PostgreSQL's own words and numbers for what the server meets.
SERVER_MEETS = {
    "full": ("53100", "could not extend file: No space left on device"),
    "io": ("58030", "could not write block: Input/output error"),
}
SQLITE_MEETS = {
    "full": (sqlite3.SQLITE_FULL, "SQLITE_FULL", "database or disk is full"),
    "io": (sqlite3.SQLITE_IOERR_WRITE, "SQLITE_IOERR_WRITE", "disk I/O error"),
}
SECONDS_TO_GO = 5_000


class Harm(StrEnum):
    """What can happen at a statement. `…_AFTER`: once a COMMIT has been done, before it is said."""

    KILLED = "killed"
    KILLED_AFTER = "killed after"
    FULL = "full"
    IO = "io"
    LOST = "lost"
    LOST_AFTER = "lost after"

    @property
    def is_after(self) -> bool:
        """Whether it happens to a COMMIT that was done."""
        return self in {Harm.KILLED_AFTER, Harm.LOST_AFTER}


@dataclass
class Sent:
    """What an act sent: its statements, in order, and what stood in the database after each COMMIT.

    `beside`: which COMMITs were not what the caller asked for.
    """

    points: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    beside: list[bool] = field(default_factory=list)
    tried: int = 0

    def commits_before(self, point: int) -> int:
        """How many COMMITs were sent before a statement, counted from 0."""
        return self.points[:point].count(COMMIT)


@dataclass
class Driver:
    """What stands between. `look` tells what stands in the database, after each COMMIT."""

    look: Callable[[], str] | None = None
    end_backend: Callable[[int], None] | None = None
    harm: Harm | None = None
    at: int = -1
    sent: Sent = field(default_factory=Sent)

    @contextmanager
    def between(self) -> Iterator[Sent]:
        """Stand between for as long as this lasts."""
        before = {name: getattr(DefaultDialect, name) for name in (*EXECUTES, "do_commit")}

        def executing(name: str) -> Callable[..., None]:
            def execute(dialect: Any, cursor: Any, statement: str, *rest: Any, **more: Any) -> None:
                self._pass(statement.split(None, 1)[0].upper(), cursor.connection)
                before[name](dialect, cursor, statement, *rest, **more)

            return execute

        def commit(dialect: Any, connection: Any) -> None:
            driver = getattr(connection, "driver_connection", connection)
            if driver is None:  # one that was taken out of its pool
                driver = connection.dbapi_connection
            at = len(self.sent.points)
            self._pass(COMMIT, driver)
            before["do_commit"](dialect, connection)
            if self.look is not None:
                self.sent.states.append(self.look())
                self.sent.beside.append(commit_fate._attempts.get() is None)
            if at == self.at and self.harm is not None and self.harm.is_after:
                self._do_harm(driver)

        with mock.patch.multiple(
            DefaultDialect, **{name: executing(name) for name in EXECUTES}, do_commit=commit
        ):
            yield self.sent

    def _pass(self, what: str, connection: Any) -> None:
        here = len(self.sent.points)
        self.sent.points.append(what)
        if here == self.at and self.harm is not None and not self.harm.is_after:
            self._do_harm(connection)

    def _do_harm(self, connection: Any) -> None:
        assert self.harm is not None
        if self.harm in {Harm.KILLED, Harm.KILLED_AFTER}:
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(connection, sqlite3.Connection):
            self._harm_sqlite(connection)
        else:
            self._harm_postgresql(connection)

    def _harm_sqlite(self, connection: sqlite3.Connection) -> None:
        kind = "io" if self.harm is Harm.LOST_AFTER else str(self.harm)
        code, name, words = SQLITE_MEETS[kind]
        error = sqlite3.OperationalError(words)
        error.sqlite_errorcode, error.sqlite_errorname = code, name
        # SQLite undoes the transaction by itself in some cases, and leaves it open in others.
        if self.at % 2 and connection.in_transaction:
            connection.rollback()
        raise error

    def _harm_postgresql(self, connection: Any) -> None:
        if self.harm in {Harm.LOST, Harm.LOST_AFTER}:
            assert self.end_backend is not None
            self.end_backend(connection.info.backend_pid)
            if self.harm is Harm.LOST_AFTER:
                connection.close()
                msg = "server closed the connection unexpectedly"
                raise psycopg.OperationalError(msg)
            return
        assert self.harm is not None
        state, words = SERVER_MEETS[self.harm.value]
        with connection.cursor() as cursor:
            cursor.execute(f"DO $$BEGIN RAISE EXCEPTION '{words}' USING ERRCODE = '{state}'; END$$")
