"""A table as a table, also where it changed: its cells are marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.web.rendering.runs import ShownRun, runs_of
from charter import Change, Row, words
from charter.reading.tables import Laid, Pair, laid
from charter.reading.visible_words import cells_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its runs, and whether it changed."""

    runs: tuple[ShownRun, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; `op` is `insert`, `delete`, `move`, or empty; `block` where it is a passage itself."""

    op: str
    cells: tuple[Cell, ...]
    block: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """The head and the rows of a table, before and after in one."""

    head: TableRow
    rows: tuple[TableRow, ...]

    @property
    def before(self) -> TableView:
        """How it read before."""
        return self._without("added", "insert")

    @property
    def after(self) -> TableView:
        """How it reads after."""
        return self._without("removed", "delete")

    def _without(self, op: str, row_op: str) -> TableView:
        def one_side(row: TableRow) -> TableRow:
            return replace(
                row,
                # Each row can be linked once: where it stands now, or stood.
                block=row.block if op == "removed" or row.op == "delete" else "",
                cells=tuple(
                    replace(cell, runs=tuple(run for run in cell.runs if run.op != op))
                    for cell in row.cells
                ),
            )

        rows = tuple(one_side(row) for row in self.rows if row.op != row_op)
        return TableView(one_side(self.head), rows)


def table_view(before: str, after: str) -> TableView | None:
    """Two wordings of a table as one; an empty one was not there. None for what is no table."""
    found = laid(before or after, after or before)
    if found is None:
        return None
    op = "insert" if not before else "delete" if not after else ""
    head = zip(
        [found.old.head[i] if i is not None else "" for i, _ in found.columns],
        [found.new.head[j] if j is not None else "" for _, j in found.columns],
        strict=True,
    )
    rows = tuple(_row(found, row, op) for row in found.rows)
    return TableView(TableRow(op, _cells(head, op)), rows)


def table_of_rows(rows: Sequence[Row]) -> TableView | None:
    """The head and the rows of a table that are passages of their own, as one table."""
    head, *rest = rows
    heads = head.text, head.text
    if head.change is not None:
        heads = head.change.before or head.text, head.change.after or head.text
    whole = laid(*heads)
    view = table_view(*heads) if head.change is None else _head_view(head.change)
    if whole is None or view is None:
        return None
    return TableView(view.head, tuple(_passage_row(whole, row) for row in rest))


def _head_view(change: Change) -> TableView | None:
    return table_view(change.before or "", change.after or "")


def _passage_row(head: Laid, row: Row) -> TableRow:
    change = row.change
    before, after = (change.before, change.after) if change is not None else (row.text, row.text)
    sides = [[*cells_of(side or ""), *[""] * len(head.columns)] for side in (before, after)]
    pairs = [
        ("" if i is None else sides[0][i], "" if j is None else sides[1][j])
        for i, j in head.columns
    ]
    op = change.op if change is not None and change.op != "replace" else ""
    return TableRow(op, _cells(pairs, ""), row.block)


def _row(table: Laid, row: Pair, op: str) -> TableRow:
    i, j = row
    moved = "move" if j in table.moved_rows else ""
    own = op or ("insert" if i is None else "delete" if j is None else moved)
    return TableRow(own, _cells(table.cells(row), op))


def _cells(pairs: Iterable[tuple[str, str]], op: str) -> tuple[Cell, ...]:
    """The cells of a row, of (before, after) each; of a table that came or went, all of them."""
    made: list[Cell] = []
    for before, after in pairs:
        old, new = ("" if op == "insert" else before), ("" if op == "delete" else after)
        made.append(Cell(runs_of(words(old, new), "paragraph"), old != new))
    return tuple(made)
