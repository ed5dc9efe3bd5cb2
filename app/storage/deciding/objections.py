"""Objections, who sees them too, and how they were tested, between rows and values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from amendments.deciding.objection_hearing import Says
from amendments.deciding.objections import Objection, ObjectionStatus
from amendments.deciding.stances import StanceKind
from amendments.status import UNDECIDED
from app.storage.deciding.decision_rows import DecisionRows, decision_rows
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.tables import (
    AmendmentRow,
    ObjectionRow,
    SettingAsideRow,
    StanceRow,
    SupportRow,
    TurnRow,
)

LAST_ROUND = 2**31 - 1


@dataclass(frozen=True, slots=True)
class KeptObjection:
    """An objection with its words: its author's latest ones, and how it was resolved.

    `raised_at` is when they said so last; `resolved_on` the version of the text when it ended.
    """

    id: int
    value: Objection
    reason: str
    acceptable_if: str
    resolution: str | None
    resolved_at: datetime | None
    resolved_in: int | None
    resolved_on: int | None
    raised_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What someone said when an objection was tested."""

    member: int
    says: Says
    at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class SettingAside:
    """A steward who spoke for setting an objection aside, in a round where it stood."""

    member: int
    raised_in: int
    at: datetime
    reason: str


def value_of(row: ObjectionRow) -> Objection:
    """The objection that a row holds."""
    return Objection(
        number=row.number,
        member=row.member_id,
        first_round=row.first_round,
        raised_in=row.raised_in,
        raised_on=row.raised_on,
        status=ObjectionStatus(row.status),
        confidential=row.confidential,
        author_left=row.author_left,
    )


@read_once
def of_amendment(
    reader: Reader, amendment_id: int, *, up_to: int = LAST_ROUND
) -> list[KeptObjection]:
    """Every objection to an amendment, oldest first.

    The words are its author's latest ones in the rounds up to one.
    """
    rows = decision_rows(reader, amendment_id)
    raised = dict(_raisings(rows, up_to))
    return [_kept(rows, one, raised) for one in rows.objections if one.first_round <= up_to]


def _raisings(rows: DecisionRows, up_to: int) -> Iterator[tuple[int, StanceRow]]:
    """Who objected in the rounds up to one, and how, oldest first."""
    rounds = {one.id for one in rows.rounds if one.number <= up_to}
    members = {seat.id: seat.member_id for seat in rows.seats if seat.round_id in rounds}
    for row in rows.stances:
        if row.kind == StanceKind.OBJECT.value and row.seat_id in members:
            yield members[row.seat_id], row


def _kept(rows: DecisionRows, row: ObjectionRow, raised: Mapping[int, StanceRow]) -> KeptObjection:
    said, stance = rows.words, raised.get(row.member_id)
    reason_id = stance.reason_id if stance else None
    acceptable_id = stance.acceptable_if_id if stance else None
    assert row.id is not None
    return KeptObjection(
        id=row.id,
        value=value_of(row),
        reason=said.get(reason_id, "") if reason_id else "",
        acceptable_if=said.get(acceptable_id, "") if acceptable_id else "",
        resolution=said.get(row.resolution_id) if row.resolution_id else None,
        resolved_at=row.resolved_at,
        resolved_in=row.resolved_in,
        resolved_on=row.resolved_on,
        raised_at=stance.at if stance else None,
    )


@dataclass(frozen=True, slots=True)
class Raised:
    """How an objection was raised: in which round, on which version, and whether in confidence."""

    round: int
    version: int
    confidential: bool


def raised_before(reader: Reader, amendment_id: int, number: int) -> dict[int, Raised]:
    """How each objection had been raised last before a round, by its number.

    One that was first raised in that round or later is left out.
    """
    rows = decision_rows(reader, amendment_id)
    rounds = {one.id: one for one in rows.rounds}
    held_in = {seat.id: rounds[seat.round_id] for seat in rows.seats}
    numbers: dict[int, list[int]] = defaultdict(list)
    for one in rows.objections:
        numbers[one.member_id].append(one.number)
    return {
        objection: Raised(
            held_in[row.seat_id].number, held_in[row.seat_id].version, row.confidential
        )
        for member, row in _raisings(rows, number - 1)
        for objection in numbers[member]
    }


def open_of(reader: Reader, member: int) -> list[tuple[int, int]]:
    """The open objections of a member to undecided amendments: its number, and theirs."""
    wanted = (
        select(AmendmentRow.number, ObjectionRow.number)
        .join(AmendmentRow, col(AmendmentRow.id) == ObjectionRow.amendment_id)
        .where(
            ObjectionRow.member_id == member,
            ObjectionRow.status == ObjectionStatus.OPEN.value,
            col(AmendmentRow.status).in_([one.value for one in UNDECIDED]),
        )
    )
    return list(reader.session.exec(wanted.order_by(col(ObjectionRow.id))))


def next_number(reader: Reader, amendment_id: int) -> int:
    """The number that the next objection to an amendment gets."""
    highest = select(func.max(ObjectionRow.number)).where(ObjectionRow.amendment_id == amendment_id)
    return (reader.session.exec(highest).one() or 0) + 1


def save(
    writer: Writer,
    amendment_id: int,
    value: Objection,
    *,
    round_number: int,
    version: int,
    resolution_id: int | None = None,
) -> None:
    """Keep an objection's state.

    `round_number` is the round in (or after) which this happens, `version` the text then.
    """
    wanted = select(ObjectionRow).where(
        ObjectionRow.amendment_id == amendment_id, ObjectionRow.number == value.number
    )
    row = writer.session.exec(wanted).first() or ObjectionRow(
        amendment_id=amendment_id,
        number=value.number,
        member_id=value.member,
        first_round=value.first_round,
        raised_in=value.raised_in,
        raised_on=value.raised_on,
        status=ObjectionStatus.OPEN.value,
    )
    ended = value.status is not ObjectionStatus.OPEN
    if ended and row.status == ObjectionStatus.OPEN.value:
        row.resolved_in, row.resolved_at, row.resolved_on = round_number, writer.now, version
        row.resolution_id = resolution_id
    if not ended:
        row.resolved_in = row.resolved_at = row.resolved_on = row.resolution_id = None
    row.status = value.status.value
    row.raised_in, row.raised_on = value.raised_in, value.raised_on
    row.confidential, row.author_left = value.confidential, value.author_left
    writer.session.add(row)
    writer.session.flush()


# --- hearing them


def supporters(
    reader: Reader, amendment_id: int, *, before: datetime | None = None
) -> dict[int, list[int]]:
    """The members who see each objection too, by the objection's id, in the order they said so.

    `before` leaves out those who said so only from then on.
    """
    found: dict[int, list[int]] = defaultdict(list)
    for row in decision_rows(reader, amendment_id).supports:
        if before is None or row.at < before:
            found[row.objection_id].append(row.member_id)
    return found


def keep_support(writer: Writer, objection_id: int, member: int, *, supports: bool) -> None:
    """Keep that a member sees an objection too, or not any more."""
    row = writer.session.get(SupportRow, (objection_id, member))
    if supports and row is None:
        writer.session.add(SupportRow(objection_id=objection_id, member_id=member, at=writer.now))
    elif not supports and row is not None:
        writer.session.delete(row)
    writer.session.flush()


def turns(reader: Reader, amendment_id: int) -> dict[int, list[Turn]]:
    """What was said when each objection was tested, by the objection's id, oldest first."""
    rows = decision_rows(reader, amendment_id)
    found: dict[int, list[Turn]] = defaultdict(list)
    for row in rows.turns:
        turn = Turn(row.member_id, Says(row.says), row.at, rows.words.get(row.body_id, ""))
        found[row.objection_id].append(turn)
    return found


def add_turn(writer: Writer, objection_id: int, member: int, says: str, body_id: int) -> None:
    """Keep what someone said."""
    writer.session.add(
        TurnRow(
            objection_id=objection_id, member_id=member, says=says, at=writer.now, body_id=body_id
        )
    )
    writer.session.flush()


def settings_aside(reader: Reader, amendment_id: int) -> dict[int, list[SettingAside]]:
    """Who spoke for setting each objection aside, by the objection's id, oldest first."""
    rows = decision_rows(reader, amendment_id)
    found: dict[int, list[SettingAside]] = defaultdict(list)
    for row in rows.asides:
        one = SettingAside(row.member_id, row.raised_in, row.at, rows.words.get(row.reason_id, ""))
        found[row.objection_id].append(one)
    return found


def add_setting_aside(
    writer: Writer, objection_id: int, member: int, raised_in: int, reason_id: int
) -> None:
    """Keep that a steward spoke for setting an objection aside."""
    writer.session.add(
        SettingAsideRow(
            objection_id=objection_id,
            member_id=member,
            raised_in=raised_in,
            at=writer.now,
            reason_id=reason_id,
        )
    )
    writer.session.flush()
