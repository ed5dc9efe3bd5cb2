"""What changed between two documents, for people: a list of changes, or the whole text with them.

Both documents must come from one history, so that a passage has the same id in both. The same
structure serves a terminal, a page and JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, cast

from charter.blocks import join
from charter.document import Document
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


class Side(NamedTuple):
    """One of the two texts, as far as it is read: passages in order, and what they are called.

    For each of them its name, and the words of the heading that it stands under.
    """

    kinds: Sequence[str]
    texts: Sequence[str]
    names: Sequence[str]
    sections: Sequence[str | None]


def changes(old: Document, new: Document) -> tuple[Change, ...]:
    """All changes in the order of the text; what was taken out stands where it stood."""
    return tuple(read(*_sides(old, new)))


def layout(old: Document, new: Document) -> tuple[Row, ...]:
    """The whole new text with every change in its place, unchanged passages as well."""
    rows: list[Row] = []
    for found in _Reader(*_sides(old, new)).told(unchanged=True):
        if isinstance(found, int):
            block = new.blocks[found]
            rows.append(Row(block.id, block.kind, block.text, None))
        else:
            text = found.before if found.after is None else found.after
            rows.append(Row(found.block, found.kind, text or "", found))
    return tuple(rows)


def read(old: Side, new: Side, source: Sequence[int]) -> Iterator[Change]:
    """The changes from one side to the other, one by one.

    `source` gives for each place of the new side the old place of the same passage, or -1.
    """
    return cast("Iterator[Change]", _Reader(old, new, source).told(unchanged=False))


def _sides(old: Document, new: Document) -> tuple[Side, Side, list[int]]:
    find = old.positions.get
    return (
        Side(*old.passages, old.ids, old.sections),
        Side(*new.passages, new.ids, new.sections),
        [find(name, -1) for name in new.ids],
    )


class _Reader:
    def __init__(self, old: Side, new: Side, source: Sequence[int]) -> None:
        self.old = old
        self.new = new
        self.source = source
        #: For each old place where its passage stands now, or -1.
        self.now_at = [-1] * len(old.names)
        for place, was_at in enumerate(source):
            if was_at >= 0:
                self.now_at[was_at] = place
        #: Old places that do not count as moved.
        common = [was_at for was_at in source if was_at >= 0]
        self.staying = {common[index] for index in longest_increasing(common)}

    def told(self, *, unchanged: bool) -> Iterator[Change | int]:
        """In reading order the changes and, if asked for, the places of passages that stay.

        In each gap first what was taken out, then what was put in.
        """
        waiting: list[Change] = []
        joined = self._joined()
        skip = {place for members in joined.values() for place in members}
        passed = 0
        place = 0
        count = len(self.source)
        while place < count:
            was_at = self.source[place]
            stays = was_at in self.staying
            if stays:
                if was_at > passed:
                    yield from self._taken_out(passed, was_at, skip)
                if waiting:
                    yield from waiting
                    waiting = []
                passed = was_at + 1
                if self.old.texts[was_at] == self.new.texts[place]:
                    if unchanged:
                        yield place
                    place += 1
                    continue
            parts = self._split_parts(place)
            change = self._change(place, parts, joined.get(was_at, ()))
            place += 1 + len(parts)
            if stays:
                yield change
            else:
                waiting.append(change)
        yield from self._taken_out(passed, len(self.now_at), skip)
        yield from waiting

    def _joined(self) -> dict[int, range]:
        """For each old place that others were joined to, theirs."""
        found: dict[int, range] = {}
        lost = [place for place, now in enumerate(self.now_at) if now < 0]
        for place in lost:
            # Only the first of a run has one before it that all of them could have joined.
            now = self.now_at[place - 1] if place else -1
            if now < 0:
                continue
            before, after = self.old.texts[place - 1], self.new.texts[now]
            if before != after:
                texts = self.old.texts[place : _end(self.now_at, place)]
                members = joined_from(before, texts, after)
                if members:
                    found[place - 1] = range(place, place + members)
        return found

    def _split_parts(self, place: int) -> Sequence[int]:
        """The places behind a passage that hold further parts of what it was."""
        behind = place + 1
        was_at = self.source[place]
        if was_at < 0 or behind == len(self.source) or self.source[behind] >= 0:
            return ()
        before, first = self.old.texts[was_at], self.new.texts[place]
        if before == first:
            return ()
        texts = self.new.texts[behind : _end(self.source, behind)]
        return range(behind, behind + split_into(before, first, texts))

    def _taken_out(self, start: int, stop: int, skip: set[int]) -> Iterator[Change]:
        for place in range(start, stop):
            if self.now_at[place] >= 0 or place in skip:
                continue
            old, section = self.old, self.old.sections[place]
            name, kind, text = old.names[place], old.kinds[place], old.texts[place]
            behind = old.names[place - 1] if place else None
            gone = ((-1, text),)
            yield Change("delete", name, kind, text, None, gone, "", section, behind, (), section)

    def _change(self, place: int, parts: Sequence[int], lost: Sequence[int]) -> Change:
        new, was_at = self.new, self.source[place]
        name, kind, text = new.names[place], new.kinds[place], new.texts[place]
        section = new.sections[place]
        behind = new.names[place - 1] if place else None
        if was_at < 0:
            return Change("insert", name, kind, None, text, ((1, text),), "", section, behind)
        old, before = self.old, self.old.texts[was_at]
        moved = was_at not in self.staying
        members: tuple[str, ...] = ()
        note: Note = ""
        if parts or lost:
            op: Op = "split" if parts else "join"
            before = join([before, *[old.texts[other] for other in lost]])[:-1]
            text = join([text, *[new.texts[other] for other in parts]])[:-1]
            members = tuple([(new if parts else old).names[other] for other in parts or lost])
            pieces = words(before, text)
        else:
            op = "replace" if not moved else "move" if before == text else "move_replace"
            pieces = words(before, text)
            note = note_of(pieces, before, text, old.kinds[was_at], kind)
        return Change(
            op, name, kind, before, text, pieces, note, section, behind,
            members, old.sections[was_at], moved,
        )  # fmt: skip


def _end(places: Sequence[int], start: int) -> int:
    """Where the run of places that the other side does not have ends."""
    end = start
    while end < len(places) and places[end] < 0:
        end += 1
    return end
