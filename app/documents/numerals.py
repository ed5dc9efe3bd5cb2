"""Numbers as word processors write them before a paragraph: letters, Roman numbers, words.

The names of the formats are those of ECMA-376 (Office Open XML), part 1, 17.18.59
(ST_NumberFormat); `ODF_FORMATS` maps those of OpenDocument 1.3, 20.316
(style:num-format) to them.
"""

from __future__ import annotations

import string
from collections.abc import Callable

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST_ROMAN = 3999
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_CHICAGO = "*†‡§"
_MOST_REPEATED = 30
_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen / / twenty thirty forty fifty sixty seventy "
    "eighty ninety"
)
_WORDS = _NAMES.split()
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_HAN = "〇一二三四五六七八九"
_HUNDRED = 100
_TWENTY = 20
_TEN = 10


def roman(number: int) -> str:
    """`IV`; decimal where there is no such number."""
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written += sign
            number -= value
    return written


def repeated(signs: str) -> Callable[[int], str]:
    """Letters that are doubled behind the last: a … z, aa, bb, as Word counts."""

    def write(number: int) -> str:
        if number < 1:
            return str(number)
        times, place = divmod(number - 1, len(signs))
        return signs[place] * min(times + 1, _MOST_REPEATED)

    return write


def counted_on(signs: str) -> Callable[[int], str]:
    """Letters that count on behind the last: a … z, aa, ab, as OpenDocument counts by default."""

    def write(number: int) -> str:
        if number < 1:
            return str(number)
        written = ""
        while number:
            number, place = divmod(number - 1, len(signs))
            written = signs[place] + written
        return written

    return write


def in_words(number: int) -> str:
    """`Twenty-one`; decimal from a hundred on."""
    if not 0 <= number < _HUNDRED:
        return str(number)
    return _spelled(number).capitalize()


def ordinal_in_words(number: int) -> str:
    """`Twenty-first`."""
    if not 0 < number < _HUNDRED:
        return ordinal(number)
    before, dash, last = _spelled(number).rpartition("-")
    last = f"{last[:-1]}ieth" if last.endswith("y") else _ORDINALS.get(last, f"{last}th")
    return (before + dash + last).capitalize()


def ordinal(number: int) -> str:
    """`21st`."""
    if number % _HUNDRED in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % _TEN, 'th') }"


def chinese(number: int) -> str:
    """`二十一`; decimal from a hundred on."""
    if not 0 <= number < _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    written = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
    return written + (_HAN[ones] if ones or not tens else "")


def _spelled(number: int) -> str:
    if number < _TWENTY:
        return _WORDS[number]
    tens, ones = divmod(number, _TEN)
    return _WORDS[_TWENTY + tens] + (f"-{_WORDS[ones]}" if ones else "")


def _enclosed(first: int, most: int) -> Callable[[int], str]:
    def write(number: int) -> str:
        return chr(first + number - 1) if 0 < number <= most else str(number)

    return write


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": repeated(string.ascii_uppercase),
    "lowerLetter": repeated(string.ascii_lowercase),
    "upperAlpha": counted_on(string.ascii_uppercase),
    "lowerAlpha": counted_on(string.ascii_lowercase),
    "ordinal": ordinal,
    "cardinalText": in_words,
    "ordinalText": ordinal_in_words,
    "hex": lambda number: f"{number:X}",
    "chicago": repeated(_CHICAGO),
    "numberInDash": lambda number: f"- {number} -",
    "russianLower": repeated(_CYRILLIC),
    "russianUpper": repeated(_CYRILLIC.upper()),
    "greekLower": repeated(_GREEK),
    "greekUpper": repeated(_GREEK.upper()),
    "hebrew2": repeated(_HEBREW),
    "hebrew1": repeated(_HEBREW),
    "arabicAlpha": repeated(_ALPHA),
    "arabicAbjad": repeated(_ABJAD),
    "decimalFullWidth": lambda number: str(number).translate(
        {ord(sign): ord(sign) + 0xFEE0 for sign in string.digits}
    ),
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "hindiNumbers": lambda number: str(number).translate(
        {ord(sign): 0x966 + int(sign) for sign in string.digits}
    ),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": chinese,
}

#: Formats of OpenDocument by the first sign of their names, which list the first numbers.
ODF_FORMATS = {
    "1": "decimal",
    "I": "upperRoman",
    "i": "lowerRoman",
    "A": "upperAlpha",
    "a": "lowerAlpha",
    "\u0410": "russianUpper",
    "\u0430": "russianLower",
    "\u0391": "greekUpper",
    "\u03b1": "greekLower",
    "\u05d0": "hebrew1",
    "\u0623": "arabicAlpha",
    "\u4e00": "chineseCounting",
}


def written(number: int, form: str) -> str:
    """A number in a format; decimal where the format is not known."""
    if form == "none":
        return ""
    return _FORMATS.get(form, str)(number)
