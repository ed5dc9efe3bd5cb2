"""The words of a Word document in one view: runs, links, fields, what stands among them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from lxml import etree

from app.documents.document import View
from app.documents.gathering import Gatherer
from app.documents.model import Stroke
from app.documents.word.fields import FieldStack, is_contents, link_of
from app.documents.word.signs import sign_of
from app.documents.word.styles import W, WordStyles, toggle, value
from app.documents.word.views import HIDDEN, MARKS, properties_in

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PASSED_THROUGH = frozenset({W + name for name in ("smartTag", "customXml", "dir", "bdo", "rt")})
_PICTURES = frozenset({W + name for name in ("drawing", "pict", "object")})
_SUPERSCRIPT = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


@dataclass(frozen=True, slots=True)
class WordLook:
    """What words have from where they stand: the style of the paragraph, the link around them."""

    style: str | None
    links: dict[str, str]
    link: str = ""


class WordWords:
    """What of a pass over a document concerns words alone."""

    def __init__(self, view: View, styles: WordStyles) -> None:
        """Nothing is read yet."""
        self.view = view
        self.got = Gatherer()
        self.styles = styles
        self.fields = FieldStack()
        #: Boxes of text that were met in the paragraph that is read now.
        self.boxes: list[etree._Element] = []
        self._told_contents = False

    def tell_contents(self) -> None:
        """A table of contents is made from headings, and is not carried over."""
        if not self._told_contents:
            self._told_contents = True
            self.got.miss("table of contents")

    def inline(self, parent: etree._Element, look: WordLook) -> None:
        """The words of a paragraph, a link or a field."""
        for child in parent:
            if child.tag == W + "r":
                self._run(child, look)
            elif child.tag in MARKS:
                if child.tag in HIDDEN[self.view]:
                    self.pass_over(child)
                else:
                    self.inline(child, look)
            elif child.tag in PASSED_THROUGH:
                self.inline(child, look)
            elif child.tag == MC + "AlternateContent":
                self.inline(chosen(child), look)
            elif not self._holder(child, look):
                self.range_or_formula(child)

    def _holder(self, child: etree._Element, look: WordLook) -> bool:
        """Read what holds words and says something of them; False if it is none of these."""
        if child.tag == W + "hyperlink":
            target = look.links.get(child.get(R + "id", ""), "")
            self.inline(child, replace(look, link=target or look.link))
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None:
                self.inline(content, look)
        elif child.tag == W + "fldSimple":
            instruction = child.get(W + "instr", "")
            if is_contents(instruction):
                self.tell_contents()
            else:
                self.inline(child, replace(look, link=link_of(instruction) or look.link))
        else:
            return False
        return True

    def pass_over(self, element: etree._Element) -> None:
        """What is not in the view can hold the end of a comment that is."""
        for mark in element.iter(W + "commentRangeStart", W + "commentRangeEnd"):
            self.range_or_formula(mark)

    def range_or_formula(self, child: etree._Element) -> None:
        """Where comments begin and end; what a formula says."""
        key = child.get(W + "id", "")
        if child.tag == W + "commentRangeStart":
            self.got.remarks[key] = None
        elif child.tag == W + "commentRangeEnd":
            self.got.remarks.pop(key, None)
        elif child.tag in {M + "oMath", M + "oMathPara"}:
            words = "".join([one.text or "" for one in child.iter(M + "t")])
            self.got.say(Stroke(words))
            self.got.miss("formula", words)

    def _run(self, run: etree._Element, look: WordLook) -> None:
        properties, _is_old = properties_in(run, "rPr", self.view)
        stroke = self._looks(properties, look)
        if stroke is None:
            words = "".join([one.text or "" for one in run.iterfind(W + "t")])
            if words.strip() and self.fields.shows:
                self.got.miss("hidden words", words)
        self._pieces(run, properties, stroke)

    def _pieces(
        self, run: etree._Element, properties: etree._Element | None, stroke: Stroke | None
    ) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                self.fields.mark(child.get(W + "fldCharType", ""))
            elif tag in {W + "instrText", W + "delInstrText"}:
                self.fields.instruct(child.text or "")
            elif not self.fields.shows or stroke is None:
                continue
            elif tag in _PICTURES:
                self._picture(child)
            elif tag == MC + "AlternateContent":
                self._pieces(chosen(child), properties, stroke)
            elif tag == W + "ruby":
                base = child.find(W + "rubyBase")
                if base is not None:
                    self.inline(base, WordLook(None, {}))
            else:
                self._say(child, properties, stroke)

    def _say(
        self, child: etree._Element, properties: etree._Element | None, stroke: Stroke
    ) -> None:
        name = etree.QName(child).localname
        key = child.get(W + "id", "")
        link = stroke.link or self.fields.link
        if name in {"t", "delText"}:
            words = _raised(child.text or "", value(properties, "vertAlign"))
            self.got.say(replace(stroke, text=words, link=link))
        elif name in {"tab", "ptab"}:
            self.got.say(replace(stroke, text="\t", link=link))
        elif name == "cr" or (name == "br" and child.get(W + "type") in {None, "textWrapping"}):
            self.got.say(replace(stroke, text="\n", link=link))
        elif name == "noBreakHyphen":
            self.got.say(replace(stroke, text="\u2011", link=link))
        elif name == "sym":
            sign = sign_of(child.get(W + "font", ""), child.get(W + "char", ""))
            self.got.say(replace(stroke, text=sign, link=link))
            if not sign:
                self.got.miss("sign", child.get(W + "font", ""))
        elif name in {"footnoteReference", "endnoteReference"}:
            self.got.say(Stroke(note=name[0] + key))
        elif name == "commentReference" and key not in self.got.remarks:
            self.got.say(Stroke(remarks=(key,)))

    def _looks(self, properties: etree._Element | None, look: WordLook) -> Stroke | None:
        """How a run looks beside the rest of its paragraph; None where it is hidden."""
        if toggle(properties, "vanish") and not toggle(properties, "specVanish"):
            return None
        style = value(properties, "rStyle")
        end = "Cs" if toggle(properties, "rtl") else ""
        return Stroke(
            bold=self._is(properties, style, look.style, "b" + end),
            italic=self._is(properties, style, look.style, "i" + end),
            struck=bool(toggle(properties, "strike") or toggle(properties, "dstrike")),
            link=look.link,
        )

    def _is(
        self, properties: etree._Element | None, style: str | None, block: str | None, name: str
    ) -> bool:
        if self.styles.toggle(block, name):
            return False
        own = toggle(properties, name)
        if own is None and style:
            own = self.styles.toggle(style, name)
        return bool(own)

    def _picture(self, picture: etree._Element) -> None:
        boxes = list(picture.iter(W + "txbxContent"))
        self.boxes += boxes
        if boxes:
            return
        if picture.tag == W + "object":
            self.got.miss("embedded object")
            return
        described = next(picture.iter(DRAWING + "docPr"), None)
        words = ""
        if described is not None:
            words = described.get("descr") or described.get("title") or ""
        self.got.miss("picture", words)


def chosen(choice: etree._Element) -> etree._Element:
    """What is read of content that has an alternative: the first choice that holds something."""
    for child in choice:
        if child.tag in {MC + "Choice", MC + "Fallback"} and len(child):
            return child
    return etree.Element("nothing")


def _raised(words: str, place: str | None) -> str:
    """Raised and lowered digits as signs of their own; letters stay on the line."""
    if place not in {"superscript", "subscript"}:
        return words
    made = words.translate(_SUPERSCRIPT if place == "superscript" else _SUBSCRIPT)
    same = any(a == b and not a.isspace() for a, b in zip(words, made, strict=True))
    return words if same or unicodedata.normalize("NFC", made) != made else made
