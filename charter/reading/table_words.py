"""The words of a table that changed: row by row, and cell by cell, never across a border."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from charter.diff.refinement import merged
from charter.diff.word_diff import Words, words
from charter.reading.tables import Laid, laid, laid_row

_PIPE = re.compile(r"(?<!\\)\|")
Pieces = Iterator[tuple[int, str]]


def table_words(before: str, after: str) -> Words:
    """What became of a table, exact like `words`; of what is no table, the same as `words`."""
    table = laid(before, after)
    if table is None:
        return words(before, after)
    old, new = table.old.lines, table.new.lines
    pieces = [*_line(table, old[0], new[0]), (0, "\n"), *_line(table, old[1], new[1])]
    head = 2
    i = j = 0
    staying = [
        (a, b)
        for a, b in table.rows
        if a is not None and b is not None and b not in table.moved_rows
    ]
    for a, b in [*staying, (len(old) - head, len(new) - head)]:
        pieces += [(-1, f"\n{line}") for line in old[head + i : head + a]]
        pieces += [(1, f"\n{line}") for line in new[head + j : head + b]]
        if a < len(old) - head:
            pieces += [(0, "\n"), *_line(table, old[head + a], new[head + b])]
        i, j = a + 1, b + 1
    return merged(_breaks_behind(merged(pieces)))


def row_words(before: str, after: str, heads: tuple[str, str]) -> Words:
    """What became of one row of a table, cell by cell."""
    table = laid_row(before, after, heads)
    if table is None or before == after:
        return words(before, after)
    return merged(list(_line(table, before, after)))


def _breaks_behind(pieces: Words) -> list[tuple[int, str]]:
    """Rows that came or went with the break behind them; at the end with the one before."""
    made = list(pieces)
    for place in range(len(made) - 1, 0, -1):
        first = place - 1 if made[place - 1][0] else place
        if made[place][0] or not made[place][1].startswith("\n") or first == place:
            continue
        while first and made[first - 1][0]:
            first -= 1
        edits = made[first:place]
        if all(text.startswith("\n") for _, text in edits):
            behind = [(sign, text[1:] + "\n") for sign, text in edits]
            made[first : place + 1] = [(0, "\n"), *behind, (0, made[place][1][1:])]
    return made


def _line(table: Laid, before: str, after: str) -> Pieces:
    """One line of the table, cell by cell, where both wordings have one for each column."""
    if before == after:
        yield 0, before
        return
    old, new = _cells(before), _cells(after)
    sizes = len(table.old.head), len(table.new.head)
    if table.moved_columns or (len(old[1]), len(new[1])) != sizes or old[0] != new[0]:
        yield from words(before, after)
        return
    yield 0, old[0]
    for a, b in table.columns:
        if a is None or b is None:
            yield (-1, old[1][a]) if a is not None else (1, new[1][b or 0])
        else:
            yield from words(old[1][a], new[1][b])
    yield from words(old[2], new[2])


def _cells(line: str) -> tuple[str, Sequence[str], str]:
    """What stands before the cells of a line, the cells with the pipe behind each, and the rest."""
    start = len(line) - len(line.lstrip())
    start += line[start : start + 1] == "|"
    ends = [match.end() for match in _PIPE.finditer(line, start)]
    rest = line[ends[-1] :] if ends else line[start:]
    cells = [line[a:b] for a, b in zip([start, *ends], ends, strict=False)]
    if rest.strip():
        return line[:start], [*cells, rest], ""
    return line[:start], cells, rest
