"""A table that changed, told by row, column and cell."""

from __future__ import annotations

from charter.diff.word_diff import words
from charter.language import gettext as _
from charter.reading.change_kinds import read_words
from charter.reading.quoting import BETWEEN_CELLS, NAMED_BY, joined, quoted
from charter.reading.tables import Laid, Pair
from charter.reading.tenses import Tense
from charter.reading.visible_words import seen
from charter.sentences.excerpts import excerpts
from charter.sentences.statements_of_form import about_marks

# Longer cells are told by what changed in them.
_LONG = 50


def told_tables(table: Laid, tense: Tense) -> list[str]:
    """Statements about columns, then about rows and their cells. `tense` is spoken already."""
    made: list[str] = []
    for i, j in table.columns:
        before = _column(table.old.head, i) if i is not None else ""
        after = _column(table.new.head, j) if j is not None else ""
        if i is None:
            made.append(f"{tense.added} {_('column {name}').format(name=after)}")
        elif j is None:
            made.append(f"{tense.taken_out} {_('column {name}').format(name=before)}")
        elif before != after:
            names = _("column {name}").format(name=before)
            made.append(f"{names} {tense.becomes} {after}")
        elif j in table.moved_columns:
            made.append(_("column {name} moves").format(name=after))
    for row in table.rows:
        made += _row(table, row, tense)
    if not made:
        made.append(_("how the columns are written changes, not what stands in them"))
    return made


def told_row(table: Laid, tense: Tense) -> list[str]:
    """Statements about the one row of a table whose rows are passages of their own."""
    return _row(table, (0, 0), tense)


def _column(head: tuple[str, ...], place: int) -> str:
    name = _shown(head[place])
    return quoted(name) if name else str(place + 1)


def _shown(cell: str) -> str:
    return " ".join(seen(cell, "paragraph").text.split())


def _row(table: Laid, row: Pair, tense: Tense) -> list[str]:
    i, j = row
    if i is None:
        return [f"{tense.added} {_('row {name}').format(name=_row_name(table, row))}"]
    if j is None:
        return [f"{tense.taken_out} {_('row {name}').format(name=_row_name(table, row))}"]
    made = []
    cells = table.cells(row)
    for (a, b), (before, after) in zip(table.columns, cells, strict=True):
        if a is not None and b is not None and before != after:
            made.append(_cell(table, b, before, after, tense))
    name = _row_name(table, row)
    if made:
        return [
            _("in row {name}, {changes}").format(name=name, changes=joined(["", *made], tense)[2:])
        ]
    return [_("row {name} moves").format(name=name)] if j in table.moved_rows else []


def _row_name(table: Laid, row: Pair) -> str:
    """A row is called by its first cells; by those that stay, if there are any."""
    cells = [(_shown(before), _shown(after)) for before, after in table.cells(row)]
    if None in row:
        cells = [(before or after, before or after) for before, after in cells]
    staying = [after for before, after in cells if before == after and after]
    first = [before or after for before, after in cells if before or after]
    named = (staying or first[:1])[:NAMED_BY]
    if named:
        return quoted(BETWEEN_CELLS.join(named))
    i, j = row
    return str((j if j is not None else i or 0) + 1)


def _cell(table: Laid, column: int, before: str, after: str, tense: Tense) -> str:
    name = _column(table.new.head, column)
    was, now = _shown(before), _shown(after)
    sides = [read_words(seen(side, "paragraph"), 0) for side in (before, after)]
    found = list(about_marks(*sides))
    if max(len(was), len(now)) > _LONG and was and now:
        found = [*excerpts(words(was, now), tense), *found]
    elif was != now:
        shown = [quoted(side) if side else _("empty") for side in (was, now)]
        cell = tense.cell.format(column=name, was=shown[0], now=shown[1])
        return joined([cell, *found], tense)
    return f"{name}: {joined(found or [_('only emphasis changes')], tense)}"
