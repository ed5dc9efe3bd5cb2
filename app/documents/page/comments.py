"""Comments in a page: those that Google Docs exports, and those of Word's clipboard.

Both name a comment by a short link behind its words, and tell it at the end. Google tells neither
who wrote it nor on which words; Word marks the words (`mso-comment-reference`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from app.documents.packages import text_in
from app.documents.page.nodes import name_of, style_of
from app.documents.word.comments import KeptComment

_TARGET = re.compile(r"#(cmnt\d{1,5}|_msocom_\d{1,5})$")
_ON = re.compile(r"mso-comment-reference\s*:\s*[^;]*?_(\d{1,5})(?:;|$)")
_AUTHOR = re.compile(r"mso-comment-author\s*:\s*[\"']?([^;\"']+)", re.IGNORECASE)
_HOLDERS = frozenset({"p", "div", "li"})


class PageComments:
    """The comments of a page by their keys, in the order in which they are told."""

    def __init__(self, root: etree._Element) -> None:
        """Look for what is told at the end."""
        self._told: dict[str, list[etree._Element]] = {}
        for element in root.iter("a"):
            key = element.get("id") or element.get("name") or ""
            if _TARGET.match(f"#{key}"):
                self._told[key] = list(_holders(element))

        self._all = frozenset([one for told in self._told.values() for one in told])

    def key_of(self, link: etree._Element) -> str | None:
        """The key of the comment that a link names, "" if none is told; None for another link."""
        found = _TARGET.match(link.get("href", ""))
        if found is None:
            return None
        return found[1] if found[1] in self._told else ""

    def on(self, element: etree._Element) -> str:
        """The key of the comment that the words of an element are marked for; "" for none."""
        found = _ON.search(style_of(element))
        key = f"_msocom_{found[1]}" if found else ""
        return key if key in self._told else ""

    def holds(self, element: etree._Element) -> bool:
        """Whether an element tells a comment."""
        return element in self._all

    def kept(self) -> Iterator[KeptComment]:
        """All of them."""
        for key, told in self._told.items():
            words = [_without_label(one) for one in told]
            author = next(filter(None, map(_author, told)), "")
            yield KeptComment(key, author, "", "\n".join(words).strip(), None, resolved=False)


def _holders(anchor: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs that tell a comment: all of the element around the first."""
    first = next((one for one in anchor.iterancestors() if name_of(one) in _HOLDERS), None)
    if first is None:
        return
    outer = first.getparent()
    if outer is not None and name_of(outer) == "div":
        yield from [one for one in outer if name_of(one) in _HOLDERS]
    else:
        yield first


def _without_label(told: etree._Element) -> str:
    words = " ".join(text_in(told).split())
    return re.sub(r"^\[\w{1,12}\]\s*", "", words)


def _author(told: etree._Element) -> str:
    for one in (told, *told.iterancestors("div"), *told.iter()):
        found = _AUTHOR.search(one.get("style", ""))
        if found:
            return found[1].strip()
    return ""
