"""All rows of what is said about an amendment before it is decided, in one statement.

What they mean is read from them by `discussions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from sqlalchemy import union
from sqlmodel import col

from app.storage.engine.gather import AMENDMENTS, Gather, hand_out, rows, values, words
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader
from app.storage.record.personal_words import as_said
from app.storage.tables import (
    CommentEditRow,
    CommentRow,
    HidingRow,
    LookAgainRow,
    MentionRow,
    SeenRow,
    SenseRow,
    SummaryRow,
)


@dataclass(slots=True)
class TalkRows:
    """The rows of the discussion of one amendment, each in order, and their words by id.

    By a comment's id: its edits, who is called in it, that it is hidden now, and the newest ask to
    look again.
    """

    comments: list[CommentRow] = field(default_factory=list)
    edits: dict[int, list[CommentEditRow]] = field(default_factory=lambda: defaultdict(list))
    mentions: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    hidings: dict[int, HidingRow] = field(default_factory=dict)
    asks: dict[int, LookAgainRow] = field(default_factory=dict)
    summaries: list[SummaryRow] = field(default_factory=list)
    senses: list[SenseRow] = field(default_factory=list)
    seen: list[SeenRow] = field(default_factory=list)
    words: Mapping[int, str] = field(default_factory=dict)


_COMMENTS = values(col(CommentRow.id), col(CommentRow.amendment_id), AMENDMENTS)
_OF_COMMENT = col(CommentRow.amendment_id), AMENDMENTS
_OF_EDIT = col(CommentEditRow.comment_id), _COMMENTS
_OF_HIDING = col(HidingRow.comment_id), _COMMENTS
_SAID = union(
    values(col(CommentRow.body_id), *_OF_COMMENT),
    values(col(CommentRow.quote_id), *_OF_COMMENT),
    values(col(CommentRow.replacement_id), *_OF_COMMENT),
    values(col(CommentEditRow.body_id), *_OF_EDIT),
    values(col(HidingRow.reason_id), *_OF_HIDING),
    values(col(HidingRow.answer_id), *_OF_HIDING),
    values(col(HidingRow.appeal_id), *_OF_HIDING),
    values(col(HidingRow.decision_id), *_OF_HIDING),
    values(col(SummaryRow.body_id), col(SummaryRow.amendment_id), AMENDMENTS),
)

_TALK = Gather(
    comments=rows(CommentRow, *_OF_COMMENT),
    edits=rows(CommentEditRow, *_OF_EDIT),
    mentions=rows(MentionRow, col(MentionRow.comment_id), _COMMENTS),
    hidings=rows(HidingRow, *_OF_HIDING, col(HidingRow.restored_at).is_(None)),
    asks=rows(LookAgainRow, col(LookAgainRow.comment_id), _COMMENTS),
    summaries=rows(SummaryRow, col(SummaryRow.amendment_id), AMENDMENTS),
    senses=rows(SenseRow, col(SenseRow.amendment_id), AMENDMENTS),
    seen=rows(SeenRow, col(SeenRow.amendment_id), AMENDMENTS),
    words=words(_SAID),
)


@read_once
def talk_rows(reader: Reader, amendment_id: int) -> TalkRows:
    """The rows of the discussion of an amendment."""
    return read_talk(reader, [amendment_id])[amendment_id]


def read_talk(reader: Reader, amendment_ids: Iterable[int]) -> dict[int, TalkRows]:
    """The rows of the discussions of some amendments, by the amendment's id."""
    ids = list(amendment_ids)
    found = _TALK.read(reader, amendments=ids)
    said = as_said(found["words"])
    made = {one: TalkRows(words=said) for one in ids}
    of_comment = {one.id: made[one.amendment_id] for one in found["comments"]}
    hand_out(found, _ORDER, made, "amendment_id")
    for row in sorted(found["edits"], key=attrgetter("number")):
        of_comment[row.comment_id].edits[row.comment_id].append(row)
    for row in found["mentions"]:
        of_comment[row.comment_id].mentions[row.comment_id].add(row.member_id)
    for row in sorted(found["hidings"], key=attrgetter("id")):
        of_comment[row.comment_id].hidings[row.comment_id] = row
    for row in sorted(found["asks"], key=attrgetter("version")):
        of_comment[row.comment_id].asks[row.comment_id] = row
    return made


_ORDER = {
    "comments": attrgetter("number"),
    "summaries": attrgetter("id"),
    "senses": attrgetter("member_id"),
    "seen": attrgetter("member_id"),
}
