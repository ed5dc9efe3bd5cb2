"""What becomes of comments: other words, taken back, settled; and who is called in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.storage.care.moderation import hidden_ids
from app.storage.engine.session import Reader, Writer
from app.storage.tables import AmendmentRow, CommentEditRow, CommentRow, MentionRow

#: Of how many comments somebody is told that they wait for them, at the most.
MOST_CALLS = 100


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


def calling(reader: Reader, amendment_ids: frozenset[int], member: int) -> list[Called]:
    """The comments on some amendments that call a member, who has not said anything there since.

    Unless they were taken back or are hidden; oldest first, and of very many the newest.
    """
    wanted = _said_since(amendment_ids, member).join(
        MentionRow,
        and_(col(MentionRow.comment_id) == CommentRow.id, col(MentionRow.member_id) == member),
    )
    return _called(reader, wanted)


def replying(reader: Reader, amendment_ids: frozenset[int], member: int) -> list[Called]:
    """What others answered to a member's comments, as `calling`."""
    asked = aliased(CommentRow)
    wanted = _said_since(amendment_ids, member).join(
        asked,
        and_(
            col(asked.amendment_id) == CommentRow.amendment_id,
            col(asked.number) == CommentRow.reply_to,
            col(asked.member_id) == member,
        ),
    )
    return _called(reader, wanted)


def _said_since(amendment_ids: frozenset[int], member: int) -> Select[*tuple[Any, ...]]:
    """The question for what others said on some amendments since a member spoke there last."""
    ids = sorted(amendment_ids)
    spoke = (
        select(CommentRow.amendment_id, func.max(CommentRow.number).label("last"))
        .where(col(CommentRow.amendment_id).in_(ids), CommentRow.member_id == member)
        .group_by(col(CommentRow.amendment_id))
        .cte("spoke")
    )
    return (
        select_columns(
            col(CommentRow.amendment_id),
            col(AmendmentRow.number),
            col(CommentRow.number),
            col(CommentRow.member_id),
        )
        .join(AmendmentRow, col(AmendmentRow.id) == CommentRow.amendment_id)
        .join(spoke, spoke.c.amendment_id == CommentRow.amendment_id, isouter=True)
        .where(
            col(CommentRow.amendment_id).in_(ids),
            col(CommentRow.number) > func.coalesce(spoke.c.last, 0),
            col(CommentRow.member_id) != member,
            col(CommentRow.taken_back_at).is_(None),
            col(CommentRow.id).not_in(hidden_ids()),
        )
        .order_by(col(CommentRow.created_at).desc(), col(CommentRow.id).desc())
        .limit(MOST_CALLS)
    )


def _called(reader: Reader, wanted: Select[*tuple[Any, ...]]) -> list[Called]:
    found = [Called(*row) for row in reader.session.connection().execute(wanted)]
    return found[::-1]
