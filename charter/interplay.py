"""How open amendments affect one another, and the text if several of them pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from charter.apply import apply
from charter.document import Document
from charter.errors import DoesNotApply
from charter.operations import ChangeSet, Delete, Insert, Move, Replace
from charter.standing import Standing, standing

Relation = Literal["independent", "touch", "contains", "same"]
_TELLING_WORDS = 5


@dataclass(frozen=True, slots=True)
class Open:
    """An undecided change: a key to know it by, the change set, and what it was made for."""

    key: int | str
    change_set: ChangeSet
    base: Document
    base_number: int


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


def standings(head: Document, opens: Sequence[Open]) -> dict[int | str, Standing]:
    """The standing of every open change in the revision in force."""
    return {
        item.key: standing(head, item.change_set, base=item.base, base_number=item.base_number)
        for item in opens
    }


def meetings(head: Document, opens: Sequence[Open]) -> tuple[Meeting, ...]:
    """The relation of every pair, in the order of the list."""
    prints = [_Footprint(head, item.change_set) for item in opens]
    both = list(zip(opens, prints, strict=True))
    return tuple([_meeting(head, first, second) for first, second in combinations(both, 2)])


def independent(pairs: Sequence[Meeting], keys: Sequence[int | str]) -> tuple[int | str, ...]:
    """Those of the keys that meet no other, in their order."""
    meeting = {
        key for pair in pairs if pair.kind != "independent" for key in (pair.first, pair.second)
    }
    return tuple([key for key in keys if key not in meeting])


def together(head: Document, number: int, opens: Sequence[Open]) -> Together:
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
                base_number=item.base_number,
                number=number,
                base=item.base,
            )
        except DoesNotApply as refusal:
            left_out.append((item.key, refusal.reason))
        else:
            passed.append(item.key)
    return Together(document, tuple(passed), tuple(left_out))


class _Footprint:
    """What a change set names, where it takes things away and where it puts things."""

    def __init__(self, head: Document, change_set: ChangeSet) -> None:
        self.named = change_set.named()
        self.removed = {op.block for op in change_set.operations if isinstance(op, (Delete, Move))}
        self.anchors: set[str | None] = {
            op.after for op in change_set.operations if isinstance(op, (Insert, Move))
        }
        self.crossed: set[str] = set()
        self.texts: set[str] = set()
        self.ids: set[str] = set()
        self.atoms: Counter[Hashable] = Counter()
        for op in change_set.operations:
            if isinstance(op, Move):
                self.crossed |= _crossed(head, op)
            if isinstance(op, (Insert, Replace)):
                self.texts.update(t for t in op.new if len(t.split()) >= _TELLING_WORDS)
            if isinstance(op, Insert):
                self.ids.update(op.ids or ())
                self.atoms.update(("insert", op.after, text) for text in op.new)
            else:
                self.atoms[op] += 1


def _crossed(head: Document, op: Move) -> set[str]:
    """Blocks that a passage passes on its way up: without them it would stand there already."""
    if op.block not in head.positions or (op.after is not None and op.after not in head.positions):
        return set()
    start = -1 if op.after is None else head.position(op.after)
    return {block.id for block in head.blocks[start + 1 : head.position(op.block)]}


def _meeting(
    head: Document, first: tuple[Open, _Footprint], second: tuple[Open, _Footprint]
) -> Meeting:
    (one, a), (two, b) = first, second
    if a.atoms == b.atoms:
        return Meeting(one.key, two.key, "same", _in_order(head, a.named | b.named))
    if a.atoms >= b.atoms:
        return Meeting(one.key, two.key, "contains", _in_order(head, b.named))
    if b.atoms >= a.atoms:
        return Meeting(two.key, one.key, "contains", _in_order(head, a.named))
    touched = set(a.named & b.named)
    touched |= {name for name in a.anchors & b.removed if name is not None}
    touched |= {name for name in b.anchors & a.removed if name is not None}
    touched |= (a.crossed & b.removed) | (b.crossed & a.removed)
    same_place = _places(head, a, b) & _places(head, b, a)
    touched |= {name for name in same_place if name is not None}
    if touched or same_place or a.texts & b.texts or a.ids & b.ids:
        return Meeting(one.key, two.key, "touch", _in_order(head, touched))
    return Meeting(one.key, two.key, "independent", ())


def _places(head: Document, own: _Footprint, other: _Footprint) -> set[str | None]:
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
