"""How open amendments affect one another, and the text if several of them pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from charter.change.apply import apply
from charter.change.standing import Standing, standing
from charter.conflicts.footprint import Footprint, OpenChange
from charter.conflicts.meeting_index import pairs_that_can_meet
from charter.errors import DoesNotApply
from charter.text.document import Document

Relation = Literal["independent", "touch", "contains", "same"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """How two open changes relate.

    `independent`: both can pass, in any order, with the same text. `touch`: they meet in `blocks`.
    `contains`: everything in `second` is in `first` as well. `same`: they do the same.
    """

    first: int | str
    second: int | str
    kind: Relation
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """The text if these changes pass in this order; `left_out` names those that then do not fit."""

    document: Document
    passed: tuple[int | str, ...]
    left_out: tuple[tuple[int | str, str], ...]


def standings(head: Document, opens: Sequence[OpenChange]) -> dict[int | str, Standing]:
    """The standing of every open change in the revision in force."""
    return {
        item.key: standing(head, item.change_set, base=item.base, base_number=item.base_number)
        for item in opens
    }


def meetings(head: Document, opens: Sequence[OpenChange]) -> tuple[Meeting, ...]:
    """The relation of every pair, in the order of the list."""
    found = {frozenset((one.first, one.second)): one for one in encounters(head, opens)}
    return tuple(
        found.get(frozenset((first.key, second.key)))
        or Meeting(first.key, second.key, "independent", ())
        for first, second in combinations(opens, 2)
    )


def encounters(head: Document, opens: Sequence[OpenChange]) -> tuple[Meeting, ...]:
    """The pairs that are not independent, in the order of the list.

    Only those are looked at that have something in common: however many there are, each costs as
    much as it does itself.
    """
    prints = [Footprint(head, item) for item in opens]
    both = list(zip(opens, prints, strict=True))
    every = (
        _meeting(head, both[first], both[second])
        for first, second in pairs_that_can_meet(head, prints)
    )
    return tuple(one for one in every if one.kind != "independent")


def independent(pairs: Sequence[Meeting], keys: Sequence[int | str]) -> tuple[int | str, ...]:
    """Those of the keys that meet no other, in their order."""
    meeting = {
        key for pair in pairs if pair.kind != "independent" for key in (pair.first, pair.second)
    }
    return tuple([key for key in keys if key not in meeting])


def together(head: Document, number: int, opens: Sequence[OpenChange]) -> Together:
    """The charter if all of these pass, one after another, on top of revision `number`."""
    document = head
    passed: list[int | str] = []
    left_out: list[tuple[int | str, str]] = []
    for item in opens:
        number += 1
        try:
            document = apply(
                document,
                item.change_set,
                base=item.base,
                base_number=item.base_number,
                number=number,
            )
        except DoesNotApply as refusal:
            left_out.append((item.key, refusal.reason))
        else:
            passed.append(item.key)
    return Together(document, tuple(passed), tuple(left_out))


def _meeting(
    head: Document, first: tuple[OpenChange, Footprint], second: tuple[OpenChange, Footprint]
) -> Meeting:
    (one, a), (two, b) = first, second
    if a.atoms == b.atoms:
        return Meeting(one.key, two.key, "same", _in_order(head, a.named | b.named))
    if a.does_all_of(b):
        return Meeting(one.key, two.key, "contains", _in_order(head, b.named))
    if b.does_all_of(a):
        return Meeting(two.key, one.key, "contains", _in_order(head, a.named))
    touched = set(a.named & b.named)
    touched |= {name for name in a.anchors & b.removed if name is not None}
    touched |= {name for name in b.anchors & a.removed if name is not None}
    touched |= (a.crossed & b.removed) | (b.crossed & a.removed)
    same_place = _places(head, a, b) & _places(head, b, a)
    touched |= {name for name in same_place if name is not None}
    touched |= a.carries_off(b) | b.carries_off(a)
    if touched or same_place or a.texts & b.texts or a.ids & b.ids:
        return Meeting(one.key, two.key, "touch", _in_order(head, touched))
    if a.meets(b) and _depends_on_order(head, one, two):
        near = (a.named | a.bonds) if len(a.named) <= len(b.named) else (b.named | b.bonds)
        return Meeting(one.key, two.key, "touch", _in_order(head, near))
    return Meeting(one.key, two.key, "independent", ())


def _depends_on_order(head: Document, one: OpenChange, two: OpenChange) -> bool:
    """Is the text another if the second passes before the first? Tried, as it is dear."""
    number = max(one.base_number, two.base_number)
    there, back = together(head, number, (one, two)), together(head, number, (two, one))
    return there.document.text != back.document.text


def _places(head: Document, own: Footprint, other: Footprint) -> set[str | None]:
    """The places that something is put behind, as they are when both have taken things away."""
    removed = own.removed | other.removed
    found: set[str | None] = set()
    for anchor in own.anchors:
        place = anchor
        while place is not None and place in removed and place in head.positions:
            at = head.position(place)
            place = head.blocks[at - 1].id if at else None
        found.add(place)
    return found


def _in_order(head: Document, names: set[str] | frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (head.positions.get(name, len(head.blocks)), name)))
