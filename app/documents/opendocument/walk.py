"""Going through an OpenDocument text once, in one view.

Tracked changes are OpenDocument 1.3, part 3, 5.5: what was put in stands in the text between two
marks, what was taken out stands aside and is put back at its mark. Both can begin and end within
paragraphs, which then join.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from app.documents.document import View
from app.documents.gathering import strokes_of
from app.documents.model import GridBlock, Stroke
from app.documents.opendocument.lists import OFFICE, TEXT, OdfNumbering
from app.documents.opendocument.paragraphs import OdfParagraphs
from app.documents.opendocument.styles import OdfStyles
from app.documents.opendocument.words import ASIDE
from app.documents.packages import text_in
from app.documents.word.styles import whole

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENTS = frozenset(
    TEXT + name
    for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index",
                 "object-index", "user-index", "bibliography")
)  # fmt: skip
_GROUPS = frozenset({TEXT + "section", TEXT + "list-header", TEXT + "numbered-paragraph"})
_MOST_COLUMNS = 64


class OdfWalk(OdfParagraphs):
    """One pass over a text in one view."""

    def __init__(
        self,
        view: View,
        styles: OdfStyles,
        numbering: OdfNumbering,
        regions: dict[str, etree._Element],
        ranged: frozenset[str],
    ) -> None:
        """`regions` are the tracked changes by their ids: insertions, deletions, formats.

        `ranged` are the names of the comments that stand on words, not on a place.
        """
        super().__init__(view, styles, numbering)
        self._regions = regions
        self._ranged = ranged

    def blocks(self, parent: Iterable[etree._Element]) -> None:
        """The blocks in a body, a section, an item, a cell or a note."""
        for child in parent:
            tag = child.tag
            if tag in {TEXT + "p", TEXT + "h"}:
                self.paragraph(child)
            elif tag == TEXT + "list":
                self.list_(child)
            elif tag == TABLE + "table":
                self._table(child)
            elif tag in _CONTENTS:
                self.got.miss("table of contents")
            elif tag in _GROUPS:
                self.blocks(child)
            elif tag in ASIDE:
                continue
            else:
                self.mark_or_picture(child)

    def note(self, note: etree._Element) -> None:
        if self.hidden:
            return
        body = note.find(TEXT + "note-body")
        key = f"n{len(self.got.notes) + 1}"
        place, self.place = self.place, None
        with self.got.aside() as inner:
            if body is not None:
                self.blocks(body)
        self.place = place
        self.got.notes[key] = strokes_of(inner)
        self.got.say(Stroke(note=key))

    # --- Marks ---------------------------------------------------------------------------------

    def mark_or_picture(self, child: etree._Element) -> bool:
        """Read marks of changes and comments, pictures and boxes; False if it is none of them."""
        tag = child.tag
        key = child.get(TEXT + "change-id", "")
        if tag == TEXT + "change":
            self._taken_out(key)
        elif tag == TEXT + "change-start":
            region = self._regions.get(key)
            is_insertion = region is not None and region.tag == TEXT + "insertion"
            if is_insertion and self.view == "base":
                self.hidden.add(key)
        elif tag == TEXT + "change-end":
            self.hidden.discard(key)
        elif tag == OFFICE + "annotation":
            self._annotation(child)
        elif tag == OFFICE + "annotation-end":
            self.got.remarks.pop(child.get(OFFICE + "name", ""), None)
        elif tag in {DRAW + "frame", DRAW + "custom-shape", DRAW + "g", DRAW + "text-box"}:
            self._frame(child)
        else:
            return tag.startswith(DRAW)
        return True

    def _annotation(self, annotation: etree._Element) -> None:
        key = annotation.get(OFFICE + "name", "")
        if self.hidden:
            return
        self.got.remarks[key] = None
        self.say(Stroke())
        if key not in self._ranged:
            self.got.remarks.pop(key, None)

    def _taken_out(self, key: str) -> None:
        """What was taken out here is there in the base: its first and last paragraphs join."""
        region = self._regions.get(key)
        if region is None or region.tag != TEXT + "deletion":
            return
        if self.view != "base":
            # What is gone can hold the end of a comment that stays.
            for mark in region.iter(OFFICE + "annotation-end"):
                self.got.remarks.pop(mark.get(OFFICE + "name", ""), None)
            return
        if key in self.back_in or self.hidden:
            return
        self.back_in.append(key)
        content = [child for child in region if child.tag != OFFICE + "change-info"]
        for at, child in enumerate(content):
            is_last = at + 1 == len(content)
            if child.tag in {TEXT + "p", TEXT + "h"}:
                self.open(child)
                if not is_last:
                    place, self.place = self.place, None
                    self.close(child)
                    self.place = place
            else:
                place, self.place = self.place, None
                self.blocks([child])
                self.place = place
        self.back_in.pop()

    def _frame(self, frame: etree._Element) -> None:
        if self.hidden:
            return
        boxes = [box for box in frame.iter(DRAW + "text-box", DRAW + "custom-shape") if len(box)]
        if boxes:
            place, self.place = self.place, None
            with self.got.aside() as inner:
                self.blocks(boxes[0])
            self.place = place
            if inner:
                self.got.miss("text box", inner[0].text)
            self.boxes += inner
            return
        if frame.find(DRAW + "object") is not None:
            math = "".join(text_in(frame).split())
            self.got.miss("embedded object", math)
            return
        words = frame.findtext(SVG + "desc") or frame.findtext(SVG + "title") or ""
        self.got.miss("picture", words)

    # --- Tables --------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> None:
        if not self.hidden:
            self.got.flush()
        rows: list[list[list[Stroke]]] = []
        place, self.place = self.place, None
        for row in _rows(table):
            cells: list[list[Stroke]] = []
            for cell in row:
                if cell.tag == TABLE + "table-cell":
                    cells.append(self._cell(cell))
                elif cell.tag == TABLE + "covered-table-cell":
                    cells.append([])
            rows.append(cells[:_MOST_COLUMNS])
        self.place = place
        if any(stroke.text.strip() for row in rows for cell in row for stroke in cell):
            self.got.blocks.append(GridBlock(rows))

    def _cell(self, cell: etree._Element) -> list[Stroke]:
        spans = (TABLE + "number-columns-spanned", TABLE + "number-rows-spanned")
        if any(whole(cell.get(name), 1) > 1 for name in spans):
            self.got.miss("merged cells")
        with self.got.aside() as inner:
            self.blocks(cell)
        if any(isinstance(block, GridBlock) for block in inner):
            self.got.miss("table in a table")
        return strokes_of(inner)


def _rows(table: etree._Element) -> list[etree._Element]:
    found = []
    for child in table:
        if child.tag == TABLE + "table-row":
            found.append(child)
        elif child.tag in {
            TABLE + "table-header-rows",
            TABLE + "table-row-group",
            TABLE + "table-rows",
        }:
            found += _rows(child)
    return found
