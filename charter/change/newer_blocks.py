"""What stands in a document that a change set did not know of when it was made."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from charter.text.document import Block, Document

# Shorter passages ("None.", "Example:") may well be meant to stand in two places.
_TELLING_WORDS = 5


class Newer:
    """The passages of a document that are new to a change set, or newly worded.

    `base_number` is the revision that it was made for, `base` its text, `own` how often it writes
    each text itself.
    """

    def __init__(
        self, head: Document, base_number: int, base: Document | None, own: Counter[str]
    ) -> None:
        """Keep what is asked; nothing is looked at yet."""
        self.head = head
        self.base_number = base_number
        self.base = base
        self.own = own

    def behind(self, after: str | None) -> list[Block]:
        """The blocks that stand right behind a block and are new to the change set."""
        start = 0 if after is None else self.head.position(after) + 1
        found: list[Block] = []
        for position in range(start, len(self.head.blocks)):
            block = self.head.blocks[position]
            if block.introduced_in <= self.base_number:
                break
            found.append(block)
        return found

    def alone_between(self, after: str | None, block: Block) -> bool:
        """Does nothing stand between the two but blocks that are new to the change set?"""
        start = -1 if after is None else self.head.position(after)
        end = self.head.position(block.id)
        between = self.head.blocks[start + 1 : end]
        return start < end and all(other.introduced_in > self.base_number for other in between)

    def says(self, texts: tuple[str, ...]) -> bool:
        """Has one of these been written since, in a passage that is long enough to be known by?"""
        return bool(self._texts) and any(
            text in self._texts and len(text.split()) >= _TELLING_WORDS for text in texts
        )

    @cached_property
    def _texts(self) -> frozenset[str]:
        since = self.base_number
        return frozenset(
            [
                block.text
                for block in self.head.blocks
                if (block.introduced_in > since or block.changed_in > since)
                and self._is_newly_worded(block)
            ]
        )

    def _is_newly_worded(self, block: Block) -> bool:
        """Did nobody know these words when the change set was made, nor does it say them often?"""
        if block.introduced_in > self.base_number:
            return True
        if self.base is None or block.changed_in <= self.base_number:
            return False
        former = self.base.get(block.id)
        return self.own[block.text] == 1 and (former is None or former.text != block.text)
