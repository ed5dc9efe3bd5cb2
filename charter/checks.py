"""Whether each part of a change set can be applied to a document: the one place that decides it.

`apply` and `standing` both ask here, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from charter.document import Block, Document
from charter.language import N_
from charter.language import gettext as _
from charter.operations import ChangeSet, Delete, Insert, Move, Operation, Replace

StandingKind = Literal["clean", "contained", "conflict"]
# Shorter passages ("None.", "Example:") may well be meant to stand in two places.
_TELLING_WORDS = 5


@dataclass(frozen=True, slots=True)
class PartStanding:
    """How one operation relates to a document. `reason` is one plain sentence."""

    operation_index: int
    kind: StandingKind
    block: str | None
    reason: str


CLEAN = N_("It applies as it was written.")
GONE = N_("The passage is no longer there.")
CHANGED = N_("The passage has changed since.")
ANCHOR_GONE = N_("The passage behind which this should stand is no longer there.")
THERE = N_("This is already so.")
PARTLY_THERE = N_("Part of this is already there.")
ELSEWHERE = N_("The same words have been added in another place since.")
SAME_PLACE = N_("The passage already stands there.")
ID_TAKEN = N_("A passage that should come back is already there.")
NEW_ELSEWHERE = N_("The passage has been taken out, but its words stand in another passage now.")


def check(head: Document, change_set: ChangeSet, base_number: int) -> tuple[PartStanding, ...]:
    """The standing of each operation, in their order. Needs no base text and no search.

    `base_number` is the revision that the change set was made for: blocks introduced later are new
    to it.
    """
    checker = _Checker(head, change_set, base_number)
    return tuple([checker.part(index, op) for index, op in enumerate(change_set.operations)])


class _Checker:
    def __init__(self, head: Document, change_set: ChangeSet, base_number: int) -> None:
        self.head = head
        self.base_number = base_number
        self.operations = change_set.operations
        self.replaced = {op.block for op in self.operations if isinstance(op, Replace)}
        self.moved = {op.block for op in self.operations if isinstance(op, Move)}
        self._newer_texts: frozenset[str] | None = None

    def part(self, index: int, op: Operation) -> PartStanding:
        if isinstance(op, Insert):
            kind, reason = self._insert(op)
            return PartStanding(index, kind, op.after, _(reason))
        if isinstance(op, Replace):
            kind, reason = self._replace(op)
        elif isinstance(op, Delete):
            kind, reason = self._delete(op)
        else:
            kind, reason = self._move(op)
        return PartStanding(index, kind, op.block, _(reason))

    def _replace(self, op: Replace) -> tuple[StandingKind, str]:
        block = self.head.get(op.block)
        if block is None:
            return "conflict", GONE
        following = self._newer_behind(op.block)
        texts = [other.text for other in following]
        if block.text == op.new[0] and tuple(texts[: len(op.new) - 1]) == op.new[1:]:
            return "contained", THERE
        if block.digest != op.old:
            return "conflict", CHANGED
        if any(text in texts for text in op.new[1:] if _has_words(text)):
            return "conflict", PARTLY_THERE
        return self._not_elsewhere(op.new)

    def _delete(self, op: Delete) -> tuple[StandingKind, str]:
        block = self.head.get(op.block)
        if block is None:
            return "contained", THERE
        return ("clean", CLEAN) if block.digest == op.old else ("conflict", CHANGED)

    def _insert(self, op: Insert) -> tuple[StandingKind, str]:
        present = [self.head.get(block_id) for block_id in op.ids or ()]
        if any(present):
            same = tuple(block.text for block in present if block is not None) == op.new
            return ("contained", THERE) if same else ("conflict", ID_TAKEN)
        if op.after is not None and op.after not in self.head.positions:
            return "conflict", ANCHOR_GONE
        texts = [block.text for block in self._newer_behind(op.after)]
        size = len(op.new)
        if any(tuple(texts[at : at + size]) == op.new for at in range(len(texts) - size + 1)):
            return "contained", THERE
        if any(text in texts for text in op.new if _has_words(text)):
            return "conflict", PARTLY_THERE
        return self._not_elsewhere(op.new)

    def _move(self, op: Move) -> tuple[StandingKind, str]:
        block = self.head.get(op.block)
        if block is None:
            return "conflict", GONE
        if op.after is not None and op.after not in self.head.positions:
            return "conflict", ANCHOR_GONE
        if op.after not in self.moved and self._stands_behind(block, op.after):
            return "contained", SAME_PLACE
        if block.digest != op.old:
            return "conflict", CHANGED
        return "clean", CLEAN

    def _stands_behind(self, block: Block, after: str | None) -> bool:
        """Nothing stands between the two but blocks that are new to the change set."""
        start = -1 if after is None else self.head.position(after)
        end = self.head.position(block.id)
        between = self.head.blocks[start + 1 : end]
        return start < end and all(other.introduced_in > self.base_number for other in between)

    def _newer_behind(self, after: str | None) -> list[Block]:
        """The blocks that stand right behind a block and are new to the change set."""
        start = 0 if after is None else self.head.position(after) + 1
        found: list[Block] = []
        for position in range(start, len(self.head.blocks)):
            block = self.head.blocks[position]
            if block.introduced_in <= self.base_number:
                break
            found.append(block)
        return found

    def _not_elsewhere(self, texts: tuple[str, ...]) -> tuple[StandingKind, str]:
        """Nothing is printed twice: the same words, added since, are for people to judge."""
        if self._newer_texts is None:
            self._newer_texts = frozenset(
                block.text for block in self.head.blocks if block.introduced_in > self.base_number
            )
        if self._newer_texts and any(
            text in self._newer_texts and len(text.split()) >= _TELLING_WORDS for text in texts
        ):
            return "conflict", ELSEWHERE
        return "clean", CLEAN


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
