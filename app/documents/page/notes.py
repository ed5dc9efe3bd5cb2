"""Footnotes of a web page: a short link to a place further down, and what stands there."""

from __future__ import annotations

import re

from lxml import etree

from app.documents.packages import text_in
from app.documents.page.nodes import name_of

_ID = re.compile(
    r"(?:user-content-)?(?:_?e?[fd]tn|ftnt|fn|footnote|endnote|note|cite_note|_edn)[-:_]?\w",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"footnote|endnote", re.IGNORECASE)
_MARK = re.compile(r"\W*(\w{1,4}|[*†‡§]{1,3})\W*")
_MAY_HOLD = frozenset({"div", "section", "aside", "footer", "ol", "ul", "li", "p"})
_NOTES = frozenset({"li", "p", "div", "dd", "aside"})


class PageNotes:
    """The footnotes that a page has, by the places that links lead to."""

    def __init__(self, root: etree._Element) -> None:
        """Look for links to notes, and for what they lead to."""
        self.elements: dict[str, etree._Element] = {}
        self._marks: dict[str, str] = {}
        by_id: dict[str, etree._Element] = {}
        for element in root.iter():
            for key in (element.get("id"), element.get("name")):
                if key:
                    by_id.setdefault(key, element)
        for link in root.iter("a"):
            target = link.get("href", "")
            words = text_in(link)
            mark = _MARK.fullmatch(words.strip())
            if not target.startswith("#") or "ref" in target.lower() or mark is None:
                continue
            found = by_id.get(target[1:])
            note = _note_at(found, target[1:], link) if found is not None else None
            if note is not None and not any(note is one for one in link.iterancestors()):
                self.elements.setdefault(target[1:], note)
                self._marks.setdefault(target[1:], mark[1])

        self._all = frozenset(self.elements.values())

    def key_of(self, link: etree._Element) -> str:
        """The key of the note that a link leads to; "" if it leads to none."""
        key = link.get("href", "")[1:]
        return key if key in self.elements else ""

    def mark(self, key: str) -> str:
        """What the page calls the note: "1"."""
        return self._marks[key]

    def holds(self, element: etree._Element) -> bool:
        """Whether an element is a note, which is not read where it stands."""
        return element in self._all


def is_back_link(link: etree._Element) -> bool:
    """Whether a link in a note leads back to where the note is named."""
    target = link.get("href", "")
    words = text_in(link).strip()
    return target.startswith("#") and (
        "ref" in target.lower()
        or words in {"↩", "↩︎", "↑", "^", "⏎"}
        or _MARK.fullmatch(words) is not None
    )


def is_notes_holder(element: etree._Element) -> bool:
    """Whether it is the part of a page that holds its notes."""
    if name_of(element) not in _MAY_HOLD:
        return False
    said = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    return _HOLDER.search(said) is not None or "mso-element:footnote" in element.get(
        "style", ""
    ).replace(" ", "")


def _note_at(found: etree._Element, key: str, link: etree._Element) -> etree._Element | None:
    """The whole note at a place, if what stands there is one."""
    note: etree._Element | None = found
    while note is not None and name_of(note) not in _NOTES:
        note = note.getparent()
    if note is None:
        return None
    outer = note.getparent()
    while outer is not None and name_of(outer) == "div" and _ID.match(outer.get("id", "")):
        note, outer = outer, outer.getparent()
    in_holder = any(is_notes_holder(one) for one in (note, *note.iterancestors()))
    in_raised = any(name_of(one) == "sup" for one in (*link.iterancestors(), *link.iter()))
    return note if in_holder or (_ID.match(key) and in_raised) or _ID.match(key) else None
