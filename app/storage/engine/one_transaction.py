"""Several acts as one: what opens transactions of its own takes part in a single one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlmodel import Session

from app.storage.engine.database import Database
from app.storage.engine.session import Reader, Writer


class OneTransaction(Database):
    """A database as seen by a connection within its open transaction.

    What is read here is what was written here. A `writing()` ends in a savepoint, and all is kept
    only when who began the transaction commits it.
    """

    def __init__(self, whole: Database, connection: Connection) -> None:
        self.url = whole.url
        self.clock = whole.clock
        self.engine = whole.engine
        self.connection = connection

    @property
    def guard(self) -> None:
        """Nobody: who began the transaction has looked at the clock, or needs none."""
        return

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A view of the database as the transaction has it."""
        with self._session(autoflush=False) as session:
            yield Reader(session, self.clock)

    @contextmanager
    def writing(self, *, guarded: bool = True) -> Iterator[Writer]:  # noqa: ARG002 - see guard
        """A part of the transaction, undone by itself if anything is raised."""
        with self._session(autoflush=True) as session, session.begin():
            yield Writer(session, self.clock)

    def _session(self, *, autoflush: bool) -> Session:
        return Session(
            self.connection, autoflush=autoflush, join_transaction_mode="create_savepoint"
        )
