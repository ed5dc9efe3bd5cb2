"""Passages that were split into several, and several that were joined to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from charter.pairing import FULL_COMPARISONS, Gap, Pair, Sides
from charter.similarity import Bag

_GAIN = 0.05
_COVERED = 0.6
_TOGETHER = 0.7
_PART_WORDS = 2


@dataclass
class Groups:
    """`parts`: new places that follow the first part of a split; `absorbed`: old places joined away.

    `joined` maps the new place of a join to the old places that went into it, the first included.
    """

    parts: set[int] = field(default_factory=set)
    absorbed: set[int] = field(default_factory=set)
    joined: dict[int, list[int]] = field(default_factory=dict)


def find_groups(sides: Sides, gap: Gap, pairs: Sequence[Pair], groups: Groups) -> list[Pair]:
    """The pairs of a gap with splits and joins worked in; the members are noted in `groups`."""
    if len(gap.old) == len(gap.new) == len(pairs):
        return list(pairs)
    splits = _grown(gap.new, {j: i for i, j in pairs}, gap.old, sides.new_bags, sides.old_bags)
    by_old = {i: j for i, j in pairs}
    for i, members in splits.items():
        by_old[i] = members[0]
        groups.parts.update(members[1:])
    followers = {j for members in splits.values() for j in members[1:]}
    free_new = [j for j in gap.new if j not in followers]
    by_new = {j: i for i, j in by_old.items()}
    still = {i: j for i, j in by_old.items() if i not in splits}
    joins = _grown(gap.old, still, free_new, sides.old_bags, sides.new_bags, set(splits))
    for j, members in joins.items():
        by_new[j] = members[0]
        groups.absorbed.update(members[1:])
        groups.joined[j] = members
    return sorted((i, j) for j, i in by_new.items())


def _grown(
    many: Sequence[int],
    owner: dict[int, int],
    wholes: Sequence[int],
    many_bags: _BagSource,
    whole_bags: _BagSource,
    barred: set[int] | None = None,
) -> dict[int, list[int]]:
    """For each whole the run of two or more neighbours in `many` that together make it up."""
    part_of = {whole: part for part, whole in owner.items()}
    free = {part for part in many if part not in owner and part not in (barred or ())}
    if not free:
        return {}
    found: dict[int, list[int]] = {}
    searching = (len(wholes) - len(owner)) * len(free) <= FULL_COMPARISONS
    for whole in wholes:
        seed = part_of.get(whole)
        run: list[int] = []
        if seed is not None:
            run = _extended(free, seed, many_bags, whole_bags[whole])
        elif searching:
            run = _covering(many, free, many_bags, whole_bags[whole])
        if len(run) > 1:
            found[whole] = run
            free.difference_update(run)
    return found


class _BagSource(Protocol):
    """Anything that gives the bag of a place."""

    def __getitem__(self, index: int) -> Bag: ...


def _extended(free: set[int], seed: int, bags: _BagSource, whole: Bag) -> list[int]:
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


def _covering(
    many: Sequence[int], free: set[int], bags: _BagSource, whole: Bag
) -> list[int]:
    """A run of free neighbours that lie within the whole and together come close to it."""
    best: list[int] = []
    best_value = _TOGETHER
    run: list[int] = []
    together: Bag | None = None
    for place in [*many, -1]:
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
