"""The paragraphs of an OpenDocument text in one view: what each is, and its number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from app.documents.document import View
from app.documents.model import Block, Stroke, TextBlock
from app.documents.opendocument.lists import TEXT, OdfLabel, OdfList, OdfNumbering
from app.documents.opendocument.styles import OdfStyles
from app.documents.opendocument.words import OdfWords
from app.documents.word.styles import whole


@dataclass(slots=True)
class OdfPlace:
    """Where a paragraph stands in a list: on which level, and whether its number is still due."""

    in_list: OdfList
    style: str
    level: int
    is_due: bool = False
    start: str | None = None


class OdfParagraphs(OdfWords):
    """What of a pass over a text concerns lists and paragraphs."""

    def __init__(self, view: View, styles: OdfStyles, numbering: OdfNumbering) -> None:
        """Nothing is read yet."""
        super().__init__(view, styles)
        self.place: OdfPlace | None = None
        #: What stands in boxes of the paragraph that is read now.
        self.boxes: list[Block] = []
        #: The removed parts that are being put back.
        self.back_in: list[str] = []
        self._numbering = numbering
        self._kept: tuple[etree._Element, OdfPlace | None] | None = None

    def list_(self, element: etree._Element) -> None:
        """A list, and those within it."""
        before = self.place
        named = element.get(TEXT + "style-name")
        if before is None:
            style = named or self._style_within(element)
            if self.back_in:
                in_list = self._numbering.again(style)
            else:
                in_list = self._numbering.open(element, style)
            place = OdfPlace(in_list, style, 1)
        else:
            place = OdfPlace(before.in_list, named or before.style, before.level + 1)
        for item in element:
            if item.tag not in {TEXT + "list-item", TEXT + "list-header"}:
                self.mark_or_picture(item)
                continue
            is_due = item.tag == TEXT + "list-item"
            self.place = replace(place, is_due=is_due, start=item.get(TEXT + "start-value"))
            self.blocks(item)
        self.place = before

    def _style_within(self, element: etree._Element) -> str:
        """A list without a style has that of its first paragraph."""
        first = next(element.iter(TEXT + "p", TEXT + "h"), None)
        return self.styles.list_style(first.get(TEXT + "style-name")) if first is not None else ""

    def _label(self, element: etree._Element, level: int) -> OdfLabel | None:
        place = self.place
        if place is not None:
            if not place.is_due:
                return None
            place.is_due = False
            return self._numbering.count(place.in_list, place.style, place.level, place.start)
        if not level or element.get(TEXT + "is-list-header") == "true":
            return None
        start = element.get(TEXT + "start-value")
        if start is None and element.get(TEXT + "restart-numbering") == "true":
            start = "1"
        return self._numbering.count_heading(level, start)

    # --- Paragraphs ----------------------------------------------------------------------------

    def paragraph(self, element: etree._Element) -> None:
        """A paragraph or a heading, and the boxes that are fixed to it."""
        boxes, self.boxes = self.boxes, []
        self.open(element)
        self.close(element)
        self.got.blocks += self.boxes
        self.boxes = boxes

    def open(self, element: etree._Element) -> None:
        """The words of a paragraph, whose end comes later."""
        style = element.get(TEXT + "style-name")
        self.inline(element, style, Stroke())

    def close(self, element: etree._Element) -> None:
        """The end of a paragraph, unless it is within what was put in and is not there yet."""
        if self.hidden:
            # What was there before keeps the look of its own paragraph.
            if self._kept is None and any(one.text.strip() for one in self.got.flow):
                self._kept = (element, self.place)
            return
        kept, self._kept = self._kept, None
        if kept is None:
            self.got.end(lambda strokes: self._made(strokes, element))
            return
        place, self.place = self.place, kept[1]
        self.got.end(lambda strokes: self._made(strokes, kept[0]))
        self.place = place

    def _made(self, strokes: list[Stroke], element: etree._Element) -> Block:
        style = element.get(TEXT + "style-name")
        level = self.styles.heading_level(style)
        if element.tag == TEXT + "h":
            level = level or whole(element.get(TEXT + "outline-level"), 1)
        if self.styles.is_title(style):
            return TextBlock("heading", strokes, level=1, is_title=True)
        label = self._label(element, level if element.tag == TEXT + "h" else 0)
        if level:
            return TextBlock("heading", strokes, label=label.label if label else "", level=level)
        if label and label.is_bullet:
            at = self.place.level - 1 if self.place else 0
            return TextBlock("list_item", strokes, level=at, is_bulleted=True)
        is_quote = self.styles.is_quote(style) and not label
        block = TextBlock(
            "quote" if is_quote else "paragraph", strokes, label=label.label if label else ""
        )
        block.is_bold = self.styles.looks("paragraph", style).get("bold", False)
        return block
