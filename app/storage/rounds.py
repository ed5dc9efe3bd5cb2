"""Rounds with their rolls, answers and objections, between rows and values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, insert
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from amendments.causes import read_cause
from amendments.objections import ObjectionStatus
from amendments.rounds import Round
from amendments.ruleset import read_ruleset
from amendments.stances import Stance, StanceKind
from amendments.tally import Outcome, in_words
from app.storage import objections
from app.storage.database import Reader, Writer
from app.storage.tables import (
    AmendmentRow,
    CharterRow,
    MembershipRow,
    RevisionRow,
    RoundRow,
    SeatRow,
    StanceRow,
)
from app.storage.words import texts


@dataclass(frozen=True, slots=True)
class Closing:
    """What was counted when a round closed, and where each objection stood then, by number."""

    counts: Mapping[StanceKind, int]
    objections: Mapping[int, ObjectionStatus]


@dataclass(frozen=True, slots=True)
class KeptRound:
    """A round with what storage knows of it. `revision` is the one it published.

    `closing` is None while it is open.
    """

    id: int
    value: Round
    opened_by: int
    closed_by: int | None
    statement: str | None
    revision: int | None
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A round whose deadline has passed and that nobody has closed yet."""

    slug: str
    amendment: int
    round: int


def find_all(reader: Reader, amendment_id: int) -> list[KeptRound]:
    """The rounds of an amendment, oldest first."""
    wanted = select(RoundRow).where(RoundRow.amendment_id == amendment_id)
    rows = list(reader.session.exec(wanted.order_by(col(RoundRow.number))))
    return [_kept(reader, row) for row in rows]


def find(reader: Reader, amendment_id: int, number: int) -> KeptRound | None:
    """A round of an amendment by its number."""
    wanted = select(RoundRow).where(
        RoundRow.amendment_id == amendment_id, RoundRow.number == number
    )
    row = reader.session.exec(wanted).first()
    return _kept(reader, row) if row else None


def _kept(reader: Reader, row: RoundRow) -> KeptRound:
    assert row.id is not None
    value, closed = _round(reader, row), _closing(row.closing)
    published = select(RevisionRow.number).where(RevisionRow.round_id == row.id)
    return KeptRound(
        id=row.id,
        value=value,
        opened_by=row.opened_by,
        closed_by=row.closed_by,
        statement=_told(value, closed) if closed else row.statement,
        revision=reader.session.exec(published).first(),
        closing=closed,
    )


def _told(value: Round, closed: Closing) -> str:
    """The outcome, from what was counted, in the language of whoever reads it."""
    assert value.outcome is not None
    counted = replace(value.tally(), counts=closed.counts)
    return in_words(counted, value.outcome, editorial=value.editorial, cause=value.cause)


def _closing(kept: str | None) -> Closing | None:
    if kept is None:
        return None
    body = json.loads(kept)
    return Closing(
        counts={StanceKind(kind): n for kind, n in body["counts"].items()},
        objections={int(n): ObjectionStatus(status) for n, status in body["objections"].items()},
    )


def _written(closed: Round) -> str:
    counts = {kind.value: n for kind, n in closed.tally().counts.items()}
    objections = {str(one.number): one.status.value for one in closed.objections}
    return json.dumps({"counts": counts, "objections": objections})


def _round(reader: Reader, row: RoundRow) -> Round:
    number = select(AmendmentRow.number).where(AmendmentRow.id == row.amendment_id)
    seats = reader.session.exec(
        select(SeatRow.seat, SeatRow.member_id, MembershipRow.left_at)
        .join(MembershipRow, col(MembershipRow.id) == SeatRow.member_id)
        .where(SeatRow.round_id == row.id)
    ).all()
    return Round(
        amendment=reader.session.exec(number).one(),
        number=row.number,
        version=row.version,
        base=row.base,
        change_sha256=row.change_sha256,
        ruleset=read_ruleset(json.loads(row.ruleset)),
        roll={seat: member for seat, member, _left in seats},
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        stances=_latest_stances(reader, row),
        objections=objections.of_round(reader, row.amendment_id, row.number),
        more_time_given=row.more_time_given,
        outcome=Outcome(row.outcome) if row.outcome else None,
        closed_at=row.closed_at,
        editorial=row.editorial,
        unconfirmed=frozenset(json.loads(row.unconfirmed)),
        read_with=row.read_with,
        in_force=row.in_force,
        result_sha256=row.result_sha256,
        cause=read_cause(json.loads(row.cause)) if row.cause else None,
        gone=frozenset(seat for seat, _member, left_at in seats if left_at is not None),
        held=row.held,
    )


def _latest_stances(reader: Reader, row: RoundRow) -> dict[str, Stance]:
    latest = (
        select(func.max(StanceRow.id))
        .join(SeatRow, col(SeatRow.id) == StanceRow.seat_id)
        .where(SeatRow.round_id == row.id)
        .group_by(col(StanceRow.seat_id))
    )
    # Columns, not rows: a roll can be long, and this is read at every answer.
    wanted = (
        select_columns(
            col(SeatRow.seat),
            col(StanceRow.kind),
            col(StanceRow.at),
            col(StanceRow.reason_id),
            col(StanceRow.acceptable_if_id),
            col(StanceRow.recorded_by),
        )
        .join(SeatRow, col(SeatRow.id) == StanceRow.seat_id)
        .where(col(StanceRow.id).in_(latest))
    )
    found = reader.session.connection().execute(wanted).all()
    said = texts(
        reader, [words for *_, reason, acceptable, _ in found for words in (reason, acceptable)]
    )
    return {
        seat: Stance(
            seat=seat,
            kind=StanceKind(kind),
            at=at,
            reason=(said.get(reason) or None) if reason else None,
            acceptable_if=(said.get(acceptable) or None) if acceptable else None,
            recorded_by=recorded_by,
        )
        for seat, kind, at, reason, acceptable, recorded_by in found
    }


def due(reader: Reader, slug: str | None = None) -> list[Due]:
    """The rounds whose deadline has passed and that are not closed, the earliest first."""
    wanted = (
        select(CharterRow.slug, AmendmentRow.number, RoundRow.number)
        .join(AmendmentRow, col(AmendmentRow.id) == RoundRow.amendment_id)
        .join(CharterRow, col(CharterRow.id) == AmendmentRow.charter_id)
        .where(col(RoundRow.outcome).is_(None), RoundRow.closes_at <= reader.now)
        .order_by(col(RoundRow.closes_at), col(RoundRow.id))
    )
    if slug is not None:
        wanted = wanted.where(CharterRow.slug == slug)
    return [Due(*found) for found in reader.session.exec(wanted)]


# --- keeping


def add(writer: Writer, amendment_id: int, value: Round, opened_by: int) -> KeptRound:
    """Keep a new round with its roll."""
    row = RoundRow(
        amendment_id=amendment_id,
        number=value.number,
        version=value.version,
        base=value.base,
        change_sha256=value.change_sha256,
        ruleset=json.dumps(value.ruleset.to_dict()),
        opened_at=value.opened_at,
        opened_by=opened_by,
        closes_at=value.closes_at,
        editorial=value.editorial,
        in_force=value.in_force,
        result_sha256=value.result_sha256,
        held=value.held,
    )
    writer.session.add(row)
    writer.session.flush()
    assert row.id is not None
    seats = [
        {"round_id": row.id, "member_id": member, "seat": seat}
        for seat, member in value.roll.items()
    ]
    if seats:
        writer.session.connection().execute(insert(SeatRow), seats)
    return KeptRound(row.id, value, opened_by, None, None, None)


def add_stance(
    writer: Writer,
    kept: KeptRound,
    stance: Stance,
    words: Mapping[str, int],
    *,
    confidential: bool = False,
) -> None:
    """Keep an answer; `words` gives the ids of its kept words."""
    seat = select(SeatRow.id).where(SeatRow.round_id == kept.id, SeatRow.seat == stance.seat)
    seat_id = writer.session.exec(seat).one()
    assert seat_id is not None
    writer.session.add(
        StanceRow(
            seat_id=seat_id,
            kind=stance.kind.value,
            at=stance.at,
            reason_id=words.get("reason"),
            acceptable_if_id=words.get("acceptable_if"),
            recorded_by=stance.recorded_by,
            confidential=confidential,
        )
    )
    writer.session.flush()


def save(
    writer: Writer,
    kept: KeptRound,
    value: Round,
    *,
    closed_by: int | None = None,
    statement: str | None = None,
) -> None:
    """Keep a round's new state and that of its objections."""
    row = writer.session.get_one(RoundRow, kept.id)
    row.closes_at = value.closes_at
    row.more_time_given = value.more_time_given
    row.unconfirmed = json.dumps(sorted(value.unconfirmed))
    row.read_with = value.read_with
    if value.outcome is not None:
        row.outcome = value.outcome.value
        row.closed_at = value.closed_at
        row.closed_by = closed_by
        row.statement = statement
        row.closing = _written(value)
        row.cause = json.dumps(value.cause.to_dict()) if value.cause else None
    for objection in value.objections:
        if objection not in kept.value.objections:
            objections.save(
                writer,
                row.amendment_id,
                objection,
                round_number=value.number,
                version=value.version,
            )
    writer.session.flush()
