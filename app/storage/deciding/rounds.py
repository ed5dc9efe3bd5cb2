"""Rounds with their rolls, answers and objections, between rows and values."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, insert
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.rounds import Round
from amendments.deciding.stances import Stance, StanceKind
from amendments.deciding.tally import Outcome, in_words
from amendments.writing.causes import read_cause
from app.storage.deciding import objections
from app.storage.deciding.decision_rows import (
    DecisionRows,
    Others,
    decision_rows,
    decision_rows_of,
    read_decisions,
)
from app.storage.deciding.stance_history import stance_words
from app.storage.engine.asking import ask
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.record.word_columns import column_values
from app.storage.tables import AmendmentRow, CharterRow, RoundRow, SeatRow, StanceRow, metadata
from app.storage.texts.kept_rules import kept_ruleset


@dataclass(frozen=True, slots=True)
class Closing:
    """What was counted when a round closed, and where each objection stood then, by number."""

    counts: Mapping[StanceKind, int]
    objections: Mapping[int, ObjectionStatus]


@dataclass(frozen=True, slots=True)
class KeptRound:
    """A round with what storage knows of it. `revision` is the one it published.

    `closing` is None while it is open. `others` counts the seats that its value leaves out, where
    only one member's was read.
    """

    id: int
    value: Round
    opened_by: int
    closed_by: int | None
    statement: str | None
    revision: int | None
    closing: Closing | None = None
    others: Others | None = None


@dataclass(frozen=True, slots=True)
class DueRound:
    """A round whose deadline has passed and that nobody has closed yet."""

    slug: str
    amendment: int
    round: int


@read_once
def find_all(reader: Reader, amendment_id: int) -> list[KeptRound]:
    """The rounds of an amendment, oldest first."""
    rows = decision_rows(reader, amendment_id)
    return [_kept(rows, row) for row in rows.rounds]


def read_together(reader: Reader, amendment_ids: Collection[int]) -> None:
    """Read the rounds of some amendments in one statement, for whoever asks for them afterwards."""
    new = [one for one in amendment_ids if not decision_rows.knows(reader, one)]
    if reader.memo is not None and new:
        for amendment_id, rows in read_decisions(reader, new).items():
            decision_rows.know(reader, rows, amendment_id)


def find(reader: Reader, amendment_id: int, number: int) -> KeptRound | None:
    """A round of an amendment by its number."""
    every = find_all(reader, amendment_id)
    return next((one for one in every if one.value.number == number), None)


def find_for_answer(
    writer: Writer, amendment_id: int, number: int, member: int
) -> KeptRound | None:
    """A round with the seats that an answer depends on: its member's, and those of who objects."""
    rows = decision_rows_of(writer, amendment_id, member)
    return next((_kept(rows, row) for row in rows.rounds if row.number == number), None)


def _kept(rows: DecisionRows, row: RoundRow) -> KeptRound:
    assert row.id is not None
    value, closed = _round(rows, row), _closing(row.closing)
    return KeptRound(
        id=row.id,
        value=value,
        opened_by=row.opened_by,
        closed_by=row.closed_by,
        statement=_told(value, closed) if closed else row.statement,
        revision=rows.published.get(row.id),
        closing=closed,
        others=rows.others.get(row.id),
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


def _round(rows: DecisionRows, row: RoundRow) -> Round:
    seats = [seat for seat in rows.seats if seat.round_id == row.id]
    return Round(
        amendment=rows.number,
        number=row.number,
        version=row.version,
        base=row.base,
        change_sha256=row.change_sha256,
        ruleset=kept_ruleset(row.ruleset),
        roll={seat.seat: seat.member_id for seat in seats},
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        stances=_latest_stances(rows, {seat.id: seat.seat for seat in seats}),
        objections=tuple(
            objections.value_of(one)
            for one in rows.objections
            if one.first_round <= row.number
            and (one.resolved_in is None or one.resolved_in >= row.number)
        ),
        more_time_given=row.more_time_given,
        outcome=Outcome(row.outcome) if row.outcome else None,
        closed_at=row.closed_at,
        editorial=row.editorial,
        unconfirmed=frozenset(json.loads(row.unconfirmed)),
        read_with=row.read_with,
        in_force=row.in_force,
        result_sha256=row.result_sha256,
        cause=read_cause(json.loads(row.cause)) if row.cause else None,
        gone=frozenset(seat.seat for seat in seats if seat.left_at is not None),
        held=row.held,
    )


def _latest_stances(rows: DecisionRows, seats: Mapping[int, str]) -> dict[str, Stance]:
    """The newest answer of each seat."""
    latest = {row.seat_id: row for row in rows.stances if row.seat_id in seats}
    return {
        seats[row.seat_id]: Stance(
            seat=seats[row.seat_id],
            kind=StanceKind(row.kind),
            at=row.at,
            recorded_by=row.recorded_by,
            **stance_words(row, rows.words),
        )
        for row in latest.values()
    }


def due(reader: Reader, slug: str | None = None) -> list[DueRound]:
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
    return [DueRound(*found) for found in reader.session.exec(wanted)]


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


_SEAT = select_columns(col(SeatRow.id)).where(
    col(SeatRow.round_id) == bindparam("round"), col(SeatRow.seat) == bindparam("seat")
)
_ANSWER = insert(metadata.tables["stance"]).values(seat_id=_SEAT.scalar_subquery())


def add_stance(
    writer: Writer,
    kept: KeptRound,
    stance: Stance,
    words: Mapping[str, int],
    *,
    confidential: bool = False,
) -> None:
    """Keep an answer; `words` gives the ids of its kept words."""
    ask(
        writer,
        _ANSWER,
        round=kept.id,
        seat=stance.seat,
        kind=stance.kind.value,
        at=stance.at,
        **column_values(StanceRow, words),
        recorded_by=stance.recorded_by,
        confidential=confidential,
    )


def save(
    writer: Writer,
    kept: KeptRound,
    value: Round,
    *,
    closed_by: int | None = None,
    statement: str | None = None,
) -> None:
    """Keep a round's new state and that of its objections."""
    if replace(value, stances=kept.value.stances) == kept.value:
        # An answer alone is a row of its own.
        return
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
