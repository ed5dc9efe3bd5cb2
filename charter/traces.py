"""Where the words of a passage stand now that its id is gone."""

from __future__ import annotations

from charter.document import Block, Document
from charter.identity import bare
from charter.similarity import words_of


def lives_in(former: Block, base: Document, head: Document, base_number: int) -> Block | None:
    """The block of the head that took in all words of a block of the base, in their order.

    Only blocks that changed since the base are asked, and only if they did not say the same before.
    """
    needle = words_of(bare(former.text))
    for block in head.blocks:
        if block.changed_in <= base_number or not within(needle, words_of(block.text)):
            continue
        earlier = base.get(block.id)
        if earlier is None or not within(needle, words_of(earlier.text)):
            return block
    return None


def within(needle: list[str], words: list[str]) -> bool:
    """Do these words stand one behind another in those? No words stand nowhere."""
    size = len(needle)
    if not size:
        return False
    return any(
        words[at] == needle[0] and words[at : at + size] == needle
        for at in range(len(words) - size + 1)
    )
