"""Private conversations, between rows and values. Nothing of them is in the record."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter, itemgetter

from sqlalchemy import ColumnElement, Integer, bindparam, func, update
from sqlalchemy import select as select_columns
from sqlmodel import col, delete, select

from amendments.care.mediation import KEPT_AFTER_END, KEPT_IN_SILENCE, NEW_FOR, Mediation
from app.storage.engine.gather import Gather, Gathered, columns_of, rows
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.record.personal_words import ERASED
from app.storage.tables import MediationNoteRow, MediationPersonRow, MediationRow
from charter.language import gettext as _

_NUMBERS = range(100_000, 1_000_000_000)


@dataclass(frozen=True, slots=True)
class KeptMediation:
    """A conversation. `left` are those who left it, `wrote_last` who wrote the newest note."""

    id: int
    number: int
    value: Mediation
    left: tuple[int, ...]
    begun_at: datetime
    written_at: datetime
    ended_at: datetime | None
    wrote_last: int | None = None


@dataclass(frozen=True, slots=True)
class MediationNote:
    """What someone wrote in a conversation."""

    number: int
    member: int
    at: datetime
    text: str


_LAST = (
    select(MediationNoteRow.member_id)
    .where(MediationNoteRow.mediation_id == MediationRow.id)
    .order_by(col(MediationNoteRow.id).desc())
    .limit(1)
    .scalar_subquery()
)


def _value(
    row: MediationRow, wrote_last: int | None, people: list[MediationPersonRow]
) -> KeptMediation:
    assert row.id is not None
    concerned = [one for one in people if not one.is_steward]
    value = Mediation(
        steward=next((one.member_id for one in people if one.is_steward), None),
        begun_by=next((one.member_id for one in people if one.has_begun), None),
        concerned=frozenset(one.member_id for one in concerned if one.left_at is None),
        is_over=row.ended_at is not None,
    )
    left = tuple(one.member_id for one in concerned if one.left_at is not None)
    return KeptMediation(
        row.id, row.number, value, left, row.begun_at, row.written_at, row.ended_at, wrote_last
    )


def _found(reader: Reader, *wanted: ColumnElement[bool] | bool) -> list[KeptMediation]:
    """The conversations of a question, in which somebody wrote last first."""
    question = (
        select(MediationRow, _LAST, MediationPersonRow)
        .join(MediationPersonRow, col(MediationPersonRow.mediation_id) == MediationRow.id)
        .where(*wanted)
        .order_by(
            col(MediationRow.written_at).desc(),
            col(MediationRow.id).desc(),
            col(MediationPersonRow.id),
        )
    )
    found = groupby(reader.session.exec(question), key=itemgetter(0, 1))
    return [_value(row, last, [one for *_, one in each]) for (row, last), each in found]


def find(reader: Reader, charter_id: int, number: int) -> KeptMediation | None:
    """A conversation of a charter by its number."""
    found = _found(reader, MediationRow.charter_id == charter_id, MediationRow.number == number)
    return found[0] if found else None


_MINE = select_columns(col(MediationPersonRow.mediation_id)).where(
    col(MediationPersonRow.member_id) == bindparam("member", type_=Integer)
)
#: The questions for the conversations of a member, and for who was asked into these.
TALKS_OF = {
    "talks": select_columns(*columns_of(MediationRow), _LAST.label("wrote_last")).where(
        col(MediationRow.charter_id) == bindparam("charter", type_=Integer),
        col(MediationRow.id).in_(_MINE),
    ),
    "talking": rows(MediationPersonRow, col(MediationPersonRow.mediation_id), _MINE),
}
_TALKS_OF = Gather(**TALKS_OF)


@read_once
def of_member(reader: Reader, charter_id: int, member: int) -> list[KeptMediation]:
    """The conversations that someone was asked into, in which somebody wrote last first."""
    return talks_in(_TALKS_OF.read(reader, charter=charter_id, member=member))


def talks_in(found: Gathered) -> list[KeptMediation]:
    """The conversations that were found, in which somebody wrote last first."""
    people = defaultdict(list)
    for one in sorted(found["talking"], key=attrgetter("id")):
        people[one.mediation_id].append(one)
    newest = sorted(found["talks"], key=attrgetter("written_at", "id"), reverse=True)
    return [_value(one, one.wrote_last, people[one.id]) for one in newest]


def begun_by(reader: Reader, charter_id: int, member: int) -> int:
    """How many conversations that someone began are open, or new."""
    is_open = col(MediationRow.ended_at).is_(None) & col(MediationPersonRow.left_at).is_(None)
    wanted = (
        select(func.count())
        .select_from(MediationRow)
        .join(MediationPersonRow, col(MediationPersonRow.mediation_id) == MediationRow.id)
        .where(
            MediationRow.charter_id == charter_id,
            MediationPersonRow.member_id == member,
            col(MediationPersonRow.has_begun),
            is_open | (col(MediationRow.begun_at) > reader.now - NEW_FOR),
        )
    )
    return reader.session.exec(wanted).one()


def notes(reader: Reader, mediation_id: int) -> list[MediationNote]:
    """All that was written in a conversation, oldest first."""
    wanted = select(MediationNoteRow).where(MediationNoteRow.mediation_id == mediation_id)
    return [
        MediationNote(
            row.number, row.member_id, row.at, _(ERASED) if row.text is None else row.text
        )
        for row in reader.session.exec(wanted.order_by(col(MediationNoteRow.number)))
    ]


# --- writing


def add(writer: Writer, charter_id: int, value: Mediation) -> KeptMediation:
    """Keep a new conversation, under a number that nobody can guess from another."""
    number = secrets.choice(_NUMBERS)
    while find(writer, charter_id, number) is not None:
        number = secrets.choice(_NUMBERS)
    row = MediationRow(
        charter_id=charter_id, number=number, begun_at=writer.now, written_at=writer.now
    )
    writer.session.add(row)
    writer.session.flush()
    assert row.id is not None
    people = sorted(value.concerned) + ([value.steward] if value.steward is not None else [])
    writer.session.add_all(
        MediationPersonRow(
            mediation_id=row.id,
            member_id=member,
            is_steward=member == value.steward,
            has_begun=member == value.begun_by,
        )
        for member in people
    )
    writer.session.flush()
    return KeptMediation(row.id, number, value, (), writer.now, writer.now, None)


def add_note(writer: Writer, mediation_id: int, member: int, text: str) -> None:
    """Keep what someone wrote."""
    highest = select(func.max(MediationNoteRow.number)).where(
        MediationNoteRow.mediation_id == mediation_id
    )
    number = (writer.session.exec(highest).one() or 0) + 1
    writer.session.add(
        MediationNoteRow(
            mediation_id=mediation_id, number=number, member_id=member, at=writer.now, text=text
        )
    )
    writer.session.get_one(MediationRow, mediation_id).written_at = writer.now
    writer.session.flush()


def leave(writer: Writer, mediation_id: int, member: int) -> None:
    """Keep that someone has left a conversation."""
    mine = (col(MediationPersonRow.mediation_id) == mediation_id) & (
        col(MediationPersonRow.member_id) == member
    )
    writer.session.exec(update(MediationPersonRow).where(mine).values(left_at=writer.now))


def end(writer: Writer, mediation_id: int) -> None:
    """Keep that a conversation has ended."""
    writer.session.get_one(MediationRow, mediation_id).ended_at = writer.now
    writer.session.flush()


# --- telling


@dataclass(frozen=True, slots=True)
class Untold:
    """A note of which nobody was told yet: where it is, and who is to be told."""

    id: int
    charter_id: int
    number: int
    people: frozenset[int]


def untold(reader: Reader) -> list[Untold]:
    """The notes of which nobody was told yet, oldest first."""
    wanted = (
        select(MediationNoteRow, MediationRow)
        .join(MediationRow, col(MediationRow.id) == MediationNoteRow.mediation_id)
        .where(col(MediationNoteRow.is_told).is_(False))
        .order_by(col(MediationNoteRow.id))
    )
    rows = list(reader.session.exec(wanted))
    there = col(MediationRow.id).in_({row.id for _, row in rows})
    talks = {one.id: one for one in _found(reader, there)} if rows else {}
    found = []
    for note, row in rows:
        value = talks[note.mediation_id].value
        people = value.concerned | ({value.steward} if value.steward is not None else set())
        assert note.id is not None
        found.append(Untold(note.id, row.charter_id, row.number, people - {note.member_id}))
    return found


def note_told(writer: Writer, note_id: int) -> bool:
    """Keep that a note was told of, unless another process did so before. Whether it was here."""
    wanted = select(MediationNoteRow).where(
        MediationNoteRow.id == note_id, col(MediationNoteRow.is_told).is_(False)
    )
    row = writer.session.exec(wanted.with_for_update(skip_locked=True)).first()
    if row is None:
        return False
    row.is_told = True
    return True


def tell_nobody(writer: Writer, charter_id: int) -> None:
    """Let nobody be told of what was written in a charter so far."""
    here = select(MediationRow.id).where(MediationRow.charter_id == charter_id)
    writer.session.exec(
        update(MediationNoteRow)
        .where(col(MediationNoteRow.mediation_id).in_(here))
        .values(is_told=True)
    )


# --- forgetting


def erase_notes(writer: Writer, members: Iterable[int]) -> None:
    """Erase the words that someone wrote, by their memberships."""
    mine = col(MediationNoteRow.member_id).in_(list(members))
    writer.session.exec(update(MediationNoteRow).where(mine).values(text=None))
    writer.session.expire_all()


def forget_what_is_over(writer: Writer, now: datetime) -> None:
    """Delete conversations wholly that ended, or fell silent, long enough ago."""
    over = (col(MediationRow.ended_at) < now - KEPT_AFTER_END) | (
        col(MediationRow.written_at) < now - KEPT_IN_SILENCE
    )
    ids = select(MediationRow.id).where(over)
    for table in (MediationNoteRow, MediationPersonRow):
        writer.session.exec(delete(table).where(col(table.mediation_id).in_(ids)))
    writer.session.exec(delete(MediationRow).where(over))
