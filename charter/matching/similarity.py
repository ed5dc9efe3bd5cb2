"""How alike two passages are: the Dice measure on the multisets of their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

# Scripts that are written without blanks between words count sign by sign.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_RARE = 8
_BEST = 3


def words_of(text: str) -> list[str]:
    """The words of a text in their order, in lower case, without signs and blanks."""
    return _WORD.findall(text.lower())


class Bag:
    """The words of one passage, without regard to case, and how many there are."""

    __slots__ = ("counts", "size")

    def __init__(self, text: str) -> None:
        """Count the words of the text; a text without words counts as its signs."""
        words = words_of(text) or list(text.replace(" ", ""))
        self.counts = Counter(words)
        self.size = len(words)

    def shared(self, other: Bag) -> int:
        """How many words both have, each as often as in the poorer of the two."""
        small, large = self.counts, other.counts
        if len(small) > len(large):
            small, large = large, small
        return sum([min(count, large[word]) for word, count in small.items() if word in large])

    def dice(self, other: Bag) -> float:
        """2 * shared words / all words: 0 for nothing in common, 1 for the same words."""
        total = self.size + other.size
        return 2 * self.shared(other) / total if total else 0.0

    def plus(self, other: Bag) -> Bag:
        """The words of both passages together."""
        both = Bag.__new__(Bag)
        both.counts = self.counts + other.counts
        both.size = self.size + other.size
        return both

    def covered_by(self, other: Bag) -> float:
        """The share of these words that the other passage has as well."""
        return self.shared(other) / self.size if self.size else 0.0


class Bags:
    """The bags of a list of texts, each counted when it is first asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Keep the texts; nothing is counted yet."""
        self._texts = texts
        self._bags: dict[int, Bag] = {}

    def __getitem__(self, index: int) -> Bag:
        """The bag of the text at that place."""
        bag = self._bags.get(index)
        if bag is None:
            bag = self._bags[index] = Bag(self._texts[index])
        return bag


def candidates(
    old: Bags, new: Bags, old_places: Sequence[int], new_places: Sequence[int]
) -> dict[int, list[int]]:
    """For each old place the few new places that share most of its rare words.

    Words that stand in more than a handful of new passages are left aside, so that the work stays
    about linear in the number of words.
    """
    holders: dict[str, list[int]] = {}
    for j in new_places:
        for word in new[j].counts:
            holders.setdefault(word, []).append(j)
    found: dict[int, list[int]] = {}
    for i in old_places:
        votes: Counter[int] = Counter()
        for word in old[i].counts:
            where = holders.get(word)
            if where is not None and len(where) <= _RARE:
                votes.update(where)
        ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        found[i] = [j for j, _ in ranked[:_BEST]]
    return found
