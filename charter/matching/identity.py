"""Which passage is which, whatever its number: the words that make a passage the one it is.

A label ("§ 2", "(1)", "a)") says where a passage stands today. Two passages whose words are the
same but for their labels are one passage that was renumbered; two that share only a label are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from charter.matching.sequences import Budget, Pair, Stretch, gaps_between, matching
from charter.numbers.labels import Label, label_of

# Between the mark of a passage that is only a label and the words that it stands before.
_BEFORE = "\x00"
_INDENT = re.compile(r"\n[ \t]+")


def bare(text: str) -> str:
    """A passage for likeness: without its label, if it has one; "" if it is nothing but a label."""
    label = label_of(text)
    return text if label is None else label.words


class LabelledStart(NamedTuple):
    """What lies between passages that are equal, as it is compared.

    `bare` are the texts of either side without labels, for likeness; `identities` those for being
    the same one. `labels` are the labels there, by place. Outside the stretches all is as it was.
    """

    stretches: Sequence[Stretch]
    labels: tuple[dict[int, Label], dict[int, Label]]
    bare: tuple[Sequence[str], Sequence[str]]
    identities: tuple[Sequence[str], Sequence[str]]

    @property
    def is_renumbered(self) -> bool:
        """Do other labels stand there than before, or before the same words?"""
        if not (self.labels[0] or self.labels[1]):
            return False
        return any(
            _differ(_within(self.labels[0], low_a, high_a), _within(self.labels[1], low_b, high_b))
            for low_a, high_a, low_b, high_b in self.stretches
        )


def opened(old: Sequence[str], new: Sequence[str], equal: Iterable[Pair]) -> LabelledStart:
    """What lies between passages that are equal, with its labels."""
    stretches = list(gaps_between(equal, len(old), len(new)))
    olds = _labels(old, [stretch[:2] for stretch in stretches])
    news = _labels(new, [stretch[2:] for stretch in stretches])
    sides = _unlabelled(old, olds), _unlabelled(new, news)
    return LabelledStart(
        stretches, (olds, news), (sides[0][0], sides[1][0]), (sides[0][1], sides[1][1])
    )


def _labels(texts: Sequence[str], ranges: Iterable[tuple[int, int]]) -> dict[int, Label]:
    return {
        place: label
        for low, high in ranges
        for place in range(low, high)
        if (label := label_of(texts[place]))
    }


def _unlabelled(
    texts: Sequence[str], labels: dict[int, Label]
) -> tuple[Sequence[str], Sequence[str]]:
    """The words of passages for likeness, and for being the same one."""
    if not labels:
        return texts, texts
    words, identities = list(texts), list(texts)
    for place, label in labels.items():
        words[place] = label.words
        identities[place] = identity(texts, place)
    return words, identities


def _within(labels: dict[int, Label], low: int, high: int) -> list[Label]:
    return [labels[place] for place in range(low, high) if place in labels]


def _differ(was: Sequence[Label], now: Sequence[Label]) -> bool:
    if [label.mark for label in was] != [label.mark for label in now]:
        return True
    words = {label.words for label in was if label.words}
    return not words.isdisjoint([label.words for label in now])


def is_only_label(text: str) -> bool:
    """Is the passage a number and nothing else, such as the heading "Article 4"?"""
    label = label_of(text)
    return label is not None and not label.words


def identity(texts: Sequence[str], place: int) -> str:
    """What makes a passage the one it is: its words and marks without its label.

    One that is only a label is named by the passage that it stands before.
    """
    marks = ""
    for at in range(place, len(texts)):
        text = texts[at]
        label = label_of(text)
        if label is None:
            return marks + text
        marks += text[: label.start]
        if label.words:
            # Lines below the first are as far in as the number is long.
            words = label.words
            return marks + (_INDENT.sub("\n", words) if "\n" in words else words)
        marks += _BEFORE
    return marks


def matching_by_words(
    old: Sequence[str], new: Sequence[str], equal: Sequence[Pair], budget: Budget
) -> list[Pair]:
    """Pairs of the same passages, increasing in both, where some were renumbered.

    `equal` are pairs of equal ones.
    """
    head, tail = _ends(old, new, equal)
    olds = [identity(old, place) for place in range(head, len(old) - tail)]
    news = [identity(new, place) for place in range(head, len(new) - tail)]
    middle = [(head + i, head + j) for i, j in matching(olds, news, budget)]
    ends = [(i, i) for i in range(head)]
    ends += [(len(old) - place, len(new) - place) for place in range(tail, 0, -1)]
    return sorted([*ends, *_with_equal_labels(old, new, middle)])


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
