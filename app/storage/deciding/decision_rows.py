"""All rows of the decisions on an amendment, in one statement: rounds, rolls, answers, objections.

What they mean is read from them by `rounds`, `objections` and `round_notes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, or_, union
from sqlalchemy import select as select_columns
from sqlmodel import col

from amendments.record.events import EventKind
from app.storage.engine.gather import AMENDMENTS, Gather, Gathered, hand_out, rows, values, words
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader
from app.storage.record.personal_words import as_said
from app.storage.record.word_columns import all_words
from app.storage.tables import (
    AmendmentRow,
    DeadlineMoveRow,
    EventRow,
    ExtensionRow,
    MembershipRow,
    ObjectionRow,
    RevisionRow,
    RoundRow,
    SeatRow,
    SettingAsideRow,
    StanceRow,
    StatementRow,
    SupportRow,
    TurnRow,
    WordsRow,
)


class SeatTaken(NamedTuple):
    """A seat on the roll of a round, and since when its member has left the charter."""

    id: int
    round_id: int
    member_id: int
    seat: str
    left_at: datetime | None


@dataclass(slots=True)
class Others:
    """How many more seats a round has than those that were read, and how many answered what."""

    seats: int
    kinds: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class DecisionRows:
    """The rows of the decisions on one amendment, each in order, and their words by id.

    `number` is the amendment's, `published` gives the revisions that rounds published, by the
    round's id; `again` the lines of the record that opened a round on words once more, and why.
    `others` counts the seats of each round that were not read, by its id.
    """

    number: int
    rounds: list[RoundRow] = field(default_factory=list)
    published: dict[int, int] = field(default_factory=dict)
    seats: list[SeatTaken] = field(default_factory=list)
    stances: list[StanceRow] = field(default_factory=list)
    objections: list[ObjectionRow] = field(default_factory=list)
    supports: list[SupportRow] = field(default_factory=list)
    turns: list[TurnRow] = field(default_factory=list)
    asides: list[SettingAsideRow] = field(default_factory=list)
    statements: list[StatementRow] = field(default_factory=list)
    extensions: list[ExtensionRow] = field(default_factory=list)
    moves: list[DeadlineMoveRow] = field(default_factory=list)
    again: list[tuple[str, str | None]] = field(default_factory=list)
    words: Mapping[int, str] = field(default_factory=dict)
    others: dict[int, Others] = field(default_factory=dict)


_ROUNDS = values(col(RoundRow.id), col(RoundRow.amendment_id), AMENDMENTS)
_OBJECTIONS = values(col(ObjectionRow.id), col(ObjectionRow.amendment_id), AMENDMENTS)
_OBJECTORS = values(col(ObjectionRow.member_id), col(ObjectionRow.amendment_id), AMENDMENTS)
_MINE = or_(
    col(SeatRow.member_id) == bindparam("member", type_=Integer),
    col(SeatRow.member_id).in_(_OBJECTORS),
)


def _of_seats(*which: ColumnElement[bool]) -> dict[str, Select[*tuple[Any, ...]]]:
    """The questions for what belongs to the decisions on amendments, as far as some seats go."""
    seats = values(col(SeatRow.id), col(SeatRow.round_id), _ROUNDS).where(*which)
    said = union(
        *all_words(StanceRow, col(StanceRow.seat_id), seats),
        *all_words(ObjectionRow, col(ObjectionRow.amendment_id), AMENDMENTS),
        *all_words(TurnRow, col(TurnRow.objection_id), _OBJECTIONS),
        *all_words(SettingAsideRow, col(SettingAsideRow.objection_id), _OBJECTIONS),
        *all_words(StatementRow, col(StatementRow.round_id), _ROUNDS),
        *all_words(ExtensionRow, col(ExtensionRow.round_id), _ROUNDS),
    )
    return {
        "amendments": select_columns(col(AmendmentRow.id), col(AmendmentRow.number)).where(
            col(AmendmentRow.id).in_(AMENDMENTS)
        ),
        "rounds": rows(RoundRow, col(RoundRow.amendment_id), AMENDMENTS),
        "published": select_columns(col(RevisionRow.round_id), col(RevisionRow.number)).where(
            col(RevisionRow.round_id).in_(_ROUNDS)
        ),
        "seats": _ROLL.where(*which),
        "stances": rows(StanceRow, col(StanceRow.seat_id), seats),
        "objections": rows(ObjectionRow, col(ObjectionRow.amendment_id), AMENDMENTS),
        "supports": rows(SupportRow, col(SupportRow.objection_id), _OBJECTIONS),
        "turns": rows(TurnRow, col(TurnRow.objection_id), _OBJECTIONS),
        "asides": rows(SettingAsideRow, col(SettingAsideRow.objection_id), _OBJECTIONS),
        "statements": rows(StatementRow, col(StatementRow.round_id), _ROUNDS),
        "extensions": rows(ExtensionRow, col(ExtensionRow.round_id), _ROUNDS),
        "moves": rows(DeadlineMoveRow, col(DeadlineMoveRow.round_id), _ROUNDS),
        "again": _AGAIN,
        "words": words(said),
    }


_ROLL = (
    select_columns(
        col(SeatRow.id),
        col(SeatRow.round_id),
        col(SeatRow.member_id),
        col(SeatRow.seat),
        col(MembershipRow.left_at),
    )
    .join(MembershipRow, col(MembershipRow.id) == SeatRow.member_id)
    .where(col(SeatRow.round_id).in_(_ROUNDS))
)
_AGAIN: Select[*tuple[Any, ...]] = (
    select_columns(
        col(AmendmentRow.id).label("amendment_id"), col(EventRow.line), col(WordsRow.text)
    )
    .join(
        EventRow,
        (col(EventRow.charter_id) == AmendmentRow.charter_id)
        & (col(EventRow.amendment_number) == AmendmentRow.number),
    )
    .join(
        WordsRow,
        (col(WordsRow.charter_id) == EventRow.charter_id) & (col(WordsRow.seq) == EventRow.seq),
    )
    .where(
        col(AmendmentRow.id).in_(AMENDMENTS),
        col(EventRow.kind) == EventKind.ROUND_OPENED.value,
        col(WordsRow.name) == "again",
    )
)
_OF_ALL = Gather(**_of_seats())
_OF_SOME = Gather(**_of_seats(_MINE))
_LATEST = (
    select_columns(func.max(StanceRow.id))
    .join(SeatRow, col(SeatRow.id) == StanceRow.seat_id)
    .where(col(SeatRow.round_id).in_(_ROUNDS))
    .group_by(col(StanceRow.seat_id))
)
#: The same, and how many others there are and what they answered.
_COUNTED = Gather(
    **_of_seats(_MINE),
    other_seats=select_columns(col(SeatRow.round_id), func.count().label("number"))
    .where(col(SeatRow.round_id).in_(_ROUNDS), ~_MINE)
    .group_by(col(SeatRow.round_id)),
    other_stances=select_columns(
        col(SeatRow.round_id), col(StanceRow.kind), func.count().label("number")
    )
    .join(StanceRow, col(StanceRow.seat_id) == SeatRow.id)
    .where(col(StanceRow.id).in_(_LATEST), ~_MINE)
    .group_by(col(SeatRow.round_id), col(StanceRow.kind)),
)


#: What is not in the order in which it was kept.
_ORDER = {
    "rounds": attrgetter("number"),
    "objections": attrgetter("number"),
    "supports": attrgetter("at", "member_id"),
}


@read_once
def decision_rows(reader: Reader, amendment_id: int) -> DecisionRows:
    """The rows of the decisions on an amendment."""
    return read_decisions(reader, [amendment_id])[amendment_id]


def read_decisions(reader: Reader, amendment_ids: Iterable[int]) -> dict[int, DecisionRows]:
    """The rows of the decisions on some amendments, by the amendment's id."""
    return _rows(_OF_ALL.read(reader, amendments=list(amendment_ids)))


def decision_rows_of(reader: Reader, amendment_id: int, member: int) -> DecisionRows:
    """As `decision_rows`, with the seats of one member and of those who object alone.

    That is all that an answer depends on, however long the roll is.
    """
    return _rows(_OF_SOME.read(reader, amendments=[amendment_id], member=member))[amendment_id]


def read_counted(reader: Reader, amendment_id: int, member: int) -> None:
    """Let a reader know the decisions on an amendment as `decision_rows_of`, the others counted."""
    found = _COUNTED.read(reader, amendments=[amendment_id], member=member)
    known = _rows(found)[amendment_id]
    known.others = {one.round_id: Others(one.number) for one in found["other_seats"]}
    for one in found["other_stances"]:
        known.others[one.round_id].kinds[one.kind] = one.number
    decision_rows.know(reader, known, amendment_id)


def _rows(found: Gathered) -> dict[int, DecisionRows]:
    spoken = as_said(found["words"])
    made = {one.id: DecisionRows(one.number, words=spoken) for one in found["amendments"]}
    of_round = {one.id: made[one.amendment_id] for one in found["rounds"]}
    of_seat = {one.id: of_round[one.round_id] for one in found["seats"]}
    of_objection = {one.id: made[one.amendment_id] for one in found["objections"]}
    for row in found["published"]:
        of_round[row.round_id].published[row.round_id] = row.number
    for row in found["again"]:
        made[row.amendment_id].again.append((row.line, row.text))
    for owners, by, names in (
        (made, "amendment_id", ("rounds", "objections")),
        (of_round, "round_id", ("seats", "statements", "extensions", "moves")),
        (of_seat, "seat_id", ("stances",)),
        (of_objection, "objection_id", ("supports", "turns", "asides")),
    ):
        order = {name: _ORDER.get(name, attrgetter("id")) for name in names}
        hand_out(found, order, owners, by)
    return made
