"""From two whole texts to the change set that people recognise as what they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from charter.matching.assembly import Slot, assemble
from charter.matching.identity import LabelledStart, matching_by_words, opened
from charter.matching.pairing import UnmatchedGap, pair_gap, pair_moved
from charter.matching.sequences import Budget, Stretch, matching
from charter.matching.splits import Groups, find_groups
from charter.matching.two_texts import Pair, Sides
from charter.text.block_parts import turned
from charter.text.blocks import Passages
from charter.text.canonical import canonical_passages
from charter.text.document import Document
from charter.text.operations import ChangeSet

# Steps that exact alignment of blocks may take per block; counted, so that no clock decides.
_STEPS_PER_BLOCK = 40
_LEAST_STEPS = 200_000


@dataclass
class Alignment:
    """Where each new passage comes from.

    `source` maps a new place to the old place it continues; `groups` names splits and joins.
    """

    source: dict[int, int] = field(default_factory=dict)
    groups: Groups = field(default_factory=Groups)

    def former(self, count: int) -> list[int]:
        """For each of so many new places the old place that it continues, or -1."""
        places = [-1] * count
        for j, i in self.source.items():
            places[j] = i
        for j in self.groups.parts:
            places[j] = -1
        return places


def change(base: Document, new_text: str) -> ChangeSet:
    """The change set from `base` to a whole new text; no operations if nothing differs.

    The text is brought into canonical form first; raises TextRefused where that cannot be done. The
    same texts give the same change set on every machine. Cost grows about linearly.
    """
    passages = canonical_passages(new_text, base.passages)
    alignment = align(base.passages, passages)
    _sever_rows(alignment, base.passages, passages)
    return assemble(base, _slots(base, passages.texts, alignment))


def _sever_rows(alignment: Alignment, old: Passages, new: Passages) -> None:
    """A line that is a row of a table on one side only is taken out and put in: it cannot stay."""
    severed = [
        j
        for j, i in alignment.source.items()
        if turned(old.kinds[i], new.kinds[j])
        and old.texts[i] == new.texts[j]
        and j + 1 not in alignment.groups.parts
    ]
    for j in severed:
        del alignment.source[j]


def align(old: Passages, new: Passages) -> Alignment:
    """Exact matches, then passages that moved unchanged, then alike ones, splits and joins.

    Labels ("§ 2", "(1)") count for nothing: a passage that got another number is the same one.
    """
    budget = budget_for(len(old.texts) + len(new.texts))
    equal = matching(old.texts, new.texts, budget)
    between = opened(old.texts, new.texts, equal)
    if between.is_renumbered:
        equal = matching_by_words(old.texts, new.texts, equal, budget)
        between = opened(old.texts, new.texts, equal)
    return settled(old, new, equal, between)


def budget_for(count: int) -> Budget:
    """The steps that exact alignment of so many passages may take."""
    return Budget(max(_LEAST_STEPS, _STEPS_PER_BLOCK * count))


def settled(
    old: Passages, new: Passages, exact: Sequence[Pair], between: LabelledStart
) -> Alignment:
    """The same where the exact matches, increasing on both sides, and what is between are known."""
    alignment = Alignment()
    source = alignment.source
    source.update([(j, i) for i, j in exact])
    stretches = between.stretches
    if not stretches:
        return alignment
    moved = _exact_moves(*between.identities, stretches)
    source.update(moved)
    sides = Sides(old, new, *between.bare)
    gaps = _open_gaps(sides, stretches, source, moved)
    for gap in gaps:
        pairs = pair_gap(sides, gap)
        if not len(gap.old) == len(gap.new) == len(pairs):
            pairs = find_groups(sides, gap, pairs, alignment.groups)
        source.update([(j, i) for i, j in pairs])
    _add_moved(sides, gaps, alignment)
    return alignment


def _exact_moves(
    old: Sequence[str], new: Sequence[str], stretches: Sequence[Stretch]
) -> dict[int, int]:
    """Unmatched passages whose words stand unmatched elsewhere: equally often on both sides."""
    left = {words for low, high, _, _ in stretches for words in old[low:high]}
    again = [
        (words, j)
        for _, _, low, high in stretches
        for j in range(low, high)
        if (words := new[j]) in left
    ]
    if not again:
        return {}
    places: dict[str, tuple[list[int], list[int]]] = {words: ([], []) for words, _ in again}
    for low, high, _, _ in stretches:
        for i in range(low, high):
            if (found := places.get(old[i])) is not None:
                found[0].append(i)
    for words, j in again:
        places[words][1].append(j)
    return {
        j: i
        for words, (olds, news) in places.items()
        if len(olds) == len(news) and any(sign.isalnum() for sign in words)
        for i, j in zip(olds, news, strict=True)
    }


def _open_gaps(
    sides: Sides, stretches: Sequence[Stretch], source: dict[int, int], moved: dict[int, int]
) -> list[UnmatchedGap]:
    """What is left to pair; two passages alone between the same neighbours often need no search."""
    used = set(moved.values())
    gaps: list[UnmatchedGap] = []
    for low_a, high_a, low_b, high_b in stretches:
        if (
            high_a - low_a == high_b - low_b == 1
            and low_a not in used
            and low_b not in moved
            and sides.clearly_same(low_a, low_b)
        ):
            source[low_b] = low_a
            continue
        gap = UnmatchedGap(range(low_a, high_a), range(low_b, high_b))
        if moved:
            gap = UnmatchedGap(
                [i for i in gap.old if i not in used], [j for j in gap.new if j not in moved]
            )
        gaps.append(gap)
    return gaps


def _add_moved(sides: Sides, gaps: Sequence[UnmatchedGap], alignment: Alignment) -> None:
    """Add what was moved and edited. Where that is clear, a weak pair gives way to it."""
    source, groups = alignment.source, alignment.groups
    weak = {
        j: i
        for i, j in sides.weak
        if source.get(j) == i and j + 1 not in groups.parts and j not in groups.joined
    }
    rest_old, rest_new = _unsettled(gaps, alignment)
    found = pair_moved(sides, [*rest_old, *weak.values()], [*rest_new, *weak])
    lost = {i for i, _ in found}
    for j, i in weak.items():
        if i in lost:
            del source[j]
    source.update([(j, i) for i, j in found])


def _unsettled(gaps: Sequence[UnmatchedGap], alignment: Alignment) -> tuple[list[int], list[int]]:
    used_old = set(alignment.source.values()) | alignment.groups.absorbed
    used_new = alignment.source.keys() | alignment.groups.parts
    return (
        [i for gap in gaps for i in gap.old if i not in used_old],
        [j for gap in gaps for j in gap.new if j not in used_new],
    )


def _slots(base: Document, new: Sequence[str], alignment: Alignment) -> list[Slot]:
    slots: list[Slot] = []
    parts = alignment.groups.parts
    blocks = base.blocks
    for j, i in enumerate(alignment.former(len(new))):
        if i < 0:
            if j not in parts:
                slots.append(Slot(None, (new[j],)))
            continue
        end = j + 1
        while end in parts:
            end += 1
        slots.append(Slot(blocks[i].id, (new[j],) if end == j + 1 else tuple(new[j:end])))
    return slots
