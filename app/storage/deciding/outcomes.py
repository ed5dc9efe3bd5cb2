"""What came of the decisions that made revisions, several at once, from what was counted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from amendments.deciding.stances import StanceKind
from amendments.deciding.tally import Outcome, Tally, in_words
from app.storage.deciding.round_notes import Statement
from app.storage.engine.session import Reader
from app.storage.record.personal_words import texts
from app.storage.tables import RevisionRow, RoundRow, SeatRow, StatementRow


@dataclass(frozen=True, slots=True)
class PublishedOutcome:
    """The outcome of a decision that passed: what was counted, in the language of whoever reads
    it, and what stewards wrote about it, oldest first.
    """

    counted: str
    statements: tuple[Statement, ...]


def published_outcomes(
    reader: Reader, charter_id: int, numbers: Collection[int]
) -> dict[int, PublishedOutcome]:
    """The outcomes that made some revisions, by the numbers of the revisions."""
    roll_size = (
        select_columns(func.count())
        .where(col(SeatRow.round_id) == RoundRow.id)
        .correlate(RoundRow)
        .scalar_subquery()
    )
    wanted = (
        select_columns(
            col(RevisionRow.number),
            col(RoundRow.id),
            col(RoundRow.closing),
            col(RoundRow.statement),
            col(RoundRow.editorial),
            roll_size,
        )
        .join(RoundRow, col(RoundRow.id) == RevisionRow.round_id)
        .where(col(RevisionRow.charter_id) == charter_id, col(RevisionRow.number).in_(numbers))
    )
    found = reader.session.connection().execute(wanted).all()
    said = _statements(reader, [decision for _, decision, *_more in found if decision])
    return {
        number: PublishedOutcome(
            _counted(closing, roll, editorial=editorial) if closing else statement or "",
            tuple(said.get(decision or 0, ())),
        )
        for number, decision, closing, statement, editorial, roll in found
    }


def _counted(closing: str, roll_size: int, *, editorial: bool) -> str:
    # What passed has its quorum and no open objection: its sentence names neither.
    kept = json.loads(closing)["counts"]
    counts = {kind: kept.get(kind.value, 0) for kind in StanceKind}
    return in_words(Tally(roll_size, 0, counts, 0), Outcome.PASSED, editorial=editorial)


def _statements(reader: Reader, rounds: Collection[int]) -> Mapping[int, list[Statement]]:
    if not rounds:
        return {}
    wanted = select(StatementRow).where(col(StatementRow.round_id).in_(rounds))
    rows = list(reader.session.exec(wanted.order_by(col(StatementRow.id))))
    said = texts(reader, [row.body_id for row in rows])
    found: dict[int, list[Statement]] = defaultdict(list)
    for row in rows:
        found[row.round_id].append(Statement(row.member_id, row.at, said.get(row.body_id, "")))
    return found
