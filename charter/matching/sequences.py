"""Alignment of two sequences: exact, deterministic, with a counted budget."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import compress, islice
from operator import lt, ne, not_

Pair = tuple[int, int]
#: A range of either sequence: from low to high of the one, and of the other; without the highs.
Stretch = tuple[int, int, int, int]
_FEW = 64


def longest_increasing(values: Sequence[int]) -> list[int]:
    """Indices of a longest strictly increasing subsequence (patience sorting, O(n log n))."""
    if in_order(values):
        return list(range(len(values)))
    tails: list[int] = []
    tail_index: list[int] = []
    previous = [-1] * len(values)
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        if place == len(tails):
            tails.append(value)
            tail_index.append(index)
        else:
            tails[place] = value
            tail_index[place] = index
        previous[index] = tail_index[place - 1] if place else -1
    found: list[int] = []
    index = tail_index[-1] if tail_index else -1
    while index >= 0:
        found.append(index)
        index = previous[index]
    found.reverse()
    return found


def in_order(values: Sequence[int]) -> bool:
    """Does each number exceed the one before?"""
    return all(map(lt, values, islice(values, 1, None)))


class Budget:
    """Counts the steps that an alignment may still take. No clock: the same on every machine."""

    __slots__ = ("left",)

    def __init__(self, steps: int) -> None:
        """Start with that many steps."""
        self.left = steps


def matching(a: Sequence[Hashable], b: Sequence[Hashable], budget: Budget) -> list[Pair]:
    """Pairs of equal elements, increasing in both: trim, hold next to one another, unique anchors,
    then Myers in the gaps.

    Where the budget does not suffice, a gap between anchors stays unmatched beyond its equal ends;
    the result is still a correct alignment, only less close.
    """
    pairs: list[Pair] = []
    gaps = [(0, len(a), 0, len(b))]
    while gaps:
        low_a, high_a, low_b, high_b = gaps.pop()
        while low_a < high_a and low_b < high_b and a[low_a] == b[low_b]:
            pairs.append((low_a, low_b))
            low_a += 1
            low_b += 1
        while low_a < high_a and low_b < high_b and a[high_a - 1] == b[high_b - 1]:
            high_a -= 1
            high_b -= 1
            pairs.append((high_a, high_b))
        if low_a == high_a or low_b == high_b or high_a - low_a == high_b - low_b == 1:
            continue
        if (high_a - low_a) * (high_b - low_b) <= _FEW and set(a[low_a:high_a]).isdisjoint(
            b[low_b:high_b]
        ):
            continue
        rest = (low_a, high_a, low_b, high_b)
        in_step = _in_step(a, b, rest)
        if in_step is not None:
            pairs.extend(in_step)
            continue
        anchors = _unique_anchors(a, b, rest)
        if not anchors:
            pairs.extend(_myers(a, b, rest, budget))
            continue
        pairs.extend(anchors)
        for i, j in anchors:
            if low_a < i and low_b < j:
                gaps.append((low_a, i, low_b, j))
            low_a, low_b = i + 1, j + 1
        gaps.append((low_a, high_a, low_b, high_b))
    pairs.sort()
    return pairs


def unmatched(a: Sequence[Hashable], b: Sequence[Hashable], budget: Budget) -> Iterator[Stretch]:
    """What `matching` leaves, in order; no list of what stays is made where it is not needed."""
    pairs: Iterable[Pair] | None = _in_step(a, b, (0, len(a), 0, len(b)))
    if pairs is None:
        pairs = matching(a, b, budget)
    return gaps_between(pairs, len(a), len(b))


def _in_step(a: Sequence[Hashable], b: Sequence[Hashable], rest: Stretch) -> Iterator[Pair] | None:
    """The pairs of a stretch in which elements were only replaced; None if anything else happened.

    No alignment keeps more: an element that was replaced is not put in anywhere.
    """
    low_a, high_a, low_b, high_b = rest
    if high_a - low_a != high_b - low_b:
        return None
    part_a, part_b = a[low_a:high_a], b[low_b:high_b]
    other = list(map(ne, part_a, part_b))
    if not set(compress(part_a, other)).isdisjoint(compress(part_b, other)):
        return None
    places = zip(range(low_a, high_a), range(low_b, high_b), strict=True)
    return compress(places, map(not_, other))


def gaps_between(pairs: Iterable[Pair], size_a: int, size_b: int) -> Iterator[Stretch]:
    """What lies between pairs that increase on both sides, before the first and behind the last."""
    low_a = low_b = 0
    for i, j in pairs:
        if i > low_a or j > low_b:
            yield low_a, i, low_b, j
        low_a, low_b = i + 1, j + 1
    if size_a > low_a or size_b > low_b:
        yield low_a, size_a, low_b, size_b


def _unique_anchors(a: Sequence[Hashable], b: Sequence[Hashable], rest: Stretch) -> list[Pair]:
    """The longest increasing chain of elements that occur once on either side of the gap."""
    once_a = _once(a, *rest[:2])
    once_b = _once(b, *rest[2:])
    find = once_a.get
    candidates = [(i, j) for value, j in once_b.items() if j >= 0 and (i := find(value, -1)) >= 0]
    if in_order([i for i, _ in candidates]):
        return candidates
    candidates.sort()
    return [candidates[k] for k in longest_increasing([j for _, j in candidates])]


def _once(values: Sequence[Hashable], low: int, high: int) -> dict[Hashable, int]:
    """Where each element stands; -1 for one that stands in several places."""
    part = values[low:high]
    places = dict(zip(part, range(low, high), strict=True))
    if len(places) < len(part):
        places.update([(value, -1) for value, count in Counter(part).items() if count > 1])
    return places


def _myers(
    a: Sequence[Hashable], b: Sequence[Hashable], rest: Stretch, budget: Budget
) -> list[Pair]:
    """Myers' greedy O(ND) algorithm (1986) on what both sides share; forward, with its trace."""
    low_a, high_a, low_b, high_b = rest
    common = set(a[low_a:high_a]) & set(b[low_b:high_b])
    if not common:
        return []
    own_a = [i for i in range(low_a, high_a) if a[i] in common]
    own_b = [j for j in range(low_b, high_b) if b[j] in common]
    # Numbers are compared at once, also where long texts begin alike.
    numbers = {value: number for number, value in enumerate(common)}
    values_a = [numbers[a[i]] for i in own_a]
    values_b = [numbers[b[j]] for j in own_b]
    trace, k = _forward(values_a, values_b, budget)
    pairs = _walk_back(trace, k, len(values_a), len(values_b))
    return [(own_a[x], own_b[y]) for x, y in pairs]


def _forward(
    a: Sequence[int], b: Sequence[int], budget: Budget
) -> tuple[list[dict[int, int]], int]:
    """Furthest points per diagonal for each number of edits; stops when the budget is spent."""
    size_a, size_b = len(a), len(b)
    front = {1: 0}
    trace: list[dict[int, int]] = []
    best = (-1, 0)
    for edits in range(size_a + size_b + 1):
        current: dict[int, int] = {}
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and front.get(k - 1, -1) < front.get(k + 1, -1))
            x = front.get(k + 1, -1) if down else front.get(k - 1, -1) + 1
            y = x - k
            if x < 0 or y < 0 or x > size_a or y > size_b:
                continue
            while x < size_a and y < size_b and a[x] == b[y]:
                x += 1
                y += 1
            current[k] = x
            best = max(best, (x + y, k))
            if x == size_a and y == size_b:
                trace.append(current)
                return trace, k
        trace.append(current)
        budget.left -= len(current) + 1
        front = current
        if budget.left < 0 or not current:
            break
    return trace, best[1]


def _walk_back(trace: list[dict[int, int]], k: int, size_a: int, size_b: int) -> list[Pair]:
    pairs: list[Pair] = []
    edits = len(trace) - 1
    while edits >= 0 and k not in trace[edits]:
        edits -= 1
    while edits >= 0:
        x = trace[edits][k]
        before = trace[edits - 1] if edits else {}
        left, right = before.get(k - 1, -2) + 1, before.get(k + 1, -1)
        start = 0 if not edits else max(left, right)
        while x > start and x > 0 and x - k > 0:
            x -= 1
            pairs.append((x, x - k))
        if not edits:
            break
        k = k + 1 if right >= left else k - 1
        edits -= 1
    pairs.reverse()
    return [pair for pair in pairs if pair[0] < size_a and pair[1] < size_b]
