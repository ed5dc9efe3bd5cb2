"""What an open change depends on in the text in force, and what it would do to others there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass

from charter.change.apply import apply
from charter.change.place import home_changed, reads_alike
from charter.errors import DoesNotApply
from charter.text.document import Document
from charter.text.operations import ChangeSet, Delete, Insert, Move, Replace
from charter.text.outline import Place, shape_of

_TELLING_WORDS = 5


@dataclass(frozen=True, slots=True)
class OpenChange:
    """An undecided change: a key to know it by, the change set, and what it was made for."""

    key: int | str
    change_set: ChangeSet
    base: Document
    base_number: int


class Footprint:
    """What a change set names, where it takes things away and where it puts things."""

    def __init__(self, head: Document, item: OpenChange) -> None:
        """Read it off the change set and off what it would make of the head."""
        change_set = item.change_set
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
        self._places(head, item)

    def _places(self, head: Document, item: OpenChange) -> None:
        """Whose place it would change, whose words, and to what its own passages are bound."""
        self.shifted: set[str] = set()
        self.bonds: set[str] = {name for name in self.anchors if name is not None}
        self.rewritten = set(self.removed)
        #: What may hold other passages than before, as an item that is set in does.
        self.reshaped: set[str] = set()
        self.stretches: set[int] = set()
        #: Does it only write other words into passages that stay what they are?
        self.is_plain = not self.removed and not self.anchors
        try:
            result = apply(
                head, item.change_set, base=item.base, base_number=item.base_number,
                number=item.base_number + 1,
            )  # fmt: skip
        except DoesNotApply:
            return
        for name in self.named - self.removed:
            then, now = head.get(name), result.get(name)
            if then is None or now is None or not reads_alike(then.text, now.text):
                self.rewritten.add(name)
            if then is not None and now is not None and shape_of(then) != shape_of(now):
                self.reshaped.add(name)
        self.rewritten |= self.reshaped
        self.is_plain = self.is_plain and not self.reshaped and result.ids == head.ids
        find, places = result.positions, result.places
        for block, place in zip(head.blocks, head.places, strict=True):
            if block.id in self.named:
                continue
            at = places[find[block.id]]
            if at != place and (
                at.nearest != place.nearest or home_changed(head, result, block) is not None
            ):
                self.shifted.add(block.id)
        for name in result.ids:
            if name not in head.positions or name in self.named:
                self.bonds.update(_bound_to(result.place_of(name)))
        self.stretches = self._stretches(head)

    def _stretches(self, head: Document) -> set[int]:
        """The stretches of the head in which it does something, or after which lists go on."""
        found, at = head.stretches, head.positions
        ended = {at[name] for name in self.removed | self.reshaped if name in at}
        put = {at[name] for name in self.anchors if name is not None and name in at}
        touched = ended | put | {at[name] for name in self.shifted}
        if None in self.anchors:
            touched.add(0)
        near = touched | {place - 1 for place in ended} | {place + 1 for place in ended | put}
        return {found[place] for place in near if 0 <= place < len(found)}

    def does_all_of(self, other: Footprint) -> bool:
        """Does this do everything that the other does?"""
        # A look at the kinds of parts first: it tells most pairs apart at a tenth of the price.
        return self.atoms.keys() >= other.atoms.keys() and self.atoms >= other.atoms

    def meets(self, other: Footprint) -> bool:
        """Could they depend on one another by what lists and sections they make together?"""
        if self.is_plain or other.is_plain:
            return False
        return bool(self.stretches & other.stretches)

    def carries_off(self, other: Footprint) -> set[str]:
        """The passages whose place or words this changes while the other is bound to them."""
        return (self.shifted & (other.named | other.bonds)) | (self.rewritten & other.bonds)


def _bound_to(place: Place) -> set[str]:
    return {one for one in (place.section, place.parent, place.lead) if one is not None}


def _crossed(head: Document, op: Move) -> set[str]:
    """Blocks that a passage passes on its way up: without them it would stand there already."""
    if op.block not in head.positions or (op.after is not None and op.after not in head.positions):
        return set()
    start = -1 if op.after is None else head.position(op.after)
    return {block.id for block in head.blocks[start + 1 : head.position(op.block)]}
