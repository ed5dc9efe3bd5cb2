"""Noticing that somebody, in any process, has written into a record.

SQLite tells by a number that changes with every commit of another connection, and is asked for it
twice a second; PostgreSQL sends word. Either way one connection of a process does it for all.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
from sqlalchemy import ColumnElement, func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from app.storage import sqlite_files
from app.storage.database import Database, Reader
from app.storage.tables import AmendmentRow, AuthorRow, CharterRow, EventRow

log = logging.getLogger(__name__)

#: How often SQLite is asked, in seconds.
ASKED_EVERY = 0.5
#: How long PostgreSQL is listened to before it is looked whether to go on.
LISTENS_FOR = 1.0
#: How long to wait before a connection that was lost is made anew.
PAUSE = 2.0
CHANNEL = "charter_event"

_NEWEST = select(
    CharterRow.slug,
    select(func.max(EventRow.seq)).where(EventRow.charter_id == CharterRow.id).scalar_subquery(),
)


def newest_lines(reader: Reader) -> dict[str, int]:
    """The number of the last line of each record, by the charter's slug."""
    return {slug: seq or 0 for slug, seq in reader.session.connection().execute(_NEWEST)}


def lines_since(reader: Reader, charter_id: int, after: int) -> list[EventRow]:
    """The lines of a record after a number, oldest first, so many as one page could care for."""
    wanted = select(EventRow).where(EventRow.charter_id == charter_id, EventRow.seq > after)
    return list(reader.session.exec(wanted.order_by(col(EventRow.seq).desc()).limit(500)))[::-1]


#: Kinds of lines that are not to be noticed, by the number of the proposal that they are about.
Unseen = Mapping[int, frozenset[str]]


def _seen(unseen: Unseen) -> list[ColumnElement[bool]]:
    return [
        col(EventRow.amendment_number).is_(None)
        | (col(EventRow.amendment_number) != number)
        | col(EventRow.kind).not_in(kinds)
        for number, kinds in sorted(unseen.items())
    ]


def newest_in(reader: Reader, charter_id: int, unseen: Unseen) -> int:
    """The number of the last line of a record that is to be noticed."""
    wanted = select(func.max(EventRow.seq)).where(EventRow.charter_id == charter_id, *_seen(unseen))
    return reader.session.exec(wanted).one() or 0


def newest_of(reader: Reader, charter_id: int, amendment: int, unseen: Unseen) -> int:
    """The number of the last line about a proposal that is to be noticed."""
    wanted = select(func.max(EventRow.seq)).where(
        EventRow.charter_id == charter_id, EventRow.amendment_number == amendment, *_seen(unseen)
    )
    return reader.session.exec(wanted).one() or 0


def newest_for(reader: Reader, charter_id: int, member: int | None, unseen: Unseen) -> int:
    """The number of the last line to be noticed, leaving out what is about others' drafts."""
    mine = select(AuthorRow.amendment_id).where(
        AuthorRow.member_id == member, col(AuthorRow.left_at).is_(None)
    )
    shared = select(AmendmentRow.number).where(
        AmendmentRow.charter_id == charter_id,
        col(AmendmentRow.submitted_at).is_not(None) | col(AmendmentRow.id).in_(mine),
    )
    wanted = select(func.max(EventRow.seq)).where(
        EventRow.charter_id == charter_id,
        col(EventRow.amendment_number).is_(None) | col(EventRow.amendment_number).in_(shared),
        *_seen(unseen),
    )
    return reader.session.exec(wanted).one() or 0


def watch(database: Database, stop: Event, changed: Callable[[], None]) -> None:
    """Call `changed` whenever somebody may have written, until told to stop.

    A connection that is lost is made anew, and then `changed` is called too: nobody knows what
    was missed.
    """
    is_sqlite = database.engine.dialect.name == "sqlite"
    once = _watch_sqlite if is_sqlite else _watch_postgresql
    while not stop.is_set():
        try:
            once(database, stop, changed)
        except (sqlite3.Error, psycopg.Error, SQLAlchemyError, OSError) as error:
            log.warning("the database cannot be watched just now: %s", type(error).__name__)
            stop.wait(PAUSE)


def _watch_sqlite(database: Database, stop: Event, changed: Callable[[], None]) -> None:
    connection = sqlite_files.connect(Path(database.engine.url.database or ""), PAUSE)
    try:
        last: Any = None
        while not stop.is_set():
            version = connection.execute("PRAGMA data_version").fetchone()
            if version != last:
                last = version
                changed()
            stop.wait(ASKED_EVERY)
    finally:
        connection.close()


def _watch_postgresql(database: Database, stop: Event, changed: Callable[[], None]) -> None:
    _, options = database.engine.dialect.create_connect_args(database.engine.url)
    # A connection that only listens would not notice that the other side is gone.
    waits = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
    with psycopg.connect(**{**waits, **options, "autocommit": True}) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        changed()
        while not stop.is_set():
            if list(connection.notifies(timeout=LISTENS_FOR, stop_after=1)):
                changed()
