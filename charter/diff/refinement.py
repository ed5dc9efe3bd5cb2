"""A closer look at one edit: the words and signs within it that both sides share."""

from __future__ import annotations

import re

from charter.diff.common_tokens import equal_ends, runs_of
from charter.diff.runs import gathered
from charter.diff.tokens import tokens

Pieces = list[tuple[int, str]]

_SIGN = re.compile(r"[^\w ]|_")
_MARKS = frozenset(",.;:!?")


def nothing_shared(out: str, put: str) -> bool:
    """Is it clear at once that these are words, and not one of them on both sides?"""
    return (out.isalpha() and put.isalpha()) or not (_SIGN.search(out) or _SIGN.search(put))


def looked_into(old: str, new: str) -> Pieces:
    """An edit of words between blanks, as pieces; signs that both sides have are kept."""
    if not old or not new:
        return [(-1, old), (1, new)]
    if not _SIGN.search(old) and not _SIGN.search(new):
        return [(-1, old), (1, new)]
    first, second = _without_mark(old), _without_mark(new)
    if _no_word_shared(first, second):
        mark = old[len(first) :]
        if mark == new[len(second) :]:
            return [(-1, first), (1, second), (0, mark)]
        if (old + new).isascii():
            # Neither a word nor a mark stands on both sides.
            return [(-1, old), (1, new)]
    pieces: Pieces = []
    for run in gathered(runs_of(tokens(old), tokens(new))):
        if run.kept:
            pieces.append((0, "".join(run.old)))
        else:
            pieces += ((-1, "".join(run.old)), (1, "".join(run.new)))
    return pieces


def _without_mark(side: str) -> str:
    """Without the mark at the end, if it stands behind a word."""
    return side[:-1] if side[-1] in _MARKS and side[-2:-1].isalnum() else side


def _no_word_shared(old: str, new: str) -> bool:
    """Are these nothing but words, and not one of them on both sides?"""
    if old.isalnum() and new.isalnum():
        return old != new
    if _SIGN.search(old) or _SIGN.search(new):
        return False
    return set(old.split(" ")).isdisjoint(new.split(" "))


def ends_trimmed(old: str, new: str) -> Pieces:
    """An edit that is shown as one, without the signs and words that are equal at its ends."""
    if not _SIGN.search(old) and not _SIGN.search(new):
        return [(-1, old), (1, new)]
    a, b = tokens(old), tokens(new)
    head, tail = equal_ends(a, b)
    out, put = "".join(a[head : len(a) - tail]), "".join(b[head : len(b) - tail])
    return [
        (0, "".join(a[:head])),
        (-1, out),
        (1, put),
        (0, "".join(a[len(a) - tail :])),
    ]


def add(pieces: Pieces, sign: int, text: str) -> None:
    """Add a piece, to the one before it if that has the same sign."""
    if pieces and pieces[-1][0] == sign:
        pieces[-1] = (sign, pieces[-1][1] + text)
    else:
        pieces.append((sign, text))


def merged(pieces: Pieces) -> tuple[tuple[int, str], ...]:
    """Neighbours of one sign as one piece; what is taken out stands before what is put in."""
    result: Pieces = []
    kept = out = put = ""
    for sign, text in pieces:
        if not text:
            continue
        if sign:
            if kept:
                result.append((0, kept))
                kept = ""
            if sign < 0:
                out += text
            else:
                put += text
            continue
        if out:
            result.append((-1, out))
        if put:
            result.append((1, put))
        out = put = ""
        kept += text
    result += [piece for piece in ((0, kept), (-1, out), (1, put)) if piece[1]]
    return tuple(result)
