"""Applying change sets, founding a charter, taking a change back. Exact: no search, no guess."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence

from charter.canonical import canonical_passages, kinds_of
from charter.change_set import check_sense
from charter.checks import check
from charter.document import EMPTY, Block, Document
from charter.errors import DoesNotApply
from charter.language import gettext as _
from charter.operations import ChangeSet, Delete, Insert, Move, Replace
from charter.slots import between

_ID_LENGTH = 12


def apply(document: Document, change_set: ChangeSet, *, base_number: int, number: int) -> Document:
    """The document after the change set.

    `base_number` is the revision that the change set was made for, `number` the revision that the
    result becomes. All operations name blocks of the document as it is before the change. Raises
    DoesNotApply, with the standing of each part, unless every part applies as it was written; and
    when the result would not read as the passages that were submitted.
    """
    check_sense(change_set)
    parts = check(document, change_set, base_number)
    bad = [part for part in parts if part.kind != "clean"]
    if bad:
        message = _("The change does not apply. {reason}").format(reason=bad[0].reason)
        raise DoesNotApply(message, parts)
    blocks = tuple(_Application(document, change_set, base_number, number).result())
    return _sound(Document(blocks), number)


def found(text: str) -> tuple[Document, ChangeSet]:
    """Revision 1 of a text, and the change set that makes it from nothing.

    The text is brought into canonical form first; raises TextRefused where that cannot be done.
    """
    texts = canonical_passages(text).texts
    inserts = (Insert(None, tuple(texts)),) if texts else ()
    change_set = ChangeSet(inserts)
    return apply(EMPTY, change_set, base_number=0, number=1), change_set


def inverse(
    document: Document, change_set: ChangeSet, *, base_number: int | None = None
) -> ChangeSet:
    """The change set that takes `change_set` back, to be applied to what it made of `document`.

    It restores the bytes and the ids. `base_number` is needed only where the document is newer than
    the revision that the change set was made for.
    """
    newest = max((block.introduced_in for block in document.blocks), default=0)
    base = newest if base_number is None else base_number
    result = apply(document, change_set, base_number=base, number=newest + 1)
    return between(result, document)


def _sound(document: Document, number: int) -> Document:
    """Refuse a result whose blocks would be read in another way than they were submitted.

    `number` is the revision that it becomes: what it changed has no kind yet.
    """
    blocks = document.blocks
    known = [None if block.changed_in == number else block.kind for block in blocks]
    kinds = kinds_of([block.text for block in blocks], known)
    if kinds is None:
        message = _(
            "The change does not apply. The passages would run into one another "
            "where they would stand."
        )
        if _has_lost_row(known):
            message = _(
                "The change does not apply. A row would stand without the head of its table."
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


def _has_lost_row(kinds: Sequence[str | None]) -> bool:
    """Whether a row of a table stands behind what is no part of a table."""
    before = (None, *kinds)
    return any(
        kind == "table_row" and former not in {None, "table", "table_row"}
        for former, kind in zip(before, kinds, strict=False)
    ) or kinds[:1] == ["table_row"]


class _Application:
    """One application: where everything goes, and which ids new blocks get."""

    def __init__(
        self, document: Document, change_set: ChangeSet, base_number: int, number: int
    ) -> None:
        self.document = document
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
        waiting: list[str | None] = [None]
        for block in self.document.blocks:
            # What goes behind a block lets the blocks that are new to this change set go first, so
            # that two insertions at one place stand in the order of their publication.
            if block.introduced_in <= self.base_number:
                yield from self._put(waiting)
                waiting = []
            if block.id in self.moved:
                continue
            yield from self._shown(block)
            waiting.append(block.id)
        yield from self._put(waiting)

    def _note(self, index: int, op: Replace | Insert | Delete | Move) -> None:
        if isinstance(op, Delete):
            self.deleted.add(op.block)
        elif isinstance(op, Move):
            self.moved.add(op.block)
            self.behind.setdefault(op.after, []).append(op.block)
        elif isinstance(op, Insert):
            ids = op.ids or self._new_ids(index, range(len(op.new)))
            fresh = [self._new(*pair) for pair in zip(ids, op.new, strict=True)]
            self.behind.setdefault(op.after, []).append(fresh)
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
