"""Going through the text of a Word document once, in one view."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from app.documents.document import View
from app.documents.gathering import strokes_of
from app.documents.model import Block, GridBlock, Stroke, TextBlock
from app.documents.word.numbering import NumberCounters, NumberLabel, WordNumbering
from app.documents.word.styles import W, WordStyles, value, whole
from app.documents.word.views import (
    HIDDEN,
    MARKS,
    cell_is_in,
    mark_is_in,
    properties_in,
    row_is_in,
)
from app.documents.word.words import MC, PASSED_THROUGH, WordLook, WordWords, chosen

_MOST_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class NotesPart:
    """Footnotes or endnotes by their ids, and where their links lead."""

    notes: dict[str, etree._Element]
    links: dict[str, str]


class WordWalk(WordWords):
    """One pass over a document in one view."""

    def __init__(
        self,
        view: View,
        styles: WordStyles,
        numbering: WordNumbering,
        links: dict[str, str],
        notes: dict[str, NotesPart],
    ) -> None:
        """`notes` are the parts for footnotes ("f") and endnotes ("e")."""
        super().__init__(view, styles)
        self._numbering = numbering
        self._counters = NumberCounters(numbering)
        self._links = links
        self._notes = notes

    def blocks(self, parent: etree._Element) -> None:
        """The blocks in a body, a cell, a note or a box."""
        for child in parent:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self.got.flush()
                self._table(child)
            elif child.tag == W + "sdt":
                self._content_control(child)
            elif child.tag in MARKS:
                if child.tag in HIDDEN[self.view]:
                    self.pass_over(child)
                else:
                    self.blocks(child)
            elif child.tag in PASSED_THROUGH:
                self.blocks(child)
            elif child.tag == MC + "AlternateContent":
                self.blocks(chosen(child))
            elif child.tag == W + "altChunk":
                self.got.miss("embedded object")
            else:
                self.range_or_formula(child)

    def finish(self) -> None:
        """What waits is a paragraph; the notes that were met are read."""
        self.got.flush()
        for key in [stroke.note for block in self.got.blocks for stroke in block.strokes]:
            if key and key not in self.got.notes:
                self.got.notes[key] = self._note(key)

    def _content_control(self, control: etree._Element) -> None:
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(W + "val", "").lower() == "table of contents":
            self.tell_contents()
            return
        content = control.find(W + "sdtContent")
        if content is not None:
            self.blocks(content)

    # --- Paragraphs ----------------------------------------------------------------------------

    def _paragraph(self, paragraph: etree._Element) -> None:
        own = paragraph.find(W + "pPr")
        properties, is_old = properties_in(paragraph, "pPr", self.view)
        style = value(properties, "pStyle")
        if self.styles.is_contents(style) and self.styles.heading_level(style, None) == 0:
            self.inline(paragraph, WordLook(style, self._links))
            self.got.flow.clear()
            self.tell_contents()
            return
        self.inline(paragraph, WordLook(style, self._links))
        if self.fields.in_contents:
            self.tell_contents()
        boxes, self.boxes = self.boxes, []
        if mark_is_in(own, self.view):
            put_in = own is not None and own.find(f"{W}numPr/{W}ins") is not None
            is_unnumbered = put_in and self.view == "base" and not is_old
            self.got.end(lambda strokes: self._made(strokes, style, properties, is_unnumbered))
        for box in boxes:
            with self.got.aside() as inner:
                self.blocks(box)
            if inner:
                self.got.miss("text box", inner[0].text)
            self.got.blocks += inner

    def _made(
        self,
        strokes: list[Stroke],
        style: str | None,
        properties: etree._Element | None,
        is_unnumbered: bool,
    ) -> Block:
        number = None if is_unnumbered else self._number(style, properties)
        level = self.styles.heading_level(style, properties)
        is_bold = bool(self.styles.toggle(style, "b"))
        if self.styles.is_title(style):
            return TextBlock("heading", strokes, level=1, is_title=True)
        label = number.label if number else ""
        if level:
            return TextBlock("heading", strokes, label=label, level=level)
        if number and number.is_bullet:
            return TextBlock("list_item", strokes, level=number.level, is_bulleted=True)
        is_quote = self.styles.is_quote(style) and not label
        block = TextBlock("quote" if is_quote else "paragraph", strokes, label=label)
        block.is_bold = is_bold
        return block

    def _number(self, style: str | None, properties: etree._Element | None) -> NumberLabel | None:
        place = self._numbering.place_of(style, properties)
        if place is not None:
            return self._counters.count(*place)
        names = [name.lower() for name in self.styles.names(style)]
        if any(name.startswith("list bullet") for name in names):
            return NumberLabel("", is_bullet=True, level=0)
        return None

    def _note(self, key: str) -> list[Stroke]:
        part = self._notes.get(key[0])
        note = part.notes.get(key[1:]) if part else None
        if note is None or part is None:
            return []
        links, self._links = self._links, part.links
        with self.got.aside() as inner:
            self.blocks(note)
        self._links = links
        return strokes_of(inner)

    # --- Tables --------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> None:
        rows: list[list[list[Stroke]]] = []
        cells: list[list[etree._Element]] = []
        for row in _rows(table):
            if row_is_in(row, self.view):
                cells.append(self._cells(row))
            else:
                self.pass_over(row)
        if len(cells) == 1 and len(cells[0]) == 1:
            # One cell is a frame around a text.
            self.blocks(cells[0][0])
            self.got.flush()
            return
        for own in cells:
            made: list[list[Stroke]] = []
            for cell in own:
                made += self._cell(cell)
            rows.append(made)
        if any(stroke.text.strip() for row in rows for cell in row for stroke in cell):
            self.got.blocks.append(GridBlock(rows))

    def _cells(self, row: etree._Element) -> list[etree._Element]:
        found = []
        for child in row:
            if child.tag == W + "tc" and cell_is_in(child.find(W + "tcPr"), self.view):
                found.append(child)
            elif child.tag in {W + "sdt", *PASSED_THROUGH}:
                found += list(child.iter(W + "tc"))
        return found

    def _cell(self, cell: etree._Element) -> list[list[Stroke]]:
        """The words of a cell, and an empty one for each further column that it spans."""
        properties = cell.find(W + "tcPr")
        merge = properties.find(W + "vMerge") if properties is not None else None
        span = min(max(whole(value(properties, "gridSpan"), 1), 1), _MOST_COLUMNS)
        if span > 1 or merge is not None:
            self.got.miss("merged cells")
        with self.got.aside() as inner:
            self.blocks(cell)
        if any(isinstance(block, GridBlock) for block in inner):
            self.got.miss("table in a table")
        return [strokes_of(inner), *([] for _ in range(span - 1))]


def _rows(table: etree._Element) -> list[etree._Element]:
    found = []
    for child in table:
        if child.tag == W + "tr":
            found.append(child)
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            found += _rows(content) if content is not None else []
        elif child.tag in PASSED_THROUGH:
            found += _rows(child)
    return found
