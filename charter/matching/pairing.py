"""Which old passage a new passage comes from, where the two are alike but not the same.

Works on the gaps that exact alignment leaves. Everything is counted, nothing is timed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from charter.matching.quick_pairs import alike, by_unique_words, in_step
from charter.matching.similarity import candidates
from charter.matching.two_texts import ALIKE, Pair, Sides
from charter.text import lines as ln

# A passage that stands alone between two fixed ones may differ more and still be the same passage.
ALONE = 0.25
SHORT_WORDS = 12
MOVED_ALIKE = 0.75
MOVED_LEAD = 0.1
MOVED_WORDS = 5
# Above this many comparisons a gap is searched by rare words only.
FULL_COMPARISONS = 1600


@dataclass(slots=True)
class UnmatchedGap:
    """A stretch of old places and one of new places, between the same neighbours."""

    old: Sequence[int]
    new: Sequence[int]


def pair_gap(sides: Sides, gap: UnmatchedGap) -> list[Pair]:
    """Pairs of alike passages, increasing on both sides, with the greatest sum of likeness."""
    if not gap.old or not gap.new:
        return []
    clear = [
        (i, j)
        for i, j in in_step(sides.old_sets, sides.new_sets, gap.old, gap.new)
        if sides.old.kinds[i] == sides.new.kinds[j]
    ]
    if len(clear) == len(gap.old) == len(gap.new):
        return clear
    if clear:
        rest = [_pairs(sides, UnmatchedGap(old, new)) for old, new in sub_gaps(gap, clear)]
        return sorted(clear + [pair for found in rest for pair in found])
    return _pairs(sides, gap)


def _pairs(sides: Sides, gap: UnmatchedGap) -> list[Pair]:
    """The same where nothing is clear at first sight."""
    if len(gap.old) * len(gap.new) <= FULL_COMPARISONS:
        pairs = _best_chain(sides, gap)
        return sorted(pairs + _lonely(sides, gap, pairs))
    pairs = _landmarks(sides, gap)
    if not pairs:
        pairs = _rare_chain(sides, gap)
        return sorted(pairs + _lonely(sides, gap, pairs))
    rest = [pair_gap(sides, UnmatchedGap(old, new)) for old, new in sub_gaps(gap, pairs)]
    return sorted(pairs + [pair for found in rest for pair in found])


def _landmarks(sides: Sides, gap: UnmatchedGap) -> list[Pair]:
    """In a large gap: pairs that share words of their own, which cut it into small ones."""
    found = by_unique_words(sides.old_sets, sides.new_sets, gap.old, gap.new)
    return heaviest_chain(
        [
            (i, j, votes)
            for i, j, votes in found
            if sides.old.kinds[i] == sides.new.kinds[j]
            and alike(sides.old_sets[i], sides.new_sets[j]) >= ALIKE
        ]
    )


def _best_chain(sides: Sides, gap: UnmatchedGap) -> list[Pair]:
    rows, columns = len(gap.old), len(gap.new)
    likeness = [[sides.likeness(i, j) for j in gap.new] for i in gap.old]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for r in range(rows - 1, -1, -1):
        here, below, values = best[r], best[r + 1], likeness[r]
        for c in range(columns - 1, -1, -1):
            top = max(below[c], here[c + 1])
            value = values[c]
            here[c] = max(top, value + below[c + 1]) if value else top
    pairs: list[Pair] = []
    r = c = 0
    while r < rows and c < columns:
        value = likeness[r][c]
        if value and best[r][c] == value + best[r + 1][c + 1]:
            pairs.append((gap.old[r], gap.new[c]))
            r, c = r + 1, c + 1
        elif best[r][c] == best[r + 1][c]:
            r += 1
        else:
            c += 1
    return pairs


def _rare_chain(sides: Sides, gap: UnmatchedGap) -> list[Pair]:
    """The same for large gaps: only pairs that share rare words, and the heaviest chain of them."""
    found = candidates(sides.old_bags, sides.new_bags, gap.old, gap.new)
    weighted = [(i, j, value) for i in gap.old for j in found[i] if (value := sides.likeness(i, j))]
    return heaviest_chain(weighted)


def heaviest_chain(weighted: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """The increasing chain of (i, j, weight) with the greatest weight, in O(n log n).

    Keeps, over the ends j, the chains that are heavier than every chain that ends before.
    """
    ends: list[int] = []
    heads: list[tuple[float, int]] = []
    links: list[tuple[int, int, int]] = []
    # Within one i, larger j first: two pairs of one passage can then never follow one another.
    for i, j, weight in sorted(weighted, key=lambda entry: (entry[0], -entry[1])):
        place = bisect_right(ends, j - 1)
        before, link = heads[place - 1] if place else (0.0, -1)
        total = before + weight
        at = bisect_right(ends, j)
        if at and heads[at - 1][0] >= total:
            continue
        links.append((i, j, link))
        last = at
        while last < len(ends) and heads[last][0] <= total:
            last += 1
        first = at - 1 if at and ends[at - 1] == j else at
        ends[first:last] = [j]
        heads[first:last] = [(total, len(links) - 1)]
    pairs: list[Pair] = []
    link = heads[-1][1] if heads else -1
    while link >= 0:
        i, j, link = links[link]
        pairs.append((i, j))
    pairs.reverse()
    return pairs


def _lonely(sides: Sides, gap: UnmatchedGap, pairs: list[Pair]) -> list[Pair]:
    """One old and one new passage left alone between the same neighbours: often a rewriting."""
    found: list[Pair] = []
    for old, new in sub_gaps(gap, pairs):
        if len(old) == 1 and len(new) == 1 and _rewritten(sides, old[0], new[0]):
            found.append((old[0], new[0]))
    sides.weak += found
    return found


def sub_gaps(gap: UnmatchedGap, pairs: Sequence[Pair]) -> list[tuple[Sequence[int], Sequence[int]]]:
    """What stays unpaired, cut at the pairs."""
    cut: list[tuple[Sequence[int], Sequence[int]]] = []
    r = c = 0
    for i, j in [*pairs, (-1, -1)]:
        end_r = bisect_left(gap.old, i, r) if i >= 0 else len(gap.old)
        end_c = bisect_left(gap.new, j, c) if j >= 0 else len(gap.new)
        if end_r > r or end_c > c:
            cut.append((gap.old[r:end_r], gap.new[c:end_c]))
        r, c = end_r + 1, end_c + 1
    return cut


def _rewritten(sides: Sides, i: int, j: int) -> bool:
    kind = sides.old.kinds[i]
    if kind != sides.new.kinds[j]:
        return False
    if kind == "heading":
        return heading_level(sides.old.texts[i]) == heading_level(sides.new.texts[j])
    bag_a, bag_b = sides.old_bags[i], sides.new_bags[j]
    short = max(bag_a.size, bag_b.size) <= SHORT_WORDS
    return short or kind == "table" or bag_a.dice(bag_b) >= ALONE


def heading_level(text: str) -> int:
    """1 to 6 for number signs; 1 or 2 for an underline of = or -; 7 for any other underline."""
    bare = text.lstrip(" ")
    if bare.startswith("#"):
        return len(bare) - len(bare.lstrip("#"))
    last = text.rpartition("\n")[2].strip()
    return {"=": 1, "-": 2}.get(last[:1], 7) if ln.is_underline(last) else 7


def pair_moved(sides: Sides, old: Sequence[int], new: Sequence[int]) -> list[Pair]:
    """Passages that were moved and edited: clearly alike, and clearly more than any other."""
    rich_old = [i for i in old if sides.old_bags[i].size >= MOVED_WORDS]
    rich_new = [j for j in new if sides.new_bags[j].size >= MOVED_WORDS]
    if not rich_old or not rich_new:
        return []
    found = candidates(sides.old_bags, sides.new_bags, rich_old, rich_new)
    scored = [(value, i, j) for i in rich_old for j in found[i] if (value := sides.likeness(i, j))]
    best_of_old: dict[int, list[float]] = {}
    best_of_new: dict[int, list[float]] = {}
    for value, i, j in scored:
        best_of_old.setdefault(i, []).append(value)
        best_of_new.setdefault(j, []).append(value)
    pairs: list[Pair] = []
    for value, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        rivals = best_of_old[i] + best_of_new[j]
        # The pair itself stands in both lists; any other value as high is a rival.
        clear = sum(value - rival < MOVED_LEAD for rival in rivals) == 2  # noqa: PLR2004
        if value >= MOVED_ALIKE and clear:
            pairs.append((i, j))
    return sorted(pairs)
