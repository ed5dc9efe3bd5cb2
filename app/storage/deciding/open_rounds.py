"""The open rounds of a charter at a glance, without what was answered in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, exists, literal
from sqlalchemy import select as select_columns
from sqlmodel import col

from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader
from app.storage.tables import AmendmentRow, AuthorRow, ObjectionRow, RoundRow, SeatRow, StanceRow


@dataclass(frozen=True, slots=True)
class OpenRound:
    """An open round, and what one member is in it. `ruleset` is the JSON that it pinned."""

    amendment: int
    ruleset: str
    is_author: bool
    has_answered: bool
    is_nameless: bool


@read_once
def open_rounds(reader: Reader, charter_id: int, member: int | None) -> list[OpenRound]:
    """The open rounds of a charter, in one statement."""
    wanted = open_rounds_in(col(AmendmentRow.charter_id) == charter_id, literal(member, Integer))
    return [OpenRound(*row) for row in reader.session.connection().execute(wanted)]


def open_rounds_in(
    charter: ColumnElement[bool], member: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    """The question for the open rounds of a charter, and for what a member is in each."""
    is_author = exists().where(
        col(AuthorRow.amendment_id) == AmendmentRow.id, col(AuthorRow.member_id) == member
    )
    has_answered = exists().where(
        col(SeatRow.round_id) == RoundRow.id,
        col(SeatRow.member_id) == member,
        col(StanceRow.seat_id) == SeatRow.id,
    )
    is_nameless = exists().where(
        col(ObjectionRow.amendment_id) == AmendmentRow.id,
        col(ObjectionRow.confidential).is_(True),
        col(ObjectionRow.resolved_in).is_(None)
        | (col(ObjectionRow.resolved_in) >= RoundRow.number),
    )
    return (
        select_columns(
            col(AmendmentRow.number),
            col(RoundRow.ruleset),
            is_author.label("is_author"),
            has_answered.label("has_answered"),
            is_nameless.label("is_nameless"),
        )
        .join(AmendmentRow, col(AmendmentRow.id) == RoundRow.amendment_id)
        .where(charter, col(RoundRow.outcome).is_(None))
    )
