"""Which of many open changes can meet: found by what they name, not by looking at every pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from charter.conflicts.footprint import Footprint
from charter.text.document import Document

Roles = tuple[tuple[str, str], ...]

#: Two changes can meet only if what one does in the first role is something that the other does in
#: the second: a passage, a place, some new words, a stretch of lists.
_CAN_MEET: Roles = (
    ("named", "named"),
    ("removed", "anchors"),
    ("removed", "crossed"),
    ("places", "places"),
    ("texts", "texts"),
    ("ids", "ids"),
    ("shifted", "named"),
    ("shifted", "bonds"),
    ("rewritten", "bonds"),
    ("stretches", "stretches"),
)


def pairs_that_can_meet(head: Document, prints: Sequence[Footprint]) -> Iterator[tuple[int, int]]:
    """The pairs that have to be looked at, by their positions, in order; all others are
    independent. It takes as long as there are parts of changes, and such pairs. What leaves the
    text as it is meets nobody.
    """
    roles = [_roles(head, one) for one in prints]
    doing: dict[tuple[str, Hashable], list[int]] = defaultdict(list)
    for position, found in enumerate(roles):
        for role in {second for _, second in _CAN_MEET}:
            for thing in found[role]:
                doing[role, thing].append(position)
    pairs = {
        (min(position, other), max(position, other))
        for position, found in enumerate(roles)
        for first, second in _CAN_MEET
        for thing in found[first]
        for other in doing.get((second, thing), ())
        if other != position
    }
    return iter(sorted(pairs))


def _roles(head: Document, own: Footprint) -> dict[str, Iterable[Hashable]]:
    ends, passed = _places(head, own)
    return {
        "named": own.named,
        "removed": own.removed,
        "anchors": passed,
        "crossed": own.crossed,
        "places": ends,
        "texts": own.texts,
        "ids": own.ids,
        "shifted": own.shifted,
        "rewritten": own.rewritten,
        "bonds": own.bonds,
        # What only writes other words into passages depends on no list.
        "stretches": () if own.is_plain else own.stretches,
    }


def _places(head: Document, own: Footprint) -> tuple[set[str | None], set[str]]:
    """The places that it puts something behind once it has taken things away itself, and all
    passages that another change would have to take away too for it to be another place.
    """
    ends: set[str | None] = set()
    passed = {one for one in own.anchors if one is not None}
    for anchor in own.anchors:
        place = anchor
        while place is not None and place in own.removed and place in head.positions:
            at = head.position(place)
            place = head.blocks[at - 1].id if at else None
        ends.add(place)
        if place is not None:
            passed.add(place)
    return ends, passed
