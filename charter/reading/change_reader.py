"""From two texts and which passage became which: the changes, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from charter.diff.word_diff import words
from charter.matching.groups import joined_from, split_into
from charter.matching.nesting import depth
from charter.matching.sequences import longest_increasing
from charter.reading.change_kinds import note_of, unseen
from charter.reading.change_values import Change, Op, Side
from charter.reading.moving_along import moved_along
from charter.reading.table_words import row_words, table_words
from charter.reading.tables import head_above
from charter.text.blocks import join
from charter.text.lines import indent_of

_BLANKS = " \t"


class ChangeReader:
    """Walks along both texts once, and tells what became of each passage."""

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
        self.along: dict[int, tuple[int, ...]] = {}
        if len(self.staying) < len(common):
            self.along = moved_along(old, new, source, self.staying)
        #: New places whose passages moved with what they belong to.
        self.carried = {place for members in self.along.values() for place in members}

    def told(self, *, unchanged: bool) -> Iterator[Change | int]:
        """In reading order the changes and, if asked for, the places of passages that stay.

        In each gap first what was taken out, then what was put in.
        """
        waiting: list[Change | int] = []
        joined = self._joined()
        skip = {place for members in joined.values() for place in members}
        old_texts, new_texts = self.old.texts, self.new.texts
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
            if (stays or place in self.carried) and old_texts[was_at] == new_texts[place]:
                if unchanged and stays:
                    yield place
                elif unchanged:
                    waiting.append(place)
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
        if parts or lost:
            return self._divided(place, parts, lost)
        old, before = self.old, self.old.texts[was_at]
        moved = was_at not in self.staying and place not in self.carried
        heads = "", ""
        if kind == "table_row":
            heads = head_above(*old[:2], was_at), head_above(*new[:2], place)
            pieces = row_words(before, text, heads)
        elif kind == "table" == old.kinds[was_at]:
            pieces = table_words(before, text)
        else:
            pieces = words(before, text)
        note = note_of(pieces, before, text, old.kinds[was_at], kind)
        depths = 0, 0
        if before[0] in _BLANKS or text[0] in _BLANKS:
            depths = self._depths(place)
            if note == "nesting" and depths[0] == depths[1]:
                note = unseen(before, text)
        op: Op = "replace" if not moved else "move" if before == text else "move_replace"
        return Change(
            op, name, kind, before, text, pieces, note, section, behind,
            tuple([new.names[other] for other in self.along.get(place, ())]) if moved else (),
            old.sections[was_at], moved, old.kinds[was_at], depths, (), heads,
        )  # fmt: skip

    def _divided(self, place: int, parts: Sequence[int], lost: Sequence[int]) -> Change:
        """A passage that was split into several, or several that were joined to one."""
        old, new, was_at = self.old, self.new, self.source[place]
        before = join([old.texts[other] for other in (was_at, *lost)])[:-1]
        text = join([new.texts[other] for other in (place, *parts)])[:-1]
        return Change(
            "split" if parts else "join", new.names[place], new.kinds[place], before, text,
            words(before, text), "", new.sections[place], new.names[place - 1] if place else None,
            tuple([(new if parts else old).names[other] for other in parts or lost]),
            old.sections[was_at], was_at not in self.staying, old.kinds[was_at],
        )  # fmt: skip

    def _depths(self, place: int) -> tuple[int, int]:
        """Beneath how many items the passage stood and stands, if its indent is another one."""
        old, new, was_at = self.old, self.new, self.source[place]
        if indent_of(old.texts[was_at]) == indent_of(new.texts[place]):
            return 0, 0
        return depth(old.kinds, old.texts, was_at), depth(new.kinds, new.texts, place)


def _end(places: Sequence[int], start: int) -> int:
    """Where the run of places that the other side does not have ends."""
    end = start
    while end < len(places) and places[end] < 0:
        end += 1
    return end
