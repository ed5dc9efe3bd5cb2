"""What changed between two documents, for people: a list of changes, or the whole text with them.

Both documents must come from one history, so that a passage has the same id in both. The same
structure serves a terminal, a page and JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from charter.blocks import Piece, join
from charter.document import Block, Document
from charter.groups import joined_from, split_into
from charter.notes import Note, note_of
from charter.sequences import longest_increasing
from charter.words import Words, words

Op = Literal["insert", "delete", "replace", "move", "move_replace", "split", "join"]


class Change(NamedTuple):
    """One change as a reader sees it.

    `block` is the id of the passage (of its first part, for a split or a join) and `kind` its kind
    now. `before` and `after` are its wordings; None where it did not or does not exist. `members`
    names the further blocks of a split (new ids) or a join (former ids). `section` is the heading
    it stands under, `from_section` the one it stood under before. `after_block` is the id of the
    passage it stands behind: in the new text, for a deletion in the old one; None at the start.
    `moved` is true for any change whose passage also stands in another place now.
    """

    op: Op
    block: str
    kind: str
    before: str | None
    after: str | None
    words: Words
    note: Note
    section: str | None
    after_block: str | None
    members: tuple[str, ...] = ()
    from_section: str | None = None
    moved: bool = False

    def to_dict(self) -> dict[str, object]:
        """The change as a JSON object; words as `[[-1 | 0 | 1, text], …]`."""
        return {
            "op": self.op,
            "block": self.block,
            "kind": self.kind,
            "before": self.before,
            "after": self.after,
            "words": [[sign, text] for sign, text in self.words],
            "note": self.note,
            "section": self.section,
            "from_section": self.from_section,
            "after_block": self.after_block,
            "members": list(self.members),
            "moved": self.moved,
        }


class Row(NamedTuple):
    """One row of a page: a change, or a passage that stays as it is (`change` is None)."""

    block: str
    kind: str
    text: str
    change: Change | None


def changes(old: Document, new: Document) -> tuple[Change, ...]:
    """All changes in the order of the text; what was taken out stands where it stood."""
    return tuple(
        [row.change for row in _Reader(old, new).rows(whole=False) if row.change is not None]
    )


def layout(old: Document, new: Document) -> tuple[Row, ...]:
    """The whole new text with every change in its place, unchanged passages as well."""
    return tuple(_Reader(old, new).rows(whole=True))


class _Reader:
    def __init__(self, old: Document, new: Document) -> None:
        self.old = old
        self.new = new

    @cached_property
    def common(self) -> list[str]:
        """Ids that stand in both, in the new order."""
        return [name for name in self.new.ids if name in self.old.positions]

    @cached_property
    def staying(self) -> set[str]:
        """Ids that do not count as moved."""
        places = [self.old.positions[name] for name in self.common]
        return {self.common[index] for index in longest_increasing(places)}

    def rows(self, *, whole: bool) -> Iterator[Row]:
        """Rows in reading order: in each gap what was taken out, then what was put in.

        Unchanged passages only if the `whole` text is wanted.
        """
        waiting: list[Row] = []
        joined = self._joined()
        skip = {name for members in joined.values() for name in members}
        passed = 0
        place = 0
        while place < len(self.new.blocks):
            block = self.new.blocks[place]
            stays = block.id in self.staying
            if stays:
                stop = self.old.positions[block.id]
                if stop > passed:
                    yield from self._taken_out(passed, stop, skip)
                yield from waiting
                waiting, passed = [], stop + 1
                if self.old.blocks[stop].text == block.text:
                    place += 1
                    if whole:
                        yield Row(block.id, block.kind, block.text, None)
                    continue
            members = self._split_members(place, block)
            row = self._row(place, block, members, joined.get(block.id, ()))
            place += 1 + len(members)
            if stays:
                yield row
            else:
                waiting.append(row)
        yield from self._taken_out(passed, len(self.old.blocks), skip)
        yield from waiting

    def _joined(self) -> dict[str, tuple[str, ...]]:
        """For each block that others were joined to, their former ids."""
        found: dict[str, tuple[str, ...]] = {}
        if len(self.common) == len(self.old.blocks):
            return found
        for place, before in enumerate(self.old.blocks[:-1]):
            if self.old.blocks[place + 1].id in self.new.positions:
                continue
            after = self.new.get(before.id)
            if after is not None and before.text != after.text:
                lost = self._run(self.old.blocks, place, self.new)
                members = joined_from(before.text, [block.text for block in lost], after.text)
                if members:
                    found[before.id] = tuple([block.id for block in lost[:members]])
        return found

    def _split_members(self, place: int, block: Block) -> list[Block]:
        behind = place + 1
        if behind == len(self.new.blocks) or self.new.blocks[behind].id in self.old.positions:
            return []
        before = self.old.get(block.id)
        if before is None or before.text == block.text:
            return []
        fresh = self._run(self.new.blocks, place, self.old)
        return fresh[: split_into(before.text, block.text, [other.text for other in fresh])]

    def _run(self, blocks: tuple[Block, ...], place: int, other: Document) -> list[Block]:
        """The blocks straight behind a place that the other document does not have."""
        end = place + 1
        while end < len(blocks) and blocks[end].id not in other.positions:
            end += 1
        return list(blocks[place + 1 : end])

    def _taken_out(self, start: int, stop: int, skip: set[str]) -> Iterator[Row]:
        for place in range(start, stop):
            block = self.old.blocks[place]
            if block.id in self.new.positions or block.id in skip:
                continue
            section = self.old.sections[place]
            change = Change(
                "delete", block.id, block.kind, block.text, None, ((-1, block.text),), "",
                section, _id_before(self.old, place), from_section=section,
            )  # fmt: skip
            yield Row(block.id, block.kind, block.text, change)

    def _row(self, place: int, block: Block, parts: list[Block], lost: tuple[str, ...]) -> Row:
        section = self.new.sections[place]
        behind = _id_before(self.new, place)
        was_at = self.old.positions.get(block.id)
        if was_at is None:
            put_in = Change(
                "insert", block.id, block.kind, None, block.text, ((1, block.text),), "",
                section, behind,
            )  # fmt: skip
            return Row(block.id, block.kind, block.text, put_in)
        former = self.old.blocks[was_at]
        moved = block.id not in self.staying
        gone = [self.old.blocks[self.old.positions[name]].text for name in lost]
        before = join([former.text, *gone])[:-1] if gone else former.text
        after = join([block.text, *[part.text for part in parts]])[:-1] if parts else block.text
        op: Op = "split" if parts else "join" if lost else "replace"
        if moved and op == "replace":
            op = "move" if before == after else "move_replace"
        pieces = words(before, after)
        whole = not parts and not lost
        was, now = Piece(former.kind, before), Piece(block.kind, after)
        change = Change(
            op,
            block.id,
            block.kind,
            before,
            after,
            pieces,
            note_of(pieces, was, now) if whole else "",
            section,
            behind,
            tuple([part.id for part in parts]) or lost,
            self.old.sections[was_at],
            moved,
        )
        return Row(block.id, block.kind, after, change)


def _id_before(document: Document, place: int) -> str | None:
    return document.blocks[place - 1].id if place else None
