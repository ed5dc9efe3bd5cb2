"""Pairs of passages that can be seen without a full comparison: most of an ordinary revision.

A pair found here is one that the full comparison would find as well; what is not clear at first
sight is left to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Postfix, Prefix

Pair = tuple[int, int]
_CLEARLY = 0.7
_VOTES = 3
_LEAST = 40
_NEARLY = 0.8
_PROBES = 8
_PROBE = 12
_WHOLE = 5
_EDGE = 4


class WordSets:
    """The sets of words between blanks, of the passages of one side; made when first asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Keep the passages; nothing is read yet."""
        self.texts = texts
        self._sets: dict[int, set[str]] = {}

    def __getitem__(self, place: int) -> set[str]:
        """The set of the passage at that place."""
        found = self._sets.get(place)
        if found is None:
            found = self._sets[place] = set(self.texts[place].split())
        return found


def alike(a: set[str], b: set[str]) -> float:
    """The Dice measure on sets."""
    total = len(a) + len(b)
    return 2 * len(a & b) / total if total else 0.0


def in_step(
    old: WordSets, new: WordSets, old_places: Sequence[int], new_places: Sequence[int]
) -> list[Pair]:
    """If both sides are as long: the pairs in order that are clearly the nearest ones."""
    size = len(old_places)
    if size != len(new_places):
        return []
    pairs: list[Pair] = []
    for k in range(size):
        i, j = old_places[k], new_places[k]
        value = clearly_alike(old, new, i, j)
        if not value:
            continue
        if k and _as_near(old, new, i, new_places[k - 1], value):
            continue
        if k + 1 < size and _as_near(old, new, i, new_places[k + 1], value):
            continue
        pairs.append((i, j))
    return pairs


def clearly_alike(old: WordSets, new: WordSets, i: int, j: int) -> float:
    """How alike two passages are, if they clearly are; else 0."""
    value = _equal_signs(old.texts[i], new.texts[j])
    if value < _CLEARLY:
        value = alike(old[i], new[j])
    return value if value >= _CLEARLY else 0.0


def _equal_signs(before: str, after: str) -> float:
    """The share of signs that stay, where that is enough to know; nothing is said of others.

    Where it is seen without an alignment, it is at least that of passages that are nearly equal.
    """
    shorter, longer = len(before), len(after)
    if shorter > longer:
        shorter, longer = longer, shorter
    if shorter < _LEAST:
        return 0.0
    ends = min(Prefix.similarity(before, after) + Postfix.similarity(before, after), shorter)
    if ends >= _CLEARLY * longer:
        return max(float(ends / longer), _NEARLY)
    # As much as that cannot stay where one is much longer.
    may_be = 2 * shorter >= _NEARLY * (shorter + longer)
    return _NEARLY if may_be and _probed(before, after) else 0.0


def _probed(before: str, after: str) -> bool:
    """Do most of some probes, taken evenly from one passage, stand in the other?

    A probe is two or three words long: where five of eight are whole, about every sixth word
    differs.
    """
    step = (len(before) - _PROBE) // (_PROBES - 1)
    wanted, allowed = _WHOLE, _PROBES - _WHOLE
    for at in range(0, step * _PROBES, step):
        if before[at : at + _PROBE] in after:
            wanted -= 1
            if not wanted:
                return True
        elif allowed:
            allowed -= 1
        else:
            break
    return False


def _as_near(old: WordSets, new: WordSets, i: int, j: int, value: float) -> bool:
    """May these two be as much alike as that?"""
    first, second = old.texts[i], new.texts[j]
    if value >= _NEARLY and first[:_EDGE] != second[:_EDGE] and first[-_EDGE:] != second[-_EDGE:]:
        # Nearer than a pair that is nearly equal, and yet with another start and another end?
        return False
    shorter, longer = len(first), len(second)
    if shorter > longer:
        shorter, longer = longer, shorter
    return 2 * shorter >= value * (shorter + longer) and alike(old[i], new[j]) >= value


def by_unique_words(
    old: WordSets, new: WordSets, old_places: Sequence[int], new_places: Sequence[int]
) -> list[tuple[int, int, float]]:
    """(old, new, votes): pairs that share several words which stand in no other passage here."""
    owner_old, owner_new = _owners(old, old_places), _owners(new, new_places)
    votes = Counter(
        [(i, j) for word, i in owner_old.items() if i >= 0 and (j := owner_new.get(word, -1)) >= 0]
    )
    return [(i, j, float(count)) for (i, j), count in votes.items() if count >= _VOTES]


def _owners(sets: WordSets, places: Sequence[int]) -> dict[str, int]:
    """The only passage that a word stands in; -1 for a word that stands in several."""
    owners: dict[str, int] = {}
    for place in places:
        own = sets[place]
        again = owners.keys() & own
        owners.update(dict.fromkeys(own, place))
        owners.update(dict.fromkeys(again, -1))
    return owners
