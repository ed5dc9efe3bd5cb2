"""What becomes of a change that meets the text in force, once people have said so place by place.

It is built on the text in force: parts that apply cleanly stay as they are, and of a place in
conflict that becomes which somebody chose. Nothing is taken back that nobody chose to take back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from charter.change.applicability import CLEAN
from charter.change.apply import apply_parts
from charter.change.part_standing import PartStanding
from charter.change.standing import standing
from charter.conflicts.three_way import ThreeWay, stands_as, three_way
from charter.errors import DoesNotApply
from charter.language import gettext as _
from charter.matching.assembly import Slot, assemble
from charter.matching.word_traces import lives_in
from charter.text.blocks import split
from charter.text.document import Block, Document
from charter.text.operations import ChangeSet, Delete, Insert, Move, Operation, Replace

WhichWords = Literal["in_force", "mine", "both", "own"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to become of one place: `in_force`, `mine` (the proposal's), `both`, or `own` words.

    `texts` are the passages of own words; none of them: nothing is to stand there.
    """

    choice: WhichWords
    texts: tuple[str, ...] = ()


#: The text in force stays.
IN_FORCE = Chosen("in_force")


def choices_of(place: ThreeWay, change_set: ChangeSet) -> tuple[WhichWords, ...]:
    """What can be chosen for a place: own words only where it is about words."""
    about_place = isinstance(change_set.operations[place.operation_index], Move)
    if about_place and place.then == place.yours:
        return ("in_force", "mine")
    both: tuple[WhichWords, ...] = () if place.suggestion is None else ("both",)
    return ("in_force", "mine", *both, "own")


def resolve(
    head: Document,
    change_set: ChangeSet,
    choices: Mapping[int, Chosen],
    *,
    base: Document,
    base_number: int,
) -> Document:
    """The text in force with the change, as the choices have it.

    `choices` are keyed by `ThreeWay.operation_index`; where there is none, the text in force stays.
    Raises DoesNotApply where two places are one
    passage now and each wants other words, and where the result would not read as it is written.
    """
    resolver = _Resolver(head, change_set, base, base_number)
    made, parts = resolver.operations(choices)
    if not made:
        return head
    newest = max((block.changed_in for block in head.blocks), default=base_number)
    return apply_parts(
        head, ChangeSet(tuple(made)), tuple(parts), base_number=base_number, number=newest + 1
    )


def change_between(head: Document, result: Document, base: Document) -> ChangeSet:
    """The change set from the text in force to a text made of it; former passages come back."""
    return assemble(
        head,
        [
            Slot(
                block.id if block.id in head.positions else None,
                (block.text,),
                block.id if block.id in base.positions else None,
            )
            for block in result.blocks
        ],
    )


class _Resolver:
    def __init__(
        self, head: Document, change_set: ChangeSet, base: Document, base_number: int
    ) -> None:
        self.head, self.base, self.base_number = head, base, base_number
        self.change_set = change_set
        self.places = three_way(head, change_set, base=base, base_number=base_number)
        self.given: dict[str, tuple[str, ...]] = {}

    def operations(
        self, choices: Mapping[int, Chosen]
    ) -> tuple[list[Operation], list[PartStanding]]:
        """The operations on the text in force, and how each of them stands there."""
        found = standing(self.head, self.change_set, base=self.base, base_number=self.base_number)
        of_block, of_index = self._keyed()
        made: list[Operation] = []
        parts: list[PartStanding] = []
        for part, op in zip(found.parts, self.change_set.operations, strict=True):
            if part.kind != "conflict":
                made.append(op)
                parts.append(replace(part, operation_index=len(parts)))
                continue
            place = of_index.get(part.operation_index) or of_block[_block_of(op)]
            chosen = choices.get(place.operation_index, IN_FORCE)
            for one in self._chosen(op, place, chosen):
                made.append(one)
                name = None if isinstance(one, Insert) else one.block
                parts.append(PartStanding(len(parts), "clean", name, _(CLEAN)))
        return made, parts

    def _keyed(self) -> tuple[dict[str, ThreeWay], dict[int, ThreeWay]]:
        operations = self.change_set.operations
        of_index = {place.operation_index: place for place in self.places}
        of_block = {
            _block_of(operations[index]): place
            for index, place in of_index.items()
            if not isinstance(operations[index], Insert)
        }
        return of_block, of_index

    def _chosen(self, op: Operation, place: ThreeWay, chosen: Chosen) -> Iterator[Operation]:
        if chosen.choice == "in_force":
            return
        if isinstance(op, Move):
            yield from self._moved(op)
            return
        texts = self._texts(op, place, chosen)
        if isinstance(op, Insert):
            if texts:
                ids = op.ids if texts == op.new else None
                yield Insert(self._anchor(op.after), texts, ids)
            return
        yield from self._instead(op.block, texts)

    def _texts(
        self, op: Replace | Delete | Insert, place: ThreeWay, chosen: Chosen
    ) -> tuple[str, ...]:
        """The passages that are to stand there."""
        if chosen.choice == "own":
            return chosen.texts
        if chosen.choice == "both" and place.suggestion is not None:
            return tuple([piece.text for piece in split(place.suggestion)])
        if isinstance(op, Insert):
            return op.new
        return tuple([piece.text for piece in split(place.yours)]) if place.yours else ()

    def _instead(self, block_id: str, texts: tuple[str, ...]) -> Iterator[Operation]:
        """Put passages in the place of what a passage has become."""
        there = self._there(block_id)
        if not there:
            if texts:
                # The passage was taken out: it comes back as the one that it was.
                ids = (block_id,) if len(texts) == 1 else None
                yield Insert(self._anchor_before(block_id), texts, ids)
            return
        first, *parts = there
        if first.id in self.given:
            self._demand_same(first.id, texts)
            return
        self.given[first.id] = texts
        if not texts:
            yield Delete(first.id, first.digest)
        elif texts != (first.text,):
            yield Replace(first.id, first.digest, texts)
        yield from (Delete(part.id, part.digest) for part in parts)

    def _demand_same(self, block_id: str, texts: tuple[str, ...]) -> None:
        if self.given[block_id] != texts:
            raise DoesNotApply(
                _(
                    "Two of these places are one passage now, and each would get other words. "
                    "Choose the same for both, or write it in the text yourself."
                )
            )

    def _there(self, block_id: str) -> tuple[Block, ...]:
        """What a passage of the base is in force: itself with its parts, or what took it in."""
        found = stands_as(block_id, self.base, self.head)
        former = self.base.get(block_id)
        if found or former is None:
            return found
        home = lives_in(former, self.base, self.head, self.base_number)
        return () if home is None else (home,)

    def _moved(self, op: Move) -> Iterator[Operation]:
        block = self.head.get(op.block)
        if block is not None:
            yield Move(block.id, block.digest, self._anchor(op.after))

    def _anchor(self, anchor: str | None) -> str | None:
        """The passage to stand behind; if it is gone, the nearest before it that is there."""
        if anchor is None or anchor in self.head.positions:
            return anchor
        if anchor not in self.base.positions:
            return None
        there = self._there(anchor)
        return there[-1].id if there else self._anchor_before(anchor)

    def _anchor_before(self, block_id: str) -> str | None:
        ids = self.base.ids
        earlier = reversed(ids[: self.base.position(block_id)])
        return next((name for name in earlier if name in self.head.positions), None)


def _block_of(op: Operation) -> str:
    assert not isinstance(op, Insert)
    return op.block
