"""Which published changes a new wording of the text in force would take back.

A revision is taken back in a passage where its words are gone and those that it replaced stand
again, or those that somebody wrote before it, not knowing of it; where a passage that it brought is
taken out, one that it took out stands again, or one that it moved goes back. Who writes may well
want that; nobody should do it without knowing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from charter.change.containment import WordEdit, unwrapped, whole_edits
from charter.change.place import moved_between
from charter.diff.common_tokens import kept_tokens
from charter.diff.tokens import tokens
from charter.matching.identity import bare
from charter.matching.similarity import Bag, words_of
from charter.matching.word_traces import within
from charter.text.document import Block, Document

# Of the words that a revision brought fewer than this share are left, and of those that it took out
# at least the other share are back.
_GONE, _BACK = 0.34, 0.66
# A passage that was taken out is back if so much of it reads the same.
_SAME = 0.8
# Fewer words in a row may stand in two places by chance.
_TELLING = 5


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One passage in which revision `revision` would be taken back.

    `adopted` is how it reads in force, `returns` how it would read; None: it does not stand there.
    """

    revision: int
    block: str
    adopted: str | None
    returns: str | None


def taken_back(
    history: Sequence[tuple[int, Document]],
    new: Document,
    written: Sequence[tuple[int, Document]] = (),
) -> tuple[TakenBack, ...]:
    """What `new`, a new wording of the last text of `history`, would take back.

    `history` are numbered revisions in their order, the first of which was there before all that is
    asked about. `written` are texts that the same people proposed before, each with the number of
    the revision that it was written on. Each passage is named once for each revision.
    """
    if not history or history[-1][1].text == new.text:
        return ()
    head = history[-1][1]
    asked = _Asked(head, new, written)
    found: dict[tuple[int, str], TakenBack] = {}
    for (_, before), (number, after) in pairwise(history):
        for one in asked.step(number, before, after):
            found.setdefault((one.revision, one.block), one)
    return tuple(found.values())


class _Asked:
    def __init__(
        self, head: Document, new: Document, written: Sequence[tuple[int, Document]]
    ) -> None:
        self.head, self.new, self.written = head, new, written
        self.moved = moved_between(head, new)
        # What stands in the new text and did not stand so before.
        self.fresh = [
            block
            for block in new.blocks
            if (former := head.get(block.id)) is None or former.text != block.text
        ]

    def step(self, number: int, before: Document, after: Document) -> Iterator[TakenBack]:
        """What of the step between two revisions that follow one another is taken back."""
        for block in after.blocks:
            now = self.head.get(block.id)
            former = before.get(block.id)
            if now is None or (former is not None and former.text == block.text):
                continue
            wanted = self.new.get(block.id)
            if wanted is None:
                if not self._stands_somewhere(now):
                    yield TakenBack(number, block.id, now.text, None)
            elif former is not None and self._is_undone(number, former, block):
                yield TakenBack(number, block.id, now.text, wanted.text)
        for block in before.blocks:
            if block.id not in after.positions and block.id not in self.head.positions:
                back = self._comes_back(block, after)
                if back is not None:
                    yield TakenBack(number, block.id, None, back.text)
        yield from self._moved_back(number, before, after)

    def _is_undone(self, number: int, former: Block, block: Block) -> bool:
        name = block.id
        now, wanted = self.head.blocks[self.head.position(name)].text, self.new.get(name)
        if wanted is None or wanted.text == now:
            return False
        before, after = former.text, block.text
        if is_undone(before, after, wanted.text) and not is_undone(before, after, now):
            return True
        drafts = [text.get(name) for base, text in self.written if base < number]
        return any(
            is_undone(before, after, wanted.text, draft.text)
            and not is_undone(before, after, now, draft.text)
            for draft in drafts
            if draft is not None
        )

    def _stands_somewhere(self, block: Block) -> bool:
        """Do the words of a passage that is gone stand in another one?"""
        needle = words_of(bare(block.text))
        return any(within(needle, words_of(one.text)) for one in self.fresh)

    def _comes_back(self, block: Block, after: Document) -> Block | None:
        """The passage of the new text that says what a revision took out."""
        needle, bag = words_of(bare(block.text)), Bag(bare(block.text))
        if not needle or any(within(needle, words_of(one.text)) for one in after.blocks):
            # It was not taken out, but joined to another one.
            return None
        for one in self.fresh:
            is_new = one.id not in self.head.positions
            if is_new and (one.id == block.id or bag.dice(Bag(bare(one.text))) >= _SAME):
                return one
            if len(needle) >= _TELLING and within(needle, words_of(one.text)):
                return one
        return None

    def _moved_back(self, number: int, before: Document, after: Document) -> Iterator[TakenBack]:
        if not self.moved:
            return
        for name in sorted(moved_between(before, after)):
            now, wanted = self.head.get(name), self.new.get(name)
            if now is None or wanted is None:
                continue
            shared = [doc.positions.keys() for doc in (before, self.head, self.new)]
            common = shared[0] & shared[1] & shared[2]
            was, is_now, would = (
                _behind(doc, name, common) for doc in (before, self.head, self.new)
            )
            if was == would != is_now:
                yield TakenBack(number, name, now.text, wanted.text)


def _behind(document: Document, block_id: str, among: frozenset[str] | set[str]) -> str | None:
    """The nearest passage before this one that is among those."""
    earlier = reversed(document.ids[: document.position(block_id)])
    return next((name for name in earlier if name in among), None)


def is_undone(former: str, adopted: str, text: str, draft: str | None = None) -> bool:
    """Does a wording undo an edit that made `adopted` of `former`? Numbers of passages aside.

    With a `draft`, that was written on `former`: does it put words of the draft in the place of
    some that the edit brought?
    """
    before, after, now = (unwrapped(bare(one)) for one in (former, adopted, text))
    goal = before if draft is None else unwrapped(bare(draft))
    if after in {before, now, goal}:
        return False
    if now == goal and draft is None:
        return True
    source, target = tokens(after), tokens(now)
    kept = dict(kept_tokens(source, target))
    brought = Counter(words_of(after)) - Counter(words_of(before))
    return any(
        _edit_is_undone(edit, source, target, kept)
        for edit in whole_edits(source, tokens(goal))
        if draft is None or Counter(words_of(edit.old)) & brought
    )


def _edit_is_undone(
    edit: WordEdit, source: list[str], target: list[str], kept: dict[int, int]
) -> bool:
    """Is one edit undone? `edit.old` are the words that were adopted, `edit.put` those before."""
    brought, taken = Counter(words_of(edit.old)), Counter(words_of(edit.put))
    own, former = brought - taken, taken - brought
    left = max((j for i, j in kept.items() if i < edit.start), default=-1)
    right = min((j for i, j in kept.items() if i >= edit.end), default=len(target))
    there = Counter(words_of("".join(target[left + 1 : right])))
    if not own and not former:
        # Only signs or the order: nothing but exactly the same is the same.
        return bool(brought) and "".join(target[left + 1 : right]).strip() == edit.put.strip()
    if own and _share(own, there) >= _GONE:
        return False
    if former:
        return _share(former, there) >= _BACK
    # Words were only put in: they are taken out if those beside them stand side by side again.
    if _share(own, Counter(words_of("".join(target)))) >= _BACK and _is_elsewhere(edit, target):
        return False
    beside = _word_beside(source, kept, edit)
    return beside and not there


def _share(words: Counter[str], among: Counter[str]) -> float:
    return sum((words & among).values()) / sum(words.values())


def _is_elsewhere(edit: WordEdit, target: list[str]) -> bool:
    """Were the words only moved within their passage?"""
    needle = words_of(edit.old)
    return len(needle) >= _TELLING and within(needle, words_of("".join(target)))


def _word_beside(source: list[str], kept: dict[int, int], edit: WordEdit) -> bool:
    """Did the words on both sides of an edit stay, as far as there are any?"""
    before = next((i for i in range(edit.start - 1, -1, -1) if source[i][0].isalnum()), None)
    behind = next((i for i in range(edit.end, len(source)) if source[i][0].isalnum()), None)
    sides = [i for i in (before, behind) if i is not None]
    return bool(sides) and all(i in kept for i in sides)
