"""What is said about an amendment before it is decided, between rows and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from amendments.status import Status
from amendments.talking.discussion import Sense
from amendments.talking.looking_again import Ask
from app.storage.belonging.present_members import in_parts
from app.storage.care.moderation import KeptHiding, hiding_of
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.tables import (
    AmendmentRow,
    CommentRow,
    HidingRow,
    SeenRow,
    SenseRow,
    SummaryRow,
    VersionRow,
)
from app.storage.talking.discussion_rows import (
    CommentRows,
    OutlineEntry,
    Speaker,
    comment_rows,
    outline_rows,
    talk_rows,
)
from app.storage.talking.look_again import ask_of
from app.storage.writing.version_rows import version_rows


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark. `version` is the one it was made on; `anchor_block` the passage, if any.

    `answered_by` is the member who said that this question is answered. `body` is how it reads now,
    `earlier` how it read before, and until when. `mentions` are the members whom it calls by name.
    `hiding` says that a steward hid it, `withheld` that its words are not for whoever looks here,
    `kept_back` that not even who said it is. `occurrence` counts from 1 which words are quoted, if
    they stand in their passage more than once. `ask` is the last time that
    its author was asked to look again.
    """

    number: int
    version: int
    member: int
    kind: str
    created_at: datetime
    body: str
    reply_to: int | None
    anchor_block: str | None
    quote: str | None
    replacement: str | None
    answered_by: int | None
    id: int = 0
    earlier: tuple[tuple[datetime, str], ...] = ()
    mentions: frozenset[int] = frozenset()
    taken_back_at: datetime | None = None
    settled_at: datetime | None = None
    settled_by: int | None = None
    hiding: KeptHiding | None = None
    withheld: bool = False
    kept_back: bool = False
    occurrence: int | None = None
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A steward's summary of a discussion, and the version that it was written on."""

    member: int
    version: int
    at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class GivenSense:
    """How an amendment feels to a member so far, and the version they said it about."""

    member: int
    sense: Sense
    version: int


# --- comments


def next_comment_number(reader: Reader, amendment_id: int) -> int:
    """The number that the next comment on an amendment gets."""
    highest = select(func.max(CommentRow.number)).where(CommentRow.amendment_id == amendment_id)
    return (reader.session.exec(highest).one() or 0) + 1


def add_comment(writer: Writer, row: CommentRow) -> None:
    """Keep a new comment."""
    writer.session.add(row)
    writer.session.flush()


def outline(reader: Reader, amendment_id: int) -> tuple[OutlineEntry, ...]:
    """What is known of each comment on an amendment without its words, oldest first."""
    return outline_rows(reader, amendment_id)


def speakers(reader: Reader, amendment_id: int) -> Mapping[int, Speaker]:
    """Who commented on an amendment, and how much, by member."""
    return talk_rows(reader, amendment_id).speakers


@read_once
def comments(
    reader: Reader, amendment_id: int, numbers: tuple[int, ...] | None = None
) -> list[Comment]:
    """The comments on an amendment with some numbers, or all of them, oldest first."""
    if numbers is None:
        numbers = tuple(one.number for one in outline(reader, amendment_id))
    found = []
    for part in in_parts(sorted(numbers)):
        kept = comment_rows(reader, amendment_id, list(part))
        found += [_comment(row, kept) for row in kept.comments]
    return found


def comment(reader: Reader, amendment_id: int, number: int) -> Comment | None:
    """A comment on an amendment by its number, None if there is none."""
    return next(iter(comments(reader, amendment_id, (number,))), None)


def numbers_after(reader: Reader, amendment_id: int, number: int, limit: int) -> tuple[int, ...]:
    """The numbers of the comments on an amendment behind a number, so many at the most."""
    wanted = (
        select(CommentRow.number)
        .where(CommentRow.amendment_id == amendment_id, CommentRow.number > number)
        .order_by(col(CommentRow.number))
        .limit(limit)
    )
    return tuple(reader.session.exec(wanted))


def first_of_thread(reader: Reader, amendment_id: int, number: int) -> int:
    """The number of the comment with which the thread of another one begins."""
    here = col(CommentRow.amendment_id) == amendment_id
    asked = select_columns(col(CommentRow.number), col(CommentRow.reply_to)).where(
        here, col(CommentRow.number) == number
    )
    up = asked.cte("up", recursive=True)
    up = up.union(
        select_columns(col(CommentRow.number), col(CommentRow.reply_to)).where(
            here, col(CommentRow.number) == up.c.reply_to
        )
    )
    # What is answered was there before: it has the smaller number.
    found: int | None = (
        reader.session.connection().execute(select_columns(func.min(up.c.number))).scalar()
    )
    return number if found is None else found


def _comment(row: CommentRow, kept: CommentRows) -> Comment:
    assert row.id is not None
    said, edited = kept.words, kept.edits.get(row.id, [])
    hidden, asked = kept.hidings.get(row.id), kept.asks.get(row.id)
    wordings = [said.get(one, "") for one in (row.body_id, *(each.body_id for each in edited))]
    return Comment(
        number=row.number,
        version=row.version,
        member=row.member_id,
        kind=row.kind,
        created_at=row.created_at,
        body=wordings[-1],
        reply_to=row.reply_to,
        anchor_block=row.anchor_block,
        quote=said.get(row.quote_id) if row.quote_id else None,
        replacement=said.get(row.replacement_id) if row.replacement_id else None,
        answered_by=row.answered_by,
        id=row.id,
        earlier=tuple((one.at, words) for one, words in zip(edited, wordings, strict=False)),
        mentions=frozenset(kept.mentions.get(row.id, ())),
        taken_back_at=row.taken_back_at,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        hiding=hiding_of(hidden, said) if hidden else None,
        occurrence=row.occurrence,
        ask=ask_of(asked) if asked else None,
    )


@read_once
def open_remarks(reader: Reader, charter_id: int) -> list[tuple[int, str]]:
    """The amendment and the passage of every remark on a passage that waits for someone.

    That is in a charter, about what is under way there. Answers to remarks are not counted, nor is
    what is answered, settled, taken over, taken back or hidden.
    """
    wanted = open_remarks_in(col(AmendmentRow.charter_id) == charter_id)
    found = reader.session.connection().execute(wanted.order_by(col(CommentRow.id)))
    return [(amendment, block) for amendment, block, _ in found]


def open_remarks_in(charter: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The question for the open remarks in a charter."""
    taken = select(VersionRow.id).where(
        VersionRow.amendment_id == CommentRow.amendment_id,
        VersionRow.suggestion == CommentRow.number,
    )
    hidden = select(HidingRow.id).where(
        HidingRow.comment_id == CommentRow.id, col(HidingRow.restored_at).is_(None)
    )
    return (
        select_columns(
            col(CommentRow.amendment_id), col(CommentRow.anchor_block), col(CommentRow.id)
        )
        .join(AmendmentRow, col(AmendmentRow.id) == CommentRow.amendment_id)
        .where(
            charter,
            col(AmendmentRow.status).in_([Status.DISCUSSION.value, Status.ROUND.value]),
            col(CommentRow.anchor_block).is_not(None),
            col(CommentRow.reply_to).is_(None),
            col(CommentRow.answered_at).is_(None),
            col(CommentRow.settled_at).is_(None),
            col(CommentRow.taken_back_at).is_(None),
            ~taken.exists(),
            ~hidden.exists(),
        )
    )


def mark_answered(
    writer: Writer, amendment_id: int, number: int, member: int, *, answered: bool
) -> None:
    """Keep that a question is answered, or open again."""
    wanted = select(CommentRow).where(
        CommentRow.amendment_id == amendment_id, CommentRow.number == number
    )
    row = writer.session.exec(wanted).one()
    row.answered_at, row.answered_by = (writer.now, member) if answered else (None, None)
    writer.session.flush()


# --- summaries and senses


def summaries(reader: Reader, amendment_id: int) -> list[Summary]:
    """The stewards' summaries of a discussion, oldest first."""
    kept = talk_rows(reader, amendment_id)
    return [
        Summary(row.member_id, row.version, row.at, kept.words.get(row.body_id, ""))
        for row in kept.summaries
    ]


def add_summary(writer: Writer, amendment_id: int, version: int, member: int, body_id: int) -> None:
    """Keep a new summary."""
    writer.session.add(
        SummaryRow(
            amendment_id=amendment_id,
            version=version,
            member_id=member,
            at=writer.now,
            body_id=body_id,
        )
    )
    writer.session.flush()


def senses(reader: Reader, amendment_id: int) -> list[GivenSense]:
    """How an amendment feels to members so far, by member."""
    return [
        GivenSense(row.member_id, Sense(row.sense), row.version)
        for row in talk_rows(reader, amendment_id).senses
    ]


def keep_sense(writer: Writer, amendment_id: int, member: int, sense: str, version: int) -> None:
    """Keep how an amendment feels to a member now."""
    writer.session.merge(
        SenseRow(
            amendment_id=amendment_id,
            member_id=member,
            sense=sense,
            version=version,
            at=writer.now,
        )
    )
    writer.session.flush()


# --- what someone has seen


def seen(reader: Reader, amendment_id: int, member: int) -> int:
    """The newest version that a member has taken part on or said they have looked at; else 0.

    Nobody's reading is tracked: it is known only from what they did there themselves.
    """
    said = talk_rows(reader, amendment_id)
    known = [
        *((row.member_id, row.number) for row in version_rows(reader, amendment_id).versions),
        *((one.member, one.version) for one in said.speakers.values()),
        *((row.member_id, row.version) for row in said.senses),
        *((row.member_id, row.version) for row in said.summaries),
        *((row.member_id, row.version) for row in said.seen),
    ]
    return max((version for by, version in known if by == member), default=0)


def mark_seen(writer: Writer, amendment_id: int, member: int, version: int) -> None:
    """Keep that a member says they have looked at a version."""
    writer.session.merge(SeenRow(amendment_id=amendment_id, member_id=member, version=version))
    writer.session.flush()
