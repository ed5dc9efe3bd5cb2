"""What the record holds of one member: the lines that are theirs or about them, and their words.

Most acts name who did them by the member's handle. Answers in a round name a seat instead, and
lines about somebody name them as `member`. What is held back from the record belongs to it already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, or_, select

from amendments.record.events import EventKind
from app.storage.engine.session import Reader
from app.storage.record import held_lines
from app.storage.tables import (
    AmendmentRow,
    EventRow,
    MembershipRow,
    RoundRow,
    SeatRow,
    WordsRow,
)

#: Lines that name who spoke by their seat alone.
BY_SEAT = (
    EventKind.STANCE_TAKEN,
    EventKind.OBJECTION_SUPPORTED,
    EventKind.OBJECTION_TESTED,
    EventKind.OBJECTION_RESOLVED,
)

#: The name of a sealed word that holds a handle.
SEALED_HANDLE = "by"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A line of the record that a member wrote (`is_own`), or that tells about them.

    `words` are the kept words in it that are theirs or about them, as rows that can be erased.
    `seq` is 0 while it is held back.
    """

    seq: int
    at: datetime
    kind: str
    data: dict[str, Any]
    is_own: bool
    words: tuple[WordsRow, ...]


def lines_of(reader: Reader, member: MembershipRow) -> Iterator[MemberLine]:
    """The lines of a member, oldest first."""
    unnamed = [*_by_seat(reader, member), *_by_sealed_handle(reader, member)]
    found = {row.seq: row for row in (*_by_handle(reader, member), *unnamed)}
    own = {row.seq for row in unnamed}
    kept = _words(reader, member.charter_id, list(found))
    for seq, row in sorted(found.items()):
        body: dict[str, Any] = json.loads(row.line)
        words = kept.get(seq, [])
        about = body["data"].get("member")
        if body["actor"] == member.handle and about not in {None, member.handle}:
            # What they did to somebody else: the name in it is not theirs.
            words = [one for one in words if one.name != "name"]
        is_own = body["actor"] == member.handle or seq in own
        yield MemberLine(seq, row.at, row.kind, body["data"], is_own, tuple(words))
    yield from _held(reader, member)


def _held(reader: Reader, member: MembershipRow) -> Iterator[MemberLine]:
    """What they have said in rounds that are open, and that the record does not tell yet."""
    mine = _seats(reader, member)
    for row, words in held_lines.in_charter(reader, member.charter_id):
        data: dict[str, Any] = json.loads(row.data)
        if row.actor == member.handle or (row.actor is None and data.get("seat") in mine):
            yield MemberLine(
                held_lines.TO_COME, row.at, row.kind, data, is_own=True, words=tuple(words)
            )


def _by_handle(reader: Reader, member: MembershipRow) -> list[EventRow]:
    named = (f'"{name}":"{member.handle}"' for name in ("actor", "member"))
    wanted = select(EventRow).where(
        EventRow.charter_id == member.charter_id,
        or_(*(col(EventRow.line).contains(one, autoescape=True) for one in named)),
    )
    return list(reader.session.exec(wanted))


def _seats(reader: Reader, member: MembershipRow) -> dict[str, int]:
    """The seats of a member, with the number of the amendment that each is about."""
    return dict(
        reader.session.exec(
            select(SeatRow.seat, AmendmentRow.number)
            .join(RoundRow, col(RoundRow.id) == SeatRow.round_id)
            .join(AmendmentRow, col(AmendmentRow.id) == RoundRow.amendment_id)
            .where(SeatRow.member_id == member.id)
        ).all()
    )


def _by_seat(reader: Reader, member: MembershipRow) -> list[EventRow]:
    mine = _seats(reader, member)
    wanted = select(EventRow).where(
        EventRow.charter_id == member.charter_id,
        col(EventRow.kind).in_([one.value for one in BY_SEAT]),
        col(EventRow.amendment_number).in_(set(mine.values())),
    )
    return [
        row
        for row in reader.session.exec(wanted)
        if (body := json.loads(row.line))["actor"] is None and body["data"].get("seat") in mine
    ]


def _by_sealed_handle(reader: Reader, member: MembershipRow) -> list[EventRow]:
    """Lines that seal even who spoke: reports, in which the record names nobody."""
    wanted = (
        select(EventRow)
        .join(
            WordsRow,
            (col(WordsRow.charter_id) == EventRow.charter_id) & (col(WordsRow.seq) == EventRow.seq),
        )
        .where(
            WordsRow.charter_id == member.charter_id,
            WordsRow.name == SEALED_HANDLE,
            WordsRow.text == member.handle,
        )
    )
    return list(reader.session.exec(wanted))


def _words(reader: Reader, charter_id: int, seqs: list[int]) -> dict[int, list[WordsRow]]:
    found: dict[int, list[WordsRow]] = {}
    for start in range(0, len(seqs), 500):
        part = seqs[start : start + 500]
        wanted = select(WordsRow).where(
            WordsRow.charter_id == charter_id, col(WordsRow.seq).in_(part)
        )
        for row in reader.session.exec(wanted.order_by(col(WordsRow.id))):
            found.setdefault(row.seq, []).append(row)
    return found
