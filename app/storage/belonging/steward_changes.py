"""What is proposed about stewards, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from amendments.belonging.stewardship import StewardChange, StewardChangeKind
from app.storage.engine.session import Reader, Writer
from app.storage.record import personal_words
from app.storage.tables import StewardChangeRow


@dataclass(frozen=True, slots=True)
class KeptChange:
    """A change, with the words that were said about it."""

    value: StewardChange
    reason: str
    answer: str


def value_of(row: StewardChangeRow) -> StewardChange:
    """A change as the rules see it."""
    return StewardChange(
        row.number,
        StewardChangeKind(row.way),
        row.member_id,
        row.proposed_by,
        row.proposed_at,
        row.until,
        row.over_at is not None,
    )


def find(reader: Reader, charter_id: int, number: int) -> StewardChangeRow | None:
    """The change with a number."""
    wanted = select(StewardChangeRow).where(
        StewardChangeRow.charter_id == charter_id, StewardChangeRow.number == number
    )
    return reader.session.exec(wanted).first()


def next_number(reader: Reader, charter_id: int) -> int:
    """The next number in a charter that is locked."""
    wanted = select(func.max(StewardChangeRow.number)).where(
        StewardChangeRow.charter_id == charter_id
    )
    return (reader.session.exec(wanted).one() or 0) + 1


def add(writer: Writer, charter_id: int, change: StewardChange, reason_id: int | None) -> None:
    """Keep a new change."""
    writer.session.add(
        StewardChangeRow(
            charter_id=charter_id,
            number=change.number,
            way=change.way.value,
            member_id=change.member,
            proposed_by=change.proposed_by,
            proposed_at=change.proposed_at,
            until=change.until,
            reason_id=reason_id,
        )
    )
    writer.session.flush()


def open_changes(reader: Reader, charter_id: int) -> list[KeptChange]:
    """The changes that can still be confirmed, the oldest first."""
    wanted = select(StewardChangeRow).where(
        StewardChangeRow.charter_id == charter_id, col(StewardChangeRow.over_at).is_(None)
    )
    rows = reader.session.exec(wanted.order_by(col(StewardChangeRow.number))).all()
    rows = [one for one in rows if value_of(one).is_open(reader.now)]
    texts = personal_words.texts(
        reader, [i for one in rows for i in (one.reason_id, one.answer_id)]
    )
    return [
        KeptChange(
            value_of(one), texts.get(one.reason_id or 0, ""), texts.get(one.answer_id or 0, "")
        )
        for one in rows
    ]
