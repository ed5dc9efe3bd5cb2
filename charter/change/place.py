"""Whether what a change puts somewhere still stands where it was put: place is part of consent.

Words mean what they mean where they stand. What is put in or moved is bound to its section, to the
item or clause that it is part of, to what leads in to its list, and to the passage behind which it
stands: they have to be the same passages and to read the same, numbers and marks aside. What is
rewritten or taken out is bound to its section and parent as passages. The other way round, what was
published since keeps its place when a change arrives that did not know of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from charter.change.part_standing import PartStanding
from charter.language import N_
from charter.matching.sequences import in_order, longest_increasing
from charter.numbers.labels import without_label
from charter.text.document import Block, Document
from charter.text.operations import ChangeSet, Delete, Insert, Move, Replace

SECTION = N_("The section where this would stand is no longer the same.")
SECTION_READS = N_("The section where this would stand has another heading now.")
PARENT = N_("The point of which this would be a part is no longer the same.")
PARENT_READS = N_("The point of which this would be a part reads differently now.")
LEAD = N_("The words that lead in to the list are no longer the same.")
LEAD_READS = N_("The words that lead in to the list read differently now.")
ANCHOR_READS = N_("The passage behind which this would stand reads differently now.")
OTHER_SECTION = N_("The passage stands in another section now.")
OTHER_PARENT = N_("The passage is part of another point now.")
OTHER_LIST = N_("The passage stands in another list now.")
NEWER = N_("A passage that was published since would come to stand in another place.")


def reads_alike(one: str, other: str) -> bool:
    """Do two passages have the same words, numbers and marks aside?"""
    return one == other or _words(one) == _words(other)


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    # What is struck out says the opposite of what stands.
    shown = without_label(text).replace("~~", " x~x ")
    kept = [sign if unicodedata.category(sign)[0] in "LM" or sign == "~" else " " for sign in shown]
    return tuple("".join(kept).casefold().split()) or (text,)


def place_changed(then: Document, now: Document, block_id: str) -> str | None:
    """Why a passage that was put somewhere does not stand there; None if it does."""
    a, b = then.place_of(block_id), now.place_of(block_id)
    if a.section != b.section or _above(then, now, block_id) != _above(now, then, block_id):
        return SECTION
    if a.parents != b.parents:
        return PARENT
    if a.lead != b.lead:
        return LEAD
    bound = ((a.section, SECTION_READS), (a.parent, PARENT_READS), (a.lead, LEAD_READS))
    for name, reason in bound:
        if name is not None and not _same_words(then, now, name):
            return reason
    return None


def home_changed(then: Document, now: Document, block: Block) -> str | None:
    """Why a passage that stays does not stand where it stood: it is bound by identity alone."""
    a, b = then.place_of(block.id), now.place_of(block.id)
    if _above(then, now, block.id) != _above(now, then, block.id):
        return OTHER_SECTION
    # A new section before a heading is none of its concern.
    if block.kind != "heading" and a.section != b.section:
        return OTHER_SECTION
    return OTHER_PARENT if a.parents != b.parents else None


def stays_elsewhere(then: Document, now: Document, block_id: str) -> str | None:
    """Why a passage that is only rewritten or taken out does not stand where it stood."""
    block = then.get(block_id)
    if block is None or block_id not in now.positions:
        return None
    reason = home_changed(then, now, block)
    if reason is None and _is_in_other_list(then, now, block_id):
        return OTHER_LIST
    return reason


def _is_in_other_list(then: Document, now: Document, block_id: str) -> bool:
    """Does an item follow the lead-in of another list? A lead-in that only changed is none."""
    was, is_now = then.place_of(block_id).lead, now.place_of(block_id).lead
    if was == is_now or is_now is None:
        return False
    before = then.get(is_now)
    if before is not None:
        return before.kind == "paragraph"
    return was is not None and any(place.lead == was for place in now.places)


def _above(text: Document, other: Document, block_id: str) -> list[str]:
    """The headings that a passage stands under, as far as the other text has them too.

    A title that was put above everything is no other place.
    """
    block = text.blocks[text.positions[block_id]]
    headings = text.place_of(block_id).headings
    if block.kind == "heading":
        headings = text.outer_headings(block)
    return [one for one in headings if one in other.positions]


def _same_words(then: Document, now: Document, block_id: str) -> bool:
    a, b = then.get(block_id), now.get(block_id)
    return a is not None and b is not None and reads_alike(a.text, b.text)


def moved_between(then: Document, now: Document) -> set[str]:
    """The passages of both texts that stand in another order in the later one."""
    both = [name for name in now.ids if name in then.positions]
    places = [then.positions[name] for name in both]
    if in_order(places):
        return set()
    staying = set(longest_increasing(places))
    return {name for at, name in enumerate(both) if at not in staying}


class Held:
    """The law of the place, for one change set.

    `base` is the text that it was made for and `head` the one that it arrives at; `proposed` and
    `result` are what it makes of them. `made` names for each part the new passages.
    """

    def __init__(
        self,
        base: Document,
        head: Document,
        base_number: int,
        change_set: ChangeSet,
        parts: Sequence[PartStanding],
    ) -> None:
        """Keep what is asked of all parts. What is there already (`parts`) is put nowhere."""
        self.base, self.head, self.base_number = base, head, base_number
        self.operations = change_set.operations
        self.there = {part.operation_index for part in parts if part.kind == "contained"}
        self.moved = {op.block for op in self.operations if isinstance(op, Move)}
        self.named = change_set.named()

    def before(self) -> dict[int, str]:
        """What can be said before anything is applied."""
        found: dict[int, str] = {}
        for index, op in enumerate(self.operations):
            if index in self.there:
                continue
            reason = None
            if isinstance(op, (Insert, Move)):
                after = op.after
                if after in self.base.positions and after in self.head.positions:
                    same = _same_words(self.base, self.head, after)
                    reason = None if same else ANCHOR_READS
            elif isinstance(op, Delete):
                reason = self._home(op)
            if reason is not None:
                found[index] = reason
        return found

    def needs_proposed(self) -> bool:
        """Whether the text as it was proposed is needed to tell of places.

        What is only rewritten in one piece, where it stood, or taken out is put nowhere.
        """
        return any(
            isinstance(op, (Insert, Move))
            or (isinstance(op, Replace) and (len(op.new) > 1 or self._home(op) is not None))
            for op in self.operations
        )

    def _home(self, op: Replace | Delete) -> str | None:
        if op.block in self.moved:
            return None
        return stays_elsewhere(self.base, self.head, op.block)

    def after(
        self, proposed: Document, result: Document, made: Mapping[int, Sequence[str]]
    ) -> dict[int, str]:
        """What can be said of the text that would result."""
        found: dict[int, str] = {}
        for index, op in enumerate(self.operations):
            names = list(made.get(index, ()))
            if isinstance(op, Move) and index not in self.there:
                names.append(op.block)
            if isinstance(op, Replace) and index not in self.there and op.block not in self.moved:
                # The change set itself may give it another section, which may be so already.
                reason = stays_elsewhere(proposed, result, op.block)
                if reason is not None:
                    found.setdefault(index, reason)
            for name in names:
                if name in proposed.positions and name in result.positions:
                    reason = place_changed(proposed, result, name)
                    if reason is not None:
                        found.setdefault(index, reason)
        return found

    def newer(self, result: Document, made: Mapping[int, Sequence[str]]) -> dict[int, str]:
        """Passages published since that would come to stand elsewhere, by the part that does it."""
        since, moved = self.base_number, self._moved_since
        for block in self.head.blocks:
            if (
                (block.changed_in > since or block.introduced_in > since or block.id in moved)
                and block.id not in self.named
                and self._is_carried_off(block, result)
            ):
                return {self._culprit(block, result, made): NEWER}
        return {}

    def _is_carried_off(self, block: Block, result: Document) -> bool:
        """Would a passage that was published since stand elsewhere?"""
        is_new = block.introduced_in > self.base_number or block.id in self._moved_since
        if is_new and block.kind != "heading":
            return place_changed(self.head, result, block.id) is not None
        return home_changed(self.head, result, block) is not None

    @cached_property
    def _moved_since(self) -> set[str]:
        return moved_between(self.base, self.head)

    def _culprit(self, block: Block, result: Document, made: Mapping[int, Sequence[str]]) -> int:
        bound = set(_bonds(self.head, block.id)) | set(_bonds(result, block.id))
        for index, op in enumerate(self.operations):
            names = {*made.get(index, ())} | (set() if isinstance(op, Insert) else {op.block})
            if names & bound:
                return index
        return 0


def _bonds(text: Document, block_id: str) -> Iterator[str]:
    place = text.place_of(block_id)
    yield from place.headings
    yield from place.parents
    if place.lead is not None:
        yield place.lead
