"""The number that a passage is counted by, apart from its words."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = r"(?:\d{1,4}(?:\.\d{1,4})*[a-z]?|[ivxlcIVXLC]{1,7}|[a-zA-Z])"
_NAMES = (
    r"§§?|Art(?:\.|icle|ikel|ículo|icolo)|Article|Artikel|Section|Sec\.|Abschnitt|Chapter|Kapitel|"
    r"Chapitre|Rule|Regel|Clause|Part|Teil|Absatz|Abs\."
)
_LABEL = re.compile(
    rf"(?:(?:{_NAMES})[ \u00a0]?{_NUMBER}(?![^\W_])[.:)]?"
    rf"|\({_NUMBER}\)|{_NUMBER}[.)](?=[ \u00a0]))(?:[ \u00a0]?[-\u2013\u2014:](?=\s))?"
)
_OF_HEADING = re.compile(r"\d{1,4}(?:\.\d{1,4})*[a-z]?(?=[ \u00a0])")


class Numbered(NamedTuple):
    """A passage's words with the number that stands before them, as it is written; "" for none."""

    mark: str
    words: str


def numbered(words: str, kind: str) -> Numbered:
    """The number and the words of a passage, of which only the words are given, without marks."""
    found = _LABEL.match(words) or (_OF_HEADING.match(words) if kind == "heading" else None)
    if found is None:
        return Numbered("", words)
    return Numbered(found[0], words[found.end() :].lstrip())
