"""Is it a label, or are they words: "A.", "2.5", "Section 3" before the words behind them."""

from __future__ import annotations

import re
from typing import NamedTuple

from charter.numbers.counting import readings
from charter.numbers.label_words import MEASURES, MONTHS, SORTS

_ABBREVIATED = re.compile(r"[^\W\d_]{1,3}\.")
_OPENING = "*_\"'([\u201c\u201e\u00ab\u201a\u2018"
# A number of more digits is a year or a sum.
_LONGEST_COUNT = 3
_GROUP = 3


class Doubt(NamedTuple):
    """What may be a label: the sort that its word names, its number, the form of that, the signs
    behind it (a dash is "-"), and the words behind.
    """

    sort: str
    number: str
    form: str
    signs: str
    words: str


def is_sure(doubt: Doubt, *, is_heading: bool) -> bool | None:
    """True: it is a label. False: it may be one. None: it is none."""
    if doubt.sort:
        return _worded(doubt, is_heading=is_heading)
    if doubt.number[0].isdigit():
        # "2. Mai 2024", "## 3 May" are days.
        is_day = _begins_with(doubt.words, MONTHS)
        return None if is_day else _digits(doubt, is_heading=is_heading)
    if not readings(doubt.number):
        return None
    if doubt.form != "#":
        # "(c) 2024" is a right, not a clause.
        return None if doubt.number in "cC" and doubt.words[:1].isdigit() else True
    return _letters(doubt, is_heading=is_heading)


def _worded(doubt: Doubt, *, is_heading: bool) -> bool:
    """Before a small letter, or before a part of its own, "Section 3" begins a sentence."""
    if doubt.signs or not doubt.words or is_heading:
        return True
    if doubt.words[0] == "(" and doubt.words[-1] == ")":
        return True
    first = doubt.words.split(maxsplit=1)[0].strip("*_(").rstrip(".,;").lower()
    return not doubt.words.lstrip(_OPENING)[:1].islower() and first not in SORTS


def _digits(doubt: Doubt, *, is_heading: bool) -> bool | None:
    number, signs, words = (
        doubt.number.rstrip("abcdefghijklmnopqrstuvwxyz"),
        doubt.signs,
        doubt.words,
    )
    dotted = "." in number
    if not dotted and len(number) > _LONGEST_COUNT:
        return False if signs == "." else None
    if signs in {"-", ":", ":-"} and doubt.form == "#":
        return None if words[:1].isdigit() else is_heading or bool(words)
    if signs or doubt.form != "#":
        return True
    if dotted:
        if not is_heading and any(len(part) == _GROUP for part in number.split(".")[1:]):
            # "1.250 members": a thousand.
            return None
        return _dotted(words, is_heading=is_heading)
    return not words[:1].isdigit() if is_heading else None


def _begins_with(words: str, known: frozenset[str]) -> bool:
    return bool(words) and words.split(maxsplit=1)[0].strip(".,;:").lower() in known


def _dotted(words: str, *, is_heading: bool) -> bool | None:
    """Two numbers and a point: "2.1 Members" counts, "2.5 percent" measures."""
    if not words:
        return True
    if _begins_with(words, MEASURES):
        return None
    if is_heading:
        return True
    first = words.lstrip(_OPENING)[:1]
    if first.islower():
        return False
    return True if first.isalpha() else None


def _letters(doubt: Doubt, *, is_heading: bool) -> bool | None:
    number, signs, words = doubt.number, doubt.signs, doubt.words
    if not signs:
        return False if is_heading and number.isupper() and words else None
    if _ABBREVIATED.match(words) or words[:1].isdigit():
        # "z. B.", "i. e.", "p. 12", "A. B. Smith".
        return None
    if is_heading or signs[0] == ")":
        return True
    if len(number) == 1:
        return signs == "." and number.islower()
    return any(way.endswith("roman") for way, _, _ in readings(number))
