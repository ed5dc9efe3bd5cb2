"""Numbers of lists and headings in an OpenDocument text, as LibreOffice shows them.

OpenDocument 1.3, part 3, 16.30 and 19.880 (style:num-format) and following; how lists go on
(text:continue-list, text:continue-numbering) is 5.3.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from app.documents.numerals import ODF_FORMATS, written
from app.documents.word.styles import whole

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_PLACE = re.compile(r"%(\d{1,2})%")
_DEEPEST = 10
_BULLETS = frozenset({TEXT + "list-level-style-bullet", TEXT + "list-level-style-image"})


@dataclass(frozen=True, slots=True)
class OdfLevel:
    """One level of a list style. `pattern` ("(%2%)") is newer than prefix, suffix and `shown`."""

    is_bullet: bool = False
    form: str = "none"
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str = ""


@dataclass(slots=True)
class OdfList:
    """A list that is open: its style, and where counting stands on each level from 1 on."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class OdfLabel(NamedTuple):
    """The number of a paragraph, and whether it is a bullet."""

    label: str
    is_bullet: bool


class OdfNumbering:
    """The list styles of a document, and where its lists stand."""

    def __init__(self, roots: list[etree._Element]) -> None:
        """Read the styles of `styles.xml` and `content.xml`, the latter last."""
        self._styles: dict[str, dict[int, OdfLevel]] = {}
        self._outline: dict[int, OdfLevel] = {}
        for root in roots:
            for style in root.iter(TEXT + "list-style"):
                self._styles[style.get(STYLE + "name", "")] = _levels(style)
            for style in root.iter(TEXT + "outline-style"):
                self._outline = _levels(style)
        self._headings = OdfList("")
        self._by_id: dict[str, OdfList] = {}
        self._last: dict[str, OdfList] = {}

    def open(self, element: etree._Element, style: str) -> OdfList:
        """The outermost list begins, or goes on from an earlier one."""
        earlier = self._by_id.get(element.get(TEXT + "continue-list", ""))
        if earlier is None and element.get(TEXT + "continue-numbering") == "true":
            earlier = self._last.get(style)
        opened = OdfList(style, earlier.counts if earlier else {})
        own = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if own:
            self._by_id[own] = opened
        self._last[style] = opened
        return opened

    def again(self, style: str) -> OdfList:
        """The list of a style that was open last: what was removed from it counts there."""
        return self._last.setdefault(style, OdfList(style))

    def count(self, in_list: OdfList, style: str, level: int, start: str | None) -> OdfLabel:
        """Count an item of a list."""
        return _counted(in_list.counts, self._styles.get(style, {}), level, start)

    def count_heading(self, level: int, start: str | None) -> OdfLabel:
        """Count a heading by the outline of the document."""
        return _counted(self._headings.counts, self._outline, level, start)


def _counted(
    counts: dict[int, int], levels: dict[int, OdfLevel], at: int, start: str | None
) -> OdfLabel:
    level = levels.get(at, OdfLevel())
    if level.is_bullet:
        return OdfLabel("", is_bullet=True)
    if start is not None:
        counts[at] = whole(start, 1)
    else:
        counts[at] = counts[at] + 1 if at in counts else level.start
    for deeper in [one for one in counts if one > at]:
        del counts[deeper]
    if level.form == "none" and not level.pattern:
        return OdfLabel(_shown(level.prefix + level.suffix), is_bullet=False)

    def number(of: int) -> str:
        own = levels.get(of, OdfLevel())
        return written(counts.get(of, own.start), own.form)

    if level.pattern:
        label = _PLACE.sub(lambda match: number(int(match[1])), level.pattern)
    else:
        first = max(at - level.shown + 1, 1)
        numbers = [shown for of in range(first, at + 1) if (shown := number(of))]
        label = level.prefix + ".".join(numbers) + level.suffix
    return OdfLabel(_shown(label), is_bullet=False)


def _shown(label: str) -> str:
    label = " ".join(label.replace("\u200b", "").split())
    return label if any(sign.isalnum() for sign in label) else ""


def _levels(style: etree._Element) -> dict[int, OdfLevel]:
    found = {}
    for one in style:
        at = min(max(whole(one.get(TEXT + "level"), 1), 1), _DEEPEST)
        form = one.get(STYLE + "num-format", "")
        if form in {"a", "A"} and one.get(STYLE + "num-letter-sync") == "true":
            known = "lowerLetter" if form == "a" else "upperLetter"
        else:
            known = ODF_FORMATS.get(form[0], "decimal") if form else "none"
        found[at] = OdfLevel(
            is_bullet=one.tag in _BULLETS,
            form=known,
            prefix=one.get(STYLE + "num-prefix", ""),
            suffix=one.get(STYLE + "num-suffix", ""),
            shown=whole(one.get(TEXT + "display-levels"), 1),
            start=whole(one.get(TEXT + "start-value"), 1),
            pattern=one.get(LOEXT + "num-list-format", ""),
        )
    return found
