"""A passage as the plain text of a form field, and back: its marker stays with the server."""

from __future__ import annotations

import re
from dataclasses import dataclass

from charter import Refused, canonical, split
from charter.text.document import heading_words

_ITEM = re.compile(r"([ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+)")
_HEADING = re.compile(r"([ \t]*#{1,6}[ \t]+)")
_INDENT = re.compile(r"[ \t]*")
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_MARKED = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-+*][ \t]|\d{1,9}[.)][ \t]|>|\||```)")


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands around the words of a passage: `first` before its first line, `rest` before
    each other; `kind` as in the charter.
    """

    kind: str
    first: str = ""
    rest: str = ""


PLAIN = Shape("paragraph")


def shape_of(text: str, kind: str) -> Shape:
    """The shape of a passage."""
    first_line = text.partition("\n")[0]
    if kind == "list_item" and (item := _ITEM.match(first_line)):
        return Shape(kind, item[1], " " * len(item[1].expandtabs(4)))
    if kind == "heading":
        if marker := _HEADING.match(first_line):
            return Shape(kind, marker[1])
        return Shape(kind, "# " if text.rstrip().endswith("=") else "## ")
    if kind == "paragraph":
        indent = _INDENT.match(first_line)
        return Shape(kind, indent[0], indent[0]) if indent else Shape(kind)
    return Shape(kind)


def to_field(text: str, kind: str) -> str:
    """The words of a passage for a field."""
    shape = shape_of(text, kind)
    if kind == "heading":
        return heading_words(text)
    if kind not in {"list_item", "paragraph"}:
        return text
    first, *rest = text.split("\n")
    width = len(shape.rest)
    lines = [first[len(shape.first) :]]
    lines += [line[width:] if not line[:width].strip() else line.lstrip() for line in rest]
    return "\n".join(lines)


def from_field(words: str, shape: Shape, *, may_be_marked: bool = False) -> list[str]:
    """The passages that the words of a field make; none if it is empty.

    An empty line begins a new passage of the same shape. `may_be_marked` lets words that begin
    with a mark of their own stand as they are, as in a passage that is new.
    """
    trimmed = words.strip("\n")
    if not trimmed.strip():
        return []
    if shape.kind == "heading":
        return [shape.first + " ".join(trimmed.split())]
    marked = may_be_marked and _MARKED.match(trimmed)
    if marked or shape.kind not in {"list_item", "paragraph"}:
        return _pieces(trimmed)
    parts = [part for part in _EMPTY_LINES.split(trimmed) if part.strip()]
    shaped = [_shaped(part, shape) for part in parts]
    if shape.first.strip() or shape.first:
        return shaped
    return [piece for part in shaped for piece in _pieces(part)]


def _shaped(part: str, shape: Shape) -> str:
    first, *rest = part.split("\n")
    return "\n".join([shape.first + first.strip(), *(shape.rest + line.rstrip() for line in rest)])


def _pieces(text: str) -> list[str]:
    """A text cut into passages; one that the charter refuses stays whole, to be refused later."""
    try:
        return [piece.text for piece in split(canonical(text))]
    except Refused:
        return [text]
