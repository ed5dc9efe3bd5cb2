"""A wording to start from where two changes of one passage do not meet: offered, never taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from charter.change.containment import WordEdit, stay_apart, unwrapped, whole_edits
from charter.diff.tokens import tokens
from charter.errors import Refused
from charter.matching.similarity import words_of
from charter.text.blocks import split
from charter.text.canonical import canonical

# What is not read in sentences is not joined word by word.
_NOT_IN_SENTENCES = frozenset({"table", "code", "html", "front_matter", "divider"})
# So many words in a row, put in by both sides, are the same thing said twice.
_TELLING = 3


def merge_words(then: str | None, theirs: str | None, yours: str | None) -> str | None:
    """A wording with the changes of both sides, if whole words stay between any two of them.

    None if they overlap or touch; if a side took the passage out, or has all that the other has; if
    something would stand there twice; for tables, code and the like; and if the result would not be
    canonical text of the same kinds of passages.
    """
    if then is None or theirs is None or yours is None:
        return None
    source = tokens(then)
    sides = [whole_edits(source, tokens(text)) for text in (theirs, yours)]
    merged = _joined(source, *sides)
    if merged is None or not _is_sound(merged, theirs, yours):
        return None
    if unwrapped(merged) in map(unwrapped, (then, theirs, yours)):
        return None
    if _say_the_same(*sides) or _repeats(merged, theirs, yours):
        return None
    return merged


def _joined(source: list[str], first: Sequence[WordEdit], second: Sequence[WordEdit]) -> str | None:
    """The wording with all edits; those that both sides made alike are one."""
    own = {(edit.start, edit.end, edit.put) for edit in first}
    fresh = [edit for edit in second if (edit.start, edit.end, edit.put) not in own]
    edits = sorted([*first, *fresh], key=lambda edit: edit[:2])
    for one, two in pairwise(edits):
        if one.end > two.start or not stay_apart(one, "".join(source[one.end : two.start]), two):
            return None
    merged: list[str] = []
    place = 0
    for edit in edits:
        merged += [*source[place : edit.start], edit.put]
        place = edit.end
    return "".join([*merged, *source[place:]])


def _is_sound(merged: str, *sides: str) -> bool:
    """Is it text as it is kept, with the kinds of passages that one of the sides has?"""
    try:
        if canonical(merged) != merged + "\n":
            return False
    except Refused:
        return False
    kinds = [piece.kind for piece in split(merged)]
    return _NOT_IN_SENTENCES.isdisjoint(kinds) and any(
        kinds == [piece.kind for piece in split(side)] for side in sides
    )


def _say_the_same(first: Sequence[WordEdit], second: Sequence[WordEdit]) -> bool:
    """Did both sides put the same words in, each at its own place?"""
    alike = {edit[:2] + edit[-1:] for edit in first} & {edit[:2] + edit[-1:] for edit in second}
    apart = [
        [edit for edit in side if edit[:2] + edit[-1:] not in alike] for side in (first, second)
    ]
    puts = [[words_of(edit.put) for edit in side] for side in apart]
    long = [{run for words in side for run in _in_a_row(words, _TELLING)} for side in puts]
    # A few words are told only where nothing was taken out for them.
    added = [[words_of(edit.put) for edit in side if not words_of(edit.old)] for side in apart]
    whole = [{tuple(words) for words in side if words} for side in added]
    short = [
        {run for words in side for size in range(1, _TELLING) for run in _in_a_row(words, size)}
        for side in added
    ]
    return not (
        long[0].isdisjoint(long[1])
        and whole[0].isdisjoint(short[1])
        and whole[1].isdisjoint(short[0])
    )


def _in_a_row(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(size)), strict=False)


def _repeats(merged: str, *sides: str) -> bool:
    """Do words stand there, twice in a row or a few together, more often than in either side?"""
    before = [_runs(side) for side in sides]
    return any(
        (count > 1 or len(set(run)) < len(run)) and all(count > runs[run] for runs in before)
        for run, count in _runs(merged).items()
    )


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = words_of(text)
    twice = [pair for pair in pairwise(words) if pair[0] == pair[1]]
    runs = _in_a_row(words, _TELLING)
    return Counter([*twice, *(run for run in runs if len(set(run)) == len(run))])
