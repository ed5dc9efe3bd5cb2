"""Going through a web page once, in one view."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from app.documents.document import View
from app.documents.gathering import strokes_of
from app.documents.model import Block, GridBlock, Stroke, TextBlock
from app.documents.numerals import written
from app.documents.page.comments import PageComments
from app.documents.page.nodes import (
    HEADINGS,
    is_shown,
    list_type,
    looks_of,
    mso_label,
    mso_list,
    name_of,
)
from app.documents.page.notes import PageNotes
from app.documents.page.styles import FORMS, PageStyles
from app.documents.page.words import PageWords
from app.documents.word.styles import whole

_TITLE_CLASSES = frozenset({"msotitle", "title"})
_KIX = re.compile(r"lst-kix_\w+-(\d)")
_MOST_COLUMNS = 64


@dataclass(slots=True)
class PageList:
    """A list that is open: how it is numbered, and the number of its next item."""

    form: str
    number: int
    step: int
    depth: int
    element: etree._Element | None = None
    is_begun: bool = False


class PageWalk(PageWords):
    """One pass over a page in one view."""

    def __init__(
        self, view: View, notes: PageNotes, styles: PageStyles, comments: PageComments
    ) -> None:
        """Nothing is read yet."""
        super().__init__(view, notes, styles, comments)
        self._lists: list[PageList] = []
        self._due: tuple[str, int] | None = None
        self._kind: TextBlock = TextBlock("paragraph", [])

    def finish(self) -> None:
        """The last words are a paragraph; notes that were met are read."""
        self._flush()
        self.in_note = True
        for key in [stroke.note for block in self.got.blocks for stroke in block.strokes]:
            if key and key not in self.got.notes:
                with self.got.aside() as inner:
                    self.children(self.notes.elements[key], Stroke())
                    self._flush()
                self.got.notes[key] = strokes_of(inner)

    def block(self, element: etree._Element, name: str, look: Stroke) -> None:
        """A heading, a paragraph, a list, a table, or what holds some of them."""
        self._flush()
        if name in {"ul", "ol", "menu"}:
            self._list(element, name, look)
        elif name == "li":
            self._item(element, look)
        elif name == "table":
            self._table(element, look)
        elif name == "hr":
            self.got.end(lambda strokes: TextBlock("divider", strokes))
        else:
            self._plain_block(element, name, look)
        self._flush()

    def _plain_block(self, element: etree._Element, name: str, look: Stroke) -> None:
        before, was_pre = self._kind, self.is_pre
        in_list = mso_list(element) if name == "p" or name in HEADINGS else None
        if in_list:
            self._due = (mso_label(element), in_list[1] - 1)
        if name in HEADINGS:
            self._kind = TextBlock("heading", [], level=HEADINGS[name])
        elif name == "p" and _TITLE_CLASSES & set(element.get("class", "").lower().split()):
            self._kind = TextBlock("heading", [], level=1, is_title=True)
        elif name == "blockquote":
            self._kind = TextBlock("quote", [])
        elif name == "pre" and self._kind.kind == "paragraph":
            self._kind, self.is_pre = TextBlock("code", []), True
        self.children(element, looks_of(element, name, look, self.styles.looks(element)))
        self._flush()
        self._kind, self.is_pre = before, was_pre

    def _list(self, element: etree._Element, name: str, look: Stroke) -> None:
        form = "bullet"
        if name == "ol":
            form = FORMS.get(list_type(element) or "decimal", "decimal")
            if list_type(element) == "none":
                form = "none"
        items = [child for child in element if name_of(child) == "li"]
        step = -1 if "reversed" in element.attrib else 1
        start = whole(element.get("start"), len(items) if step < 0 else 1)
        self._lists.append(PageList(form, start, step, len(self._lists), element))
        due, self._due = self._due, None
        self.children(element, look)
        self._flush()
        self._lists.pop()
        # A list at the very beginning of an item comes before the item's own words.
        self._due = due if due and due[0] else None

    def _item(self, item: etree._Element, look: Stroke) -> None:
        if not self._lists:
            self._lists.append(PageList("bullet", 1, 1, 0))
        current = self._lists[-1]
        if current.element is not None:
            counted = self.styles.label(current.element, is_first=not current.is_begun)
            current.is_begun = True
            if counted is not None:
                self._read_item(item, counted, _kix_level(current.element), look)
                return
        form = current.form
        own = list_type(item)
        if own and own in FORMS:
            form = FORMS[own]
        elif own in {"disc", "circle", "square"}:
            form = "bullet"
        if form in {"bullet", "none"}:
            label = ""
        else:
            if item.get("value"):
                current.number = whole(item.get("value"), current.number)
            label = f"{written(current.number, form)}."
            current.number += current.step
        level = whole(item.get("aria-level"), current.depth + 1) - 1
        self._read_item(item, label, level, look)

    def _read_item(self, item: etree._Element, label: str, level: int, look: Stroke) -> None:
        self._due = (label, level)
        self.children(item, looks_of(item, "li", look, self.styles.looks(item)))
        self._flush()
        self._due = None

    def _flush(self) -> None:
        """The words so far are a block."""
        if not any(stroke.text.strip() or stroke.note for stroke in self.got.flow):
            self.got.flow.clear()
            return
        due, self._due = self._due, None
        self.got.end(lambda strokes: self._made(strokes, due))

    def _made(self, strokes: list[Stroke], due: tuple[str, int] | None) -> Block:
        kind = self._kind
        if kind.kind == "heading":
            label = due[0] if due else ""
            return TextBlock(
                "heading", strokes, label=label, level=kind.level, is_title=kind.is_title
            )
        if due is not None:
            label, level = due
            return TextBlock("list_item", strokes, label=label, level=level, is_bulleted=not label)
        return TextBlock(kind.kind, strokes)

    # --- Tables --------------------------------------------------------------------------------

    def _table(self, table: etree._Element, look: Stroke) -> None:
        caption = table.find("caption")
        if caption is not None:
            self.children(caption, look)
            self._flush()
        rows = [
            [cell for cell in row if name_of(cell) in {"td", "th"}]
            for row in table.iter("tr")
            if next((one for one in row.iterancestors("table")), None) is table and is_shown(row)
        ]
        is_layout = table.get("role") in {"presentation", "none"} or (
            next(table.iterdescendants("table"), None) is not None
        )
        if is_layout or max([len(row) for row in rows], default=0) <= 1:
            # A table of one column, or with tables in it, only arranges the page.
            for cell in [cell for row in rows for cell in row]:
                self.children(cell, look)
                self._flush()
            return
        made = [
            [part for cell in row for part in self._cell(cell, look)][:_MOST_COLUMNS]
            for row in rows
        ]
        if any(stroke.text.strip() for row in made for cell in row for stroke in cell):
            self.got.blocks.append(GridBlock(made))

    def _cell(self, cell: etree._Element, look: Stroke) -> list[list[Stroke]]:
        span = min(max(whole(cell.get("colspan"), 1), 1), _MOST_COLUMNS)
        if span > 1 or whole(cell.get("rowspan"), 1) > 1:
            self.got.miss("merged cells")
        due, self._due, lists, self._lists = self._due, None, self._lists, []
        with self.got.aside() as inner:
            self.children(cell, replace(look, bold=look.bold or name_of(cell) == "th"))
            self._flush()
        self._due, self._lists = due, lists
        return [strokes_of(inner), *([] for _ in range(span - 1))]


def _kix_level(listed: etree._Element) -> int:
    """How far in a list of Google Docs stands, which its class says."""
    found = _KIX.search(listed.get("class", ""))
    return int(found[1]) if found else 0
