"""Hints for plain words while someone writes: long sentences, and acronyms that nobody explains.

They hinder nobody, and they know no language: only where sentences end, and what is written in
capital letters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

import regex

#: With more words than this, a sentence is easier to read as two.
LONG = 30
MOST_HINTS = 8
#: How much of a sentence is shown, to find it again.
_SHOWN = 60

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}\u2019'\-]*")
_FULL_STOP = r"[\u3002\uff01\uff1f]"
_QUOTED = r"[\"\u201d\u2019\u00bb)\]]*"
_NEXT = r"(?=[\p{Lu}\p{Lo}\p{N}\"\u201c\u201e\u00ab(\[])"
_END = regex.compile(rf"(?:[.!?…]{_QUOTED}|{_FULL_STOP})\s+{_NEXT}|\n+|{_FULL_STOP}")
#: A point behind one letter, or behind a short word of letters with points, ends no sentence.
_ABBREVIATED = regex.compile(
    r"(?:^|[\s(])(?:\p{L}|(?:\p{L}{1,3}\.)+\p{L}{1,3}|e\.g|i\.e|etc|vs|cf|Dr|Mr|Mrs|Ms|Prof|St|No|Nr"
    r"|ca|bzw|usw|evtl|ggf|inkl|max|min)\.\s*$"
)
_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}\p{N}]{1,7}(?=s?(?![\p{L}\p{N}]))")
_ROMAN = regex.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_MARKS = regex.compile(r"`[^`]*`|\]\([^)]*\)|https?://\S+|[*_#>|]+")


class HintKind(StrEnum):
    """What a hint is about."""

    LONG_SENTENCE = "long_sentence"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that could be plainer. `words` shows it; `count` is how many words it has."""

    about: HintKind
    words: str
    count: int = 1


def hints(
    changed: Iterable[str], *, known: Collection[str] = (), elsewhere: str = ""
) -> tuple[Hint, ...]:
    """Hints for the passages that someone changed, each thing once.

    `known` are the terms that the glossary explains, `elsewhere` the rest of the text: what is
    explained there, in brackets behind or before, needs no second explanation.
    """
    texts = [_MARKS.sub(" ", text) for text in changed]
    whole = "\n".join([elsewhere, *texts])
    terms = {one.casefold() for one in known}
    found: dict[tuple[HintKind, str], Hint] = {}
    for text in texts:
        for hint in (*_long(text), *_unexplained(text, whole, terms)):
            found.setdefault((hint.about, hint.words), hint)
    return tuple(found.values())[:MOST_HINTS]


def sentences(text: str) -> list[str]:
    """The sentences of a text; a point that only shortens a word ends none."""
    found, begin = [], 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text[begin : end.start() + 1]):
            continue
        found.append(text[begin : end.end()].strip())
        begin = end.end()
    found.append(text[begin:].strip())
    return [one for one in found if one]


def _long(text: str) -> Iterable[Hint]:
    for one in sentences(text):
        count = len(_WORD.findall(one))
        if count > LONG:
            shown = one if len(one) <= _SHOWN else one[:_SHOWN].rsplit(" ", 1)[0] + "…"
            yield Hint(HintKind.LONG_SENTENCE, shown, count)


def _unexplained(text: str, whole: str, terms: Collection[str]) -> Iterable[Hint]:
    if text.upper() == text:
        return  # Shouted throughout: no word of it stands out as an acronym.
    for one in _ACRONYM.finditer(text):
        word = one.group()
        if word.casefold() in terms or _ROMAN.fullmatch(word) or _is_explained(word, whole):
            continue
        yield Hint(HintKind.ACRONYM, word)


def _is_explained(word: str, whole: str) -> bool:
    """Whether it stands in brackets behind other words, or other words in brackets behind it."""
    inside = regex.compile(rf"\p{{L}}\s*\(\s*{regex.escape(word)}s?\s*\)")
    behind = regex.compile(
        rf"(?<![\p{{L}}\p{{N}}]){regex.escape(word)}s?\s*\(\s*\p{{L}}[^)]{{3,}}\)"
    )
    return bool(inside.search(whole) or behind.search(whole))
