"""From a new order of passages to the operations that make it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from charter.matching.sequences import longest_increasing
from charter.text.document import Document
from charter.text.operations import ChangeSet, Delete, Insert, Move, Operation, Replace


class Slot(NamedTuple):
    """One place in the new order.

    `block` is the id of the base block that stands there (None: a new one), `texts` its texts now:
    several for a block that was split. `id` is given only for a new block whose id is known.
    """

    block: str | None
    texts: tuple[str, ...]
    id: str | None = None


def assemble(base: Document, slots: Sequence[Slot]) -> ChangeSet:
    """The change set that turns `base` into the slots, in the order of the result.

    As few blocks as possible count as moved. What is put somewhere is anchored to the nearest block
    before it that stays in its place, so that it depends on nothing that moves.
    """
    builder = _Builder(base)
    known = [slot for slot in slots if slot.block is not None]
    places = [base.positions[slot.block] for slot in known if slot.block is not None]
    staying = {places[index] for index in longest_increasing(places)}
    builder.present = {slot.block for slot in known}
    following = iter(places)
    for slot in slots:
        if slot.block is None:
            builder.insert(slot)
        else:
            place = next(following)
            builder.place(slot, place, place in staying)
    builder.finish()
    return ChangeSet(tuple(builder.operations))


class _Builder:
    def __init__(self, base: Document) -> None:
        self.base = base
        self.operations: list[Operation] = []
        self.present: set[str | None] = set()
        self.anchor: str | None = None
        self.passed = 0
        self.fresh: list[Slot] = []

    def insert(self, slot: Slot) -> None:
        if self.fresh and (self.fresh[0].id is None) != (slot.id is None):
            self._flush()
        self.fresh.append(slot)

    def place(self, slot: Slot, position: int, stays: bool) -> None:
        if self.fresh:
            self._flush()
        block = self.base.blocks[position]
        if stays:
            if self.passed < position:
                self._deletions(position)
            self.passed = position + 1
            self.anchor = block.id
        edited = slot.texts[0] != block.text or len(slot.texts) > 1
        if edited or not stays:
            old = block.digest
            if not stays:
                self.operations.append(Move(block.id, old, self.anchor))
            if edited:
                self.operations.append(Replace(block.id, old, slot.texts))

    def finish(self) -> None:
        self._flush()
        self._deletions(len(self.base.blocks))

    def _flush(self) -> None:
        if self.fresh:
            texts = tuple([text for slot in self.fresh for text in slot.texts])
            ids = tuple([slot.id for slot in self.fresh if slot.id is not None])
            self.operations.append(Insert(self.anchor, texts, ids or None))
            self.fresh = []

    def _deletions(self, until: int) -> None:
        blocks = self.base.blocks
        while self.passed < until:
            block = blocks[self.passed]
            if block.id not in self.present:
                self.operations.append(Delete(block.id, block.digest))
            self.passed += 1


def between(old: Document, new: Document) -> ChangeSet:
    """The change set from one document to another by their ids alone; it restores former ids."""
    return assemble(
        old,
        [
            Slot(block.id if block.id in old.positions else None, (block.text,), block.id)
            for block in new.blocks
        ],
    )
