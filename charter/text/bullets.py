"""Bullets as word processors paste them, and how far in each of them stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from charter.text import lines as ln

# Signs that begin nothing but a point of a list. With a tab behind them also letters are meant: the
# small circle and the ticks of fonts that only hold signs.
_BULLET = re.compile(
    "[ \t\u00a0]*(?:"
    "(?P<sign>[\u2022\u00b7\u2219\u25aa\u25ab\u25e6\u2023\u2043\u25cf\u25cb\u25a0\u25a1\u25ba\u25b6"
    "\u25c6\u25c7\u27a2\u27a4\u2714\u2713\u2756\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8]"
    "\ufe0e?)[ \t\u00a0\u2003]+"
    "|(?P<close>[\u2022\u25aa\u25cf\u25a0\u25e6\u2023\uf0b7\uf0a7])(?=[^\\W\\d_])"
    "|(?P<tabbed>[\u2013\u2014\u2212\u2012])\t[ \t]*"
    "|(?P<letter>[o\u00d8\u00fcvq\u00a7])(?:\t|\u00a0{2,}) *(?!\\d)"
    "|(?P<dash>[\u2013\u2014\u2212\u2012])[ \t\u00a0]+"
    ")(?=\\S)"
)
_LEAST_DASHES = 2
_SLACK = 2


class Bullet(NamedTuple):
    """A line that begins with a bullet: its indent in columns, its sign, the words behind."""

    indent: int
    sign: str
    words: str


def bullet_of(row: str, *, with_dashes: bool = False) -> Bullet | None:
    """Read a line as one that begins with a bullet; long dashes count only where asked for."""
    match = _BULLET.match(row)
    if match is None or (match["dash"] and not with_dashes):
        return None
    sign = row[match.start(match.lastgroup or 0) : match.end(match.lastgroup or 0)]
    blanks = row[: match.start(match.lastgroup or 0)].replace("\u00a0", " ")
    return Bullet(len(blanks.expandtabs(ln.TAB_STOP)), sign, row[match.end() :])


def dashes_count(rows: Sequence[str]) -> bool:
    """Are the long dashes of these lines bullets? One alone may be speech or a broken line.

    The first has to begin the passage or stand behind a line that ends.
    """
    found = [
        place
        for place, row in enumerate(rows)
        if (match := _BULLET.match(row)) and (match["dash"] or match["tabbed"])
    ]
    if len(found) < _LEAST_DASHES:
        return False
    return not found[0] or rows[found[0] - 1].rstrip("\\").endswith((":", ".", ";", ",", "!", "?"))


class _Level(NamedTuple):
    indent: int
    sign: str
    out: int
    content: int


class Nesting:
    """The points of a list that a bullet can stand under; columns are those of the new text."""

    def __init__(self) -> None:
        """Under nothing yet."""
        self._levels: list[_Level] = []

    def leave(self, item: ln.Marker | None) -> None:
        """The list is left, or goes on with an item that has a marker of Markdown."""
        if item is None:
            self._levels = []
            return
        # An ordered item holds the bullets behind it; with a dash, they stand beside it.
        while self._levels and self._levels[-1].out >= item.indent:
            self._levels.pop()
        sign = "-" if item.number is None else "1."
        self._levels.append(_Level(item.indent, sign, item.indent, item.content))

    def enter(self, bullet: Bullet) -> int:
        """The column at which the point of a bullet stands."""
        levels = self._levels
        while levels and levels[-1].indent - bullet.indent >= _SLACK:
            levels.pop()
        beside = [
            place
            for place, level in enumerate(levels)
            if abs(level.indent - bullet.indent) < _SLACK and level.sign in {bullet.sign, "-"}
        ]
        if beside:
            out = levels[beside[-1]].out
            del levels[beside[-1] :]
        else:
            # Further in, or another sign at the same place: word processors lose the indents.
            out = levels[-1].content if levels else 0
        levels.append(_Level(bullet.indent, bullet.sign, out, out + 2))
        return out
