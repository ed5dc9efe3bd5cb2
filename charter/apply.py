"""Applying change sets, founding a charter, taking a change back. Exact: no search, no guess."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from charter.canonical import canonical_passages, kinds_of
from charter.change_set import check_sense
from charter.checks import PartStanding, check
from charter.document import EMPTY, Block, Document
from charter.errors import DoesNotApply
from charter.language import gettext as _
from charter.operations import ChangeSet, Delete, Insert, Move, Operation
from charter.slots import between

_ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class _There:
    """A block that stands already where the change set would put it."""

    block: str


# A new block, the id of a block that moves, or one that is there.
_Thing: TypeAlias = Block | str | _There


def apply(
    document: Document,
    change_set: ChangeSet,
    *,
    base_number: int,
    number: int,
    base: Document | None = None,
) -> Document:
    """The document after the change set.

    `base_number` is the revision that the change set was made for, `number` the revision that the
    result becomes; `base` is the text of the former, where the document is a newer one: what that
    contains already is left out, and the rest is applied. All operations name blocks of the
    document as it is before the change. Raises DoesNotApply, with the standing of each part, unless
    every part applies as it was written or is there; when there is nothing left; and when the
    result would not read as the passages that were submitted.
    """
    check_sense(change_set)
    parts = check(document, change_set, base_number, base)
    accepted = {"clean"} if base is None else {"clean", "contained"}
    bad = [part for part in parts if part.kind not in accepted]
    if not bad and parts and all(part.kind == "contained" for part in parts):
        bad = list(parts)
    if bad:
        message = _("The change does not apply. {reason}").format(reason=bad[0].reason)
        raise DoesNotApply(message, parts)
    application = _Application(document, change_set, base_number, number)
    return _sound(Document(tuple(application.result(parts))))


def found(text: str) -> tuple[Document, ChangeSet]:
    """Revision 1 of a text, and the change set that makes it from nothing.

    The text is brought into canonical form first; raises TextRefused where that cannot be done.
    """
    texts = canonical_passages(text).texts
    inserts = (Insert(None, tuple(texts)),) if texts else ()
    change_set = ChangeSet(inserts)
    return apply(EMPTY, change_set, base_number=0, number=1), change_set


def inverse(
    document: Document,
    change_set: ChangeSet,
    *,
    base_number: int | None = None,
    base: Document | None = None,
) -> ChangeSet:
    """The change set that takes `change_set` back, to be applied to what it made of `document`.

    It restores the bytes and the ids. `base_number` and `base` are needed only where the document
    is newer than the revision that the change set was made for.
    """
    newest = max((block.introduced_in for block in document.blocks), default=0)
    since = newest if base_number is None else base_number
    result = apply(document, change_set, base_number=since, number=newest + 1, base=base)
    return undo(document, result)


def undo(before: Document, after: Document) -> ChangeSet:
    """The change set that takes a step back, to be applied to `after`; bytes and ids as before."""
    return between(after, before)


def _sound(document: Document) -> Document:
    """Refuse a result whose blocks would be read in another way than they were submitted."""
    kinds = kinds_of([block.text for block in document.blocks])
    if kinds is None:
        message = _(
            "The change does not apply. The passages would run into one another "
            "where they would stand."
        )
        raise DoesNotApply(message)
    return Document(
        tuple(
            [
                block if block.kind == kind else block._replace(kind=kind)
                for block, kind in zip(document.blocks, kinds, strict=True)
            ]
        )
    )


class _Application:
    """One application: where everything goes, and which ids new blocks get."""

    def __init__(
        self, document: Document, change_set: ChangeSet, base_number: int, number: int
    ) -> None:
        self.document = document
        self.base_number = base_number
        self.number = number
        self.seed = change_set.sha256
        self.operations = change_set.operations
        self.taken = set(document.ids)
        self.deleted: set[str] = set()
        self.moved: set[str] = set()
        self.parts: dict[str, list[Block]] = {}
        # What is put behind a block: ready new blocks, or the id of a block that moves there.
        self.behind: dict[str | None, list[_Thing]] = {}
        # What is put straight before a block that is there already.
        self.before: dict[str, list[_Thing]] = {}

    def result(self, parts: tuple[PartStanding, ...]) -> Iterator[Block]:
        """All blocks in their new order."""
        for part, op in zip(parts, self.operations, strict=True):
            self._note(part, op)
        self._settle()
        waiting: list[str | None] = [None]
        for block in self.document.blocks:
            # What goes behind a block lets the blocks that are new to this change set go first, so
            # that two insertions at one place stand in the order of their publication.
            if block.introduced_in <= self.base_number:
                yield from self._put(self._behind(waiting))
                waiting = []
            yield from self._put(self.before.get(block.id, []))
            if block.id in self.moved:
                continue
            yield from self._shown(block)
            waiting.append(block.id)
        yield from self._put(self._behind(waiting))

    def _note(self, part: PartStanding, op: Operation) -> None:
        index = part.operation_index
        contained = part.kind == "contained"
        if isinstance(op, Move):
            self._want(op.after, _There(op.block) if contained else op.block)
            if not contained:
                self.moved.add(op.block)
        elif isinstance(op, Insert):
            self.taken.update(op.ids or ())
            ids = op.ids or self._new_ids(index, range(len(op.new)))
            there = part.there or (None,) * len(op.new)
            for name, block, text in zip(ids, there, op.new, strict=True):
                if block is not None or not contained:
                    self._want(op.after, self._new(name, text) if block is None else _There(block))
        elif contained:
            return
        elif isinstance(op, Delete):
            self.deleted.add(op.block)
        else:
            old = self.document.blocks[self.document.positions[op.block]]
            ids = self._new_ids(index, range(1, len(op.new)))
            first = old._replace(text=op.new[0], changed_in=self.number)
            rest = [self._new(*pair) for pair in zip(ids, op.new[1:], strict=True)]
            self.parts[op.block] = [first, *rest]

    def _shown(self, block: Block) -> list[Block]:
        if block.id in self.deleted:
            return []
        return self.parts.get(block.id) or [block]

    def _want(self, anchor: str | None, thing: _Thing) -> None:
        self.behind.setdefault(anchor, []).append(thing)

    def _settle(self) -> None:
        """What is put behind a block, but before or behind what is there already, goes there."""
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

    def _behind(self, anchors: list[str | None]) -> list[_Thing]:
        return [thing for anchor in anchors for thing in self.behind.get(anchor, [])]

    def _put(self, things: list[_Thing]) -> Iterator[Block]:
        """These, in order; what hangs on a moved block comes with it."""
        todo = things[::-1]
        while todo:
            thing = todo.pop()
            if isinstance(thing, Block):
                yield thing
            elif isinstance(thing, str):
                yield from self._shown(self.document.blocks[self.document.positions[thing]])
                todo.extend(reversed(self.behind.get(thing, [])))

    def _new(self, block_id: str, text: str) -> Block:
        return Block(block_id, "paragraph", text, self.number, self.number)

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
