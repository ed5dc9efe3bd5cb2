"""Two texts side by side, and how alike two of their passages are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field

from charter.matching.identity import bare
from charter.matching.quick_pairs import WordSets, clearly_alike
from charter.matching.similarity import Bag, Bags
from charter.numbers.labels import label_of
from charter.text.blocks import Passages

Pair = tuple[int, int]

ALIKE = 0.5
_OTHER_KIND = 0.75
_SAME_KIND_BONUS = 0.02
_LOOSE_KINDS = frozenset({"paragraph", "footnote", "list_item", "quote"})


@dataclass
class Sides:
    """Both texts as blocks, with their words counted on demand.

    `bare_old` and `bare_new` are the same texts without labels, which do not count.
    """

    old: Passages
    new: Passages
    bare_old: InitVar[Sequence[str]]
    bare_new: InitVar[Sequence[str]]
    old_bags: Bags = field(init=False)
    new_bags: Bags = field(init=False)
    old_sets: WordSets = field(init=False)
    new_sets: WordSets = field(init=False)
    #: Pairs that are one only because both stand alone between the same neighbours.
    weak: list[Pair] = field(init=False, default_factory=list)

    def __post_init__(self, bare_old: Sequence[str], bare_new: Sequence[str]) -> None:
        """Prepare the bags."""
        self.old_bags, self.new_bags = Bags(bare_old), Bags(bare_new)
        self.old_sets, self.new_sets = WordSets(bare_old), WordSets(bare_new)

    def likeness(self, i: int, j: int) -> float:
        """How alike two passages are, if they can be the same passage at all; else 0."""
        kinds = self.old.kinds[i], self.new.kinds[j]
        bag_a, bag_b = self.old_bags[i], self.new_bags[j]
        if not (bag_a.size and bag_b.size) and kinds[0] == kinds[1]:
            return self._likeness_of_labels(i, j)
        # The shorter one bounds the measure: most pairs are refused without counting.
        if 2 * min(bag_a.size, bag_b.size) < ALIKE * (bag_a.size + bag_b.size):
            return 0.0
        value = bag_a.dice(bag_b)
        if kinds[0] == kinds[1]:
            return value + _SAME_KIND_BONUS if value >= ALIKE else 0.0
        floor = ALIKE if _LOOSE_KINDS.issuperset(kinds) else _OTHER_KIND
        return value if value >= floor else 0.0

    def _likeness_of_labels(self, i: int, j: int) -> float:
        """How alike two passages are of which one is nothing but a label.

        Two labels are as alike as what they stand before. One that gets words is another passage,
        unless it keeps its number.
        """
        old, new = self.old.texts, self.new.texts
        was, now = label_of(old[i]), label_of(new[j])
        if was is None or now is None:
            return 0.0
        same = ALIKE if (was.sort, was.numbers) == (now.sort, now.numbers) else 0.0
        if was.words or now.words or i + 1 == len(old) or j + 1 == len(new):
            return same
        return max(same, Bag(bare(old[i + 1])).dice(Bag(bare(new[j + 1]))))

    def clearly_same(self, i: int, j: int) -> bool:
        """Are two passages between the same neighbours clearly one passage?"""
        return self.old.kinds[i] == self.new.kinds[j] and bool(
            clearly_alike(self.old_sets, self.new_sets, i, j)
        )
