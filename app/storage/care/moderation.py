"""Reports and hidden comments, between rows and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from amendments.care.moderation import Hiding
from app.storage.engine.gather import unindexed
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.record.personal_words import texts
from app.storage.tables import AmendmentRow, CommentRow, HidingRow, ReportRow


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report. `settled_by` is the steward who answered it."""

    id: int
    number: int
    amendment_id: int
    amendment: int
    about: str
    target: int | None
    reporter: int
    block: str | None
    at: datetime
    body: str
    settled_at: datetime | None
    settled_by: int | None
    answer: str


@dataclass(frozen=True, slots=True)
class KeptHiding:
    """That a comment is hidden, with the words of all who said something about it."""

    id: int
    value: Hiding
    at: datetime
    reason: str
    answer: str
    appeal: str
    decision: str


def next_report_number(reader: Reader, charter_id: int) -> int:
    """The number that the next report in a charter gets."""
    highest = select(func.max(ReportRow.number)).where(ReportRow.charter_id == charter_id)
    return (reader.session.exec(highest).one() or 0) + 1


def add(writer: Writer, row: ReportRow | HidingRow) -> None:
    """Keep a new report, or that a comment is hidden."""
    writer.session.add(row)
    writer.session.flush()


@read_once
def reports(
    reader: Reader, charter_id: int, *, reporter: int | None = None, only_open: bool = False
) -> list[KeptReport]:
    """The reports in a charter, newest first."""
    wanted = (
        select(ReportRow, AmendmentRow.number)
        .join(AmendmentRow, col(AmendmentRow.id) == ReportRow.amendment_id)
        .where(ReportRow.charter_id == charter_id)
        .order_by(col(ReportRow.number).desc())
    )
    if reporter is not None:
        wanted = wanted.where(ReportRow.member_id == reporter)
    if only_open:
        wanted = wanted.where(col(ReportRow.settled_at).is_(None))
    rows = list(reader.session.exec(wanted))
    said = texts(reader, [one for row, _ in rows for one in (row.body_id, row.answer_id)])
    return [report_of(row, number, said) for row, number in rows]


def report_of(row: ReportRow, amendment: int, said: dict[int, str]) -> KeptReport:
    """The report that a row holds, about an amendment by its number."""
    return KeptReport(
        id=row.id or 0,
        number=row.number,
        amendment_id=row.amendment_id,
        amendment=amendment,
        about=row.about,
        target=row.target,
        reporter=row.member_id,
        block=row.block,
        at=row.at,
        body=said.get(row.body_id or 0, ""),
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        answer=said.get(row.answer_id or 0, ""),
    )


def settle(writer: Writer, report_id: int, member: int, answer_id: int) -> None:
    """Keep the answer to a report."""
    row = writer.session.get_one(ReportRow, report_id)
    row.settled_at, row.settled_by, row.answer_id = writer.now, member, answer_id
    writer.session.flush()


def reporters(reader: Reader, amendment_id: int) -> dict[int, set[int]]:
    """Who reported which comments on an amendment, by the comment's number."""
    wanted = select(ReportRow).where(
        ReportRow.amendment_id == amendment_id, ReportRow.about == "comment"
    )
    found: dict[int, set[int]] = {}
    for row in reader.session.exec(wanted):
        found.setdefault(row.target or 0, set()).add(row.member_id)
    return found


# --- hiding


def hiding_of(row: HidingRow, said: Mapping[int, str]) -> KeptHiding:
    """What a row says about a comment that is hidden."""
    value = Hiding(
        row.member_id,
        is_answered=row.answer_id is not None,
        is_appealed=row.appealed_at is not None,
        is_decided=row.decided_by is not None,
    )
    return KeptHiding(
        id=row.id or 0,
        value=value,
        at=row.at,
        reason=said.get(row.reason_id, ""),
        answer=said.get(row.answer_id or 0, ""),
        appeal=said.get(row.appeal_id or 0, ""),
        decision=said.get(row.decision_id or 0, ""),
    )


def keep_answer(writer: Writer, hiding_id: int, words_id: int) -> None:
    """Keep what the author answered."""
    writer.session.get_one(HidingRow, hiding_id).answer_id = words_id
    writer.session.flush()


def keep_appeal(writer: Writer, hiding_id: int, words_id: int) -> None:
    """Keep that the author asked another steward."""
    row = writer.session.get_one(HidingRow, hiding_id)
    row.appealed_at, row.appeal_id = writer.now, words_id
    writer.session.flush()


def keep_decision(writer: Writer, hiding_id: int, member: int, words_id: int) -> None:
    """Keep how another steward decided, and why."""
    row = writer.session.get_one(HidingRow, hiding_id)
    row.decided_by, row.decision_id = member, words_id
    writer.session.flush()


def restore(writer: Writer, hiding_id: int, member: int) -> None:
    """Keep that a comment is shown again."""
    row = writer.session.get_one(HidingRow, hiding_id)
    row.restored_at, row.restored_by = writer.now, member
    writer.session.flush()


def hidden_ids() -> SelectOfScalar[int]:
    """The ids of the comments that are hidden, as part of a question."""
    return select(HidingRow.comment_id).where(col(HidingRow.restored_at).is_(None))


@read_once
def hidden_comments(reader: Reader, charter_id: int) -> list[tuple[CommentRow, int]]:
    """The comments of a charter that are hidden now, and the numbers of their amendments."""
    wanted = (
        select(CommentRow, AmendmentRow.number)
        .join(AmendmentRow, col(AmendmentRow.id) == CommentRow.amendment_id)
        .where(
            unindexed(col(AmendmentRow.charter_id)) == charter_id,
            col(CommentRow.id).in_(hidden_ids()),
        )
        .order_by(col(CommentRow.id))
    )
    return list(reader.session.exec(wanted).all())
