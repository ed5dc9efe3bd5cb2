"""The words of a web page in one view: looks, links, pictures, what is no part of the text."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from app.documents.document import View
from app.documents.gathering import Gatherer
from app.documents.model import Stroke
from app.documents.page.comments import PageComments
from app.documents.page.nodes import BLOCKS, is_mso_label, is_shown, looks_of, name_of
from app.documents.page.notes import PageNotes, is_back_link, is_notes_holder
from app.documents.page.styles import PageStyles
from app.documents.word.styles import whole

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MSO_COMMENT = re.compile(r"mso-element\s*:\s*comment", re.IGNORECASE)


class PageWords:
    """What of a pass over a page concerns words alone: `ins` and `del` are tracked changes."""

    def __init__(
        self, view: View, notes: PageNotes, styles: PageStyles, comments: PageComments
    ) -> None:
        """Nothing is read yet."""
        self.view = view
        self.got = Gatherer(tells_places=False)
        self.notes = notes
        self.styles = styles
        self.in_note = False
        self.is_pre = False
        self._comments = comments

    def block(self, element: etree._Element, name: str, look: Stroke) -> None:
        """An element that begins on a line of its own."""
        raise NotImplementedError

    def children(self, parent: etree._Element, look: Stroke) -> None:
        """All that stands in an element."""
        self._words(parent.text, look)
        for child in parent:
            self._element(child, look)
            self._words(child.tail, look)

    def _element(self, element: etree._Element, look: Stroke) -> None:
        name = name_of(element)
        if name == "img":
            self._picture(element)
        elif name == "input":
            if element.get("type") == "checkbox":
                self.got.say(Stroke("[x] " if "checked" in element.attrib else "[ ] "))
        elif name == "br":
            self.got.say(replace(look, text="\n"))
        elif (
            not is_shown(element)
            or self._is_aside(element)
            or name == ("del" if self.view == "new" else "ins")
        ):
            return
        elif name in BLOCKS:
            self.block(element, name, look)
        elif (name == "a" and self._link(element)) or is_mso_label(element):
            return
        else:
            on = self._comments.on(element)
            if on:
                self.got.remarks[on] = None
            classes = self.styles.looks(element)
            self.children(element, looks_of(element, name, look, classes))
            self.got.remarks.pop(on, None)

    def _is_aside(self, element: etree._Element) -> bool:
        """Notes and comments are read where they are named."""
        if "msocommentreference" in element.get("class", "").lower():
            for link in element.iter("a"):
                self._link(link)
            return True
        if _MSO_COMMENT.search(element.get("style", "")) or self._comments.holds(element):
            return True
        if self.in_note:
            return False
        return self.notes.holds(element) or (bool(self.notes.elements) and is_notes_holder(element))

    def _link(self, link: etree._Element) -> bool:
        """A link to a footnote or a comment, or back from one; False if it is another."""
        if self.in_note:
            return is_back_link(link)
        comment = self._comments.key_of(link)
        if comment is not None:
            self.got.say(Stroke(remarks=(comment,) if comment else ()))
            return True
        key = self.notes.key_of(link)
        if key:
            self.got.say(Stroke(note=key))
        return bool(key)

    def _words(self, words: str | None, look: Stroke) -> None:
        if not words:
            return
        if not self.is_pre:
            words = _BLANKS.sub(" ", words)
        self.got.say(replace(look, text=words))

    def _picture(self, picture: etree._Element) -> None:
        sizes = [whole(picture.get(side), 100) for side in ("width", "height")]
        if min(sizes) > 1 and is_shown(picture):
            self.got.miss("picture", picture.get("alt") or picture.get("title") or "")
