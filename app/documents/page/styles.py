"""Style sheets within a page, as far as they say how words look and how lists are numbered.

Google Docs exports all looks as classes, and the numbers of lists as counters. Whether something is
shown is not taken from style sheets: that may depend on the width of a window, or on a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from app.documents.numerals import written

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_CLASS = re.compile(r"(?:[a-z][a-z0-9]*)?\.([\w-]+)$", re.IGNORECASE)
_BEFORE = re.compile(r"\.([\w-]+)\s*>\s*li:before$", re.IGNORECASE)
_LOOKS = re.compile(r"(?:^|;)\s*((?:font-weight|font-style|text-decoration)[^:;]*:[^;]*)")
_CONTENT = re.compile(r"content\s*:\s*([^;]*)")
_PART = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|counter\(\s*([\w-]+)\s*(?:,\s*([\w-]+)\s*)?\)")
_CODE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_MOST = 300_000

FORMS = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerAlpha",
    "lower-latin": "lowerAlpha",
    "upper-alpha": "upperAlpha",
    "upper-latin": "upperAlpha",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "lower-greek": "greekLower",
}


class PageStyles:
    """What the style sheets of a page say of classes."""

    def __init__(self, root: etree._Element) -> None:
        """Read them."""
        self._looks: dict[str, str] = {}
        self._contents: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        for sheet in root.iter("style"):
            for selectors, body in _rules((sheet.text or "")[:_MOST]):
                self._keep(selectors, body)

    def _keep(self, selectors: Sequence[str], body: str) -> None:
        looks = ";".join(_LOOKS.findall(body.lower()))
        content = _CONTENT.search(body)
        for selector in selectors:
            named = _CLASS.match(selector)
            if named and looks:
                before = self._looks.get(named[1], "")
                self._looks[named[1]] = f"{before};{looks}".lstrip(";")
            before_items = _BEFORE.match(selector)
            if before_items and content:
                self._contents[before_items[1]] = content[1]

    def looks(self, element: etree._Element) -> str:
        """Declarations for an element by its classes; "" for none."""
        if not self._looks:
            return ""
        found = [self._looks.get(name, "") for name in element.get("class", "").split()]
        return ";".join([one for one in found if one])

    def label(self, listed: etree._Element, *, is_first: bool) -> str | None:
        """The number of the next item of a list that has counters; None where it has none."""
        for name in listed.get("class", "").split():
            content = self._contents.get(name)
            if content is not None:
                return self._counted(name, content, listed, is_first=is_first)
        return None

    def _counted(self, name: str, content: str, listed: etree._Element, *, is_first: bool) -> str:
        own = f"lst-ctn-{name.removeprefix('lst-')}"
        if is_first and "start" in listed.get("class", "").split():
            start = listed.get("start", "1")
            self._counts[own] = int(start) - 1 if start.isdigit() and len(start) < 6 else 0  # noqa: PLR2004
        self._counts[own] = self._counts.get(own, 0) + 1
        label = ""
        for words, counter, form in _PART.findall(content):
            if counter:
                label += written(self._counts.get(counter, 1), FORMS.get(form, "decimal"))
            else:
                label += _CODE.sub(_sign, words)
        label = " ".join(label.split())
        return label if any(sign.isalnum() for sign in label) else ""


def _sign(code: re.Match[str]) -> str:
    number = int(code[1], 16)
    return chr(number) if number < 0x110000 else ""  # noqa: PLR2004 - the last sign of Unicode


def _rules(sheet: str) -> Iterator[tuple[list[str], str]]:
    """The rules of a sheet, without those within others, which hold only sometimes."""
    depth = begin = 0
    selector = ""
    sheet = _COMMENT.sub(" ", sheet)
    for brace in re.finditer(r"[{}]", sheet):
        if brace[0] == "{":
            if not depth:
                selector = sheet[begin : brace.start()].rpartition(";")[2].strip()
                begin = brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield [one.strip() for one in selector.split(",")], sheet[begin : brace.start()]
                begin = brace.end()
