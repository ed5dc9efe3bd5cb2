"""Long passages for the eye: what stays is folded, but for the sentences around each change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_BORDER = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]*_]*(?:[ \t\n]+|$)|[\u3002\uff01\uff1f]")
# Shorter passages are shown whole, and fewer sentences are not worth folding.
_LONG = 600
_LEAST_SENTENCES = 2
_LEAST_SIGNS = 240
# So many whole sentences stay beside the one in which the change is.
_AROUND = 1


class FoldPiece(NamedTuple):
    """A piece of a passage; `folded` is the number of sentences of one that need not be shown."""

    sign: int
    text: str
    folded: int = 0


def folded(pieces: Sequence[tuple[int, str]]) -> Iterator[FoldPiece]:
    """The pieces of a changed passage; long stretches that stay are cut in three, to be folded."""
    long = sum(len(text) for _, text in pieces) > _LONG and any(sign for sign, _ in pieces)
    last = len(pieces) - 1
    for place, (sign, text) in enumerate(pieces):
        if sign or not long:
            yield FoldPiece(sign, text)
            continue
        head, tail, count = _middle(text, first=not place, last=place == last)
        if count < _LEAST_SENTENCES or tail - head < _LEAST_SIGNS:
            yield FoldPiece(sign, text)
            continue
        parts = (
            FoldPiece(0, text[:head]),
            FoldPiece(0, text[head:tail], count),
            FoldPiece(0, text[tail:]),
        )
        yield from (part for part in parts if part.text)


def _middle(text: str, *, first: bool, last: bool) -> tuple[int, int, int]:
    """Where the part begins and ends that need not be shown, and how many sentences it has."""
    ends = [match.end() for match in _BORDER.finditer(text)]
    if last and ends[-1:] != [len(text)]:
        ends.append(len(text))
    # The rest of the sentence before, and the beginning of the one behind, are no whole ones.
    low = 0 if first else _AROUND + 1
    high = len(ends) if last else len(ends) - _AROUND
    if not first and low > len(ends):
        return 0, 0, 0
    start = ends[low - 1] if low else 0
    end = ends[high - 1] if high > low else start
    return start, end, high - low
