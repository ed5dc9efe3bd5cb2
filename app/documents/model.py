"""What every reader makes of its format, and the writer makes Markdown of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stretch of words that look alike. A line feed in `text` is a line break.

    `note` is the key of a footnote that stands here, `remarks` the keys of the comments on it.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""
    note: str = ""
    remarks: tuple[str, ...] = ()

    def looks_like(self, other: Stroke) -> bool:
        """Whether both can be one stretch."""
        return (
            not self.note and not other.note and replace(self, text="") == replace(other, text="")
        )


BlockKind = Literal["heading", "paragraph", "list_item", "quote", "code", "divider"]


@dataclass(slots=True)
class TextBlock:
    """A paragraph with what it is. `level`: of a heading from 1; of an item how far in it stands.

    `label` is the number that the program of the document shows before the words. `title` marks the
    title of the whole.
    """

    kind: BlockKind
    strokes: list[Stroke]
    label: str = ""
    level: int = 0
    is_title: bool = False
    is_bulleted: bool = False
    is_bold: bool = False

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join([stroke.text for stroke in self.strokes])

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read in it."""
        return not any(stroke.note or stroke.text.strip() for stroke in self.strokes)


@dataclass(slots=True)
class GridBlock:
    """A table: rows of cells of strokes. The first row is its head."""

    rows: list[list[list[Stroke]]]

    @property
    def strokes(self) -> list[Stroke]:
        """Those of all cells."""
        return [stroke for row in self.rows for cell in row for stroke in cell]

    @property
    def text(self) -> str:
        """Its words alone."""
        return " ".join([stroke.text for stroke in self.strokes])


Block = TextBlock | GridBlock


@dataclass(slots=True)
class Manuscript:
    """The blocks of a text in order, and its footnotes by their keys."""

    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, list[Stroke]] = field(default_factory=dict)
    #: How footnotes are named where passages are listed: "[^1]" or "1".
    note_label: str = "[^{n}]"


def merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Neighbours that look alike as one."""
    found: list[Stroke] = []
    words: list[str] = []
    for stroke in strokes:
        if found and found[-1].looks_like(stroke):
            words.append(stroke.text)
            continue
        if words:
            found[-1] = replace(found[-1], text=found[-1].text + "".join(words))
            words = []
        if stroke.text or stroke.note or stroke.remarks:
            found.append(stroke)
    if words:
        found[-1] = replace(found[-1], text=found[-1].text + "".join(words))
    return found
