"""Finding the few places where two long wordings differ, at a cost that follows the differences.

Walks along both wordings; where they part, it looks a short way ahead for the nearest stretch of
words that both have, and goes on from there. Exact: what it calls equal is equal. Where nothing is
found near, the rest is left as one difference, for the closer alignment to look into.
"""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import Postfix, Prefix

_ANCHOR = 14
_TOKENS = 3
_AHEAD = 32
_WINDOW = 700


class DifferingGap(NamedTuple):
    """Characters [start, end) of either wording that are not the same."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def differences(before: str, after: str) -> list[DifferingGap]:
    """The gaps between two wordings, in order, all at blanks; what lies between them is equal."""
    flat = before.replace("\n", " ")
    i = j = _after_blank(flat, _common_start(before, after, 0, 0))
    tail = _equal_tail(before, after, i)
    end_i, end_j = len(before) - tail, len(after) - tail
    gaps: list[DifferingGap] = []
    while i < end_i or j < end_j:
        found = _nearest(before, after, flat, DifferingGap(i, end_i, j, end_j))
        if found is None:
            gaps.append(DifferingGap(i, end_i, j, end_j))
            break
        next_i, next_j = found
        gaps.append(DifferingGap(i, next_i, j, next_j))
        size = _common_start(before, after, next_i, next_j)
        i = max(_after_blank(flat, next_i + size), next_i)
        if i >= end_i or next_j + i - next_i >= end_j:
            # The equal stretch runs into the equal end.
            if end_i - next_i != end_j - next_j:
                gaps[-1] = DifferingGap(gaps[-1].old_start, end_i, gaps[-1].new_start, end_j)
            break
        j = next_j + i - next_i
    return gaps


def _common_start(a: str, b: str, i: int, j: int) -> int:
    """How many characters are equal from these places on."""
    return int(Prefix.similarity(a[i:], b[j:]))


def _equal_tail(a: str, b: str, start: int) -> int:
    """Characters equal at the end, from a blank on, leaving the first `start` ones aside."""
    size: int = Postfix.similarity(a[start:], b[start:])
    if size == len(a) - start == len(b) - start:
        return size
    tail = a[len(a) - size :] if size else ""
    places = [place for sign in " \n" if (place := tail.find(sign)) >= 0]
    return size - min(places) if places else 0


def _after_blank(flat: str, place: int) -> int:
    """The start of the word that the place lies in."""
    return place if place == len(flat) else flat.rfind(" ", 0, place) + 1


def _nearest(before: str, after: str, flat: str, rest: DifferingGap) -> tuple[int, int] | None:
    """The nearest pair of places behind which several words are the same."""
    best: tuple[int, int] | None = None
    best_cost = 1 << 60
    place = rest.old_start
    for _ in range(_AHEAD):
        if place - rest.old_start >= best_cost:
            break
        end = _anchor_end(flat, place, rest.old_end)
        if end < 0:
            break
        limit = min(rest.new_start + min(_WINDOW, best_cost) + end - place, rest.new_end)
        at = after.find(before[place:end], rest.new_start, limit)
        while at > rest.new_start and not after[at - 1].isspace():
            at = after.find(before[place:end], at + 1, limit)
        cost = place - rest.old_start + at - rest.new_start
        if at >= 0 and cost < best_cost:
            best, best_cost = (place, at), cost
        following = flat.find(" ", place)
        if following < 0:
            break
        place = following + 1
    return best


def _anchor_end(flat: str, place: int, end: int) -> int:
    """The blank behind the next few words; -1 if they go beyond the end."""
    at = place - 1
    for _ in range(_TOKENS):
        at = flat.find(" ", at + 1, end)
        if at < 0:
            return -1
    if at - place < _ANCHOR:
        at = flat.find(" ", place + _ANCHOR, end)
    return at + 1 if at >= 0 else -1
