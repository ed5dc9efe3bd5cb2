"""Passages that were split into several, and several that were joined to one.

Here they are found. That the first part keeps the id is the rule of `Replace`, in
`charter/text/operations.py`, and is done in `charter/change/application.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from charter.matching.pairing import FULL_COMPARISONS, UnmatchedGap
from charter.matching.similarity import Bag, Bags
from charter.matching.two_texts import Pair, Sides

_GAIN = 0.05
_COVERED = 0.6
_TOGETHER = 0.7
_PART_WORDS = 2


@dataclass
class Groups:
    """`parts`: new places behind the first of a split; `absorbed`: old places joined away.

    `joined` maps the new place of a join to the old places that went into it, the first included.
    """

    parts: set[int] = field(default_factory=set)
    absorbed: set[int] = field(default_factory=set)
    joined: dict[int, list[int]] = field(default_factory=dict)


def find_groups(
    sides: Sides, gap: UnmatchedGap, pairs: Sequence[Pair], groups: Groups
) -> list[Pair]:
    """The pairs of a gap with splits and joins worked in; the members are noted in `groups`."""
    splits = _grown(
        _Side(gap.new, sides.new_bags), {j: i for i, j in pairs}, _Side(gap.old, sides.old_bags)
    )
    by_old = dict(pairs)
    for i, members in splits.items():
        by_old[i] = members[0]
        groups.parts.update(members[1:])
    followers = {j for members in splits.values() for j in members[1:]}
    free_new = _Side([j for j in gap.new if j not in followers], sides.new_bags)
    by_new = {j: i for i, j in by_old.items()}
    still = {i: j for i, j in by_old.items() if i not in splits}
    # A passage that was split is spoken for: it cannot be joined to another as well.
    whole_old = _Side([i for i in gap.old if i not in splits], sides.old_bags)
    joins = _grown(whole_old, still, free_new)
    for j, members in joins.items():
        by_new[j] = members[0]
        groups.absorbed.update(members[1:])
        groups.joined[j] = members
    return sorted((i, j) for j, i in by_new.items())


@dataclass(frozen=True, slots=True)
class _Side:
    """The places of one side of a gap, with the words of each."""

    places: Sequence[int]
    bags: Bags


def _grown(many: _Side, owner: dict[int, int], wholes: _Side) -> dict[int, list[int]]:
    """For each whole the run of two or more neighbours in `many` that together make it up."""
    part_of = {whole: part for part, whole in owner.items()}
    free = {part for part in many.places if part not in owner}
    if not free:
        return {}
    found: dict[int, list[int]] = {}
    searching = (len(wholes.places) - len(owner)) * len(free) <= FULL_COMPARISONS
    for whole in wholes.places:
        seed = part_of.get(whole)
        run: list[int] = []
        if seed is not None:
            run = _extended(free, seed, many.bags, wholes.bags[whole])
        elif searching:
            run = _covering(many, free, wholes.bags[whole])
        if len(run) > 1:
            found[whole] = run
            free.difference_update(run)
    return found


def _extended(free: set[int], seed: int, bags: Bags, whole: Bag) -> list[int]:
    """Grow the paired part over free neighbours for as long as that brings it nearer the whole."""
    run = [seed]
    together = bags[seed]
    value = together.dice(whole)
    for step in (1, -1):
        place = seed + step
        while place in free:
            grown = together.plus(bags[place])
            gain = grown.dice(whole)
            if gain < value + _GAIN or not _belongs(bags[place], whole):
                break
            run.append(place)
            together, value = grown, gain
            place += step
    return sorted(run)


def _covering(many: _Side, free: set[int], whole: Bag) -> list[int]:
    """A run of free neighbours that lie within the whole and together come close to it."""
    bags = many.bags
    best: list[int] = []
    best_value = _TOGETHER
    run: list[int] = []
    together: Bag | None = None
    for place in [*many.places, -1]:
        fits = place in free and _belongs(bags[place], whole)
        if fits and (not run or place == run[-1] + 1) and together is not None:
            run.append(place)
            together = together.plus(bags[place])
            continue
        if len(run) > 1 and together is not None and together.dice(whole) >= best_value:
            best, best_value = run, together.dice(whole)
        run, together = ([place], bags[place]) if fits else ([], None)
    return best


def _belongs(part: Bag, whole: Bag) -> bool:
    return part.size >= _PART_WORDS and part.covered_by(whole) >= _COVERED
