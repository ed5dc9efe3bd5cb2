"""Two wordings of a table, laid over one another: what changed of its columns, rows and cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from charter.matching.sequences import longest_increasing
from charter.matching.similarity import Bag
from charter.reading.visible_words import cells_of
from charter.text import lines as ln

# A pair of places, old and new; None where there is none.
Place = int | None
Pair = tuple[Place, Place]
_ALIKE = 0.5


class Table(NamedTuple):
    """A table as it is written: the cells of its head and of its rows, as many as the head has."""

    head: tuple[str, ...]
    rule: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


class Laid(NamedTuple):
    """Two tables laid over one another.

    `columns` and `rows` are pairs of places in reading order; what was taken out stands where it
    stood. `moved_rows` are new places of rows that stand elsewhere now, `moved_columns` likewise.
    """

    old: Table
    new: Table
    columns: tuple[Pair, ...]
    rows: tuple[Pair, ...]
    moved_columns: frozenset[int]
    moved_rows: frozenset[int]

    def cells(self, row: Pair) -> list[tuple[str, str]]:
        """(before, after) of each cell of a row, column by column; "" where there is none."""
        i, j = row
        before = self.old.rows[i] if i is not None else ()
        after = self.new.rows[j] if j is not None else ()
        return [(_at(before, a), _at(after, b)) for a, b in self.columns]


def _at(cells: Sequence[str], place: Place) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


@lru_cache(maxsize=256)
def table_of(text: str) -> Table | None:
    """A table of Markdown; None for a text that is none."""
    rows = text.split("\n")
    if len(rows) < 2 or not ln.is_table_rule(rows[1]):  # noqa: PLR2004 - a head and a rule
        return None
    head = tuple(cells_of(rows[0]))
    size = len(head)
    cells = tuple([tuple([*cells_of(row), *[""] * size][:size]) for row in rows[2:]])
    return Table(head, rows[1], cells, tuple(rows))


@lru_cache(maxsize=64)
def laid(before: str, after: str) -> Laid | None:
    """Both wordings laid over one another; None if one of them is no table."""
    old, new = table_of(before), table_of(after)
    if old is None or new is None:
        return None
    columns = _columns(old, new)
    to_new = {i: j for i, j in columns if i is not None}
    keys = (
        [tuple([_at(row, i) for i in to_new if to_new[i] is not None]) for row in old.rows],
        [tuple([_at(row, j) for i, j in to_new.items() if j is not None]) for row in new.rows],
    )
    rows = _paired_rows(*keys)
    return Laid(
        old,
        new,
        _in_order(columns, len(old.head), len(new.head)),
        _in_order(rows, len(old.rows), len(new.rows)),
        _moved(columns),
        _moved(rows),
    )


def head_above(kinds: Sequence[str], texts: Sequence[str], place: int) -> str:
    """The head that a row of a table stands under; "" if there is none."""
    while place and kinds[place] == "table_row":
        place -= 1
    return texts[place] if kinds[place] == "table" else ""


def laid_row(before: str, after: str, heads: tuple[str, str]) -> Laid | None:
    """One row, as it was and as it is, under the heads that it stood and stands under."""
    if not all(heads):
        return None
    found = laid(f"{heads[0]}\n{before}", f"{heads[1]}\n{after}")
    head = laid(*heads)
    if found is None or head is None:
        return None
    return found._replace(
        columns=head.columns, moved_columns=head.moved_columns,
        rows=((0, 0),), moved_rows=frozenset(),
    )  # fmt: skip


def _columns(old: Table, new: Table) -> list[tuple[int, int]]:
    """Columns of one name; then those of other names that hold the same things."""
    pairs = [
        (old.head.index(name), j)
        for j, name in enumerate(new.head)
        if name and old.head.count(name) == 1 == new.head.count(name)
    ]
    taken = {i for i, _ in pairs}, {j for _, j in pairs}
    left_new = [j for j in range(len(new.head)) if j not in taken[1]]
    for i in [i for i in range(len(old.head)) if i not in taken[0]]:
        alike = [j for j in left_new if _same_column(old, i, new, j)]
        if alike:
            pairs.append((i, alike[0]))
            left_new.remove(alike[0])
    return sorted(pairs)


def _same_column(old: Table, i: int, new: Table, j: int) -> bool:
    """Is it called the same, where several are, or does it hold the same for the most part?"""
    if old.head[i] == new.head[j]:
        return True
    if not old.rows and not new.rows:
        # The rows are passages of their own: a head of as many columns has others' names.
        return i == j and len(old.head) == len(new.head)
    held = [
        Bag(" ".join([_at(row, place) for row in side.rows]))
        for side, place in ((old, i), (new, j))
    ]
    return held[0].dice(held[1]) >= _ALIKE


def _left_in_step(
    pairs: Sequence[tuple[int, int]], size: int, size_new: int
) -> list[tuple[int, int]]:
    taken = {i for i, _ in pairs}, {j for _, j in pairs}
    left = [i for i in range(size) if i not in taken[0]]
    left_new = [j for j in range(size_new) if j not in taken[1]]
    return list(zip(left, left_new, strict=True)) if len(left) == len(left_new) else []


def _paired_rows(
    old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]
) -> list[tuple[int, int]]:
    """Equal rows, then rows that begin alike or share most of their words."""
    pairs: list[tuple[int, int]] = []
    free: dict[tuple[str, ...], list[int]] = {}
    for i, row in enumerate(old):
        free.setdefault(row, []).append(i)
    for j, row in enumerate(new):
        if free.get(row):
            pairs.append((free[row].pop(0), j))
    for alike in (_same_start, _same_words):
        taken = {i for i, _ in pairs}, {j for _, j in pairs}
        left_new = [j for j in range(len(new)) if j not in taken[1]]
        for i in [i for i in range(len(old)) if i not in taken[0]]:
            found = [j for j in left_new if alike(old[i], new[j])]
            if len(found) == 1 or (found and alike is _same_words):
                pairs.append((i, found[0]))
                left_new.remove(found[0])
    rest = _left_in_step(pairs, len(old), len(new))
    return sorted(
        pairs + (rest if len(rest) == 1 and _shares(old[rest[0][0]], new[rest[0][1]]) else [])
    )


def _same_start(one: Sequence[str], two: Sequence[str]) -> bool:
    return bool(one and one[0]) and one[0] == two[0]


def _same_words(one: Sequence[str], two: Sequence[str]) -> bool:
    return Bag(" ".join(one)).dice(Bag(" ".join(two))) >= _ALIKE


def _shares(one: Sequence[str], two: Sequence[str]) -> bool:
    """Is there a cell that both have?"""
    return any(a == b and a for a, b in zip(one, two, strict=True))


def _moved(pairs: Sequence[tuple[int, int]]) -> frozenset[int]:
    order = sorted(pairs, key=lambda pair: pair[1])
    staying = longest_increasing([i for i, _ in order])
    return frozenset({j for _, j in order} - {order[place][1] for place in staying})


def _in_order(pairs: Sequence[tuple[int, int]], size: int, size_new: int) -> tuple[Pair, ...]:
    """All places of both sides; what was taken out stands behind what it stood behind."""
    to_new = dict(pairs)
    to_old = {j: i for i, j in pairs}
    behind: dict[int, list[int]] = {}
    last = -1
    for i in range(size):
        if i in to_new:
            last = to_new[i]
        else:
            behind.setdefault(last, []).append(i)
    found: list[Pair] = [(i, None) for i in behind.get(-1, ())]
    for j in range(size_new):
        found.append((to_old.get(j), j))
        found += [(i, None) for i in behind.get(j, ())]
    return tuple(found)
