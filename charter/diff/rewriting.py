"""Does enough of a sentence stay? Else it reads better as written anew: one out, one in.

Told from the kept signs next to each edit, without cutting the passage into sentences. Where a
sentence stays by this measure it does so by that of `charter/diff/phrases.py`, which weighs whole
ones; where it does not, that one decides.
"""

from __future__ import annotations

import re

from charter.diff.runs import weight_of
from charter.diff.tokens import tokens

# What may end a sentence.
STOP = re.compile(r"[.!?|\n\u2026\u3002\uff01\uff1f]")


def owed_by(sides: tuple[str, str], kept: str, owed: int, within: int, *, last: bool) -> int:
    """How many kept signs behind an edit (out, in) are needed to show that its sentence stays.

    Each edit is set against kept words of its own: those before it (`kept`), less what the edit
    before still needs (`owed`), and those behind it. -1 if there are too few. `within` is the
    number of kept signs that it holds itself; `last` says that nothing is kept behind it.
    """
    if owed and not pays(kept, owed):
        return -1
    out = sides[0]
    if not out:
        return 0
    need = _needed(len(out), within if within and not STOP.search(out) else 0)
    size = len(kept)
    free = size - owed
    if free >= need and not STOP.search(kept, size - need):
        return 0
    in_sentence = size
    for stop in STOP.finditer(kept, max(size - need, 0)):
        in_sentence = size - stop.end()
    free = min(free, in_sentence)
    ends_here = last or all(STOP.search(side, len(side) - 2) for side in sides)
    if ends_here and in_sentence <= 1:
        # There is nothing else in its sentence.
        return 0
    if ends_here and in_sentence < size and not STOP.search(out, 0, len(out) - 2):
        # No other edit is in its sentence: the side that has less to say is what counts.
        weights = map(len, sides) if within else [weight_of(tokens(side)) for side in sides]
        need = _needed(min(weights), within)
    elif not within:
        # A closer look: long words weigh no more than others.
        need = _needed(weight_of(tokens(out)), 0)
    if free >= need:
        return 0
    return -1 if ends_here else need - free


def _needed(weight: int, within: int) -> int:
    """How many kept signs an edit of this weight needs beside those that it holds itself."""
    return max(2 * (weight - within) // 3 + 1 - within, 1)


def pays(kept: str, owed: int) -> bool:
    """Do these kept words stand for what an edit before them needs?"""
    return not owed or (0 < owed <= len(kept) and not STOP.search(kept, 0, owed))
