"""What a number of a list can mean: "4", "4a", "d", "iv" each count, some in more than one way."""

from __future__ import annotations

import re
from functools import lru_cache

from charter.numbers.label_words import SPELLED

_ROMAN = re.compile(r"(?=[ivxlc])(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_DIGITS = re.compile(r"(\d{1,9})([a-z]?)")
_HAN = {sign: value for value, sign in enumerate("〇一二三四五六七八九十")} | {"零": 0, "百": 100}

#: A way to count, and where a number stands in it.
Reading = tuple[str, int, int]


def roman(letters: str) -> int:
    """The value of a Roman number up to 99 in small letters; 0 if it is none."""
    if _ROMAN.fullmatch(letters) is None:
        return 0
    values = [_ROMAN_VALUES[sign] for sign in letters]
    following = [*values[1:], 0]
    return sum([-one if one < after else one for one, after in zip(values, following, strict=True)])


@lru_cache(maxsize=1024)
def readings(number: str) -> tuple[Reading, ...]:
    """All ways to read a number: (way, place, place between two places).

    "i" is the ninth letter and the Roman one; "2a" stands between "2" and "3".
    """
    digits = _DIGITS.fullmatch(number.lower())
    if digits:
        return (("digits", int(digits[1]), ord(digits[2]) - 96 if digits[2] else 0),)
    if number[0] in _HAN:
        return (("han", _han(number), 0),)
    lower = number.lower()
    spelled = SPELLED.get(lower)
    if spelled is not None:
        return (("digits", spelled, 0),)
    case = "upper" if number.isupper() else "lower"
    found: list[Reading] = []
    if len(set(lower)) == 1:
        found.append((f"{case} {len(lower)}", ord(lower[0]) - 96, 0))
    value = roman(lower)
    if value:
        found.append((f"{case} roman", value, 0))
    return tuple(found)


def _han(number: str) -> int:
    """A number up to 999 in Chinese signs."""
    value = held = 0
    for sign in number:
        own = _HAN[sign]
        if own >= 10:  # noqa: PLR2004 - ten and a hundred multiply what stands before them
            value, held = value + (held or 1) * own, 0
        else:
            held = own
    return value + held


def follows(number: str, after: str) -> bool:
    """Is `number` the next one behind `after`, in some way to count?"""
    for way, place, between in readings(number):
        for other_way, other, other_between in readings(after):
            if way != other_way:
                continue
            if place == other + 1 and not between:
                return True
            if place == other and between == other_between + 1:
                return True
    return False


def is_first(number: str) -> bool:
    """Can counting begin with it?"""
    return any(place == 1 and not between for _, place, between in readings(number))
