"""Which signs of a Markdown text are marks that a reader does not see, and how the rest looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from charter.lines import is_rst_underline, is_underline

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

_LINE_MARKS = {
    "heading": re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+|[ \t]+#+[ \t]*$|\n[ \t]*(?:=+|-+)[ \t]*$"),
    "quote": re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+"),
}
_ITEM_MARKS = re.compile(r"(?m)^[ \t]*[-+*][ \t]+|^[ \t]+")
_VERBATIM = frozenset({"code", "table", "table_row", "html", "front_matter"})
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)([^`]+?)(?<!`)\1(?!`)")
_LINK = re.compile(r"(?<![!\\])\[([^\[\]\n]*)\]\(([^()\s]*)(?:\s+\"[^\"\n]*\")?\)")
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1", re.DOTALL)
_STRUCK = re.compile(r"(?<![\\~])~~(?=[^\s~])([^~]+)(?<=[^\s\\])~~(?!~)")
_EM = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*\n]+?)(?<=[^\s*_\\])\1(?![\w*])")
#: Signs that cannot be seen, but can change how a text reads or where its words end.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\u061c]")


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in one style; `sign` is the name of a sign that cannot be seen."""

    text: str
    style: str = PLAIN


@dataclass(frozen=True, slots=True)
class Styled:
    """A text with the style of each of its signs."""

    text: str
    styles: tuple[str, ...]

    def between(self, start: int, end: int, *, show_targets: bool) -> tuple[Span, ...]:
        """The visible spans of a stretch. Where a link leads is shown if that is what changed."""
        spans: list[Span] = []
        for sign, style in zip(self.text[start:end], self.styles[start:end], strict=True):
            if style == HIDDEN or (style == TARGET and not show_targets):
                continue
            if style == SIGN:
                spans.append(Span(f"U+{ord(sign):04X}", SIGN))
            elif spans and spans[-1].style == style:
                spans[-1] = Span(spans[-1].text + sign, style)
            else:
                spans.append(Span(sign, style))
        return tuple(spans)


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
    for match in _STRONG.finditer(text):
        _set(styles, match.start(2), match.end(2), STRONG)
        _hide_ends(styles, match)
    for match in _STRUCK.finditer(text):
        _set(styles, match.start(1), match.end(1), STRUCK)
        _set(styles, match.start(), match.start(1), HIDDEN)
        _set(styles, match.end(1), match.end(), HIDDEN)
    for match in _EM.finditer(text):
        if all(style == PLAIN for style in styles[match.start() : match.end()]):
            _set(styles, match.start(2), match.end(2), EM)
            _hide_ends(styles, match)
    for match in _ESCAPE.finditer(text):
        styles[match.start()] = HIDDEN
    for match in _LINK.finditer(text):
        styles[match.start()] = HIDDEN
        _set(styles, match.end(1), match.end(), HIDDEN)
        _set(styles, match.start(2), match.end(2), TARGET)
    for match in _CODE.finditer(text):
        _set(styles, match.start(2), match.end(2), CODE)
        _hide_ends(styles, match)


def _hide_underline(text: str, styles: list[str]) -> None:
    start = text.rfind("\n")
    signs = text[start:].strip()
    if start >= 0 and (is_underline(signs) or is_rst_underline(signs, text[:start])):
        _set(styles, start, len(text), HIDDEN)


def _hide_ends(styles: list[str], match: re.Match[str]) -> None:
    _set(styles, match.start(), match.start(2), HIDDEN)
    _set(styles, match.end(2), match.end(), HIDDEN)


def _set(styles: list[str], start: int, end: int, style: str) -> None:
    styles[start:end] = [style] * (end - start)


def visible(text: str, kind: str = "paragraph") -> str:
    """The words that a reader sees."""
    return "".join(
        span.text for span in spans_of(text, kind).between(0, len(text), show_targets=False)
    )
