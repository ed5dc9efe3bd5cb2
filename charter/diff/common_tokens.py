"""Which tokens of two wordings are the same ones: exact, with a counted budget."""

from __future__ import annotations

from collections.abc import Sequence

from charter.diff.runs import Run
from charter.matching.sequences import Budget, Pair, matching

_STEPS_PER_TOKEN = 60
_LEAST_STEPS = 60_000


def kept_tokens(a: list[str], b: list[str]) -> list[Pair]:
    """Pairs of equal tokens. Blanks are matched after the rest, where their neighbours allow it."""
    numbers: dict[str, int] = {}
    number = numbers.setdefault
    solid_a = [i for i, token in enumerate(a) if not token.isspace()]
    solid_b = [j for j, token in enumerate(b) if not token.isspace()]
    if not solid_a or not solid_b:
        return []
    values_a = [number(a[i], len(numbers)) for i in solid_a]
    values_b = [number(b[j], len(numbers)) for j in solid_b]
    budget = Budget(max(_LEAST_STEPS, _STEPS_PER_TOKEN * (len(a) + len(b))))
    pairs: list[Pair] = []
    i = j = 0
    for x, y in matching(values_a, values_b, budget):
        next_i, next_j = solid_a[x], solid_b[y]
        if next_i > i and next_j > j:
            _blanks(a, b, (i, next_i), (j, next_j), pairs)
        pairs.append((next_i, next_j))
        i, j = next_i + 1, next_j + 1
    if len(a) > i and len(b) > j:
        _blanks(a, b, (i, len(a)), (j, len(b)), pairs)
    return pairs


def _blanks(a: list[str], b: list[str], span_a: Pair, span_b: Pair, pairs: list[Pair]) -> None:
    """Add equal blanks at both ends of a gap between two kept tokens."""
    (i, end_i), (j, end_j) = span_a, span_b
    if a[i] == b[j] and a[i].isspace():
        pairs.append((i, j))
        i, j = i + 1, j + 1
        if i == end_i or j == end_j:
            return
    if a[end_i - 1] == b[end_j - 1] and a[end_i - 1].isspace():
        pairs.append((end_i - 1, end_j - 1))


def runs_of(a: list[str], b: list[str]) -> list[Run]:
    """Kept tokens and, between them, what was taken out and put in."""
    head, tail = equal_ends(a, b)
    runs = [Run(kept=True, old=a[:head], new=[])] if head else []
    end_a, end_b = len(a) - tail, len(b) - tail
    if head in (end_a, end_b):
        runs.append(Run(kept=False, old=a[head:end_a], new=b[head:end_b]))
    else:
        middle_a, middle_b = a[head:end_a], b[head:end_b]
        runs.extend(_between(middle_a, middle_b, kept_tokens(middle_a, middle_b)))
    if tail:
        runs.append(Run(kept=True, old=a[end_a:], new=[]))
    return runs


def equal_ends(a: list[str], b: list[str]) -> tuple[int, int]:
    shorter = min(len(a), len(b))
    head = 0
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    shorter -= head
    while tail < shorter and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return head, tail


def _between(a: list[str], b: list[str], pairs: Sequence[Pair]) -> list[Run]:
    runs: list[Run] = []
    i = j = 0
    start = 0
    for next_i, next_j in [*pairs, (len(a), len(b))]:
        if next_i == i and next_j == j and i < len(a):
            i, j = i + 1, j + 1
            continue
        if i > start:
            runs.append(Run(kept=True, old=a[start:i], new=[]))
        if next_i > i or next_j > j:
            runs.append(Run(kept=False, old=a[i:next_i], new=b[j:next_j]))
        start, i, j = next_i, next_i + 1, next_j + 1
    return runs
