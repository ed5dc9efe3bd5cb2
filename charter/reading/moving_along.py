"""What moves as a whole: a section with its heading, an item with what is nested in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from charter.matching.nesting import beneath
from charter.reading.change_values import Side

_LEADS = frozenset({"heading", "list_item"})


def moved_along(
    old: Side, new: Side, source: Sequence[int], staying: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """For each new place of a heading or an item that moved: the places that moved along with it.

    They stand beneath it on both sides, in the same order.
    """
    found: dict[int, tuple[int, ...]] = {}
    place = 0
    while place < len(source):
        was_at = source[place]
        if was_at < 0 or was_at in staying or new.kinds[place] not in _LEADS:
            place += 1
            continue
        end = beneath(new.kinds, new.texts, place)
        old_end = beneath(old.kinds, old.texts, was_at)
        members: list[int] = []
        last = was_at
        for other in range(place + 1, end):
            if last < source[other] < old_end and source[other] not in staying:
                members.append(other)
                last = source[other]
        found[place] = tuple(members)
        place = members[-1] + 1 if members else place + 1
    return found
