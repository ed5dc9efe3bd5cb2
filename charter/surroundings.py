"""What stands around a change, and whether it has moved: who consented has read it with the rest.

Around it stand the heading of its section, the item or clause that it is part of, what leads in to
its list, the passage behind which it stands, and its direct neighbours.
"""

from __future__ import annotations

from charter.document import Document
from charter.operations import ChangeSet, Delete, Replace
from charter.place import moved_between, reads_alike


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


def _is_new(base: Document, head: Document, block_id: str) -> bool:
    then, now = base.get(block_id), head.get(block_id)
    return then is None or now is None or not reads_alike(then.text, now.text)


def _near(document: Document, change_set: ChangeSet) -> set[str]:
    """The passages around a change set, as far as the document has them."""
    found: set[str] = set()
    for op in change_set.operations:
        if isinstance(op, (Replace, Delete)):
            at = document.positions.get(op.block)
            found |= set() if at is None else _around(document, at, at - 1)
        else:
            at = -1 if op.after is None else document.positions.get(op.after)
            found |= set() if at is None else _around(document, at, at)
    return found


def _around(document: Document, at: int, before: int) -> set[str]:
    """Around a passage, or around the place behind it: then it is itself the one before."""
    blocks = document.blocks
    found = {blocks[place].id for place in (before, at + 1) if 0 <= place < len(blocks)}
    if at < 0:
        return found
    place, heading = document.places[at], document.section_index[at]
    found |= {name for name in (place.parent, place.lead) if name is not None}
    return found | {blocks[heading].id} if heading >= 0 else found
