"""Pauses of someone's comments, between rows and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from amendments.care.pausing import Pause
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.record.personal_words import texts
from app.storage.tables import PauseRow


@dataclass(frozen=True, slots=True)
class KeptPause:
    """A pause and its reason."""

    id: int
    value: Pause
    reason: str


def next_number(reader: Reader, charter_id: int) -> int:
    """The number that the next pause in a charter gets."""
    highest = select(func.max(PauseRow.number)).where(PauseRow.charter_id == charter_id)
    return (reader.session.exec(highest).one() or 0) + 1


@read_once
def pauses(reader: Reader, charter_id: int, member: int | None = None) -> list[KeptPause]:
    """The pauses in a charter, of one member if one is named, oldest first."""
    wanted = select(PauseRow).where(PauseRow.charter_id == charter_id)
    if member is not None:
        wanted = wanted.where(PauseRow.member_id == member)
    rows = list(reader.session.exec(wanted.order_by(col(PauseRow.number))))
    said = texts(reader, [row.reason_id for row in rows])
    return [pause_of(row, said) for row in rows]


def pause_of(row: PauseRow, said: Mapping[int, str]) -> KeptPause:
    """The pause that a row holds."""
    value = Pause(
        row.number,
        row.member_id,
        row.paused_by,
        row.at,
        row.until,
        is_lifted=row.lifted_at is not None,
    )
    return KeptPause(row.id or 0, value, said.get(row.reason_id, ""))


def add(writer: Writer, charter_id: int, value: Pause, reason_id: int) -> None:
    """Keep a new pause."""
    writer.session.add(
        PauseRow(
            charter_id=charter_id,
            number=value.number,
            member_id=value.member,
            paused_by=value.by,
            at=value.at,
            until=value.until,
            reason_id=reason_id,
        )
    )
    writer.session.flush()


def lift(writer: Writer, pause_id: int, member: int) -> None:
    """Keep that a pause was ended early."""
    row = writer.session.get_one(PauseRow, pause_id)
    row.lifted_at, row.lifted_by = writer.now, member
    writer.session.flush()
