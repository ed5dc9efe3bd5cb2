"""Whether each part of a change set can be applied to a document: the one place that decides it.

`apply` and `standing` both ask here, so that they cannot disagree.
"""

from __future__ import annotations

from collections import Counter

from charter.change.containment import compare, cut_off
from charter.change.insertions import (
    Insertions,
    has_words,
    instead_of_what_is_gone,
    look_behind,
    wanted_behind,
)
from charter.change.newer_blocks import Newer
from charter.change.part_standing import PartStanding, StandingKind
from charter.language import N_
from charter.language import gettext as _
from charter.matching.word_traces import lives_in
from charter.text.blocks import join
from charter.text.document import Block, Document
from charter.text.operations import ChangeSet, Delete, Insert, Move, Operation, Replace

CLEAN = N_("It applies as it was written.")
GONE = N_("The passage is no longer there.")
CHANGED = N_("The passage has changed since.")
ANCHOR_GONE = N_("The passage behind which this should stand is no longer there.")
THERE = N_("This is already so.")
PARTLY_THERE = N_("Part of this is already there.")
REST_APPLIES = N_("Part of this is already so; the rest applies as it was written.")
ELSEWHERE = N_("The same words have been added in another place since.")
SAME_PLACE = N_("The passage already stands there.")
REPLACED_GONE = N_("The passage that this would stand in place of is no longer there.")
ID_TAKEN = N_("A passage that should come back is already there.")
NEW_ELSEWHERE = N_("The passage has been taken out, but its words stand in another passage now.")


def check(
    head: Document, change_set: ChangeSet, base_number: int, base: Document | None = None
) -> tuple[PartStanding, ...]:
    """The standing of each operation, in their order. Nothing is searched for.

    `base_number` is the revision that the change set was made for, `base` its text: blocks
    introduced later are new to it. Without the base only whole passages are known to be there.
    """
    return _Checker(head, change_set, base_number, base).parts()


class _Checker:
    def __init__(
        self, head: Document, change_set: ChangeSet, base_number: int, base: Document | None
    ) -> None:
        self.head = head
        self.base_number = base_number
        self.base = base
        self.operations = change_set.operations
        self.replaced = {op.block: op for op in self.operations if isinstance(op, Replace)}
        self.deleted = {op.block for op in self.operations if isinstance(op, Delete)}
        self.moves = {op.block: i for i, op in enumerate(self.operations) if isinstance(op, Move)}
        self.wanted = wanted_behind(self.operations) if base is not None else {}
        self.own_texts = Counter(
            text for op in self.operations if isinstance(op, (Insert, Replace)) for text in op.new
        )
        self._behind: dict[str | None, Insertions | None] = {}
        self._stay: dict[str, bool] = {}
        self.newer = Newer(head, base_number, base, self.own_texts)

    def parts(self) -> tuple[PartStanding, ...]:
        return tuple([self._part(index, op) for index, op in enumerate(self.operations)])

    def _part(self, index: int, op: Operation) -> PartStanding:
        there: tuple[str | None, ...] = ()
        if isinstance(op, Insert):
            there = self._there(index, op.after)
            kind, reason = self._insert(op, there)
            block = op.after
        else:
            block = op.block
            if isinstance(op, Replace):
                kind, reason = self._replace(op)
            elif isinstance(op, Delete):
                kind, reason = self._delete(op)
            else:
                kind, reason = self._move(op, self._there(index, op.after))
        if kind == "clean" and isinstance(op, (Insert, Move)) and self._out_of_order(op.after):
            kind, reason = "conflict", PARTLY_THERE
        missing = kind == "conflict" or not any(there)
        return PartStanding(index, kind, block, _(reason), () if missing else there)

    def _replace(self, op: Replace) -> tuple[StandingKind, str]:
        block = self.head.get(op.block)
        if block is None:
            return "conflict", GONE
        texts = [other.text for other in self.newer.behind(op.block)]
        own = len(op.new) - 1
        if block.text == op.new[0] and tuple(texts[:own]) == op.new[1:]:
            return ("conflict", CHANGED) if self._cut_off(op, texts[own:]) else ("contained", THERE)
        if block.digest != op.old:
            return self._replace_words(op, block, texts)
        if any(text in texts for text in op.new[1:] if has_words(text)):
            return "conflict", PARTLY_THERE
        return self._not_elsewhere(op.new)

    def _replace_words(
        self, op: Replace, block: Block, texts: list[str]
    ) -> tuple[StandingKind, str]:
        """Of a passage that has changed since: is the one change part of the other?"""
        former = self._former(op)
        found = None if former is None else compare(former.text, block.text, texts, op.new)
        if found == "contained":
            return "contained", THERE
        if found is None or any(text in texts for text in op.new[1:] if has_words(text)):
            return "conflict", CHANGED if found is None else PARTLY_THERE
        return self._not_elsewhere(op.new, REST_APPLIES)

    def _cut_off(self, op: Replace, texts: list[str]) -> bool:
        """Did others put the words that this takes out into the passages behind it?"""
        former = self._former(op)
        yours = join(op.new)[:-1]
        others = [text for text in texts if text not in self.own_texts]
        return former is not None and any(cut_off(former.text, yours, text) for text in others)

    def _former(self, op: Replace | Delete) -> Block | None:
        """The passage as it read in the base."""
        block = self.base.get(op.block) if self.base is not None else None
        return block if block is not None and block.digest == op.old else None

    def _delete(self, op: Delete) -> tuple[StandingKind, str]:
        block = self.head.get(op.block)
        if block is not None:
            return ("clean", CLEAN) if block.digest == op.old else ("conflict", CHANGED)
        if self.base is None:
            return "contained", THERE
        former = self._former(op)
        if former is None:
            return "conflict", GONE
        home = lives_in(former, self.base, self.head, self.base_number)
        if home is None or home.text in self.own_texts:
            return "contained", THERE
        # It is gone only because others have joined it to another passage.
        return "conflict", NEW_ELSEWHERE

    def _insert(self, op: Insert, there: tuple[str | None, ...]) -> tuple[StandingKind, str]:
        present = [self.head.get(block_id) for block_id in op.ids or ()]
        if any(present):
            same = tuple(block.text for block in present if block is not None) == op.new
            return ("contained", THERE) if same else ("conflict", ID_TAKEN)
        if op.after is not None and op.after not in self.head.positions:
            return "conflict", ANCHOR_GONE
        texts = [block.text for block in self.newer.behind(op.after)]
        size = len(op.new)
        in_a_row = any(tuple(texts[at : at + size]) == op.new for at in range(len(texts)))
        if in_a_row or (there and all(there)):
            return "contained", THERE
        return self._insert_missing(op, there, texts)

    def _insert_missing(
        self, op: Insert, there: tuple[str | None, ...], texts: list[str]
    ) -> tuple[StandingKind, str]:
        wanted = zip(op.new, there or (None,) * len(op.new), strict=True)
        missing = tuple([text for text, name in wanted if not name])
        if any(text in texts for text in missing if has_words(text)):
            return "conflict", PARTLY_THERE
        if any(there):
            return self._not_elsewhere(missing, REST_APPLIES)
        if self.base is not None and instead_of_what_is_gone(
            self.base, self.head, op.after, self.deleted
        ):
            return "conflict", REPLACED_GONE
        return self._not_elsewhere(missing)

    def _move(self, op: Move, there: tuple[str | None, ...]) -> tuple[StandingKind, str]:
        block = self.head.get(op.block)
        if block is None:
            return "conflict", GONE
        if op.after is not None and op.after not in self.head.positions:
            return "conflict", ANCHOR_GONE
        if any(there) or (not self._moves(op.after) and self.newer.alone_between(op.after, block)):
            return "contained", SAME_PLACE
        if block.digest != op.old and not self._reads_as_written(block):
            return "conflict", CHANGED
        return "clean", CLEAN

    def _reads_as_written(self, block: Block) -> bool:
        """Will the passage read as the change set has it, although it has changed since?"""
        op = self.replaced.get(block.id)
        if op is None or self.base is None:
            return False
        kind, _reason = self._replace(op)
        return kind == "clean" or (kind == "contained" and block.text == op.new[0])

    def _moves(self, anchor: str | None) -> bool:
        """Does the change set take the anchor away from where it stands?"""
        following: list[Move] = []
        block = anchor
        while block in self.moves and block not in self._stay:
            op = self.operations[self.moves[block]]
            assert isinstance(op, Move)
            following.append(op)
            block = op.after
        for op in reversed(following):
            self._stay[op.block] = self.base is not None and self._stays(op)
        return not self._stay.get(anchor or "", True)

    def _stays(self, op: Move) -> bool:
        return self._move(op, self._there(self.moves[op.block], op.after))[0] == "contained"

    def _there(self, index: int, anchor: str | None) -> tuple[str | None, ...]:
        behind = self._look_behind(anchor)
        return behind.of(index) if behind is not None else ()

    def _out_of_order(self, anchor: str | None) -> bool:
        behind = self._look_behind(anchor)
        return behind is not None and any(behind.found) and not behind.in_order

    def _look_behind(self, anchor: str | None) -> Insertions | None:
        """What of all that is put behind an anchor stands there; None where nothing can be said."""
        if anchor not in self._behind:
            known = anchor is None or anchor in self.head.positions
            self._behind[anchor] = (
                look_behind(self.head, anchor, self.wanted[anchor], self.base_number)
                if known and anchor in self.wanted and not self._moves(anchor)
                else None
            )
        return self._behind[anchor]

    def _not_elsewhere(
        self, texts: tuple[str, ...], reason: str = CLEAN
    ) -> tuple[StandingKind, str]:
        """Nothing is printed twice: the same words, added since, are for people to judge."""
        return ("conflict", ELSEWHERE) if self.newer.says(texts) else ("clean", reason)
