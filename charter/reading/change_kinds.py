"""What kind of change it is when a reader might otherwise look for changed words in vain.

"Only …" is said where it is proven: the words and numbers of both wordings are the same ones, in
the same order, and every other way in which they differ is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from charter.diff.tokens import tokens
from charter.numbers.block_numbers import BlockNumber, numbered
from charter.reading.visible_words import TABLES, VERBATIM, StyledStretch, VisiblePassage, seen
from charter.text.lines import indent_of

#: What can differ between two wordings. `source`: nothing that a reader sees.
Facet = Literal[
    "words", "case", "punctuation", "white_space", "markup", "links", "struck", "numbering",
    "level", "nesting", "form", "ticked", "source",
]  # fmt: skip
Note = Literal[
    "", "case", "punctuation", "white_space", "markup", "links", "struck", "numbering", "level",
    "nesting", "form", "ticked", "source",
]  # fmt: skip

_BLANKS = re.compile(r"\s+")
_MARKED = re.compile(r"[\[\]<&~]")
_LONGEST_MARK = 16
_START = 60
_LINE_MARKS = "#>*_+- \t"
_NO_LETTER = re.compile(r"[\W\d_]+")
# Signs that Unicode counts as punctuation, and that a sentence means something by.
_MEANT = frozenset("%\u2030\u2031§¶&@#*/\\†‡")


class Word(NamedTuple):
    """A word, a number or a sign that means something, and how it is shown."""

    text: str
    marks: frozenset[str]
    struck: bool
    leads_to: str


class Read(NamedTuple):
    """The words of a passage, and what stands before, between and behind them.

    `between` holds each mark of punctuation in the gaps, and how it is shown.
    """

    words: tuple[Word, ...]
    gaps: tuple[str, ...]
    between: tuple[Word, ...]


def note_of(
    pieces: Sequence[tuple[int, str]], before: str, after: str, kind_before: str, kind_after: str
) -> Note:
    """The note on a change whose words are known: most need no second look at the texts."""
    if kind_before == kind_after:
        # Where words stay before the change, it is not that of the number before them.
        far = not pieces[0][0] and len(pieces[0][1]) > _LONGEST_MARK
        if _clearly_words(pieces, before, after) and (far or not _other_number(before, after)):
            return ""
    return note(before, after, kind_before, kind_after)


def _clearly_words(pieces: Sequence[tuple[int, str]], before: str, after: str) -> bool:
    """Is it clear at once that words differ, be it that of the number before them?"""
    marked = _marked(before + after)
    if not marked and _other_letter(pieces):
        return True
    out = "".join([text for sign, text in pieces if sign < 0])
    put = "".join([text for sign, text in pieces if sign > 0])
    if marked and _MARKED.search(out + put):
        return False
    letters = [_NO_LETTER.sub("", side).lower() for side in (out, put)]
    return letters[0] != letters[1]


def _marked(text: str) -> bool:
    return "[" in text or "<" in text or "&" in text or "~" in text


def _other_letter(pieces: Sequence[tuple[int, str]]) -> bool:
    """Does what was taken out begin with another letter than what was put in, or is it all?"""
    out = put = ""
    for sign, text in pieces:
        if sign < 0:
            out = out or text[0]
        elif sign:
            put = put or text[0]
        if out and put:
            return out.isalpha() and put.isalpha() and out.lower()[0] != put.lower()[0]
    return (out or put).isalpha()


def _other_number(before: str, after: str) -> bool:
    """May the passages have another number before their words?"""
    marks = [
        numbered(text[:_START].lstrip(_LINE_MARKS), "heading").mark for text in (before, after)
    ]
    return marks[0] != marks[1]


def note(before: str, after: str, kind_before: str, kind_after: str) -> Note:
    """Say what alone changed between two wordings of a passage; "" if words did, or several things.

    `form`: the same words as another kind of passage. `level`: a heading of another level.
    `nesting`: with another indent. `numbering`: with another number. `markup`: emphasis. `links`:
    where links lead. `struck`: what is struck out. `ticked`: the box of a task. `source`: how it is
    written, and nothing that a reader sees. `punctuation`, `case` and `white_space` as they say.
    """
    found = facets(before, after, kind_before, kind_after)
    if len(found) != 1:
        return ""
    (only,) = found
    return "" if only == "words" else only


def facets(before: str, after: str, kind_before: str, kind_after: str) -> frozenset[Facet]:
    """Every way in which two wordings differ, as far as a reader sees it; none for equal texts."""
    if before == after and kind_before == kind_after:
        return frozenset()
    return facets_seen(seen(before, kind_before), seen(after, kind_after), before, after)


@lru_cache(maxsize=1024)
def facets_seen(
    old: VisiblePassage, new: VisiblePassage, before: str, after: str
) -> frozenset[Facet]:
    """The same where it is known how both are read."""
    found = _framed(old, new, before, after) | _worded(old, new)
    return frozenset(found or {unseen(before, after)})


def unseen(before: str, after: str) -> Literal["white_space", "source"]:
    """What differs between two wordings of which a reader sees no difference."""
    return "white_space" if _BLANKS.sub("", before) == _BLANKS.sub("", after) else "source"


def _framed(old: VisiblePassage, new: VisiblePassage, before: str, after: str) -> set[Facet]:
    """What differs in the form of a passage."""
    a, b = old.frame, new.frame
    shapes = [(one.kind, one.quoted, one.number is None, len(one.marker)) for one in (a, b)]
    if shapes[0] != shapes[1]:
        return {"form"}
    found: set[Facet] = set()
    if a.number is not None and a.marker != b.marker:
        found.add("punctuation")
    if a.kind in TABLES and _columns(old) != _columns(new):
        found.add("form")
    if a.level != b.level:
        found.add("level")
    if a.number != b.number:
        found.add("numbering")
    if a.ticked != b.ticked:
        found.add("form" if None in (a.ticked, b.ticked) else "ticked")
    if a.kind not in VERBATIM and indent_of(before) != indent_of(after):
        found.add("nesting")
    return found


def _columns(side: VisiblePassage) -> list[frozenset[str]]:
    """How the columns of a table are aligned."""
    return [one.marks for one in side.stretches if not one.text]


def _worded(old: VisiblePassage, new: VisiblePassage) -> set[Facet]:
    """What differs in the words, in how they are shown, and between them."""
    a, b = numbered(old.text, old.frame.kind), numbered(new.text, new.frame.kind)
    found: set[Facet] = set()
    if a.mark != b.mark:
        if a.words == b.words or (a.mark and b.mark):
            found.add("numbering")
        else:
            a, b = BlockNumber("", old.text), BlockNumber("", new.text)
    one, two = (
        read_words(old, len(old.text) - len(a.words)),
        read_words(new, len(new.text) - len(b.words)),
    )
    texts = [[word.text for word in side.words] for side in (one, two)]
    if texts[0] != texts[1]:
        lower = [[text.lower() for text in side] for side in texts]
        if lower[0] != lower[1]:
            return found | {"words"}
        found.add("case")
    return found | _shown(one, two)


def _shown(one: Read, two: Read) -> set[Facet]:
    """What differs where the words are the same."""
    found: set[Facet] = set()
    for before, after in zip(one.gaps, two.gaps, strict=True):
        if before != after:
            same = _BLANKS.sub("", before) == _BLANKS.sub("", after)
            found.add("white_space" if same else "punctuation")
    pairs = list(zip(one.words, two.words, strict=True))
    if "punctuation" not in found:
        pairs += zip(one.between, two.between, strict=True)
    for a, b in pairs:
        if a.marks != b.marks:
            found.add("markup")
        if a.struck != b.struck:
            found.add("struck")
        if a.leads_to != b.leads_to:
            found.add("links")
    return found


def read_words(side: VisiblePassage, start: int) -> Read:
    """The words of a passage from a place on."""
    text = side.text
    shown: list[StyledStretch] = [one for one in side.stretches for _ in range(len(one.text))]
    words: list[Word] = []
    between: list[Word] = []
    gaps: list[str] = []
    gap = ""
    place = start
    for token in tokens(text[start:]):
        if is_between(token):
            gap += token
            between += [
                Word(sign, *shown[place + at][1:])
                for at, sign in enumerate(token)
                if not sign.isspace()
            ]
        else:
            words.append(_word(token, shown[place : place + len(token)]))
            gaps.append(gap)
            gap = ""
        place += len(token)
    return Read(tuple(words), (*gaps, gap), tuple(between))


def _word(token: str, shown: Sequence[StyledStretch]) -> Word:
    marks = frozenset(mark for one in shown for mark in one.marks)
    leads_to = " ".join(dict.fromkeys(one.leads_to for one in shown))
    return Word(_BLANKS.sub(" ", token), marks, any(one.struck for one in shown), leads_to)


def is_between(token: str) -> bool:
    """Is it a blank or a mark of punctuation, and nothing that means something by itself?"""
    return all(
        sign.isspace() or (sign not in _MEANT and unicodedata.category(sign)[0] == "P")
        for sign in token
    )
