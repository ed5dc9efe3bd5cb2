"""What a revision is to its history: how much it changed, and where, without any of its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from charter.history.sections import SectionsThen, step
from charter.reading.sizes import Size, size_of
from charter.text.document import Document
from charter.text.operations import ChangeSet, Delete, Insert, Move, Replace


@dataclass(frozen=True, slots=True)
class Measured:
    """A revision, counted.

    `characters`, `lines` and `passages` are those of its text; `changed`, `added`, `taken_out` and
    `moved` count the operations that made it; `size` the words. `touched` says which passages read
    otherwise than before, and whether they still stand.
    """

    characters: int
    lines: int
    passages: int
    changed: int
    added: int
    taken_out: int
    moved: int
    size: Size
    sections: SectionsThen
    touched: Mapping[str, bool]


def measured(old: Document | None, new: Document, change_set: ChangeSet) -> Measured:
    """What the revision `new` is to the one before it, None for the first."""
    counts = Counter(type(one) for one in change_set.operations)
    return Measured(
        characters=len(new.text),
        lines=new.text.count("\n"),
        passages=len(new.blocks),
        changed=counts[Replace],
        added=counts[Insert],
        taken_out=counts[Delete],
        moved=counts[Move],
        size=Size() if old is None else size_of(step(old, new)),
        sections=SectionsThen.of(old, new),
        touched=touched(old, new),
    )


def touched(old: Document | None, new: Document) -> dict[str, bool]:
    """The passages that came, changed or went, by id, and whether they stand in the new text."""
    before = {} if old is None else {block.id: block.text for block in old.blocks}
    found = {block.id: True for block in new.blocks if before.pop(block.id, None) != block.text}
    return found | dict.fromkeys(before, False)
