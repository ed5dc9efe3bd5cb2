"""Whether one change of a passage is part of another change of it: exact on words, never a guess.

Three wordings of one passage are looked at: the one that both changes began from, and what each
made of it. An edit is a stretch of words of the first that was put in the place of words of the
old, up to the next word that stayed. A change is part of another if it is made of some of the
other's edits and of nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from charter.diff.common_tokens import kept_tokens
from charter.diff.tokens import tokens
from charter.text.blocks import join, kind_of

# More readings of one passage at a time are no proof of anything.
_MOST_READINGS = 64
# So many words in a row are no chance.
_TELLING = 5
# A passage that was split into more parts is not held together again.
_MOST_PARTS = 8
# What holds no two words together. A point, a comma or a hyphen may do so: 1,250.50, co-worker.
_BREAK = regex.compile(
    r"(?:[\s\p{Ps}\p{Pe}\p{Pi}\p{Pf}\"<>*_~|`;:!?…\u3001\u3002\uff01\uff1f](?<!\u2019))+"
)
_SENTENCE_ENDS = regex.compile(r"[.!?…][\p{Pe}\p{Pf}\"'*_]*(\s|$)|[\u3002\uff01\uff1f]")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


_READ_ALONG = frozenset({"paragraph", "list_item"})
# Not behind a backslash or two blanks, and not beside an empty line.
_SOFT_BREAK = regex.compile(r"(?<=[^\s\\])\n[ \t]*(?=\S)")


class WordEdit(NamedTuple):
    """Tokens [start, end) of a wording, in whose place [new_start, new_end) of the next stand."""

    start: int
    end: int
    new_start: int
    new_end: int
    old: str
    put: str


def edits(source: list[str], target: list[str]) -> list[WordEdit]:
    """What became of stretches of the source, in order; what lies between them is the same."""
    found: list[WordEdit] = []
    i = j = 0
    for next_i, next_j in [*kept_tokens(source, target), (len(source), len(target))]:
        if next_i > i or next_j > j:
            old, put = "".join(source[i:next_i]), "".join(target[j:next_j])
            found.append(WordEdit(i, next_i, j, next_j, old, put))
        i, j = next_i + 1, next_j + 1
    return found


def stay_apart(one: WordEdit, between: str, two: WordEdit) -> bool:
    """Does a whole word, or the end of a sentence, stay between two edits?

    Signs and blanks alone hold both together, and so does what is left of a number or a word, or
    the same words again: then the edit might as well stand on their other side.
    """
    moving = [one.old or one.put] if not (one.old and one.put) else []
    coming = [two.old or two.put] if not (two.old and two.put) else []
    if any((words + between).startswith(between) for words in moving) or any(
        (between + words).endswith(between) for words in coming
    ):
        return False
    behind = all(side[:1].isspace() for side in (two.old, two.put) if side)
    ends = _SENTENCE_ENDS.search(between)
    if _UNSPACED.search(between) or (ends and (ends.end() < len(between) or ends[1] or behind)):
        return True
    pieces = _BREAK.split(between)
    first = all(_BREAK.match(side[-1]) for side in (one.old, one.put) if side)
    last = all(_BREAK.match(side[0]) for side in (two.old, two.put) if side)
    whole = pieces[0 if first else 1 : len(pieces) if last else -1]
    return any(sign.isalnum() for piece in whole for sign in piece)


def whole_edits(source: list[str], target: list[str]) -> list[WordEdit]:
    """The same, but edits between which no whole word stays are one."""
    found: list[WordEdit] = []
    for edit in edits(source, target):
        between = "".join(source[found[-1].end : edit.start]) if found else ""
        if found and not stay_apart(found[-1], between, edit):
            last = found.pop()
            old, put = last.old + between + edit.old, last.put + between + edit.put
            found.append(WordEdit(last.start, edit.end, last.new_start, edit.new_end, old, put))
        else:
            found.append(edit)
    return found


def compare(
    then: str, now: str, behind: Sequence[str], new: Sequence[str]
) -> Literal["contained", "rest"] | None:
    """How a change of a passage to the texts `new` relates to what has become of it since.

    It reads `now`, with the newer passages `behind` it, of which it may have been split into the
    first ones. `contained`: all that the change does to its words is done. `rest`: what was done
    is all of it part of the change. None: neither, or it cannot be told. Where lines were only
    wrapped anew, nothing was done to the words.
    """
    before, yours = unwrapped(then), join(map(unwrapped, new))[:-1]
    if yours == before:
        return None
    for count in range(min(len(behind), _MOST_PARTS) + 1):
        theirs = join(map(unwrapped, [now, *behind[:count]]))[:-1]
        if any(cut_off(then, theirs, text) for text in behind[count:]):
            continue
        if is_part(before, yours, theirs):
            return "contained"
        if not count and is_part(before, theirs, yours):
            return "rest"
    return None


def unwrapped(text: str) -> str:
    """A passage with its lines made one, as it is read; where lines mean something, as it is."""
    return _SOFT_BREAK.sub(" ", text) if kind_of(text) in _READ_ALONG else text


def is_part(then: str, some: str, more: str) -> bool:
    """Does `some` make edits of `more` to the wording `then`, and no others?

    It is true as well where it makes none of them, or all. False where it cannot be told.
    """
    return some in (then, more) or _is_chosen(then, some, more) or _goes_on(then, some, more)


def _is_chosen(then: str, some: str, more: str) -> bool:
    """Is it the wording `then` with some of the edits that lead to `more`?"""
    source = tokens(then)
    ends = [0]
    place = 0
    for edit in whole_edits(source, tokens(more)):
        kept = "".join(source[place : edit.start])
        behind = [at + len(kept) for at in ends if some.startswith(kept, at)]
        sides = {edit.old, edit.put}
        ends = sorted(
            {at + len(side) for at in behind for side in sides if some.startswith(side, at)}
        )
        if not ends or len(ends) > _MOST_READINGS:
            return False
        place = edit.end
    rest = "".join(source[place:])
    return any(some[at:] == rest for at in ends)


def _goes_on(then: str, some: str, more: str) -> bool:
    """Are the edits that lead from `some` to `more` all apart from those that led to `some`?"""
    source = tokens(some)
    first = [(one.new_start, one.new_end, one) for one in edits(tokens(then), source)]
    second = [(one.start, one.end, one) for one in edits(source, tokens(more))]
    both = sorted(
        [(*place, 0) for place in first] + [(*place, 1) for place in second],
        key=lambda place: (place[:2], place[3]),
    )
    return all(
        end <= start and stay_apart(one, "".join(source[end:start]), two)
        for (_, end, one, side), (start, _, two, other) in pairwise(both)
        if side != other
    )


def cut_off(then: str, now: str, beside: str) -> bool:
    """Do words that were taken out of a passage stand in the passage beside it now?"""
    taken, kept, words = map(_read_aloud, (then, now, beside))
    size = min(_TELLING, len(words))
    return not (_in_a_row(taken, size) - _in_a_row(kept, size)).isdisjoint(_in_a_row(words, size))


def _in_a_row(words: list[str], size: int) -> set[tuple[str, ...]]:
    return set(zip(*(words[at:] for at in range(size)), strict=False))


def _read_aloud(text: str) -> list[str]:
    """The words of a text without its addresses, which many passages share."""
    found = [token for token in tokens(text) if token[0].isalnum() and "://" not in token]
    return " ".join(found).lower().split()
