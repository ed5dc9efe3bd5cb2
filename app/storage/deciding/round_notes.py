"""What stewards add to a round: more time, and the outcome in words of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from amendments.deciding.extending import DeadlineMove, MoveCause
from app.storage.deciding.decision_rows import decision_rows
from app.storage.engine.session import Reader, Writer
from app.storage.record.personal_words import ERASED
from app.storage.tables import DeadlineMoveRow, ExtensionRow, StatementRow
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class Statement:
    """The outcome in a steward's words."""

    member: int
    at: datetime
    body: str


def statements(reader: Reader, amendment_id: int, round_id: int) -> list[Statement]:
    """What stewards wrote about the outcome of a round, oldest first; the newest counts."""
    rows = decision_rows(reader, amendment_id)
    return [
        Statement(row.member_id, row.at, rows.words.get(row.body_id, ""))
        for row in rows.statements
        if row.round_id == round_id
    ]


def add_statement(writer: Writer, round_id: int, member: int, body_id: int) -> None:
    """Keep a steward's words about the outcome."""
    writer.session.add(
        StatementRow(round_id=round_id, member_id=member, at=writer.now, body_id=body_id)
    )
    writer.session.flush()


def moves(reader: Reader, amendment_id: int, round_id: int) -> list[DeadlineMove]:
    """How the deadline of a round has moved, the earliest deadline first."""
    rows = decision_rows(reader, amendment_id)
    found = [
        DeadlineMove(
            row.closes_at,
            MoveCause.STEWARD,
            row.at,
            member=row.member_id,
            reason=rows.words.get(row.reason_id, ""),
        )
        for row in rows.extensions
        if row.round_id == round_id
    ]
    found += [
        DeadlineMove(row.closes_at, MoveCause(row.cause), row.at, revision=row.revision)
        for row in rows.moves
        if row.round_id == round_id
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


def reason_for_again(reader: Reader, amendment_id: int, number: int) -> str | None:
    """Why a round decides on words again to which an objection was open; None if it does not."""
    for line, text in decision_rows(reader, amendment_id).again:
        if json.loads(line)["data"]["round"] == number:
            return _(ERASED) if text is None else text
    return None
