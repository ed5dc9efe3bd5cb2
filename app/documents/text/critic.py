"""CriticMarkup in a Markdown text: {++put in++}, {--taken out--}, {~~old~>new~~}, {>>comment<<}.

After the CriticMarkup Toolkit (2013), which editors still write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.documents.document import TrackedEdit, View
from app.documents.word.comments import KeptComment

_OPEN = re.compile(r"\{(\+\+|--|~~|==|>>)")
_CLOSE = {"++": "++}", "--": "--}", "~~": "~~}", "==": "==}", ">>": "<<}"}
_CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
#: Signs for private use, around the number of a comment, where it stands in a text.
MARKER = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class CriticText:
    """A text in both views, with markers where comments stand."""

    base: str
    new: str
    is_tracked: bool
    edits: tuple[TrackedEdit, ...]
    comments: tuple[KeptComment, ...]
    quotes: tuple[str, ...]


class _CriticMark(NamedTuple):
    """A mark: its sign, what stands in it, and the places in the text that it takes."""

    sign: str
    inside: str
    start: int
    end: int


def read_critic(text: str) -> CriticText:
    """Read the marks; those within code are words."""
    text = text.replace("\ue000", "").replace("\ue001", "")
    comments: list[KeptComment] = []
    quotes: list[str] = []
    edits: list[TrackedEdit] = []
    base: list[str] = []
    new: list[str] = []
    at = 0
    on = ""
    for mark in _marks(text):
        between = text[at : mark.start]
        on = on if not between else ""
        at = mark.end
        out = put = ""
        if mark.sign == ">>":
            key = str(len(comments))
            out = put = f"\ue000{key}\ue001"
            said = mark.inside.strip()
            comments.append(KeptComment(key, "", "", said, None, resolved=False))
            quotes.append(on)
        elif mark.sign == "==":
            on = out = put = mark.inside
        else:
            out, put = _sides(mark)
            edits += [
                TrackedEdit(kind, "", "", " ".join(words.split()))
                for kind, words in (("deletion", out), ("insertion", put))
                if words
            ]
        base += [between, out]
        new += [between, put]
    base.append(text[at:])
    new.append(text[at:])
    return CriticText(
        "".join(base), "".join(new), bool(edits), tuple(edits), tuple(comments), tuple(quotes)
    )


def _marks(text: str) -> Iterator[_CriticMark]:
    """The marks in their order; what is opened and never closed is looked for once."""
    code = [match.span() for match in _CODE.finditer(text)]
    hopeless: set[str] = set()
    at = within = 0
    while opened := _OPEN.search(text, at):
        sign = opened[1]
        at = opened.end()
        while within < len(code) and code[within][1] <= opened.start():
            within += 1
        if sign in hopeless or (within < len(code) and code[within][0] <= opened.start()):
            continue
        end = text.find(_CLOSE[sign], at)
        if end < 0:
            hopeless.add(sign)
            continue
        inside = text[at:end]
        if sign == "~~" and "~>" not in inside:
            continue
        at = end + len(_CLOSE[sign])
        yield _CriticMark(sign, inside, opened.start(), at)


def _sides(mark: _CriticMark) -> tuple[str, str]:
    """What a mark holds before its change, and with it."""
    if mark.sign == "~~":
        old, _, new = mark.inside.partition("~>")
        return old, new
    return (mark.inside, "") if mark.sign == "--" else ("", mark.inside)


def in_view(text: CriticText, view: View) -> str:
    """The text of a view, with its markers."""
    return text.base if view == "base" else text.new
