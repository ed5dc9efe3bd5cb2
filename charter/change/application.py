"""Carrying out a change set, part by part: where everything goes. Exact: no search, no guess."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from charter.change.insertion_order import first_go
from charter.change.part_standing import PartStanding
from charter.text.document import Block, Document
from charter.text.operations import ChangeSet, Delete, Insert, Move, Operation
from charter.text.outline import START, OutlineState, step

_ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class _There:
    """A block that stands already where the change set would put it."""

    block: str


# A new block, the id of a block that moves, or one that is there.
_Thing: TypeAlias = Block | str | _There


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
        numbers: tuple[int, int],
        proposed: Document | None,
    ) -> None:
        """Take what is needed. `numbers`: the revision it was made for, and that it becomes."""
        self.document = document
        self.proposed = proposed
        self.base_number, self.number = numbers
        self.seed = change_set.sha256
        self.operations = change_set.operations
        self.made: dict[int, tuple[str, ...]] = {}
        self.taken = set(document.ids)
        self.deleted: set[str] = set()
        self.moved: set[str] = set()
        self.parts: dict[str, list[Block]] = {}
        self.behind: dict[str | None, list[_Thing]] = {}
        # What is put straight before a block that is there already.
        self.before: dict[str, list[_Thing]] = {}
        self._blocks: list[Block] = []
        self._state, self._stepped = START, 0

    def result(self, parts: tuple[PartStanding, ...]) -> list[Block]:
        """All blocks in their new order. `parts` tells of each part whether it is there already."""
        for part, op in zip(parts, self.operations, strict=True):
            self._note(part, op)
        self._settle()
        # Most blocks only stay, and nothing is put beside them.
        busy = {*self.before, *self.behind, *self.moved, *self.deleted, *self.parts}
        anchors: list[str | None] = [None] if None in busy else []
        run: list[Block] = []
        for block in self.document.blocks:
            # What goes behind a block lets the blocks that are new to this change set go first, so
            # that two insertions at one place stand in the order of their publication.
            name = block.id
            is_old = block.introduced_in <= self.base_number
            if is_old and (anchors or run):
                self._finish(anchors, run)
                anchors, run = [], []
            if name not in busy:
                (self._blocks if is_old else run).append(block)
                continue
            run.extend(self._put(self.before.get(name, ())))
            if name in self.moved:
                continue
            run.extend(self._shown(block))
            anchors.append(name)
            if is_old:
                self._blocks += run
                run = []
        self._finish(anchors, run)
        return self._blocks

    def _finish(self, anchors: list[str | None], run: list[Block]) -> None:
        """What stands behind a block: what is new to the change set, and what is put there."""
        wanted = [thing for anchor in anchors for thing in self.behind.get(anchor, ())]
        if not wanted:
            self._blocks += run
            return
        things = list(self._put(wanted))
        count = len(run)
        if run and things and self.proposed is not None:
            count = first_go(self._behind(), run, things, self.document, self.proposed)
        self._blocks += [*run[:count], *things, *run[count:]]

    def _behind(self) -> OutlineState:
        """How the text goes on behind what is there so far."""
        for block in self._blocks[self._stepped :]:
            _, self._state = step(self._state, block)
        self._stepped = len(self._blocks)
        return self._state

    def _note(self, part: PartStanding, op: Operation) -> None:
        contained = part.kind == "contained"
        if isinstance(op, Move):
            self._want(op.after, _There(op.block) if contained else op.block)
            if not contained:
                self.moved.add(op.block)
        elif isinstance(op, Insert):
            self._note_insert(part, op)
        elif contained:
            return
        elif isinstance(op, Delete):
            self.deleted.add(op.block)
        else:
            index = part.operation_index
            old = self.document.blocks[self.document.positions[op.block]]
            ids = self.made[index] = self._new_ids(index, range(1, len(op.new)))
            kind = self._kind(op.block, old.kind)
            first = Block(op.block, kind, op.new[0], old.introduced_in, self.number)
            rest = [self._new(*pair) for pair in zip(ids, op.new[1:], strict=True)]
            self.parts[op.block] = [first, *rest]

    def _note_insert(self, part: PartStanding, op: Insert) -> None:
        self.taken.update(op.ids or ())
        ids = op.ids or self._new_ids(part.operation_index, range(len(op.new)))
        if part.kind == "contained" and not part.there:
            return
        there = part.there or (None,) * len(op.new)
        made: list[str] = []
        for name, block, text in zip(ids, there, op.new, strict=True):
            if block is None:
                made.append(name)
            self._want(op.after, self._new(name, text) if block is None else _There(block))
        self.made[part.operation_index] = tuple(made)

    def _want(self, anchor: str | None, thing: _Thing) -> None:
        self.behind.setdefault(anchor, []).append(thing)

    def _settle(self) -> None:
        """What is put behind a block, but before or behind what is there already, goes there."""
        if not any(isinstance(one, _There) for things in self.behind.values() for one in things):
            return
        for anchor in [None, *self.document.ids]:
            last: str | None = None
            missing: list[_Thing] = []
            for thing in self.behind.get(anchor, []):
                if isinstance(thing, _There):
                    self.before.setdefault(thing.block, []).extend(missing)
                    last, missing = thing.block, []
                else:
                    missing.append(thing)
            if last is not None:
                self.behind[anchor] = []
                self.behind.setdefault(last, []).extend(missing)

    def _shown(self, block: Block) -> list[Block]:
        if block.id in self.deleted:
            return []
        return self.parts.get(block.id) or [block]

    def _put(self, things: Sequence[_Thing]) -> Iterator[Block]:
        """These, in order; what hangs on a moved block comes with it."""
        todo = list(things[::-1])
        while todo:
            thing = todo.pop()
            if isinstance(thing, Block):
                yield thing
            elif isinstance(thing, str):
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
