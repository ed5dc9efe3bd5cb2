"""What kind of change it is when a reader might otherwise look for changed words in vain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from charter import lines as ln

Note = Literal["", "white_space", "case", "punctuation", "markup", "form", "numbering"]

_BLANKS = re.compile(r"\s+")
_LINK = re.compile(r"!?\[([^\]\n]*)\](?:\([^()\s]*(?:\s+\"[^\"\n]*\")?\)|\[[^\]\n]*\])")
_MARKS = re.compile(r"[*_`~\\]|</?[a-zA-Z][^<>\n]*>")
_LINE_MARKS = re.compile(r"(?m)^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-+*][ \t]+|\d{1,9}[.)][ \t]+)+")
_UNDERLINE = re.compile(r"\n[ \t]*(?:=+|-+)[ \t]*$")
_MARKED = re.compile(r"[\[\]<&]")
_NO_LETTER = re.compile(r"[\W\d_]+")
_SIGNS = re.compile(r"[^\w\s]|_")


def note_of(
    pieces: Sequence[tuple[int, str]], before: str, after: str, kind_before: str, kind_after: str
) -> Note:
    """The note on a change whose words are known: most need no second look at the texts."""
    if kind_before == kind_after:
        marked = _marked(before) or _marked(after)
        if not marked and _other_letter(pieces):
            return ""
        out = "".join([text for sign, text in pieces if sign < 0])
        put = "".join([text for sign, text in pieces if sign > 0])
        if not (marked and _MARKED.search(out + put)):
            letters = [_NO_LETTER.sub("", side).casefold() for side in (out, put)]
            if letters[0] != letters[1]:
                return ""
    return note(before, after, kind_before, kind_after)


def _marked(text: str) -> bool:
    return "[" in text or "<" in text or "&" in text


def _other_letter(pieces: Sequence[tuple[int, str]]) -> bool:
    """Does what was taken out begin with another letter than what was put in, or is it all?"""
    out = put = ""
    for sign, text in pieces:
        if sign < 0:
            out = out or text[0]
        elif sign:
            put = put or text[0]
        if out and put:
            return out.isalpha() and put.isalpha() and out.casefold()[0] != put.casefold()[0]
    return (out or put).isalpha()


def note(before: str, after: str, kind_before: str, kind_after: str) -> Note:
    """Say what alone changed between two wordings of a passage; "" if words did.

    `form`: the same words as another kind of passage, or at another level. `numbering`: a list item
    with another number. `markup`: emphasis, links, code marks. `punctuation`, `case` and
    `white_space` as they say. An empty note for equal texts as well.
    """
    if before == after:
        return ""
    if _blank(before) == _blank(after) and kind_before == kind_after:
        return "white_space"
    bare_before, bare_after = bare(before), bare(after)
    if _blank(bare_before) == _blank(bare_after):
        return _form(before, after, kind_before, kind_after)
    plain_before, plain_after = _plain(bare_before), _plain(bare_after)
    if plain_before == plain_after:
        return "punctuation"
    if _blank(bare_before).casefold() == _blank(bare_after).casefold():
        return "case"
    return ""


def _form(before: str, after: str, kind_before: str, kind_after: str) -> Note:
    if kind_before != kind_after:
        return "form"
    if _blank(_without_line_marks(before)) != _blank(_without_line_marks(after)):
        return "markup"
    first = ln.marker(before.partition("\n")[0])
    second = ln.marker(after.partition("\n")[0])
    if first is not None and second is not None and first.indent == second.indent:
        both = first.number is not None and second.number is not None
        return "numbering" if both else "form"
    return "form"


def bare(text: str) -> str:
    """The words and signs of a passage without Markdown marks: what a reader reads."""
    return _MARKS.sub("", _LINK.sub(r"\1", _without_line_marks(text)))


def _without_line_marks(text: str) -> str:
    return _LINE_MARKS.sub("", _UNDERLINE.sub("", text))


def _blank(text: str) -> str:
    """Without any white space, so that only white space can be the difference."""
    return _BLANKS.sub("", text)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", _SIGNS.sub(" ", text)).strip()
