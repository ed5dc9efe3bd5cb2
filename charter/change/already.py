"""Which parts of a change are in force already, for people to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from charter.change.standing import PartStanding, Standing
from charter.text.blocks import join
from charter.text.document import Document
from charter.text.operations import ChangeSet, Delete, Insert, Move

State = Literal["in_force", "gone", "in_place", "begun"]


@dataclass(frozen=True, slots=True)
class Already:
    """One part, and the words that it is about.

    `in_force`: they stand in the text. `gone`: they have been taken out. `in_place`: their passage
    stands where it was to be moved. `begun`: some of what the part changes is done; they are what
    the passage becomes.
    """

    operation_index: int
    block: str | None
    state: State
    text: str


def already(
    head: Document, change_set: ChangeSet, standing: Standing, *, base: Document
) -> tuple[Already, ...]:
    """The parts of a change, made for `base`, that the revision in force has wholly or partly."""
    found = (_already(head, change_set, part, base) for part in standing.parts)
    return tuple([one for one in found if one is not None])


def _already(
    head: Document, change_set: ChangeSet, part: PartStanding, base: Document
) -> Already | None:
    op = change_set.operations[part.operation_index]
    contained = part.kind == "contained"
    state: State = "in_force"
    if isinstance(op, Insert):
        there = part.there or (None,) * len(op.new)
        wanted = zip(op.new, there, strict=True)
        texts = [text for text, name in wanted if contained or name is not None]
    elif isinstance(op, (Delete, Move)):
        former = base.get(op.block)
        state = "gone" if isinstance(op, Delete) else "in_place"
        texts = [former.text] if contained and former is not None else []
    else:
        block = head.get(op.block)
        begun = block is not None and block.digest != op.old
        state = "in_force" if contained else "begun"
        texts = list(op.new) if contained or begun else []
    if part.kind == "conflict" or not texts:
        return None
    return Already(part.operation_index, part.block, state, join(texts)[:-1])
