"""What a change set puts behind one passage, and how much of it stands there already."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from charter.matching.sequences import Budget, matching
from charter.text.document import Block, Document
from charter.text.operations import Insert, Move, Operation

_STEPS = 100_000


class WantedInsertion(NamedTuple):
    """One passage that is to stand behind another: a new text, or a block that is known by id."""

    operation_index: int
    text: str | None
    block: str | None


class Insertions(NamedTuple):
    """For each wanted passage the id of the block of the head that it is, or None.

    `in_order`: what is missing has one place among what is there, if anything is there.
    """

    wanted: tuple[WantedInsertion, ...]
    found: tuple[str | None, ...]
    in_order: bool

    def of(self, operation_index: int) -> tuple[str | None, ...]:
        """What was found of one operation."""
        both = zip(self.wanted, self.found, strict=True)
        return tuple([name for one, name in both if one.operation_index == operation_index])


def wanted_behind(operations: Sequence[Operation]) -> dict[str | None, list[WantedInsertion]]:
    """For each passage what is put behind it, in the order of the operations."""
    listed: dict[str | None, list[WantedInsertion]] = {}
    for index, op in enumerate(operations):
        if isinstance(op, Insert):
            ids = op.ids or [None] * len(op.new)
            there = [WantedInsertion(index, *pair) for pair in zip(op.new, ids, strict=True)]
            listed.setdefault(op.after, []).extend(there)
        elif isinstance(op, Move):
            listed.setdefault(op.after, []).append(WantedInsertion(index, None, op.block))
    return listed


def look_behind(
    head: Document, anchor: str | None, wanted: Sequence[WantedInsertion], base_number: int
) -> Insertions:
    """Hold what is wanted behind a block against the newer blocks, and the moved, that stand there.

    Passages that were published before others may stand before the first that is found; behind it
    stands nothing else, or the order of the rest is not known.
    """
    names = {one.block for one in wanted if one.block is not None}
    start = 0 if anchor is None else head.position(anchor) + 1
    blocks: list[Block] = []
    for block in head.blocks[start:]:
        if block.introduced_in <= base_number and block.id not in names:
            break
        blocks.append(block)
    pairs = matching(
        [one.block or (one.text,) for one in wanted],
        [block.id if block.id in names else (block.text,) for block in blocks],
        Budget(_STEPS),
    )
    if not any(wanted[i].block or has_words(blocks[j].text) for i, j in pairs):
        # A divider, or a mark alone, may well be meant to stand there twice.
        return Insertions(tuple(wanted), (None,) * len(wanted), in_order=True)
    found: list[str | None] = [None] * len(wanted)
    for i, j in pairs:
        found[i] = blocks[j].id
    texts, present = {block.text for block in blocks}, {block.id for block in blocks}
    missing = [one for one, name in zip(wanted, found, strict=True) if name is None]
    in_order = len(pairs) == len(blocks) - pairs[0][1] and not any(
        one.block in present or (one.text in texts and has_words(one.text or "")) for one in missing
    )
    return Insertions(tuple(wanted), tuple(found), in_order)


def instead_of_what_is_gone(
    base: Document, head: Document, anchor: str | None, deleted: AbstractSet[str]
) -> bool:
    """Was it to be put in the place of passages that somebody else has taken out since?"""
    if anchor is not None and anchor not in base.positions:
        return False
    for place in range(0 if anchor is None else base.position(anchor) + 1, len(base.blocks)):
        name = base.ids[place]
        if name not in deleted:
            return False
        if name not in head.positions:
            return True
    return False


def has_words(text: str) -> bool:
    """Is there anything in it to be read aloud?"""
    return any(sign.isalnum() for sign in text)
