"""Who was asked to look again at what became of their comment, between rows and values."""

from __future__ import annotations

from sqlmodel import col, select

from amendments.talking.looking_again import Ask, Looked
from app.storage.care.moderation import hidden_ids
from app.storage.engine.gather import unindexed
from app.storage.engine.session import Reader, Writer
from app.storage.tables import AmendmentRow, CommentRow, LookAgainRow
from app.storage.talking.comment_edits import Called


def ask_of(row: LookAgainRow) -> Ask:
    """The ask that a row holds."""
    answer = Looked(row.answer) if row.answer else None
    return Ask(row.member_id, row.at, row.version, answer)


def add_ask(writer: Writer, comment_id: int, member: int, version: int) -> None:
    """Keep that the author of a comment is asked to look again."""
    writer.session.add(
        LookAgainRow(comment_id=comment_id, version=version, member_id=member, at=writer.now)
    )
    writer.session.flush()


def answer(writer: Writer, comment_id: int, looked: Looked) -> None:
    """Keep what answered all that was asked about a comment; nothing if nobody waits for it."""
    wanted = select(LookAgainRow).where(
        LookAgainRow.comment_id == comment_id, col(LookAgainRow.answer).is_(None)
    )
    for row in writer.session.exec(wanted):
        row.answer, row.answered_at = looked.value, writer.now
    writer.session.flush()


def asked_of(reader: Reader, charter_id: int, member: int) -> list[Called]:
    """The open comments of a member at which they are asked to look again, oldest ask first.

    `by` is who asked last.
    """
    wanted = (
        select(CommentRow, AmendmentRow.number, LookAgainRow.member_id)
        .join(LookAgainRow, col(LookAgainRow.comment_id) == CommentRow.id)
        .join(AmendmentRow, col(AmendmentRow.id) == CommentRow.amendment_id)
        .where(
            unindexed(col(AmendmentRow.charter_id)) == charter_id,
            # Few are: they come first, not all that a member has said.
            col(CommentRow.id).in_(
                select(LookAgainRow.comment_id).where(col(LookAgainRow.answer).is_(None))
            ),
            CommentRow.member_id == member,
            col(LookAgainRow.answer).is_(None),
            col(CommentRow.taken_back_at).is_(None),
            col(CommentRow.settled_at).is_(None),
            col(CommentRow.id).not_in(hidden_ids()),
        )
        .order_by(col(LookAgainRow.at), col(LookAgainRow.id))
    )
    found = {
        row.id: Called(row.amendment_id, number, row.number, by)
        for row, number, by in reader.session.exec(wanted)
    }
    return list(found.values())
