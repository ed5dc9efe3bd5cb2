"""The words of an OpenDocument text in one view: spans, links, blanks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from app.documents.document import View
from app.documents.gathering import Gatherer
from app.documents.model import Stroke
from app.documents.opendocument.lists import OFFICE, TEXT
from app.documents.opendocument.styles import OdfStyles
from app.documents.packages import text_in
from app.documents.word.styles import whole

XLINK = "{http://www.w3.org/1999/xlink}"
ASIDE = frozenset(
    {
        TEXT + "tracked-changes",
        TEXT + "sequence-decls",
        TEXT + "variable-decls",
        TEXT + "user-field-decls",
        TEXT + "bookmark",
        TEXT + "soft-page-break",
        OFFICE + "forms",
    }
)
_MOST_BLANKS = 100


class OdfWords:
    """What of a pass over a text concerns words alone."""

    def __init__(self, view: View, styles: OdfStyles) -> None:
        """Nothing is read yet."""
        self.view = view
        self.got = Gatherer()
        self.styles = styles
        #: The insertions that this place is within, and that are not in the view.
        self.hidden: set[str] = set()

    def blocks(self, parent: Iterable[etree._Element]) -> None:
        """The blocks in a body, a section, an item, a cell or a note."""
        raise NotImplementedError

    def note(self, note: etree._Element) -> None:
        """A footnote stands here."""
        raise NotImplementedError

    def mark_or_picture(self, child: etree._Element) -> bool:
        """Read marks of changes and comments, pictures and boxes; False if it is none of them."""
        raise NotImplementedError

    def inline(self, parent: etree._Element, style: str | None, look: Stroke) -> None:
        """The words of a paragraph, a span or a link."""
        self._words(parent.text, look)
        for child in parent:
            self._child(child, style, look)
            self._words(child.tail, look)

    def _child(self, child: etree._Element, style: str | None, look: Stroke) -> None:
        tag = child.tag
        if tag == TEXT + "span":
            looks = self._looks(child, style, look)
            if looks is not None:
                self.inline(child, style, looks)
        elif tag == TEXT + "a":
            self.inline(child, style, replace(look, link=child.get(XLINK + "href", "")))
        elif tag == TEXT + "s":
            blanks = min(max(whole(child.get(TEXT + "c"), 1), 1), _MOST_BLANKS)
            self.say(replace(look, text=" " * blanks))
        elif tag == TEXT + "tab":
            self.say(replace(look, text="\t"))
        elif tag == TEXT + "line-break":
            self.say(replace(look, text="\n"))
        elif tag == TEXT + "note":
            self.note(child)
        elif tag in ASIDE or tag == TEXT + "ruby-text":
            pass
        elif not self.mark_or_picture(child):
            # A field shows its words; so does what is not known here.
            self.inline(child, style, look)

    def _looks(self, span: etree._Element, style: str | None, look: Stroke) -> Stroke | None:
        looks = self.styles.looks("text", span.get(TEXT + "style-name"))
        own = self.styles.looks("paragraph", style)
        if looks.get("hidden"):
            self.got.miss("hidden words", text_in(span))
            return None
        return replace(
            look,
            bold=looks.get("bold", look.bold) and not own.get("bold", False),
            italic=looks.get("italic", look.italic) and not own.get("italic", False),
            struck=looks.get("struck", look.struck),
        )

    def _words(self, words: str | None, look: Stroke) -> None:
        if words:
            flat = " ".join(words.split()) if words.strip() else " "
            if words.strip():
                flat = (" " if words[0].isspace() else "") + flat
                flat += " " if words[-1].isspace() else ""
            self.say(replace(look, text=_same_blanks(words, flat)))

    def say(self, stroke: Stroke) -> None:
        """Words go on, if they are in the view."""
        if not self.hidden:
            self.got.say(stroke)


def _same_blanks(words: str, flat: str) -> str:
    """Blanks that do not break stay as they are: only white space of XML is collapsed."""
    if "\u00a0" not in words and "\u202f" not in words:
        return flat
    collapsed = []
    for sign in words:
        blank = sign in " \t\r\n"
        if not blank:
            collapsed.append(sign)
        elif not collapsed or collapsed[-1] != " ":
            collapsed.append(" ")
    return "".join(collapsed)
