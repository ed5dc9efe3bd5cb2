"""Signs that a reader cannot see: named, so that a page can show each of them as a badge."""

from __future__ import annotations

import re
import unicodedata

# Bidirectional controls, zero-width and other invisible signs, and unusual blanks.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
    "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
    # Joiners are part of many scripts and emoji; alone between Latin letters they only hide.
    "|(?<=[\\s\u0021-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\\s\u0021-\u024f]|\\Z)"
)
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def badges(text: str) -> tuple[tuple[bool, str], ...]:
    """The text in stretches: (False, words as they are) and (True, the name of a hidden sign)."""
    found: list[tuple[bool, str]] = []
    place = 0
    for match in _HIDDEN.finditer(text):
        if match.start() > place:
            found.append((False, text[place : match.start()]))
        found.append((True, name_of(match[0])))
        place = match.end()
    if place < len(text):
        found.append((False, text[place:]))
    return tuple(found)


def shown(text: str) -> str:
    """The text without its hidden signs; unusual blanks as blanks."""
    if not has_hidden(text):
        return text
    return _HIDDEN.sub(lambda match: " " if match[0].isspace() else "", text)


def unseen_signs(text: str) -> list[str]:
    """The names of the hidden signs that are no blanks, in their order."""
    if not has_hidden(text):
        return []
    return [name_of(match[0]) for match in _HIDDEN.finditer(text) if not match[0].isspace()]


def has_hidden(text: str) -> bool:
    """Does the text hold a sign that `badges` would name?"""
    return not text.isascii() and _HIDDEN.search(text) is not None


def changes_direction(text: str) -> bool:
    """Does the text hold a control that can make it read in another order than it is written?"""
    return not text.isascii() and _DIRECTION.search(text) is not None


def name_of(sign: str) -> str:
    """`U+202E right-to-left override`."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'unnamed').lower()}"
