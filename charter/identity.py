"""Which passage is which, whatever its number: the words that make a passage the one it is.

A label ("§ 2", "(1)", "a)") says where a passage stands today. Two passages whose words are the
same but for their labels are one passage that was renumbered; two that share only a label are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from charter.labels import Label, label_of
from charter.sequences import Budget, Pair, gaps_between, matching

# Between the mark of a passage that is only a label and the words that it stands before.
_BEFORE = "\x00"
_INDENT = re.compile(r"\n[ \t]+")


def bare(text: str) -> str:
    """A passage for likeness: without its label, if it has one; "" if it is nothing but a label."""
    label = label_of(text)
    return text if label is None else label.words


class Unlabelled(NamedTuple):
    """Passages as they are compared: `bare` for likeness, `identities` for being the same one."""

    bare: Sequence[str]
    identities: Sequence[str]


def unlabelled(texts: Sequence[str], ranges: Iterable[tuple[int, int]]) -> Unlabelled:
    """Passages of which those in these ranges are read without their labels."""
    labels = [
        (place, label)
        for low, high in ranges
        for place, label in enumerate(map(label_of, texts[low:high]), start=low)
        if label is not None
    ]
    if not labels:
        return Unlabelled(texts, texts)
    words, identities = list(texts), list(texts)
    for place, label in labels:
        words[place] = label.words
        identities[place] = identity(texts, place)
    return Unlabelled(words, identities)


def is_only_label(text: str) -> bool:
    """Is the passage a number and nothing else, such as the heading "Article 4"?"""
    label = label_of(text)
    return label is not None and not label.words


def identity(texts: Sequence[str], place: int) -> str:
    """What makes a passage the one it is: its words and marks without its label.

    One that is only a label is named by the passage that it stands before.
    """
    marks = ""
    label = label_of(texts[place])
    if label is None:
        return texts[place]
    for text in islice(texts, place, None):
        label = label_of(text)
        if label is None:
            return marks + text
        marks += text[: label.start]
        if label.words:
            # Lines below the first are as far in as the number is long.
            return marks + _INDENT.sub("\n", label.words)
        marks += _BEFORE
    return marks


def matching_passages(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Pair]:
    """Pairs of the same passages, increasing in both: equal ones, and such as were renumbered."""
    pairs = matching(old, new, budget)
    if not is_renumbered(old, new, pairs):
        return pairs
    head, tail = _ends(old, new, pairs)
    olds = [identity(old, place) for place in range(head, len(old) - tail)]
    news = [identity(new, place) for place in range(head, len(new) - tail)]
    middle = [(head + i, head + j) for i, j in matching(olds, news, budget)]
    ends = [(i, i) for i in range(head)]
    ends += [(len(old) - place, len(new) - place) for place in range(tail, 0, -1)]
    return sorted([*ends, *_with_equal_labels(old, new, middle)])


def is_renumbered(old: Sequence[str], new: Sequence[str], equal: Sequence[Pair]) -> bool:
    """Do other labels stand between the equal passages than before, or before the same words?"""
    for low_a, high_a, low_b, high_b in gaps_between(equal, len(old), len(new)):
        was = [label for label in map(label_of, old[low_a:high_a]) if label]
        now = [label for label in map(label_of, new[low_b:high_b]) if label]
        if (was or now) and _differ(was, now):
            return True
    return False


def _differ(was: Sequence[Label], now: Sequence[Label]) -> bool:
    if [label.mark for label in was] != [label.mark for label in now]:
        return True
    words = {label.words for label in was if label.words}
    return not words.isdisjoint([label.words for label in now])


def _ends(old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> Pair:
    """How many passages are equal at the start and at the end.

    A label alone does not end the start: what it stands before may be another.
    """
    head = 0
    while head < len(pairs) and pairs[head] == (head, head):
        head += 1
    while head and is_only_label(old[head - 1]):
        head -= 1
    tail = 0
    sizes = len(old), len(new)
    while tail < len(pairs) - head and pairs[-1 - tail] == (
        sizes[0] - 1 - tail,
        sizes[1] - 1 - tail,
    ):
        tail += 1
    return head, tail


def _with_equal_labels(
    old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]
) -> Iterator[Pair]:
    """The same pairs; where the same words stand twice side by side, the one with its own label."""
    before = -1
    for index, (i, j) in enumerate(pairs):
        after = pairs[index + 1][0] if index + 1 < len(pairs) else len(old)
        choice = i
        if old[i] != new[j]:
            words = identity(old, i)
            for other in (i - 1, i + 1):
                if (
                    before < other < after
                    and old[other] == new[j]
                    and identity(old, other) == words
                ):
                    choice = other
        before = choice
        yield choice, j
