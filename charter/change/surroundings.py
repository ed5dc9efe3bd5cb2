"""What stands around a change, and whether it has moved: who consented has read it with the rest.

Around it stand the heading of its section, the item or clause that it is part of, what leads in to
its list, the passage behind which it stands, and its direct neighbours.
"""

from __future__ import annotations

from typing import Literal

from charter.change.place import moved_between, reads_alike
from charter.text.document import Document
from charter.text.operations import ChangeSet, Delete, Replace

#: Where a revision changed the text, seen from a change: at its own passages or what places them,
#: right beside them, or in another part of the text.
Where = Literal["place", "beside", "elsewhere"]


def neighbours_changed(
    head: Document, change_set: ChangeSet, *, base: Document, base_number: int
) -> tuple[str, ...]:
    """Ids of the passages around a change set that are other ones than in its base.

    So is a passage that it changes itself, where a part of that is in force already.
    Blocks of the head come first, in the order of the text: new ones, those that read differently,
    numbers and marks aside, and those that have come to stand there. Then those that have gone.
    """
    own = change_set.named()
    now, then = _near(head, change_set) - own, _near(base, change_set) - own
    moved = moved_between(base, head) & (now | then)
    changed = [
        block.id
        for block in head.blocks
        if block.id in moved
        or (block.id in now and _is_new(base, head, block.id))
        or (block.id in own and block.changed_in > base_number)
    ]
    gone = [name for name in base.ids if name in then and name not in head.positions]
    return tuple(changed + gone)


def where_changed(
    before: Document, after: Document, change_set: ChangeSet, *, before_number: int
) -> Where:
    """Where the step from revision `before_number` to the next changed the text for a change set.

    `place`: what it changes itself, or the heading, the item or the lead-in that says where that
    stands. `beside`: a direct neighbour. Both texts are newer than what it was made for, or that.
    """
    touched = {block.id for block in after.blocks if block.changed_in > before_number}
    touched |= {name for name in before.ids if name not in after.positions}
    touched |= moved_between(before, after)
    own = change_set.named() | change_set.anchors()
    for text in (before, after):
        own |= _near(text, change_set, neighbours=False)
    if touched & own:
        return "place"
    near = _near(before, change_set) | _near(after, change_set)
    return "beside" if touched & near else "elsewhere"


def _is_new(base: Document, head: Document, block_id: str) -> bool:
    then, now = base.get(block_id), head.get(block_id)
    return then is None or now is None or not reads_alike(then.text, now.text)


def _near(document: Document, change_set: ChangeSet, *, neighbours: bool = True) -> set[str]:
    """The passages around a change set, as far as the document has them."""
    found: set[str] = set()
    for op in change_set.operations:
        if isinstance(op, (Replace, Delete)):
            at = document.positions.get(op.block)
            before = at - 1 if at is not None else -1
        else:
            at = -1 if op.after is None else document.positions.get(op.after)
            before = at if at is not None else -1
        if at is None:
            continue
        found |= _placing(document, at)
        found |= _beside(document, before, at + 1) if neighbours else set()
    return found


def _beside(document: Document, *places: int) -> set[str]:
    blocks = document.blocks
    return {blocks[place].id for place in places if 0 <= place < len(blocks)}


def _placing(document: Document, at: int) -> set[str]:
    """What says where a passage stands: its heading, its parent item, what leads in to it."""
    if at < 0:
        return set()
    place, heading = document.places[at], document.section_index[at]
    found = {name for name in (place.parent, place.lead) if name is not None}
    return found | {document.blocks[heading].id} if heading >= 0 else found
