"""What decides whether sealed words of a record may be opened, asked for many lines at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, tuple_
from sqlalchemy import select as select_columns
from sqlmodel import col

from app.storage.engine.session import Reader
from app.storage.tables import (
    AmendmentRow,
    CommentEditRow,
    CommentRow,
    HidingRow,
    MembershipRow,
    RoundRow,
)


@dataclass(frozen=True, slots=True)
class SaidComment:
    """Whose comment it is, and when it was made."""

    amendment_id: int
    number: int
    member: int
    at: datetime


def closed_rounds(reader: Reader, charter_id: int) -> set[tuple[int, int]]:
    """The rounds of a charter that have ended: the numbers of their amendments and their own."""
    wanted = (
        select_columns(col(AmendmentRow.number), col(RoundRow.number))
        .join(AmendmentRow, col(AmendmentRow.id) == RoundRow.amendment_id)
        .where(col(AmendmentRow.charter_id) == charter_id, col(RoundRow.outcome).is_not(None))
    )
    found = reader.session.connection().execute(wanted)
    return {(amendment, number) for amendment, number in found}


def handles(reader: Reader, charter_id: int) -> dict[str, int]:
    """The members of a charter, also those who left, by their names in the record."""
    wanted = select_columns(col(MembershipRow.handle), col(MembershipRow.id)).where(
        col(MembershipRow.charter_id) == charter_id
    )
    found = reader.session.connection().execute(wanted)
    return {handle: member for handle, member in found if member is not None}


def unchanged_comments(reader: Reader, wanted: Collection[tuple[int, int]]) -> list[SaidComment]:
    """Some comments, by the ids of their amendments and their numbers, but for those that were
    edited, taken back or hidden.
    """
    if not wanted:
        return []
    edited = exists().where(col(CommentEditRow.comment_id) == CommentRow.id)
    hidden = exists().where(
        col(HidingRow.comment_id) == CommentRow.id, col(HidingRow.restored_at).is_(None)
    )
    asked = select_columns(
        col(CommentRow.amendment_id),
        col(CommentRow.number),
        col(CommentRow.member_id),
        col(CommentRow.created_at),
    ).where(
        tuple_(col(CommentRow.amendment_id), col(CommentRow.number)).in_(list(wanted)),
        col(CommentRow.taken_back_at).is_(None),
        ~edited,
        ~hidden,
    )
    return [SaidComment(*found) for found in reader.session.connection().execute(asked)]
