"""Laying styled text into lines of a given width, for a terminal with letters of one width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import regex

Styled = tuple[str, str]
_CLUSTER = regex.compile(r"\X")
_WORD = regex.compile(r"\n|[^\S\n]+|[^\s]+")


def cells(text: str) -> int:
    """How many columns a text takes: two for wide signs, none for marks that join another."""
    if text.isascii():
        return len(text)
    return sum(_cluster_cells(match[0]) for match in _CLUSTER.finditer(text))


def _cluster_cells(cluster: str) -> int:
    if "\ufe0f" in cluster:
        return 2
    first = cluster[0]
    if unicodedata.category(first) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(first) in {"W", "F"} else 1


def flow(pieces: Iterable[Styled], width: int) -> list[list[Styled]]:
    """Lines of (style, text), broken at blanks; a word longer than a line is cut at graphemes."""
    lines: list[list[Styled]] = [[]]
    used = 0
    for style, word in _units(pieces, width):
        size = cells(word)
        if word == "\n" or (used and used + size > width):
            lines.append([])
            used = 0
            if word.isspace():
                continue
        _append(lines[-1], style, word)
        used += size
    return lines


def _units(pieces: Iterable[Styled], width: int) -> Iterator[Styled]:
    for style, text in pieces:
        for match in _WORD.finditer(text.expandtabs(4) if "\t" in text else text):
            word = match[0]
            if cells(word) <= width:
                yield style, word
                continue
            part = ""
            for cluster in _CLUSTER.findall(word):
                if cells(part + cluster) > width:
                    yield style, part
                    part = ""
                part += cluster
            if part:
                yield style, part


def _append(line: list[Styled], style: str, text: str) -> None:
    if line and line[-1][0] == style:
        line[-1] = (style, line[-1][1] + text)
    else:
        line.append((style, text))


def width_of(line: Sequence[Styled]) -> int:
    """The columns that a laid out line takes."""
    return sum(cells(text) for _, text in line)
