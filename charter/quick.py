"""Pairs of passages that can be seen without a full comparison: most of an ordinary revision.

A pair found here is one that the full comparison would find as well; what is not clear at first
sight is left to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from charter.blocks import Piece

Pair = tuple[int, int]
_CLEARLY = 0.7
_VOTES = 3


class WordSets:
    """The sets of words between blanks, of the passages of one side; made when first asked for."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Keep the passages; nothing is read yet."""
        self._pieces = pieces
        self._sets: dict[int, set[str]] = {}

    def __getitem__(self, place: int) -> set[str]:
        """The set of the passage at that place."""
        found = self._sets.get(place)
        if found is None:
            found = self._sets[place] = set(self._pieces[place].text.split())
        return found


def alike(a: set[str], b: set[str]) -> float:
    """The Dice measure on sets."""
    total = len(a) + len(b)
    return 2 * len(a & b) / total if total else 0.0


def in_step(
    old: WordSets, new: WordSets, old_places: Sequence[int], new_places: Sequence[int]
) -> list[Pair] | None:
    """Pairs in order, if both sides are as long and each pair is clearly the nearest one.

    None if that is not so for any of them: then they have to be compared in full.
    """
    size = len(old_places)
    if size != len(new_places):
        return None
    for k in range(size):
        own = old[old_places[k]]
        value = alike(own, new[new_places[k]])
        if value < _CLEARLY:
            return None
        for other in (k - 1, k + 1):
            if 0 <= other < size and alike(own, new[new_places[other]]) >= value:
                return None
    return list(zip(old_places, new_places, strict=True))


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
