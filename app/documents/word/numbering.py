"""Automatic numbers of a Word document, as Word shows them.

After ECMA-376, part 1, 17.9 (Numbering), and what Word does where it says little: all lists of one
`abstractNum` share their counters, and a `startOverride` counts once, where its list begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from app.documents.numerals import written
from app.documents.word.styles import W, WordStyles, toggle, value, whole

_DEEPEST = 9
_PLACE = re.compile(r"%([1-9])")
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """One level of a list. `restart`: the level from 1 on behind which it begins anew; 0 never."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    is_legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(slots=True)
class NumberScheme:
    """What one `abstractNum` says."""

    levels: dict[int, NumberLevel] = field(default_factory=dict)
    style_link: str = ""


@dataclass(slots=True)
class NumberList:
    """What one `num` says: its scheme, where levels start anew, and levels of its own."""

    scheme: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, NumberLevel] = field(default_factory=dict)


class NumberLabel(NamedTuple):
    """The number of a paragraph: its label, whether it is a bullet, and its level from 0 on."""

    label: str
    is_bullet: bool
    level: int


class WordNumbering:
    """The lists that a document defines."""

    def __init__(self, root: etree._Element | None, styles: WordStyles) -> None:
        """Read `numbering.xml`; a document can have none."""
        self.styles = styles
        self.schemes: dict[str, NumberScheme] = {}
        self.lists: dict[str, NumberList] = {}
        for one in root.iterfind(W + "abstractNum") if root is not None else ():
            scheme = NumberScheme(style_link=value(one, "numStyleLink") or "")
            for level in one.iterfind(W + "lvl"):
                scheme.levels[whole(level.get(W + "ilvl"))] = _level(level)
            self.schemes[one.get(W + "abstractNumId", "")] = scheme
        for one in root.iterfind(W + "num") if root is not None else ():
            self.lists[one.get(W + "numId", "")] = _list(one)

    def levels_of(self, number: NumberList) -> tuple[str, dict[int, NumberLevel]]:
        """The scheme whose counters a list has, and its levels."""
        key = number.scheme
        for _ in range(_DEEPEST):
            scheme = self.schemes.get(key, NumberScheme())
            if not scheme.style_link:
                break
            linked = self.lists.get(self.styles.numbering_of(scheme.style_link) or "")
            if linked is None or linked.scheme == key:
                break
            key = linked.scheme
        levels = self.schemes.get(key, NumberScheme()).levels
        return key, {**levels, **number.levels} if number.levels else levels

    def place_of(
        self, style: str | None, properties: etree._Element | None
    ) -> tuple[str, int] | None:
        """The list and the level of a paragraph, by its own properties or by its style."""
        own = properties.find(W + "numPr") if properties is not None else None
        by_style = self.styles.numbering(style)
        number = value(own, "numId") or (by_style[0] if by_style else None)
        if number is None or number not in self.lists:
            return None
        level = value(own, "ilvl")
        if level is None and by_style is not None and by_style[0] == number:
            level = by_style[1] or self._bound_level(number, by_style[2])
        return number, min(max(whole(level), 0), _DEEPEST - 1)

    def _bound_level(self, number: str, style: str) -> str | None:
        _key, levels = self.levels_of(self.lists[number])
        return next((str(at) for at, level in levels.items() if level.style == style), None)


class NumberCounters:
    """Where counting stands while one goes through a text once."""

    def __init__(self, numbering: WordNumbering) -> None:
        """Nothing is counted yet."""
        self._numbering = numbering
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def count(self, number: str, at: int) -> NumberLabel | None:
        """Count a paragraph of a list at a level; None where the list shows nothing there."""
        own = self._numbering.lists[number]
        key, levels = self._numbering.levels_of(own)
        level = levels.get(at)
        if level is None:
            return None
        counts = self._counts.setdefault(key, {})
        if at in own.starts and (number, at) not in self._begun:
            self._begun.add((number, at))
            counts[at] = own.starts[at]
        elif at in counts:
            counts[at] += 1
        else:
            counts[at] = own.starts.get(at, level.start)
        for deeper in [one for one in counts if one > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and at < restart):
                del counts[deeper]
        if level.form == "bullet":
            return NumberLabel("", is_bullet=True, level=at)
        label = _PLACE.sub(
            lambda match: self._number(int(match[1]) - 1, counts, levels, level), level.text
        )
        label = " ".join(label.split())[:_LONGEST]
        # A dash or a star is a bullet, whatever the format is called.
        is_bullet = bool(label) and not any(sign.isalnum() for sign in label)
        return NumberLabel("" if is_bullet else label, is_bullet=is_bullet, level=at)

    @staticmethod
    def _number(
        at: int, counts: dict[int, int], levels: dict[int, NumberLevel], shown_in: NumberLevel
    ) -> str:
        level = levels.get(at, NumberLevel())
        number = counts.get(at, level.start)
        form = level.form
        if shown_in.is_legal and form != "none":
            form = "decimal"
        return written(number, form)


def _list(one: etree._Element) -> NumberList:
    found = NumberList(value(one, "abstractNumId") or "")
    for override in one.iterfind(W + "lvlOverride"):
        at = whole(override.get(W + "ilvl"))
        start = value(override, "startOverride")
        if start is not None:
            found.starts[at] = whole(start, 1)
        level = override.find(W + "lvl")
        if level is not None:
            found.levels[at] = _level(level)
    return found


def _level(one: etree._Element) -> NumberLevel:
    restart = value(one, "lvlRestart")
    text = one.find(W + "lvlText")
    shown = text.get(W + "val", "") if text is not None else ""
    return NumberLevel(
        start=whole(value(one, "start"), 0),
        form=_form(one),
        text=shown,
        is_legal=bool(toggle(one, "isLgl")),
        restart=None if restart is None else whole(restart),
        style=value(one, "pStyle") or "",
    )


def _form(one: etree._Element) -> str:
    """The format; one that is written out ("001, 002, …") stands in a choice, with a fallback."""
    found = value(one, "numFmt")
    if found is None:
        found = value(one.find(f"{_CHOICE}AlternateContent/{_CHOICE}Fallback"), "numFmt")
    return found or "decimal"
