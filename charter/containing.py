"""Whether one change of a passage is part of another change of it: exact on words, never a guess.

Three wordings of one passage are looked at: the one that both changes began from, and what each
made of it. An edit is a stretch of words of the first that was put in the place of words of the
old, up to the next word that stayed. A change is part of another if it is made of some of the
other's edits and of nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from charter.kept import kept_tokens
from charter.similarity import words_of
from charter.tokens import tokens
from charter.traces import within

# More readings of one passage at a time are no proof of anything.
_MOST_READINGS = 64
# So many words in a row are no chance.
_TELLING = 3
# A whole word with blanks around it, or a sign of a script that is written without them.
_STAYS = regex.compile(
    r"\s[^\s\w]*\w\S*\s"
    r"|[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Hangul}]"
)


class Edit(NamedTuple):
    """The place [start, end) of a wording, in its tokens, and what stands there in the next."""

    start: int
    end: int
    put: str


def edits(source: list[str], target: list[str]) -> list[Edit]:
    """What became of stretches of the source, in order; what lies between them is the same."""
    found: list[Edit] = []
    i = j = 0
    for next_i, next_j in [*kept_tokens(source, target), (len(source), len(target))]:
        if next_i > i or next_j > j:
            found.append(Edit(i, next_i, "".join(target[j:next_j])))
        i, j = next_i + 1, next_j + 1
    return found


def stay_apart(between: str) -> bool:
    """Does a whole word stay between two edits? Signs, blanks and halves of numbers hold both."""
    return _STAYS.search(between) is not None


def whole_edits(source: list[str], target: list[str]) -> list[Edit]:
    """The same, but edits between which no whole word stays are one."""
    found: list[Edit] = []
    for edit in edits(source, target):
        between = "".join(source[found[-1].end : edit.start]) if found else ""
        if found and not stay_apart(between):
            last = found.pop()
            found.append(Edit(last.start, edit.end, last.put + between + edit.put))
        else:
            found.append(edit)
    return found


def is_part(then: str, some: str, more: str) -> bool:
    """Does `some` make edits of `more` to the wording `then`, and no others?

    It is true as well where it makes none of them, or all. False where it cannot be told.
    """
    if some in (then, more):
        return True
    source = tokens(then)
    ends = [0]
    place = 0
    for start, end, put in whole_edits(source, tokens(more)):
        kept = "".join(source[place:start])
        old = "".join(source[start:end])
        behind = [at + len(kept) for at in ends if some.startswith(kept, at)]
        ends = sorted(
            {at + len(side) for at in behind for side in (old, put) if some.startswith(side, at)}
        )
        if not ends or len(ends) > _MOST_READINGS:
            return False
        place = end
    rest = "".join(source[place:])
    return any(some[at:] == rest for at in ends)


def cut_off(then: str, now: str, beside: str) -> bool:
    """Do words that were taken out of a passage stand in the passage beside it now?"""
    taken, kept = words_of(then), words_of(now)
    words = words_of(beside)
    size = min(_TELLING, len(words))
    return any(
        within(words[at : at + size], taken) and not within(words[at : at + size], kept)
        for at in range(len(words) - size + 1)
    )
