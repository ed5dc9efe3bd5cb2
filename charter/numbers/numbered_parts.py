"""The numbered parts of a document as a tree: what "§ 3 (2)" or "rule 5" leads to in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from charter.matching.pairing import heading_level
from charter.numbers.counting import readings
from charter.numbers.labels import Label, in_sequence, labels_of
from charter.text import lines as ln
from charter.text.document import Document

#: Sorts of parts that are counted anew within each other part: "paragraph (2)".
INNER = frozenset({"clause"})
_Key = tuple[object, ...]


class NumberedPart(NamedTuple):
    """A passage with a label. `parent` is the index of the part that it stands in, -1 if none."""

    block: str
    place: int
    label: Label
    is_heading: bool
    parent: int


class _Open(NamedTuple):
    """A part that has begun and not ended."""

    key: _Key
    part: int
    label: Label


class NumberedParts:
    """All numbered parts of a document, and which of them each passage stands in."""

    def __init__(self, document: Document) -> None:
        """Read the labels of the document."""
        self.document = document
        self.parts: list[NumberedPart] = []
        #: For each place the index of the innermost part that holds it, -1 if none does.
        self.holders: list[int] = []
        self._children: dict[int, list[int]] = defaultdict(list)
        self._by_numbers: dict[_Key, list[int]] = defaultdict(list)
        self._of_block: dict[str, int] = {}
        self._grow()
        self._sorts = {part.label.sort for part in self.parts}

    def _grow(self) -> None:
        """Lay the parts into one another: headings by level, others by the form of their labels."""
        blocks = self.document.blocks
        open_parts: list[_Open] = []
        for place, label in enumerate(labels_of([block.text for block in blocks])):
            block = blocks[place]
            is_heading = block.kind == "heading"
            level = heading_level(block.text) if is_heading else 0
            if is_heading:
                while open_parts and open_parts[-1].key >= ("", level):
                    open_parts.pop()
            if label is not None:
                key = ("", level) if is_heading else _form(label, block.text)
                if not is_heading:
                    _leave(open_parts, key, label)
                parent = open_parts[-1].part if open_parts else -1
                index = len(self.parts)
                self.parts.append(NumberedPart(block.id, place, label, is_heading, parent))
                self._children[parent].append(index)
                self._by_numbers[_normal(label.numbers)].append(index)
                self._of_block[block.id] = index
                open_parts.append(_Open(key, index, label))
            self.holders.append(open_parts[-1].part if open_parts else -1)

    def part(self, block: str) -> NumberedPart | None:
        """The part that a passage begins."""
        index = self._of_block.get(block)
        return None if index is None else self.parts[index]

    def find(self, sort: str, numbers: Sequence[str], place: int) -> tuple[NumberedPart, ...]:
        """The passages that a reference at that place may mean, to the last of its numbers."""
        for size in range(len(numbers), 0, -1):
            found = self._named(sort, numbers[:size], place)
            for number in numbers[size:]:
                found = self._inside(found[0], number) if len(found) == 1 else []
            if found:
                return tuple([self.parts[index] for index in found])
        return ()

    def may_mean(self, block: str, sort: str, numbers: Sequence[str], place: int) -> bool:
        """May "paragraph 3" at that place mean this passage, which has that number near it?"""
        part = self.part(block)
        if part is None or sort not in INNER or len(numbers) > 1:
            return False
        same = _normal(part.label.numbers[-1:]) == _normal(numbers)
        return same and part.parent in self._around(self.holders[place])

    def path(self, part: NumberedPart, levels: int) -> str:
        """The label of a part, behind those of the parts that it stands in: so many in all."""
        marks: list[str] = []
        while len(marks) < levels:
            marks.insert(0, part.label.mark.strip("*_").rstrip(".:-\u2013\u2014 \\"))
            if part.parent < 0:
                break
            part = self.parts[part.parent]
        return " ".join(marks)

    def _named(self, sort: str, numbers: Sequence[str], place: int) -> list[int]:
        """The parts that have these numbers for their own."""
        known = self._by_numbers.get(_normal(numbers), [])
        found = [index for index in known if self.parts[index].label.sort == sort]
        if sort not in self._sorts:
            # "Section 3" in a text whose headings have plain numbers.
            found = [index for index in known if not self.parts[index].label.sort]
        around = set(self._around(self.holders[place]))
        if sort in INNER and found:
            # It is counted within the part that the reference stands in.
            near = [index for index in found if self.parts[index].parent in around]
            return self._deepest(near, around)
        headings = [index for index in found if self.parts[index].is_heading]
        return self._deepest(headings or found, around)

    def _deepest(self, found: list[int], around: set[int]) -> list[int]:
        """Those that share most of what holds them with what holds the reference."""
        if len(found) < 2:  # noqa: PLR2004 - nothing to choose from
            return found
        shared = [len(around.intersection(self._around(index))) for index in found]
        return [index for index, count in zip(found, shared, strict=True) if count == max(shared)]

    def _around(self, index: int) -> Iterator[int]:
        """The part and all that it stands in; -1, the whole text, is the last."""
        while index >= 0:
            yield index
            index = self.parts[index].parent
        yield -1

    def _inside(self, outer: int, number: str) -> list[int]:
        """The parts within another whose own number is this one, on the nearest level."""
        level = self._children.get(outer, [])
        while level:
            found = [
                index
                for index in level
                if _normal(self.parts[index].label.numbers[-1:]) == _normal((number,))
            ]
            if found:
                return found
            level = [index for above in level for index in self._children.get(above, [])]
        return []


def _form(label: Label, text: str) -> _Key:
    """What tells labels of one list from those of others: their signs, and how far in they are."""
    number = label.numbers[-1]
    style = "digits" if number[0].isdigit() else "upper" if number.isupper() else "lower"
    return ("label", label.sort, label.form, len(label.numbers), ln.indent_of(text), style)


def _leave(open_parts: list[_Open], key: _Key, label: Label) -> None:
    """Leave the parts that end where another one begins: its elder sister, and what is in it."""
    elders = [place for place, one in enumerate(open_parts) if one.key == key]
    nexts = [place for place in elders if in_sequence(open_parts[place].label, label)]
    if nexts or (elders and label.numbers[-1].lower() != "i"):
        del open_parts[(nexts or elders)[-1] :]
        return
    # "Article 4" ends the clauses of what stood before, whatever their form.
    while label.sort and open_parts and open_parts[-1].key[:2] == ("label", ""):
        open_parts.pop()


def _normal(numbers: Iterable[str]) -> _Key:
    """Numbers as they count, however they are written: 1 and premier, a and A."""
    return tuple([_counted(number) for number in numbers])


def _counted(number: str) -> object:
    digits = [reading[1:] for reading in readings(number) if reading[0] in {"digits", "han"}]
    return digits[0] if digits else number.lower()
