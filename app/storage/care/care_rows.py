"""What asks for care in a charter, in one statement: open reports, hidden comments, and pauses."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Integer, bindparam, union
from sqlalchemy import select as select_columns
from sqlmodel import col

from app.storage.care import moderation, pauses
from app.storage.engine.gather import Gather, columns_of, unindexed, words
from app.storage.engine.session import Reader
from app.storage.record.personal_words import as_said
from app.storage.tables import (
    AmendmentRow,
    CommentRow,
    PauseRow,
    ReportRow,
)

_CHARTER = bindparam("charter", type_=Integer)
_OPEN = col(ReportRow.charter_id) == _CHARTER, col(ReportRow.settled_at).is_(None)
_NUMBER: ColumnElement[int] = col(AmendmentRow.number).label("of_amendment")
_SAID: CompoundSelect[Any] = union(
    select_columns(col(ReportRow.body_id)).where(*_OPEN, col(ReportRow.body_id).is_not(None)),
    select_columns(col(PauseRow.reason_id)).where(col(PauseRow.charter_id) == _CHARTER),
)

_CARE = Gather(
    reports=select_columns(*columns_of(ReportRow), _NUMBER)
    .join(AmendmentRow, col(AmendmentRow.id) == ReportRow.amendment_id)
    .where(*_OPEN),
    hidden=select_columns(*columns_of(CommentRow), _NUMBER)
    .join(AmendmentRow, col(AmendmentRow.id) == CommentRow.amendment_id)
    .where(
        unindexed(col(AmendmentRow.charter_id)) == _CHARTER,
        col(CommentRow.id).in_(moderation.hidden_ids()),
    ),
    pauses=select_columns(*columns_of(PauseRow)).where(col(PauseRow.charter_id) == _CHARTER),
    words=words(_SAID),
)


def read_together(reader: Reader, charter_id: int) -> None:
    """Let a reader know what asks for care, as stewards are going to ask for all of it."""
    if reader.memo is None:
        return
    found = _CARE.read(reader, charter=charter_id)
    said = as_said(found["words"])
    reports = [moderation.report_of(one, one.of_amendment, said) for one in found["reports"]]
    reports.sort(key=lambda one: -one.number)
    moderation.reports.know(reader, reports, charter_id, only_open=True)
    hidden = [(one, one.of_amendment) for one in sorted(found["hidden"], key=lambda row: row.id)]
    moderation.hidden_comments.know(reader, hidden, charter_id)
    paused = sorted(found["pauses"], key=lambda row: row.number)
    pauses.pauses.know(reader, [pauses.pause_of(one, said) for one in paused], charter_id, None)
