"""Noticing that somebody, in any process, has written into a record, or what is held back from it.

SQLite tells by a number that changes with every commit of another connection, and is asked for it
twice a second; PostgreSQL sends word. Either way one connection of a process does it for all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Self

from sqlalchemy import ColumnElement, Subquery, func, literal, union_all
from sqlalchemy import select as select_columns
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from amendments.deciding.held_lines import was_held
from app.storage.engine import sqlite_files
from app.storage.engine.database import Database
from app.storage.engine.session import Reader
from app.storage.record.held_lines import HeldEvent, of_held, of_line
from app.storage.tables import AmendmentRow, AuthorRow, CharterRow, EventRow, HeldLineRow

log = logging.getLogger(__name__)

#: How often SQLite is asked, in seconds.
ASKED_EVERY = 0.5
#: How long PostgreSQL is listened to before it is looked whether to go on.
LISTENS_FOR = 1.0
#: How long to wait before a connection that was lost is made anew.
PAUSE = 2.0
CHANNEL = "charter_event"
_MOST = 500

_NEWEST = select(
    CharterRow.slug,
    select(func.max(EventRow.seq)).where(EventRow.charter_id == CharterRow.id).scalar_subquery(),
    select(func.max(HeldLineRow.id))
    .where(HeldLineRow.charter_id == CharterRow.id)
    .scalar_subquery(),
)


@dataclass(frozen=True, slots=True, order=True)
class WatchMark:
    """Up to where somebody has seen what happens: a line of the record, and what is held behind it.

    `held` counts the lines held back since line `seq`, as far as this person may notice them: so it
    tells of no others. As text it is “12”, or “12.3”.
    """

    seq: int
    held: int = 0

    def __str__(self) -> str:
        """As addresses and pages have it."""
        return f"{self.seq}.{self.held}" if self.held else str(self.seq)

    @classmethod
    def read(cls, text: str) -> Self:
        """From its text, which has to match `MARK`."""
        seq, _, held = text.partition(".")
        return cls(int(seq), int(held or 0))


#: What a mark looks like as text.
MARK = r"^[0-9]{1,9}(\.[0-9]{1,9})?$"


def newest_lines(reader: Reader) -> dict[str, tuple[int, int]]:
    """The numbers of the last line of each record and of the last held one, by the slug."""
    found = reader.session.connection().execute(_NEWEST)
    return {slug: (seq or 0, held or 0) for slug, seq, held in found}


#: Kinds of lines that are not to be noticed, by the number of the proposal that they are about.
Unseen = Mapping[int, frozenset[str]]
_Table = type[EventRow] | type[HeldLineRow]


def _seen(unseen: Unseen, table: _Table = EventRow) -> list[ColumnElement[bool]]:
    return [
        col(table.amendment_number).is_(None)
        | (col(table.amendment_number) != number)
        | col(table.kind).not_in(kinds)
        for number, kinds in sorted(unseen.items())
    ]


def _held(charter_id: int, unseen: Unseen) -> Subquery:
    """The held lines that may be noticed, each with its mark."""
    place = func.row_number().over(
        partition_by=col(HeldLineRow.after), order_by=col(HeldLineRow.id)
    )
    return (
        select_columns(
            col(HeldLineRow.id),
            col(HeldLineRow.amendment_number),
            col(HeldLineRow.after),
            place.label("place"),
        )
        .where(
            col(HeldLineRow.charter_id) == charter_id,
            col(HeldLineRow.seq).is_(None),
            *_seen(unseen, HeldLineRow),
        )
        .subquery()
    )


def since(
    reader: Reader, charter_id: int, after: WatchMark, unseen: Unseen
) -> list[tuple[WatchMark, HeldEvent, int | None]]:
    """What has happened after a mark, and of which proposal, so much as one page could care for.

    What was held back is no news when it is written: it was one before.
    """
    wanted = select(EventRow).where(
        EventRow.charter_id == charter_id, EventRow.seq > after.seq, *_seen(unseen)
    )
    newest = list(reader.session.exec(wanted.order_by(col(EventRow.seq).desc()).limit(_MOST)))
    lines = [(WatchMark(row.seq), of_line(row), row.amendment_number) for row in newest[::-1]]
    places = _held(charter_id, unseen)
    held = (
        select(HeldLineRow, places.c.place)
        .join(places, places.c.id == HeldLineRow.id)
        .where(col(HeldLineRow.after) >= after.seq)
    )
    found = [
        (WatchMark(row.after, place), of_held(row), row.amendment_number)
        for row, place in reader.session.exec(held.order_by(col(HeldLineRow.id)).limit(_MOST))
    ]
    told = [one for one in lines if not was_held(one[1].kind, one[1].data)]
    return [*told, *(one for one in found if one[0] > after)]


def newest_in(reader: Reader, charter_id: int, unseen: Unseen) -> WatchMark:
    """The mark of the last line of a record that is to be noticed."""
    return _newest(reader, charter_id, unseen)


def newest_of(reader: Reader, charter_id: int, amendment: int, unseen: Unseen) -> WatchMark:
    """The mark of the last line about a proposal that is to be noticed."""
    about = col(EventRow.amendment_number) == amendment
    return _newest(reader, charter_id, unseen, about, amendment)


def newest_for(reader: Reader, charter_id: int, member: int | None, unseen: Unseen) -> WatchMark:
    """The mark of the last line to be noticed, leaving out what is about others' drafts."""
    mine = select(AuthorRow.amendment_id).where(
        AuthorRow.member_id == member, col(AuthorRow.left_at).is_(None)
    )
    shared = select(AmendmentRow.number).where(
        AmendmentRow.charter_id == charter_id,
        col(AmendmentRow.submitted_at).is_not(None) | col(AmendmentRow.id).in_(mine),
    )
    about = col(EventRow.amendment_number).is_(None) | col(EventRow.amendment_number).in_(shared)
    return _newest(reader, charter_id, unseen, about)


def _newest(
    reader: Reader,
    charter_id: int,
    unseen: Unseen,
    about: ColumnElement[bool] | None = None,
    amendment: int | None = None,
) -> WatchMark:
    lines = select_columns(func.coalesce(func.max(EventRow.seq), 0), literal(0)).where(
        col(EventRow.charter_id) == charter_id, *_seen(unseen)
    )
    if about is not None:
        lines = lines.where(about)
    places = _held(charter_id, unseen)
    held = select_columns(places.c.after, places.c.place)
    if amendment is not None:
        held = held.where(places.c.amendment_number == amendment)
    every = union_all(lines, held).subquery()
    seq, place = every.c
    wanted = select_columns(seq, place).order_by(seq.desc(), place.desc()).limit(1)
    return WatchMark(*reader.session.connection().execute(wanted).one())


def watch(database: Database, stop: Event, changed: Callable[[], None]) -> None:
    """Call `changed` whenever somebody may have written, until told to stop.

    A connection that is lost is made anew, and then `changed` is called too: nobody knows what
    was missed.
    """
    is_sqlite = database.engine.dialect.name == "sqlite"
    once = _watch_sqlite if is_sqlite else _watch_postgresql
    of_driver = database.engine.dialect.loaded_dbapi.Error
    while not stop.is_set():
        try:
            once(database, stop, changed)
        except (of_driver, SQLAlchemyError, OSError) as error:
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
    import psycopg

    _, options = database.engine.dialect.create_connect_args(database.engine.url)
    # A connection that only listens would not notice that the other side is gone.
    waits = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
    with psycopg.connect(**{**waits, **options, "autocommit": True}) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        changed()
        while not stop.is_set():
            if list(connection.notifies(timeout=LISTENS_FOR, stop_after=1)):
                changed()
