"""What stewards add to a round: more time, and the outcome in words of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from amendments.extending import DeadlineMove, MoveCause
from app.storage.database import Reader, Writer
from app.storage.tables import DeadlineMoveRow, ExtensionRow, StatementRow
from app.storage.words import texts


@dataclass(frozen=True, slots=True)
class Statement:
    """The outcome in a steward's words."""

    member: int
    at: datetime
    body: str


def statements(reader: Reader, round_id: int) -> list[Statement]:
    """What stewards wrote about the outcome of a round, oldest first; the newest counts."""
    wanted = select(StatementRow).where(StatementRow.round_id == round_id)
    rows = list(reader.session.exec(wanted.order_by(col(StatementRow.id))))
    said = texts(reader, [row.body_id for row in rows])
    return [Statement(row.member_id, row.at, said.get(row.body_id, "")) for row in rows]


def add_statement(writer: Writer, round_id: int, member: int, body_id: int) -> None:
    """Keep a steward's words about the outcome."""
    writer.session.add(
        StatementRow(round_id=round_id, member_id=member, at=writer.now, body_id=body_id)
    )
    writer.session.flush()


def moves(reader: Reader, round_id: int) -> list[DeadlineMove]:
    """How the deadline of a round has moved, the earliest deadline first."""
    given = list(reader.session.exec(select(ExtensionRow).where(ExtensionRow.round_id == round_id)))
    said = texts(reader, [row.reason_id for row in given])
    by_itself = select(DeadlineMoveRow).where(DeadlineMoveRow.round_id == round_id)
    found = [
        DeadlineMove(
            row.closes_at,
            MoveCause.STEWARD,
            row.at,
            member=row.member_id,
            reason=said.get(row.reason_id, ""),
        )
        for row in given
    ]
    found += [
        DeadlineMove(row.closes_at, MoveCause(row.cause), row.at, revision=row.revision)
        for row in reader.session.exec(by_itself)
    ]
    return sorted(found, key=lambda one: one.until)


def add_move(
    writer: Writer,
    round_id: int,
    closes_at: datetime,
    cause: MoveCause,
    revision: int | None = None,
) -> None:
    """Keep that a deadline moved by itself."""
    writer.session.add(
        DeadlineMoveRow(
            round_id=round_id,
            at=writer.now,
            closes_at=closes_at,
            cause=cause.value,
            revision=revision,
        )
    )
    writer.session.flush()


def add_extension(
    writer: Writer, round_id: int, member: int, closes_at: datetime, reason_id: int
) -> None:
    """Keep that a steward gave everyone more time."""
    writer.session.add(
        ExtensionRow(
            round_id=round_id,
            member_id=member,
            at=writer.now,
            closes_at=closes_at,
            reason_id=reason_id,
        )
    )
    writer.session.flush()
