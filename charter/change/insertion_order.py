"""Which of the passages that were published behind an anchor since go before what is put there.

Newer passages go first, as far as they belong to the same place: a heading, or an item of another
parent, is never passed. So two insertions at one place stand in the order of their publication, and
neither comes to stand in the other's section or list.
"""

from __future__ import annotations

from collections.abc import Sequence

from charter.text.document import Block, Document
from charter.text.outline import OutlineState, level_of, step


def first_go(
    state: OutlineState,
    run: Sequence[Block],
    things: Sequence[Block],
    head: Document,
    proposed: Document,
) -> int:
    """How many blocks of the run go before the things that are put behind the same anchor.

    `state` is how the text goes on behind the anchor. The most for which both what is put there and
    what stands there already keep their places; all of them where there is no such number, which is
    then refused as a whole (`charter.change.place`).
    """
    if things[0].id not in proposed.positions:
        return len(run)
    wanted = proposed.place_of(things[0].id)
    found = None
    for count in range(len(run) + 1):
        place, _ = step(state, things[0])
        if place.nearest == wanted.nearest and _stays(state, things, run[count:], head):
            found = count
        if count == len(run) or run[count].kind == "heading":
            break
        _, state = step(state, run[count])
    return len(run) if found is None else found


def _stays(
    state: OutlineState, put: Sequence[Block], rest: Sequence[Block], head: Document
) -> bool:
    """Does the next newer passage keep its place behind what is put there?"""
    if not rest:
        return True
    for block in put:
        _, state = step(state, block)
    following = rest[0]
    if following.id not in head.positions:
        return True
    if following.kind == "heading":
        level = level_of(following.text)
        outer = tuple([one.id for one in state.headings if int(one.mark) < level])
        return outer == head.outer_headings(following)
    return step(state, following)[0].nearest == head.place_of(following.id).nearest
