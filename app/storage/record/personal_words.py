"""Personal words: kept apart from everything else, so that they can be erased."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import update
from sqlmodel import col, select

from app.storage.engine.session import Reader, Writer
from app.storage.tables import WordsRow
from charter.language import N_
from charter.language import gettext as _

ERASED = N_("(These words were erased at their author's wish.)")


def texts(reader: Reader, ids: Iterable[int | None]) -> dict[int, str]:
    """The words by their ids; those that were erased say so."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    rows = reader.session.exec(
        select(WordsRow.id, WordsRow.text).where(col(WordsRow.id).in_(wanted))
    )
    return as_said((one, text) for one, text in rows if one is not None)


def as_said(rows: Iterable[tuple[int, str | None]]) -> dict[int, str]:
    """The words of some rows by their ids, as `texts` has them."""
    return {one: _(ERASED) if text is None else text for one, text in rows}


def empty(writer: Writer, ids: Iterable[int]) -> None:
    """Erase words with their salts; the record still verifies."""
    listed = sorted(ids)
    for start in range(0, len(listed), 500):
        writer.session.exec(
            update(WordsRow)
            .where(col(WordsRow.id).in_(listed[start : start + 500]))
            .values(text=None, salt=None)
        )
    writer.session.expire_all()
