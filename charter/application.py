"""Carrying out a change set, part by part: where everything goes. Exact: no search, no guess."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence

from charter.document import Block, Document
from charter.operations import ChangeSet, Delete, Insert, Move, Replace
from charter.outline import START, step
from charter.turns import first_go

_ID_LENGTH = 12


class Application:
    """One application: where everything goes, and which ids new blocks get.

    `proposed` is what the change set makes of the text that it was made for, if that is another
    text: what is put somewhere then goes to where it has the same place. `made` names, when all is
    done, the new blocks of each part.
    """

    def __init__(
        self,
        document: Document,
        change_set: ChangeSet,
        base_number: int,
        number: int,
        proposed: Document | None,
    ) -> None:
        """Note where each part goes."""
        self.document = document
        self.proposed = proposed
        self.made: dict[int, tuple[str, ...]] = {}
        self._state = START
        self.base_number = base_number
        self.number = number
        self.seed = change_set.sha256
        self.taken = set(document.ids)
        self.deleted: set[str] = set()
        self.moved: set[str] = set()
        self.parts: dict[str, list[Block]] = {}
        # What is put behind a block: ready new blocks, or the id of a block that moves there.
        self.behind: dict[str | None, list[list[Block] | str]] = {}
        for index, op in enumerate(change_set.operations):
            if isinstance(op, Insert):
                self.taken.update(op.ids or ())
            self._note(index, op)

    def result(self) -> Iterator[Block]:
        """All blocks in their new order."""
        anchors: list[str | None] = [None]
        run: list[Block] = []
        for block in self.document.blocks:
            # What goes behind a block lets the blocks that are new to this change set go first, so
            # that two insertions at one place stand in the order of their publication.
            if block.introduced_in <= self.base_number:
                yield from self._behind(anchors, run)
                anchors, run = [], []
                if block.id in self.moved:
                    continue
                yield from self._told(self._shown(block))
            elif block.id in self.moved:
                continue
            else:
                run.extend(self._shown(block))
            anchors.append(block.id)
        yield from self._behind(anchors, run)

    def _behind(self, anchors: list[str | None], run: list[Block]) -> Iterator[Block]:
        """What stands behind a block: what is new to the change set, and what is put there."""
        things = list(self._put(anchors))
        count = len(run)
        if run and things and self.proposed is not None:
            count = first_go(self._state, run, things, self.document, self.proposed)
        yield from self._told([*run[:count], *things, *run[count:]])

    def _told(self, blocks: Sequence[Block]) -> Sequence[Block]:
        """The blocks; how the text goes on behind them is kept where that will be asked."""
        if self.proposed is not None:
            for block in blocks:
                _, self._state = step(self._state, block)
        return blocks

    def _note(self, index: int, op: Replace | Insert | Delete | Move) -> None:
        if isinstance(op, Delete):
            self.deleted.add(op.block)
        elif isinstance(op, Move):
            self.moved.add(op.block)
            self.behind.setdefault(op.after, []).append(op.block)
        elif isinstance(op, Insert):
            ids = op.ids or self._new_ids(index, range(len(op.new)))
            self.made[index] = tuple(ids)
            fresh = [self._new(*pair) for pair in zip(ids, op.new, strict=True)]
            self.behind.setdefault(op.after, []).append(fresh)
        else:
            old = self.document.blocks[self.document.positions[op.block]]
            ids = self.made[index] = self._new_ids(index, range(1, len(op.new)))
            kind = self._kind(op.block, old.kind)
            first = Block(op.block, kind, op.new[0], old.introduced_in, self.number)
            rest = [self._new(*pair) for pair in zip(ids, op.new[1:], strict=True)]
            self.parts[op.block] = [first, *rest]

    def _shown(self, block: Block) -> list[Block]:
        if block.id in self.deleted:
            return []
        return self.parts.get(block.id) or [block]

    def _put(self, anchors: list[str | None]) -> Iterator[Block]:
        """Everything behind these places, in order; what hangs on a moved block comes with it."""
        todo: list[list[Block] | str] = []
        for anchor in reversed(anchors):
            todo.extend(reversed(self.behind.get(anchor, [])))
        while todo:
            thing = todo.pop()
            if isinstance(thing, list):
                yield from thing
                continue
            yield from self._shown(self.document.blocks[self.document.positions[thing]])
            todo.extend(reversed(self.behind.get(thing, [])))

    def _new(self, block_id: str, text: str) -> Block:
        return Block(block_id, self._kind(block_id), text, self.number, self.number)

    def _kind(self, block_id: str, otherwise: str = "paragraph") -> str:
        """What a text is that this change set writes; it is asked again once all is in place."""
        known = self.proposed.get(block_id) if self.proposed is not None else None
        return otherwise if known is None else known.kind

    def _new_ids(self, index: int, places: range) -> tuple[str, ...]:
        return tuple([self._new_id(index, place) for place in places])

    def _new_id(self, index: int, place: int) -> str:
        """An id that anyone gets who applies the same change set to the same document."""
        counter = 0
        while True:
            seed = f"{self.seed}:{index}:{place}:{counter}".encode("ascii")
            name = base64.b32encode(hashlib.sha256(seed).digest()).decode("ascii")
            block_id = name[:_ID_LENGTH].lower()
            if block_id not in self.taken:
                self.taken.add(block_id)
                return block_id
            counter += 1
