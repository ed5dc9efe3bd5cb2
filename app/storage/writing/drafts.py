"""Kept drafts, between rows and values. Only their authors ever see them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy import select as select_columns
from sqlmodel import col, delete, select

from amendments.writing.draft_conflicts import Hand
from app.storage.engine.gather import columns_of
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.tables import CharterRow, KeptDraftRow


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What someone is writing. `amendment` is the proposal whose new version it would be."""

    key: str
    slug: str
    charter: str
    timezone: str
    amendment: int | None
    hand: Hand
    fields: Mapping[str, str]
    saved_at: datetime
    ended: bool


def _value(row: Any, charter: Any) -> KeptDraft:  # noqa: ANN401 - rows, or one of both
    return KeptDraft(
        key=row.key,
        slug=charter.slug,
        charter=charter.title,
        timezone=charter.timezone,
        amendment=row.amendment,
        hand=Hand(row.pen, row.version),
        fields=json.loads(row.fields),
        saved_at=row.saved_at,
        ended=row.ended_at is not None,
    )


def find(reader: Reader, person: int, key: str) -> KeptDraft | None:
    """A person's draft by its key, also one that has ended."""
    wanted = (
        select(KeptDraftRow, CharterRow)
        .join(CharterRow, col(CharterRow.id) == KeptDraftRow.charter_id)
        .where(KeptDraftRow.person_id == person, KeptDraftRow.key == key)
    )
    found = reader.session.exec(wanted).first()
    return _value(*found) if found else None


@read_once
def drafts_of(reader: Reader, person: int) -> list[KeptDraft]:
    """Everything that a person is writing, the newest first."""
    wanted = drafts_in(col(KeptDraftRow.person_id) == person)
    return newest_first(reader.session.connection().execute(wanted))


def drafts_in(of: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The question for what somebody is writing, and where."""
    return (
        select_columns(
            *columns_of(KeptDraftRow),
            col(CharterRow.slug),
            col(CharterRow.title),
            col(CharterRow.timezone),
        )
        .join(CharterRow, col(CharterRow.id) == KeptDraftRow.charter_id)
        .where(of, col(KeptDraftRow.ended_at).is_(None))
    )


def newest_first(rows: Iterable[Any]) -> list[KeptDraft]:
    """The drafts that rows of that question hold."""
    ordered = sorted(rows, key=lambda row: (row.saved_at, row.id), reverse=True)
    return [_value(row, row) for row in ordered]


def write(
    writer: Writer,
    person: int,
    charter_id: int,
    key: str,
    pen: str,
    fields: Mapping[str, str],
    amendment: int | None = None,
    *,
    ended: bool = False,
) -> None:
    """Put words in the place of those that are kept. One that has ended keeps none."""
    row = _held(writer, person, key)
    if row is None:
        row = KeptDraftRow(
            person_id=person,
            charter_id=charter_id,
            key=key,
            amendment=amendment,
            version=0,
            pen=pen,
            fields="{}",
            saved_at=writer.now,
        )
        writer.session.add(row)
    row.version, row.pen, row.saved_at = row.version + 1, pen, writer.now
    # Escaped, so that it holds what no database could: a NUL, or half of a character.
    row.fields = "{}" if ended else json.dumps(dict(fields))
    row.ended_at = writer.now if ended else None


def _held(writer: Writer, person: int, key: str) -> KeptDraftRow | None:
    wanted = select(KeptDraftRow).where(KeptDraftRow.person_id == person, KeptDraftRow.key == key)
    return writer.session.exec(wanted.with_for_update()).first()


def end(writer: Writer, person: int, key: str) -> bool:
    """Forget the words of a draft, and remember that it has ended. Whether there was one."""
    row = _held(writer, person, key)
    if row is None:
        return False
    row.fields, row.version, row.ended_at = "{}", row.version + 1, writer.now
    return True


def forget_drafts(writer: Writer, person: int) -> None:
    """Remove everything that a person is writing."""
    writer.session.exec(delete(KeptDraftRow).where(col(KeptDraftRow.person_id) == person))
