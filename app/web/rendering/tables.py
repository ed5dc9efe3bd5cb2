"""A table as a table, also where it changed: its cells are marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.web.rendering.runs import Run, runs_of
from charter import words
from charter.tables import Laid, Pair, laid


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its runs, and whether it changed."""

    runs: tuple[Run, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; `op` is `insert`, `delete`, `move`, or empty."""

    op: str
    cells: tuple[Cell, ...]


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
