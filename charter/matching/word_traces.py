"""Where the words of a passage stand now that its id is gone."""

from __future__ import annotations

from charter.matching.identity import bare
from charter.matching.similarity import words_of
from charter.text.document import Block, Document

# Fewer words in a row may stand in two places by chance.
_TELLING_WORDS = 5


def lives_in(former: Block, base: Document, head: Document, base_number: int) -> Block | None:
    """The block of the head that took in all words of a block of the base, in their order.

    Only blocks that changed since the base are asked, and only if they did not say the same before.
    A few words may stand anywhere by chance: they are looked for only where the block stood.
    """
    needle = words_of(bare(former.text))
    beside = None if len(needle) >= _TELLING_WORDS else _beside(former.id, base, head)
    for block in head.blocks if beside is None else beside:
        if block.changed_in <= base_number or not within(needle, words_of(block.text)):
            continue
        earlier = base.get(block.id)
        if earlier is None or not within(needle, words_of(earlier.text)):
            return block
    return None


def _beside(block_id: str, base: Document, head: Document) -> tuple[Block, ...]:
    """What stands where a block stood: from the nearest one before it to the nearest one behind."""
    at = base.position(block_id)
    ids, positions = base.ids, head.positions
    before = (positions[ids[i]] for i in range(at - 1, -1, -1) if ids[i] in positions)
    behind = (positions[ids[i]] for i in range(at + 1, len(ids)) if ids[i] in positions)
    return head.blocks[next(before, 0) : next(behind, len(head.blocks) - 1) + 1]


def within(needle: list[str], words: list[str]) -> bool:
    """Do these words stand one behind another in those? No words stand nowhere."""
    size = len(needle)
    if not size:
        return False
    return any(
        words[at] == needle[0] and words[at : at + size] == needle
        for at in range(len(words) - size + 1)
    )
