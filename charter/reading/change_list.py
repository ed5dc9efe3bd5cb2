"""What changed between two documents, for people: a list of changes, or the whole text with them.

Both documents must come from one history, so that a passage has the same id in both. The same
structure serves a terminal, a page and JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from charter.matching.nesting import as_deep
from charter.reading.change_reader import ChangeReader
from charter.reading.change_values import Carried, Change, Op, Row, Side
from charter.reading.moved_sentences import with_carried
from charter.text.document import Document

__all__ = ["Carried", "Change", "Op", "Row", "Side", "as_deep", "changes", "layout", "read"]


def changes(old: Document, new: Document) -> tuple[Change, ...]:
    """All changes in the order of the text; what was taken out stands where it stood."""
    return tuple(with_carried(list(read(*_sides(old, new)))))


def layout(old: Document, new: Document) -> tuple[Row, ...]:
    """The whole new text with every change in its place, unchanged passages as well."""
    told = list(ChangeReader(*_sides(old, new)).told(unchanged=True))
    found = iter(with_carried([one for one in told if isinstance(one, Change)]))
    rows: list[Row] = []
    for one in told:
        if isinstance(one, int):
            block = new.blocks[one]
            rows.append(Row(block.id, block.kind, block.text, None))
        else:
            change = next(found)
            text = change.before if change.after is None else change.after
            rows.append(Row(change.block, change.kind, text or "", change))
    return tuple(rows)


def read(old: Side, new: Side, source: Sequence[int]) -> Iterator[Change]:
    """The changes from one side to the other, one by one.

    `source` gives for each place of the new side the old place of the same passage, or -1.
    """
    return cast("Iterator[Change]", ChangeReader(old, new, source).told(unchanged=False))


def _sides(old: Document, new: Document) -> tuple[Side, Side, list[int]]:
    find = old.positions.get
    return (
        Side(*old.passages, old.ids, old.sections),
        Side(*new.passages, new.ids, new.sections),
        [find(name, -1) for name in new.ids],
    )
