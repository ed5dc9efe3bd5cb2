"""Styles of a Word document: what a paragraph or a run takes from them along `basedOn`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALSE = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_QUOTE = re.compile(
    r"(?:intense )?quote$|block (?:text|quote|quotation)$|quotations$", re.IGNORECASE
)
_CONTENTS = re.compile(r"(?:toc|contents|table of figures|index) ?(?:heading|\d)?$", re.IGNORECASE)
_LONGEST_CHAIN = 20
_BODY_LEVEL = 9


def value(parent: etree._Element | None, name: str) -> str | None:
    """The value of a child such as `w:numId`; None where there is none."""
    child = parent.find(W + name) if parent is not None else None
    return child.get(W + "val") if child is not None else None


def whole(written: str | None, default: int = 0) -> int:
    """A number as an attribute has it; the default where it is none."""
    try:
        return max(-(10**6), min(int(written or ""), 10**6))
    except ValueError:
        return default


def toggle(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property such as bold is on or off here; None where it says nothing."""
    child = properties.find(W + name) if properties is not None else None
    if child is None:
        return None
    return child.get(W + "val", "true").lower() not in _FALSE


class WordStyles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index them; a document can have none."""
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        for style in root.iterfind(W + "style") if root is not None else ():
            own = style.get(W + "styleId", "")
            self._styles[own] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true"}:
                self._default = own
        self._toggles: dict[tuple[str, str], bool | None] = {}

    def chain(self, style: str | None) -> Iterator[tuple[str, etree._Element]]:
        """A style and those that it is based on, nearest first."""
        own: str | None = style or self._default
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(own or "")
            if found is None or own is None:
                return
            yield own, found
            own = value(found, "basedOn")

    def names(self, style: str | None) -> list[str]:
        """The names of a style and of those that it is based on."""
        return [value(one, "name") or own for own, one in self.chain(style)]

    def toggle(self, style: str | None, name: str) -> bool | None:
        """Whether a style, or one that it is based on, turns a property on or off."""
        key = (style or "", name)
        if key not in self._toggles:
            self._toggles[key] = self._find_toggle(style, name)
        return self._toggles[key]

    def _find_toggle(self, style: str | None, name: str) -> bool | None:
        for _own, one in self.chain(style):
            found = toggle(one.find(W + "rPr"), name)
            if found is not None:
                return found
        return None

    def numbering(self, style: str | None) -> tuple[str, str | None, str] | None:
        """The numbering that a style has: its numId, its level if it says it, and whose it is."""
        for own, one in self.chain(style):
            properties = one.find(f"{W}pPr/{W}numPr")
            number = value(properties, "numId")
            if number is not None:
                return number, value(properties, "ilvl"), own
        return None

    def numbering_of(self, style: str) -> str | None:
        """The numId that a numbering style refers to."""
        found = self._styles.get(style)
        return value(found.find(f"{W}pPr/{W}numPr"), "numId") if found is not None else None

    def heading_level(self, style: str | None, properties: etree._Element | None) -> int:
        """1 to 9 for a heading, 0 for anything else; `properties` are the paragraph's own."""
        own = value(properties, "outlineLvl")
        if own is not None:
            level = whole(own, _BODY_LEVEL)
            return level + 1 if 0 <= level < _BODY_LEVEL else 0
        for _id, one in self.chain(style):
            match = _HEADING.match(value(one, "name") or "")
            if match:
                return int(match[1])
            outline = value(one.find(W + "pPr"), "outlineLvl")
            if outline is not None:
                level = whole(outline, _BODY_LEVEL)
                return level + 1 if 0 <= level < _BODY_LEVEL else 0
        return 0

    def is_title(self, style: str | None) -> bool:
        """Whether it is the title of the whole."""
        return any(name.lower() == "title" for name in self.names(style))

    def is_quote(self, style: str | None) -> bool:
        """Whether it is a quotation."""
        return any(_QUOTE.match(name) for name in self.names(style))

    def is_contents(self, style: str | None) -> bool:
        """Whether it is a line of a table of contents."""
        return any(_CONTENTS.match(name) for name in self.names(style)[:1])
