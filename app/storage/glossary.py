"""The glossary, between rows and values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import col, select

from amendments.glossary import Term, Wording
from app.storage.database import Reader, Writer
from app.storage.read_once import read_once
from app.storage.tables import GlossaryEditRow, WordsRow


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of an entry: who made it, when, and the words it gave.

    `is_erased`: its words are gone with their author.
    """

    entry: int
    number: int
    member: int
    at: datetime
    wording: Wording
    restores: int | None
    is_erased: bool


@read_once
def edits(reader: Reader, charter_id: int, entry: int | None = None) -> list[Edit]:
    """Every edit of the glossary, or of one entry, oldest first."""
    term, meaning = aliased(WordsRow), aliased(WordsRow)
    wanted = (
        select(GlossaryEditRow, term.text, meaning.text)
        .join(term, col(term.id) == GlossaryEditRow.term_id, isouter=True)
        .join(meaning, col(meaning.id) == GlossaryEditRow.meaning_id, isouter=True)
        .where(GlossaryEditRow.charter_id == charter_id)
    )
    if entry is not None:
        wanted = wanted.where(GlossaryEditRow.entry == entry)
    return [
        _edit(*found) for found in reader.session.exec(wanted.order_by(col(GlossaryEditRow.id)))
    ]


def _edit(row: GlossaryEditRow, term: str | None, meaning: str | None) -> Edit:
    return Edit(
        entry=row.entry,
        number=row.number,
        member=row.member_id,
        at=row.at,
        wording=Wording(term, meaning) if term and meaning else Wording(),
        restores=row.restores,
        is_erased=row.term_id is not None and not term,
    )


def terms_of(found: list[Edit]) -> list[Term]:
    """The entries as they stand, by number.

    Where the newest words were erased with their author, the words before them stand again.
    """
    newest: dict[int, Wording] = {}
    numbers: dict[int, int] = {}
    for one in found:
        numbers[one.entry] = one.number
        if not one.is_erased:
            newest[one.entry] = one.wording
    return [
        Term(entry, number, newest.get(entry, Wording()))
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
