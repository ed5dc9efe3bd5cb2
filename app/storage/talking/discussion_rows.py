"""The rows of what is said about an amendment before it is decided: its outline, and some comments.

The outline of a discussion is what is known of each comment without its words; a page reads the
words of those that it shows. What the rows mean is read from them by `discussions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, bindparam, case, func, or_, union
from sqlalchemy import select as select_columns
from sqlmodel import col

from app.storage.engine.gather import AMENDMENTS, Gather, rows, words
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader
from app.storage.record.personal_words import as_said
from app.storage.record.word_columns import all_words
from app.storage.tables import (
    CommentEditRow,
    CommentRow,
    HidingRow,
    LookAgainRow,
    MentionRow,
    SeenRow,
    SenseRow,
    SummaryRow,
    WordsRow,
    metadata,
)


class OutlineEntry(NamedTuple):
    """A comment without its words. `is_shut`: it was taken back, or is hidden."""

    number: int
    reply_to: int | None
    member: int
    at: datetime
    is_shut: bool


class Speaker(NamedTuple):
    """A member who commented: how many comments, the newest version that they were made on, and how
    many words, without those that were taken back.
    """

    member: int
    comments: int
    version: int
    words: int


@dataclass(frozen=True, slots=True)
class TalkRows:
    """Who commented on one amendment, by member, and what is said there besides comments, each in
    order; the words of summaries by their ids.
    """

    speakers: Mapping[int, Speaker]
    summaries: list[SummaryRow]
    senses: list[SenseRow]
    seen: list[SeenRow]
    words: Mapping[int, str]


@dataclass(slots=True)
class CommentRows:
    """Some comments of one amendment in order, and their words by id.

    By a comment's id: its edits, who is called in it, that it is hidden now, and the newest ask to
    look again.
    """

    comments: list[CommentRow] = field(default_factory=list)
    edits: dict[int, list[CommentEditRow]] = field(default_factory=lambda: defaultdict(list))
    mentions: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    hidings: dict[int, HidingRow] = field(default_factory=dict)
    asks: dict[int, LookAgainRow] = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=dict)


_OF_AMENDMENT = col(CommentRow.amendment_id).in_(AMENDMENTS)
_HIDDEN = (
    select_columns(col(HidingRow.id))
    .where(col(HidingRow.comment_id) == CommentRow.id, col(HidingRow.restored_at).is_(None))
    .exists()
)
_NEWEST_WORDING = (
    select_columns(col(CommentEditRow.body_id))
    .where(col(CommentEditRow.comment_id) == CommentRow.id)
    .order_by(col(CommentEditRow.number).desc())
    .limit(1)
    .scalar_subquery()
)


def _count_of_words(text: ColumnElement[str]) -> ColumnElement[int]:
    """How many words a text has: one more than it has blanks and ends of lines or paragraphs."""
    one_line = func.replace(text, "\n\n", "\n")
    bare = func.replace(func.replace(text, " ", ""), "\n", "")
    ends_of_paragraphs = func.length(text) - func.length(one_line)
    return func.length(text) - func.length(bare) - ends_of_paragraphs + 1


_OUTLINE = Gather(
    outline=select_columns(
        col(CommentRow.number),
        col(CommentRow.reply_to),
        col(CommentRow.member_id).label("member"),
        col(CommentRow.created_at).label("at"),
        or_(col(CommentRow.taken_back_at).is_not(None), _HIDDEN).label("is_shut"),
    ).where(_OF_AMENDMENT),
)


@read_once
def outline_rows(reader: Reader, amendment_id: int) -> tuple[OutlineEntry, ...]:
    """The outline of the discussion of an amendment, oldest first."""
    # The columns are those of an entry, by name and in order.
    return tuple(sorted(_OUTLINE.read(reader, amendments=[amendment_id])["outline"]))


_TALK = Gather(
    speakers=select_columns(
        col(CommentRow.member_id),
        func.count().label("comments"),
        func.max(CommentRow.version).label("version"),
        func.sum(
            case(
                (
                    col(CommentRow.taken_back_at).is_(None) & col(WordsRow.text).is_not(None),
                    _count_of_words(metadata.tables["words"].c.text),
                ),
                else_=0,
            )
        ).label("words"),
    )
    .join(WordsRow, col(WordsRow.id) == func.coalesce(_NEWEST_WORDING, CommentRow.body_id))
    .where(_OF_AMENDMENT)
    .group_by(col(CommentRow.member_id)),
    summaries=rows(SummaryRow, col(SummaryRow.amendment_id), AMENDMENTS),
    senses=rows(SenseRow, col(SenseRow.amendment_id), AMENDMENTS),
    seen=rows(SeenRow, col(SeenRow.amendment_id), AMENDMENTS),
    words=words(union(*all_words(SummaryRow, col(SummaryRow.amendment_id), AMENDMENTS))),
)


@read_once
def talk_rows(reader: Reader, amendment_id: int) -> TalkRows:
    """Who commented on an amendment, and what is said there besides comments."""
    found = _TALK.read(reader, amendments=[amendment_id])
    return TalkRows(
        speakers={one[0]: Speaker(*map(int, one)) for one in found["speakers"]},
        summaries=sorted(found["summaries"], key=attrgetter("id")),
        senses=sorted(found["senses"], key=attrgetter("member_id")),
        seen=sorted(found["seen"], key=attrgetter("member_id")),
        words=as_said(found["words"]),
    )


_NUMBERS = bindparam("numbers", expanding=True, type_=Integer)
_THESE = (_OF_AMENDMENT, col(CommentRow.number).in_(_NUMBERS))
_IDS = select_columns(col(CommentRow.id)).where(*_THESE)
_OF_EDIT = col(CommentEditRow.comment_id), _IDS
_OF_HIDING = col(HidingRow.comment_id), _IDS
_SAID = union(
    *all_words(CommentRow, col(CommentRow.id), _IDS),
    *all_words(CommentEditRow, *_OF_EDIT),
    *all_words(HidingRow, *_OF_HIDING),
)

_COMMENTS = Gather(
    comments=rows(CommentRow, col(CommentRow.id), _IDS),
    edits=rows(CommentEditRow, *_OF_EDIT),
    mentions=rows(MentionRow, col(MentionRow.comment_id), _IDS),
    hidings=rows(HidingRow, *_OF_HIDING, col(HidingRow.restored_at).is_(None)),
    asks=rows(LookAgainRow, col(LookAgainRow.comment_id), _IDS),
    words=words(_SAID),
)


def comment_rows(reader: Reader, amendment_id: int, numbers: list[int]) -> CommentRows:
    """The rows of some comments on an amendment, a few hundred at the most, by their numbers."""
    found = _COMMENTS.read(reader, amendments=[amendment_id], numbers=numbers)
    made = CommentRows(words=as_said(found["words"]))
    made.comments += sorted(found["comments"], key=attrgetter("number"))
    for row in sorted(found["edits"], key=attrgetter("number")):
        made.edits[row.comment_id].append(row)
    for row in found["mentions"]:
        made.mentions[row.comment_id].add(row.member_id)
    for row in sorted(found["hidings"], key=attrgetter("id")):
        made.hidings[row.comment_id] = row
    for row in sorted(found["asks"], key=attrgetter("version")):
        made.asks[row.comment_id] = row
    return made
