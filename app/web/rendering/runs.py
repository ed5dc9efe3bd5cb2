"""The stretches of a passage as a page shows them: what stays, goes, comes, and what only moves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.web.rendering.marks import MarkSpan, spans_of
from charter.diff.soft_breaks import calmed
from charter.reading.change_values import Carried
from charter.reading.folding import folded

_SIGNS = {-1: "removed", 0: "same", 1: "added"}


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A stretch of a passage: `same`, `added` or `removed`, in spans of one style each.

    `moves` says of one that is added or removed that it only moved. `folded` is the number of
    sentences of a stretch that stays and need not be shown.
    """

    op: str
    spans: tuple[MarkSpan, ...]
    moves: bool = False
    folded: int = 0


def runs_of(
    pieces: Iterable[tuple[int, str]], kind: str, carried: Sequence[Carried] = ()
) -> tuple[ShownRun, ...]:
    """The runs of a passage, each side's marks taken from that side's own wording."""
    pairs = calmed(pieces)
    before = spans_of("".join(text for sign, text in pairs if sign <= 0), kind)
    after = spans_of("".join(text for sign, text in pairs if sign >= 0), kind)
    made: list[ShownRun] = []
    at_before = at_after = 0
    for piece in folded(pairs):
        for text, moves in _by_sentence(piece.text, _carried_by(piece.sign, carried)):
            sign = piece.sign
            side, start = (before, at_before) if sign < 0 else (after, at_after)
            spans = side.between(start, start + len(text), show_targets=sign != 0)
            at_before += len(text) if sign <= 0 else 0
            at_after += len(text) if sign >= 0 else 0
            if spans:
                made.append(ShownRun(_SIGNS[sign], spans, moves, piece.folded))
    return tuple(made)


def _carried_by(sign: int, carried: Sequence[Carried]) -> list[str]:
    """The sentences that moved away (-1), or here (1)."""
    ways = {-1: ("within", "away"), 0: (), 1: ("within", "here")}[sign]
    return [one.sentence for one in carried if one.way in ways]


def _by_sentence(text: str, sentences: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The text cut around the sentences that moved, which may be broken in other places."""
    if not sentences:
        yield text, False
        return
    pattern = "|".join(r"\s+".join(map(re.escape, one.split())) for one in sentences)
    place = 0
    for match in re.finditer(pattern, text):
        if match.start() > place:
            yield text[place : match.start()], False
        yield match[0], True
        place = match.end()
    if place < len(text):
        yield text[place:], False
