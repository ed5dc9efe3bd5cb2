"""What stewards add to a round: more time, and the outcome in words of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from app.storage.database import Reader, Writer
from app.storage.tables import ExtensionRow, StatementRow
from app.storage.words import texts


@dataclass(frozen=True, slots=True)
class Statement:
    """The outcome in a steward's words."""

    member: int
    at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class Extension:
    """More time that a steward gave to everyone."""

    member: int
    at: datetime
    closes_at: datetime
    reason: str


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


def extensions(reader: Reader, round_id: int) -> list[Extension]:
    """When stewards gave everyone more time in a round, oldest first."""
    wanted = select(ExtensionRow).where(ExtensionRow.round_id == round_id)
    rows = list(reader.session.exec(wanted.order_by(col(ExtensionRow.id))))
    said = texts(reader, [row.reason_id for row in rows])
    return [
        Extension(row.member_id, row.at, row.closes_at, said.get(row.reason_id, "")) for row in rows
    ]


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
