"""The revisions of charters, and the change sets that made them, as rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select as SelectColumns
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.tables import (
    AmendmentRow,
    ChangeSetRow,
    CharterRow,
    RevisionRow,
    RoundRow,
)
from app.storage.texts.charters import Charter
from app.storage.texts.revision_sizes import keep_size
from charter import ChangeSet, Document, parse_change_set
from charter.history.measuring import measured

#: What is known of a revision without its text, and the columns that say it.
_FACTS: dict[str, Any] = {
    "number": col(RevisionRow.number),
    "dated": col(RevisionRow.dated),
    "published_at": col(RevisionRow.published_at),
    "title": col(RevisionRow.title),
    "text_sha256": col(RevisionRow.text_sha256),
    "change_sha256": col(RevisionRow.change_sha256),
    "amendment": col(AmendmentRow.number),
    "round": col(RoundRow.number),
}
#: How many texts are read at a time where every one is.
AT_A_TIME = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionFacts:
    """What is known of a revision without its text."""

    number: int
    dated: date
    published_at: datetime
    title: str
    text_sha256: str
    change_sha256: str
    amendment: int | None
    round: int | None

    @property
    def parent(self) -> int | None:
        """The number of the revision before."""
        return self.number - 1 if self.number > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(RevisionFacts):
    """A revision: a numbered, dated state of the text, and the decision that made it."""

    document: Document


@lru_cache(maxsize=128)
def _document(text: str, blocks: str) -> Document:
    # Revisions never change, so a document can be kept by its content alone.
    return Document.from_rows(text, json.loads(blocks))


def _revision(row: RevisionRow, amendment: int | None, decided_in: int | None) -> Revision:
    return Revision(
        number=row.number,
        dated=row.dated,
        published_at=row.published_at,
        title=row.title,
        document=_document(row.text, row.blocks),
        text_sha256=row.text_sha256,
        change_sha256=row.change_sha256,
        amendment=amendment,
        round=decided_in,
    )


def _with_origin(charter_id: int) -> Select[RevisionRow, int | None, int | None]:
    """The rows of a charter's revisions, each with the numbers of its proposal and its decision."""
    return (
        select(RevisionRow, AmendmentRow.number, RoundRow.number)
        .join(AmendmentRow, col(AmendmentRow.id) == RevisionRow.amendment_id, isouter=True)
        .join(RoundRow, col(RoundRow.id) == RevisionRow.round_id, isouter=True)
        .where(RevisionRow.charter_id == charter_id)
    )


def revisions(reader: Reader, charter_id: int) -> list[Revision]:
    """Every revision, newest first. Nothing that serves asks for all of them."""
    return list(each_revision(reader, charter_id))


def each_revision(reader: Reader, charter_id: int, before: int | None = None) -> Iterator[Revision]:
    """Every revision, or those before a number, newest first, a few texts in memory at a time."""
    wanted = _with_origin(charter_id).order_by(col(RevisionRow.number).desc())
    while True:
        part = wanted if before is None else wanted.where(RevisionRow.number < before)
        found = reader.session.exec(part.limit(AT_A_TIME)).all()
        for one in found:
            yield _revision(*one)
        if len(found) < AT_A_TIME:
            return
        before = found[-1][0].number


def oldest_first(reader: Reader, charter_id: int, last: int) -> Iterator[Revision]:
    """The revisions up to a number, oldest first, a few texts in memory at a time."""
    for first in range(1, last + 1, AT_A_TIME):
        yield from revisions_between(reader, charter_id, first, min(first + AT_A_TIME - 1, last))


def facts(reader: Reader, charter_id: int, before: int | None, limit: int) -> list[RevisionFacts]:
    """The newest revisions, or the newest before a number, without their texts, newest first."""
    wanted = _facts(charter_id).limit(limit)
    if before is not None:
        wanted = wanted.where(col(RevisionRow.number) < before)
    return _read_facts(reader, wanted)


def facts_of(reader: Reader, charter_id: int, numbers: Collection[int]) -> list[RevisionFacts]:
    """The revisions with some numbers, without their texts, newest first."""
    return _read_facts(reader, _facts(charter_id).where(col(RevisionRow.number).in_(numbers)))


def heads(reader: Reader, charter_ids: Collection[int]) -> dict[int, tuple[int, date]]:
    """The number and the date of the revision in force of each of some charters, by their ids."""
    wanted = (
        select_columns(col(RevisionRow.charter_id), col(RevisionRow.number), col(RevisionRow.dated))
        .join(CharterRow, col(CharterRow.id) == RevisionRow.charter_id)
        .where(
            col(RevisionRow.charter_id).in_(charter_ids),
            col(RevisionRow.number) == CharterRow.head,
        )
    )
    found = reader.session.connection().execute(wanted)
    return {one: (number, dated) for one, number, dated in found}


def _facts(charter_id: int) -> SelectColumns[Any]:
    return (
        select_columns(*_FACTS.values())
        .join(AmendmentRow, col(AmendmentRow.id) == RevisionRow.amendment_id, isouter=True)
        .join(RoundRow, col(RoundRow.id) == RevisionRow.round_id, isouter=True)
        .where(col(RevisionRow.charter_id) == charter_id)
        .order_by(col(RevisionRow.number).desc())
    )


def _read_facts(reader: Reader, wanted: SelectColumns[Any]) -> list[RevisionFacts]:
    found = reader.session.connection().execute(wanted)
    return [RevisionFacts(**dict(zip(_FACTS, row, strict=True))) for row in found]


def published_by(reader: Reader, charter_id: int, amendment: int) -> Revision | None:
    """The revision that came of a proposal, by the proposal's number."""
    wanted = _with_origin(charter_id).where(AmendmentRow.number == amendment)
    found = reader.session.exec(wanted).first()
    return _revision(*found) if found else None


def numbered(reader: Reader, charter_id: int, numbers: Collection[int]) -> list[Revision]:
    """The revisions with some numbers, newest first."""
    wanted = _with_origin(charter_id).where(col(RevisionRow.number).in_(numbers))
    found = reader.session.exec(wanted.order_by(col(RevisionRow.number).desc()))
    return [_revision(*one) for one in found]


@read_once
def revision(reader: Reader, charter_id: int, number: int) -> Revision | None:
    """The revision with a number."""
    wanted = _with_origin(charter_id).where(RevisionRow.number == number)
    found = reader.session.exec(wanted).first()
    return _revision(*found) if found else None


def read_together(reader: Reader, charter_id: int, numbers: Collection[int]) -> None:
    """Read some revisions in one statement, for whoever asks for each of them afterwards."""
    new = sorted(one for one in numbers if not revision.knows(reader, charter_id, one))
    if reader.memo is None or not new:
        return
    wanted = _with_origin(charter_id).where(col(RevisionRow.number).in_(new))
    found = {row.number: _revision(row, *origin) for row, *origin in reader.session.exec(wanted)}
    for number in new:
        revision.know(reader, found.get(number), charter_id, number)


def revisions_between(reader: Reader, charter_id: int, first: int, last: int) -> list[Revision]:
    """The revisions from one number to another, both included, oldest first."""
    wanted = (
        _with_origin(charter_id)
        .where(RevisionRow.number >= first, RevisionRow.number <= last)
        .order_by(col(RevisionRow.number))
    )
    return [_revision(*found) for found in reader.session.exec(wanted)]


def number_on(reader: Reader, charter_id: int, day: date) -> int | None:
    """The number of the revision in force at the end of a day, None before the first."""
    wanted = select(RevisionRow.number).where(
        RevisionRow.charter_id == charter_id, RevisionRow.dated <= day
    )
    return reader.session.exec(wanted.order_by(col(RevisionRow.number).desc()).limit(1)).first()


def add_revision(
    writer: Writer,
    charter: Charter,
    revision: Revision,
    *,
    amendment_id: int | None = None,
    round_id: int | None = None,
) -> None:
    """Keep a new revision and make it the head. Its number is taken once, whatever races."""
    document = revision.document
    row = RevisionRow(
        charter_id=charter.id,
        number=revision.number,
        dated=revision.dated,
        published_at=revision.published_at,
        title=revision.title,
        text=document.text,
        text_sha256=document.sha256,
        blocks=json.dumps(document.to_rows(), separators=(",", ":")),
        change_sha256=revision.change_sha256,
        amendment_id=amendment_id,
        round_id=round_id,
    )
    writer.session.add(row)
    writer.session.get_one(CharterRow, charter.id).head = revision.number
    writer.session.flush()
    before = revision_before(writer, charter.id, revision)
    made_by = change_set(writer, revision.change_sha256)
    keep_size(writer, charter.id, revision.number, measured(before, document, made_by))


def revision_before(reader: Reader, charter_id: int, shown: RevisionFacts) -> Document | None:
    """The text before a revision, None for the first."""
    found = revision(reader, charter_id, shown.parent) if shown.parent is not None else None
    return found.document if found is not None else None


def keep_change_set(writer: Writer, change_set: ChangeSet) -> str:
    """Keep a change set by its digest, once."""
    digest = change_set.sha256
    if writer.session.get(ChangeSetRow, digest) is None:
        writer.session.add(ChangeSetRow(sha256=digest, json_text=change_set.to_json()))
        writer.session.flush()
    return digest


def change_set(reader: Reader, digest: str) -> ChangeSet:
    """The change set with a digest."""
    return change_set_of(change_json(reader, digest))


@read_once
def change_json(reader: Reader, digest: str) -> str:
    """The change set with a digest, in its canonical JSON form."""
    return reader.session.get_one(ChangeSetRow, digest).json_text


# Lists ask for each of some hundred proposals, again and again.
@lru_cache(maxsize=2048)
def change_set_of(json_text: str) -> ChangeSet:
    """The change set that its canonical JSON form says."""
    # It never changes either, and whoever asks for its digest asks for it again.
    return parse_change_set(json.loads(json_text))
