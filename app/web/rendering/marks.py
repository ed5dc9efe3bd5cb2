"""Which signs of a Markdown text are marks that a reader does not see, and how the rest looks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from charter.text.lines import is_rst_underline, is_underline

HIDDEN, PLAIN, STRONG, EM, CODE, STRUCK, TARGET, SIGN = (
    "hidden",
    "",
    "strong",
    "em",
    "code",
    "struck",
    "target",
    "sign",
)

# Each of these patterns looks at a sign a few times at most, whatever somebody writes.
_LINE_MARKS = {
    "heading": re.compile(
        r"(?m)^[ \t]*#{1,6}[ \t]+|(?<![ \t])[ \t]+#+[ \t]*$|\n[ \t]*(?:=+|-+)[ \t]*$"
    ),
    "quote": re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+"),
}
_ITEM_MARKS = re.compile(r"(?m)^[ \t]*[-+*][ \t]+|^[ \t]+")
_VERBATIM = frozenset({"code", "table", "table_row", "html", "front_matter"})
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)([^`]+?)(?<!`)\1(?!`)")
_LINK = re.compile(r"(?<![!\\])\[([^\[\]\n]*)\]\(([^()\s]*)(?:\s+\"[^\"\n]*\")?\)")
_STRUCK = re.compile(r"(?<![\\~])~~(?=[^\s~])([^~]+)(?<=[^\s\\])~~(?!~)")
#: Signs that cannot be seen, but can change how a text reads or where its words end.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\u061c]")


class _Emphasis(NamedTuple):
    """How one kind of emphasis is written.

    `opening` is the mark that begins it; `closing` for each mark the places where it may end;
    `barrier` what it cannot go beyond.
    """

    opening: re.Pattern[str]
    closing: dict[str, re.Pattern[str]]
    barrier: re.Pattern[str]


_STRONG = _Emphasis(
    re.compile(r"(?<!\\)(?:\*\*|__)(?=\S)"),
    {
        "**": re.compile(r"(?<=[^\s\\])(?=\*\*)"),
        "__": re.compile(r"(?<=[^\s\\])(?=__)"),
    },
    re.compile(r"\Z"),
)
_EM = _Emphasis(
    re.compile(r"(?<![\w*\\])[*_](?=[^\s*_])"),
    {
        "*": re.compile(r"(?<=[^\s*_\\])(?=\*(?![\w*]))"),
        "_": re.compile(r"(?<=[^\s*_\\])(?=_(?![\w*]))"),
    },
    re.compile(r"[*\n]|\Z"),
)


class _Found(NamedTuple):
    """Where some words in a style begin and end, with their marks and without."""

    start: int
    words_start: int
    words_end: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkSpan:
    """Some words in one style; `sign` is the name of a sign that cannot be seen."""

    text: str
    style: str = PLAIN


@dataclass(frozen=True, slots=True)
class Styled:
    """A text with the style of each of its signs."""

    text: str
    styles: tuple[str, ...]

    def between(self, start: int, end: int, *, show_targets: bool) -> tuple[MarkSpan, ...]:
        """The visible spans of a stretch. Where a link leads is shown if that is what changed."""
        spans: list[tuple[str, list[str]]] = []
        for sign, style in zip(self.text[start:end], self.styles[start:end], strict=True):
            if style == HIDDEN or (style == TARGET and not show_targets):
                continue
            if style == SIGN:
                spans.append((SIGN, [f"U+{ord(sign):04X}"]))
            elif spans and spans[-1][0] == style:
                spans[-1][1].append(sign)
            else:
                spans.append((style, [sign]))
        return tuple([MarkSpan("".join(signs), style) for style, signs in spans])


def spans_of(text: str, kind: str) -> Styled:
    """The styles of a passage's text, by its kind."""
    styles = [PLAIN] * len(text)
    if kind not in _VERBATIM:
        _style_words(text, styles)
        for pattern in (_LINE_MARKS.get(kind), _ITEM_MARKS):
            for match in pattern.finditer(text) if pattern else ():
                if "\n" not in match[0]:
                    _set(styles, match.start(), match.end(), HIDDEN)
        if kind == "heading":
            _hide_underline(text, styles)
    for match in _UNSEEN.finditer(text):
        styles[match.start()] = SIGN
    return Styled(text, tuple(styles))


def _style_words(text: str, styles: list[str]) -> None:
    for found in _emphasised(text, _STRONG):
        _set(styles, found.words_start, found.words_end, STRONG)
        _hide_ends(styles, found)
    for match in _STRUCK.finditer(text):
        _set(styles, match.start(1), match.end(1), STRUCK)
        _set(styles, match.start(), match.start(1), HIDDEN)
        _set(styles, match.end(1), match.end(), HIDDEN)
    for found in _emphasised(text, _EM):
        if all(style == PLAIN for style in styles[found.start : found.end]):
            _set(styles, found.words_start, found.words_end, EM)
            _hide_ends(styles, found)
    for match in _ESCAPE.finditer(text):
        styles[match.start()] = HIDDEN
    for match in _LINK.finditer(text):
        styles[match.start()] = HIDDEN
        _set(styles, match.end(1), match.end(), HIDDEN)
        _set(styles, match.start(2), match.end(2), TARGET)
    for match in _CODE.finditer(text):
        _set(styles, match.start(2), match.end(2), CODE)
        _hide_ends(styles, _Found(match.start(), match.start(2), match.end(2), match.end()))


def _emphasised(text: str, how: _Emphasis) -> Iterator[_Found]:
    """What is emphasised, from the first: each opening mark with the nearest one that closes it.

    Where marks may close is looked up once for all: a pattern for the whole would look through the
    rest of the text for every mark that nothing closes.
    """
    barriers = [match.start() for match in how.barrier.finditer(text)]
    ends: dict[str, list[int]] = {}
    place = 0
    while (match := how.opening.search(text, place)) is not None:
        mark, start = match[0], match.end()
        if mark not in ends:
            ends[mark] = [end.start() for end in how.closing[mark].finditer(text)]
        at = bisect_left(ends[mark], start + 1)
        end = ends[mark][at] if at < len(ends[mark]) else len(text) + 1
        if end <= barriers[bisect_left(barriers, start)]:
            place = end + len(mark)
            yield _Found(match.start(), start, end, place)
        else:
            place = match.start() + 1


def _hide_underline(text: str, styles: list[str]) -> None:
    start = text.rfind("\n")
    signs = text[start:].strip()
    if start >= 0 and (is_underline(signs) or is_rst_underline(signs, text[:start])):
        _set(styles, start, len(text), HIDDEN)


def _hide_ends(styles: list[str], found: _Found) -> None:
    _set(styles, found.start, found.words_start, HIDDEN)
    _set(styles, found.words_end, found.end, HIDDEN)


def _set(styles: list[str], start: int, end: int, style: str) -> None:
    styles[start:end] = [style] * (end - start)


def visible(text: str, kind: str = "paragraph") -> str:
    """The words that a reader sees."""
    return "".join(
        span.text for span in spans_of(text, kind).between(0, len(text), show_targets=False)
    )
