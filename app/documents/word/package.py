"""The parts of a Word document, found by what they are, not by their names."""

from __future__ import annotations

from lxml import etree

from app.documents.packages import Package, parsed
from app.documents.refusing import DocumentRefused
from app.documents.word.styles import STRICT, W

_MAIN = frozenset({"officeDocument"})
_TRANSITIONAL = W[1:-1]
_STRICT_RELATIONS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class WordPackage:
    """A `.docx`, its parts parsed as they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Open it.

        Raises:
            DocumentRefused: it is damaged, too large, or declares entities.
        """
        self._package = Package(data)
        self._main = next(
            (
                target
                for kind, target, is_outside in self._package.relations("").values()
                if kind in _MAIN and not is_outside
            ),
            "word/document.xml",
        )
        self.links: dict[str, str] = {}
        self._parts: dict[str, list[str]] = {}
        self._links_of: dict[str, dict[str, str]] = {}
        for own, (kind, target, is_outside) in self._package.relations(self._main).items():
            if is_outside:
                self.links[own] = target
            else:
                self._parts.setdefault(kind, []).append(target)

    def body(self) -> etree._Element:
        """The text. Raises DocumentRefused where there is none."""
        body = self._tree(self._main).find(W + "body")
        if body is None:
            raise DocumentRefused("damaged")
        return body

    def part(self, kind: str) -> etree._Element | None:
        """The first part of a kind: `styles`, `numbering`, `footnotes`, `comments`, …"""
        return next(iter(self.parts(kind)), None)

    def parts(self, kind: str) -> list[etree._Element]:
        """All parts of a kind that can be read."""
        found = []
        for name in self._parts.get(kind, ()):
            if name not in self._package.names:
                continue
            try:
                found.append(self._tree(name))
            except DocumentRefused as refused:
                if refused.kind != "damaged":
                    raise
        return found

    def links_in(self, kind: str) -> dict[str, str]:
        """Where the links of a part such as `footnotes` lead."""
        if kind not in self._links_of:
            found = {}
            for name in self._parts.get(kind, ()):
                for own, (_kind, target, outside) in self._package.relations(name).items():
                    if outside:
                        found[own] = target
            self._links_of[kind] = found
        return self._links_of[kind]

    def title(self) -> str:
        """The title in the properties of the document; often left over from an older one."""
        core = self._package.tree_if_any("docProps/core.xml")
        if core is None:
            return ""
        return (core.findtext("{http://purl.org/dc/elements/1.1/}title") or "").strip()

    def _tree(self, name: str) -> etree._Element:
        data = self._package.bytes(name)
        if STRICT.encode() in data:
            data = data.replace(STRICT.encode(), _TRANSITIONAL.encode())
            data = data.replace(_STRICT_RELATIONS, _RELATIONS)
        return parsed(data)
