"""Two canonical texts without a common history, read as one change: as for two files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Postfix, Prefix

from charter.matching.align import align, settled
from charter.matching.chunks import may_hold_empty_lines, split_both
from charter.matching.differing import Differences, differences
from charter.matching.identity import is_only_label, opened
from charter.matching.sequences import in_order
from charter.reading.change_list import Change, Side, as_deep, changes, read
from charter.text.blocks import Passages, Piece, split
from charter.text.document import Block, Document, heading_words

_NEAR = 4000
# Finds it in half the time of `str.split`.
_EMPTY_LINE = re.compile("\n\n")


def compare(before: str, after: str) -> Iterator[Change]:
    """The changes between two texts in canonical form, in the order of the text, one by one.

    The ids of the blocks are numbers that mean nothing beyond this answer. What both texts have is
    passed over, so that a small change costs little in a long text; and who prints one change after
    another never holds them all.
    """
    if may_hold_empty_lines(before) or may_hold_empty_lines(after):
        return iter(changes(*as_documents(before, after)))
    head, tail = _equal_ends(before, after)
    above = _last_heading(before[:head])
    sides = (before, head, tail), (after, head, tail)
    section = heading_words(above[0].text) if above else None
    differing = differences(_chunks(*sides[0]), _chunks(*sides[1]), section)
    if differing is None:
        return iter(changes(*as_documents(before, after)))
    found = _in_place(differing)
    if found is not None:
        return found
    # What moved or was renumbered is told from what stayed by the whole text.
    chunks = [_chunks(*side) for side in sides]
    pieces = split_both(*["\n\n".join(own) + "\n" if own else "" for own in chunks])
    return iter(changes(*_documents([*above, *pieces[0]], [*above, *pieces[1]])))


def _in_place(differing: Differences) -> Iterator[Change] | None:
    """The changes where nothing moved or was renumbered; else None."""
    old, new = differing.old, differing.new
    between = opened(old.texts, new.texts, differing.exact)
    if between.is_renumbered:
        return None
    source = settled(old.passages, new.passages, differing.exact, between).former(len(new.texts))
    if not in_order([i for i in source if i >= 0]):
        return None
    names = list(map(str, range(len(old.texts))))
    if (
        not as_deep(old.texts, new.texts, source)
        or "table_row" in old.kinds
        or "table_row" in new.kinds
    ):
        # What stands above has a say in how these are read.
        return None
    return read(
        Side(*old.passages, names, old.sections),
        Side(*new.passages, _names(source, names), new.sections),
        source,
    )


def as_documents(before: str, after: str) -> tuple[Document, Document]:
    """Two canonical texts as documents whose ids say which passage became which."""
    return _documents(*split_both(before, after))


def _documents(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Document, Document]:
    source = align(Passages.of(old), Passages.of(new)).former(len(new))
    olds = list(map(str, range(len(old))))
    names = _names(source, olds)
    return (
        Document(tuple([Block(name, *piece, 1, 1) for name, piece in zip(olds, old, strict=True)])),
        Document(
            tuple([Block(name, *piece, 1, 1) for name, piece in zip(names, new, strict=True)])
        ),
    )


def _names(source: Sequence[int], olds: Sequence[str]) -> list[str]:
    """The names of the new passages: that of the old one, where there is one."""
    return [olds[i] if i >= 0 else f"new{j}" for j, i in enumerate(source)]


def _equal_ends(before: str, after: str) -> tuple[int, int]:
    """How many characters of whole blocks are equal at the start and at the end."""
    head = Prefix.similarity(before, after)
    if head == len(before) == len(after):
        return 0, 0
    tail = min(Postfix.similarity(before, after), len(before) - head, len(after) - head)
    if head + tail < len(before) // 2:
        return 0, 0
    head = max(before.rfind("\n\n", 0, head) + 2, 2) if "\n\n" in before[:head] else 0
    while head and is_only_label(before[_start_of(before, head - 2) : head - 2]):
        # What a label stands before may be another now.
        head = _start_of(before, head - 2)
    start = before.find("\n\n", len(before) - tail) if tail else -1
    return head, len(before) - start - 2 if start >= 0 else 0


def _start_of(text: str, end: int) -> int:
    """Where the stretch between empty lines begins that ends there."""
    place = text.rfind("\n\n", 0, end)
    return place + 2 if place >= 0 else 0


def _chunks(text: str, head: int, tail: int) -> list[str]:
    """What stands between empty lines, without what is equal at the ends."""
    end = len(text) - tail
    while end > head and text[end - 1] == "\n":
        end -= 1
    return _EMPTY_LINE.split(text[head:end]) if end > head else []


def _last_heading(text: str) -> list[Piece]:
    """The last heading of a text, looked for from its end."""
    size = _NEAR
    while True:
        start = text.find("\n\n", len(text) - size) + 2 if size < len(text) else 0
        found = [piece for piece in split(text[start:]) if piece.kind == "heading"]
        if found or not start:
            return found[-1:]
        size *= 4
