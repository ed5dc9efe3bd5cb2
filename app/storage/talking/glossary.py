"""The glossary, between rows and values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import col

from amendments.talking.glossary import Term, TermWording
from app.storage.engine.gather import columns_of
from app.storage.engine.read_once import read_once
from app.storage.engine.session import Reader, Writer
from app.storage.tables import GlossaryEditRow, WordsRow


@dataclass(frozen=True, slots=True)
class GlossaryEdit:
    """One edit of an entry: who made it, when, and the words it gave.

    `is_erased`: its words are gone with their author.
    """

    entry: int
    number: int
    member: int
    at: datetime
    wording: TermWording
    restores: int | None
    is_erased: bool


@read_once
def edits(reader: Reader, charter_id: int, entry: int | None = None) -> list[GlossaryEdit]:
    """Every edit of the glossary, or of one entry, oldest first."""
    wanted = edits_in(col(GlossaryEditRow.charter_id) == charter_id)
    if entry is not None:
        wanted = wanted.where(col(GlossaryEditRow.entry) == entry)
    found = reader.session.connection().execute(wanted.order_by(col(GlossaryEditRow.id)))
    return [edit_of(row) for row in found]


def edits_in(charter: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The question for the edits of a glossary, with their words."""
    term, meaning = aliased(WordsRow), aliased(WordsRow)
    return (
        select_columns(
            *columns_of(GlossaryEditRow),
            col(term.text).label("term"),
            col(meaning.text).label("meaning"),
        )
        .join(term, col(term.id) == GlossaryEditRow.term_id, isouter=True)
        .join(meaning, col(meaning.id) == GlossaryEditRow.meaning_id, isouter=True)
        .where(charter)
    )


def edit_of(row: Any) -> GlossaryEdit:  # noqa: ANN401 - a row of that question
    """The edit that a row holds."""
    term, meaning = row.term, row.meaning
    return GlossaryEdit(
        entry=row.entry,
        number=row.number,
        member=row.member_id,
        at=row.at,
        wording=TermWording(term, meaning) if term and meaning else TermWording(),
        restores=row.restores,
        is_erased=row.term_id is not None and not term,
    )


def terms_of(found: list[GlossaryEdit]) -> list[Term]:
    """The entries as they stand, by number.

    Where the newest words were erased with their author, the words before them stand again.
    """
    newest: dict[int, TermWording] = {}
    numbers: dict[int, int] = {}
    for one in found:
        numbers[one.entry] = one.number
        if not one.is_erased:
            newest[one.entry] = one.wording
    return [
        Term(entry, number, newest.get(entry, TermWording()))
        for entry, number in sorted(numbers.items())
    ]


def terms(reader: Reader, charter_id: int) -> list[Term]:
    """The terms that are explained, in the order of the alphabet."""
    found = [one for one in terms_of(edits(reader, charter_id)) if one.wording.is_there]
    return sorted(found, key=lambda one: (one.wording.term.casefold(), one.number))


def add(
    writer: Writer,
    charter_id: int,
    term: Term,
    member: int,
    *,
    restores: int | None,
    words: dict[str, int],
) -> None:
    """Keep an edit; `words` gives the ids of its kept words."""
    writer.session.add(
        GlossaryEditRow(
            charter_id=charter_id,
            entry=term.number,
            number=term.edit,
            member_id=member,
            at=writer.now,
            restores=restores,
            term_id=words.get("term"),
            meaning_id=words.get("meaning"),
        )
    )
    writer.session.flush()
