"""What becomes of comments: other words, taken back, settled; and who is called in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.tables import AmendmentRow, CommentEditRow, CommentRow, HidingRow, MentionRow


@dataclass(frozen=True, slots=True)
class Called:
    """A comment that concerns a member: the numbers of its proposal and its own, and whose."""

    amendment_id: int
    amendment: int
    comment: int
    by: int


def add_edit(writer: Writer, comment_id: int, number: int, body_id: int) -> None:
    """Keep other words of a comment."""
    writer.session.add(
        CommentEditRow(comment_id=comment_id, number=number, at=writer.now, body_id=body_id)
    )
    writer.session.flush()


def take_back(writer: Writer, comment_id: int) -> None:
    """Keep that a comment is taken back."""
    writer.session.get_one(CommentRow, comment_id).taken_back_at = writer.now
    writer.session.flush()


def settle(writer: Writer, comment_id: int, member: int, *, settled: bool) -> None:
    """Keep that a thread is settled, or open again."""
    row = writer.session.get_one(CommentRow, comment_id)
    row.settled_at, row.settled_by = (writer.now, member) if settled else (None, None)
    writer.session.flush()


def withheld(reader: Reader, charter_id: int) -> list[tuple[CommentRow, int]]:
    """The comments of a charter that were taken back, and the numbers of their amendments."""
    wanted = (
        select(CommentRow, AmendmentRow.number)
        .join(AmendmentRow, col(AmendmentRow.id) == CommentRow.amendment_id)
        .where(AmendmentRow.charter_id == charter_id, col(CommentRow.taken_back_at).is_not(None))
    )
    return list(reader.session.exec(wanted).all())


# --- mentions


def first_called(reader: Reader, comment_id: int, edit: int) -> list[int]:
    """The members whom one wording of a comment is the first to call."""
    wanted = select(MentionRow.member_id).where(
        MentionRow.comment_id == comment_id, MentionRow.edit == edit
    )
    return list(reader.session.exec(wanted))


def keep_mentions(writer: Writer, comment_id: int, members: Iterable[int], edit: int = 0) -> None:
    """Keep whom a comment calls. Who was called once stays called: they were told."""
    for member in sorted(set(members)):
        if writer.session.get(MentionRow, (comment_id, member)) is None:
            writer.session.add(MentionRow(comment_id=comment_id, member_id=member, edit=edit))
    writer.session.flush()


def hidden_ids() -> SelectOfScalar[int]:
    """The ids of the comments that are hidden, as part of a question."""
    return select(HidingRow.comment_id).where(col(HidingRow.restored_at).is_(None))


def calling(reader: Reader, charter_id: int, member: int) -> list[Called]:
    """The comments of a charter that call a member, unless taken back or hidden; oldest first."""
    wanted = (
        select(CommentRow, AmendmentRow.number)
        .join(MentionRow, col(MentionRow.comment_id) == CommentRow.id)
        .join(AmendmentRow, col(AmendmentRow.id) == CommentRow.amendment_id)
        .where(
            AmendmentRow.charter_id == charter_id,
            MentionRow.member_id == member,
            CommentRow.member_id != member,
            col(CommentRow.taken_back_at).is_(None),
            col(CommentRow.id).not_in(hidden_ids()),
        )
        .order_by(col(CommentRow.created_at))
    )
    return [
        Called(row.amendment_id, number, row.number, row.member_id)
        for row, number in reader.session.exec(wanted)
    ]


def replying(reader: Reader, charter_id: int, member: int) -> list[Called]:
    """What others answered to a member's comments, unless it was taken back or is hidden."""
    asked = aliased(CommentRow)
    wanted = (
        select(CommentRow, AmendmentRow.number)
        .join(AmendmentRow, col(AmendmentRow.id) == CommentRow.amendment_id)
        .join(
            asked,
            and_(
                col(asked.amendment_id) == CommentRow.amendment_id,
                col(asked.number) == CommentRow.reply_to,
            ),
        )
        .where(
            AmendmentRow.charter_id == charter_id,
            asked.member_id == member,
            CommentRow.member_id != member,
            col(CommentRow.taken_back_at).is_(None),
            col(CommentRow.id).not_in(hidden_ids()),
        )
        .order_by(col(CommentRow.created_at), col(CommentRow.id))
    )
    return [
        Called(row.amendment_id, number, row.number, row.member_id)
        for row, number in reader.session.exec(wanted)
    ]


@read_once
def last_spoken(reader: Reader, amendment_ids: frozenset[int], member: int) -> Mapping[int, int]:
    """The number of a member's newest comment on each of some amendments, by its id."""
    if not amendment_ids:
        return {}
    wanted = (
        select(CommentRow.amendment_id, func.max(CommentRow.number))
        .where(
            col(CommentRow.amendment_id).in_(list(amendment_ids)), CommentRow.member_id == member
        )
        .group_by(col(CommentRow.amendment_id))
    )
    return dict(reader.session.exec(wanted).all())
