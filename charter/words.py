"""Words for reading: what changed inside one passage, as phrases that a person can follow.

A view, never a decision: change sets are made and applied without it.
"""

from __future__ import annotations

from charter.phrases import Run, polish
from charter.sequences import Budget, matching
from charter.tokens import tokens

Words = tuple[tuple[int, str], ...]

_STEPS_PER_TOKEN = 60
_LEAST_STEPS = 60_000


def words(before: str, after: str) -> Words:
    """What became of a passage: (0, kept), (-1, taken out) and (1, put in), in reading order.

    Leaving out the 1s gives `before`, leaving out the -1s gives `after`, to the letter. No piece
    ends inside a grapheme cluster, a link target or a Markdown mark.
    """
    if before == after:
        return ((0, before),) if before else ()
    if not before:
        return ((1, after),)
    if not after:
        return ((-1, before),)
    a, b = tokens(before), tokens(after)
    return tuple([(sign, text) for sign, text in polish(_runs(a, b))])


def _runs(a: list[str], b: list[str]) -> list[Run]:
    """Kept tokens and, between them, what was taken out and put in."""
    runs: list[Run] = []
    i = j = 0
    for next_i, next_j in [*kept_tokens(a, b), (len(a), len(b))]:
        if next_i > i or next_j > j:
            runs.append(Run(kept=False, old=a[i:next_i], new=b[j:next_j]))
        if next_i < len(a):
            if runs and runs[-1].kept:
                runs[-1].old.append(a[next_i])
            else:
                runs.append(Run(kept=True, old=[a[next_i]], new=[]))
        i, j = next_i + 1, next_j + 1
    return runs


def kept_tokens(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Pairs of equal tokens. Blanks are matched after the rest, where their neighbours allow it."""
    numbers: dict[str, int] = {}
    solid_a = [i for i, token in enumerate(a) if not token.isspace()]
    solid_b = [j for j, token in enumerate(b) if not token.isspace()]
    values_a = [numbers.setdefault(a[i], len(numbers)) for i in solid_a]
    values_b = [numbers.setdefault(b[j], len(numbers)) for j in solid_b]
    budget = Budget(max(_LEAST_STEPS, _STEPS_PER_TOKEN * (len(a) + len(b))))
    solid = [(solid_a[x], solid_b[y]) for x, y in matching(values_a, values_b, budget)]
    pairs: list[tuple[int, int]] = []
    i = j = 0
    for next_i, next_j in [*solid, (len(a), len(b))]:
        pairs.extend(_blanks(a, b, (i, next_i), (j, next_j)))
        if next_i < len(a):
            pairs.append((next_i, next_j))
        i, j = next_i + 1, next_j + 1
    return pairs


def _blanks(
    a: list[str], b: list[str], span_a: tuple[int, int], span_b: tuple[int, int]
) -> list[tuple[int, int]]:
    """Equal blanks at both ends of a gap between two kept tokens."""
    (i, end_i), (j, end_j) = span_a, span_b
    if i == end_i or j == end_j:
        return []
    tail: list[tuple[int, int]] = []
    head: list[tuple[int, int]] = []
    if a[i] == b[j] and a[i].isspace():
        head.append((i, j))
        i, j = i + 1, j + 1
    if i < end_i and j < end_j and a[end_i - 1] == b[end_j - 1] and a[end_i - 1].isspace():
        tail.append((end_i - 1, end_j - 1))
    return head + tail
