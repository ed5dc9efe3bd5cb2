"""Styles of an OpenDocument text: how words look, what a paragraph is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from app.documents.opendocument.lists import STYLE, TEXT

FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HEADING = re.compile(r"Heading(?:_20_|\s)([1-9])$", re.IGNORECASE)
_QUOTE = re.compile(r"(?:quotations|quote|block quotation|block_20_quotation)$", re.IGNORECASE)
_CODE = re.compile(r"preformatted(?:_20_|\s)text$|source(?:_20_|\s)text$", re.IGNORECASE)
_BOLD = 600
_LONGEST_CHAIN = 20


class OdfStyles:
    """Styles by family and name, the automatic ones as well."""

    def __init__(self, roots: list[etree._Element]) -> None:
        """Index the styles of `styles.xml` and `content.xml`, the latter last."""
        self._styles: dict[tuple[str, str], etree._Element] = {}
        for root in roots:
            for style in root.iter(STYLE + "style"):
                key = (style.get(STYLE + "family", ""), style.get(STYLE + "name", ""))
                self._styles[key] = style

    def chain(self, family: str, name: str | None) -> Iterator[tuple[str, etree._Element]]:
        """A style and its parents, nearest first."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get((family, name or ""))
            if style is None or name is None:
                return
            yield name, style
            name = style.get(STYLE + "parent-style-name")

    def names(self, name: str | None) -> list[str]:
        """The names of a paragraph's style and of its parents, as they are shown."""
        found = []
        for own, style in self.chain("paragraph", name):
            found += [own, style.get(STYLE + "display-name", own)]
        return found or ([name] if name else [])

    def is_title(self, name: str | None) -> bool:
        """Whether it is the title of the whole."""
        return "Title" in self.names(name)

    def is_quote(self, name: str | None) -> bool:
        """Whether it is a quotation."""
        return any(_QUOTE.match(one) for one in self.names(name))

    def heading_level(self, name: str | None) -> int:
        """The level of a heading by its style; 0 if it is none."""
        for own, style in self.chain("paragraph", name):
            level = style.get(STYLE + "default-outline-level", "")
            if level.isdigit():
                return int(level)
            match = _HEADING.match(own)
            if match:
                return int(match[1])
        return 0

    def list_style(self, name: str | None) -> str:
        """The list style that a paragraph's style has; "" for none."""
        for _own, style in self.chain("paragraph", name):
            found = style.get(STYLE + "list-style-name")
            if found is not None:
                return found
        return ""

    def looks(self, family: str, name: str | None) -> dict[str, bool]:
        """Whether words of a style are bold, lean, are struck out, or hidden; what it says."""
        found: dict[str, bool] = {}
        for _own, style in self.chain(family, name):
            properties = style.find(STYLE + "text-properties")
            if properties is None:
                continue
            weight = properties.get(FO + "font-weight")
            if weight is not None:
                is_bold = weight == "bold" or (weight.isdigit() and int(weight) >= _BOLD)
                found.setdefault("bold", is_bold)
            lean = properties.get(FO + "font-style")
            if lean is not None:
                found.setdefault("italic", lean in {"italic", "oblique"})
            line = properties.get(STYLE + "text-line-through-style") or properties.get(
                STYLE + "text-line-through-type"
            )
            if line is not None:
                found.setdefault("struck", line != "none")
            if properties.get(TEXT + "display") == "none":
                found.setdefault("hidden", True)
        return found
