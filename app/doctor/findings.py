"""What a check is given, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.engine import Connection
from sqlmodel import Session

from app.settings import Settings
from app.storage.engine.session import Reader
from app.storage.upkeep.upgrading import newest_schema


class DoctorState(StrEnum):
    """How one thing is."""

    WELL = "well"
    TROUBLE = "trouble"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing is, in a sentence for people, and what to do where it is not well."""

    name: str
    state: DoctorState
    says: str
    do: str = ""


def well(name: str, says: str) -> Finding:
    """All is well with it."""
    return Finding(name, DoctorState.WELL, says)


def trouble(name: str, says: str, do: str) -> Finding:
    """Something has to be done."""
    return Finding(name, DoctorState.TROUBLE, says, do)


def skipped(name: str, says: str, do: str = "") -> Finding:
    """It was not looked at, or there is nothing to look at, and that is no trouble."""
    return Finding(name, DoctorState.SKIPPED, says, do)


@dataclass(slots=True)
class Patient:
    """The place that is looked at. Without a `connection`, `unreachable` says why.

    `now` is the clock of this machine; `schema` is None for a database without tables.
    """

    settings: Settings
    now: datetime
    whole: bool = False
    ask_mail: bool = False
    connection: Connection | None = None
    schema: str | None = None
    unreachable: str = ""
    _session: Session | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file."""
        return self.settings.database_url.startswith("sqlite")

    @property
    def reader(self) -> Reader | None:
        """What reads from the database, if that has the tables that this program knows."""
        if self.connection is None or self.schema != newest_schema():
            return None
        if self._session is None:
            self._session = Session(self.connection, autoflush=False)
        return Reader(self._session, None)

    def forget_what_failed(self) -> None:
        """Begin a new transaction after one in which something failed."""
        if self._session is not None:
            self._session.close()
            self._session = None
        if self.connection is not None and not self.connection.closed:
            self.connection.rollback()


Check = Callable[[Patient], Finding]
UNREAD = "The database could not be read, so this was not looked at."
