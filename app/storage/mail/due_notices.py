"""Notices that are due, for many people at a time: what is next, holding it, ending it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, update
from sqlmodel import col, delete, select

from app.storage.engine.session import Reader, Writer
from app.storage.tables import NoticeRow, PersonRow


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be dealt with next in one charter: notices to nobody yet, or else people."""

    charter: int
    unaddressed: tuple[int, ...] = ()
    people: tuple[int, ...] = ()

    def __len__(self) -> int:
        """How many notices, or people."""
        return len(self.unaddressed) + len(self.people)

    def apart(self) -> list[Batch]:
        """Each notice, or each person, in a batch of its own."""
        each = [Batch(self.charter, unaddressed=(one,)) for one in self.unaddressed]
        return each + [Batch(self.charter, people=(one,)) for one in self.people]


def next_batch(reader: Reader, most: int) -> Batch | None:
    """What is due first, of one charter: at most so many notices or people. None if nothing is.

    Notices to nobody yet come first: whom they concern is told all that is due at once.
    """
    is_due = NoticeRow.due_at <= reader.now
    to_nobody = col(NoticeRow.person_id).is_(None)
    order = col(NoticeRow.due_at), col(NoticeRow.id)
    for kind in (to_nobody, ~to_nobody):
        first = select(NoticeRow.charter_id).where(is_due, kind).order_by(*order).limit(1)
        charter = reader.session.exec(first).first()
        if charter is None:
            continue
        there = (is_due, kind, NoticeRow.charter_id == charter)
        if kind is to_nobody:
            ids = reader.session.exec(
                select(NoticeRow.id).where(*there).order_by(*order).limit(most)
            )
            return Batch(charter, unaddressed=tuple(one for one in ids if one is not None))
        return Batch(charter, people=_first_people(reader, there, most))
    return None


def _first_people(
    reader: Reader, there: tuple[ColumnElement[bool] | bool, ...], most: int
) -> tuple[int, ...]:
    wanted = (
        select(NoticeRow.person_id)
        .where(*there)
        .group_by(col(NoticeRow.person_id))
        .order_by(func.min(NoticeRow.due_at), func.min(NoticeRow.id))
        .limit(most)
    )
    return tuple(one for one in reader.session.exec(wanted) if one is not None)


def rows(reader: Reader, notices: Collection[int]) -> list[NoticeRow]:
    """Some notices, as far as they are still due, oldest first."""
    wanted = select(NoticeRow).where(col(NoticeRow.id).in_(notices), NoticeRow.due_at <= reader.now)
    return list(reader.session.exec(wanted.order_by(col(NoticeRow.id))))


def of_people(
    reader: Reader, charter_id: int, people: Collection[int]
) -> dict[int, list[NoticeRow]]:
    """All notices to some people from a charter that are due, by person, oldest line first."""
    wanted = select(NoticeRow).where(
        col(NoticeRow.person_id).in_(people),
        NoticeRow.charter_id == charter_id,
        NoticeRow.due_at <= reader.now,
    )
    found: dict[int, list[NoticeRow]] = {}
    for row in reader.session.exec(wanted.order_by(col(NoticeRow.seq), col(NoticeRow.id))):
        if row.person_id is not None:
            found.setdefault(row.person_id, []).append(row)
    return found


def hold(writer: Writer, people: Collection[int], notices: Collection[int]) -> Mapping[int, int]:
    """Hold what can be held of some notices until the transaction ends: their lines, by their ids.

    Those that are not due any more are not in it; nor are those that another process holds, or
    whose person it does. People are held first, so that what goes to one person is put together in
    one place.
    """
    locked = select(PersonRow.id).where(col(PersonRow.id).in_(people)).order_by(col(PersonRow.id))
    mine = set(writer.session.exec(locked.with_for_update(skip_locked=True))) if people else set()
    wanted = select(NoticeRow.id, NoticeRow.seq, NoticeRow.person_id).where(
        col(NoticeRow.id).in_(notices), NoticeRow.due_at <= writer.now
    )
    found = writer.session.exec(wanted.with_for_update(skip_locked=True))
    return {
        notice: seq
        for notice, seq, person in found
        if notice is not None and (person is None or person in mine)
    }


def first_of(reader: Reader, batch: Batch) -> list[int]:
    """The notice that a batch of one is about; of a person, the one that would be told first."""
    if batch.unaddressed:
        return [one.id for one in rows(reader, batch.unaddressed) if one.id is not None]
    of_each = of_people(reader, batch.charter, batch.people).values()
    return [one.id for one, *_ in of_each if one.id is not None]


def end(writer: Writer, notices: Collection[int]) -> None:
    """Remove notices that are done with."""
    writer.session.exec(delete(NoticeRow).where(col(NoticeRow.id).in_(notices)))


def put_off(writer: Writer, until: Mapping[int, tuple[datetime, datetime | None]]) -> None:
    """Let notices wait: until when, and since when each could have gone out, by their ids."""
    if not until:
        return
    changed = (
        update(NoticeRow)
        .where(col(NoticeRow.id) == bindparam("notice"))
        .values(due_at=bindparam("moment"), ready_at=bindparam("ready"))
    )
    writer.session.connection().execute(
        changed,
        [
            {"notice": one, "moment": moment, "ready": ready}
            for one, (moment, ready) in until.items()
        ],
    )
