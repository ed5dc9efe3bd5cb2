"""Words for reading: what changed inside one passage, as phrases that a person can follow.

A view, never a decision: change sets are made and applied without it. Two steps: words between
blanks are aligned first, cheaply; then, where that leaves a replacement, the signs within it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from charter.phrases import Run, polish
from charter.resync import differences
from charter.sequences import Budget, Pair, matching
from charter.tokens import has_clusters, tokens

Words = tuple[tuple[int, str], ...]

_STEPS_PER_TOKEN = 60
_LEAST_STEPS = 60_000
_COARSE = re.compile(r"[^ \n]+|[ \n]+")
# A replacement of more tokens than this on either side has nothing in common worth a closer look.
_CLOSE_LOOK = 160
# A kept stretch longer than this is not cut into tokens all through.
_LONG = 160
# Marks whose inside may hold blanks: such a passage is cut with care from the start.
_WITH_BLANKS = ("`", "<", "](")


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
    if _simple(before) and _simple(after):
        return polish(_sparse_runs(before, after), len(before))
    return polish(_runs(tokens(before), tokens(after)), len(before))


def _simple(text: str) -> bool:
    """May the passage be cut at every blank?"""
    return not any(mark in text for mark in _WITH_BLANKS) and not has_clusters(text)


def _sparse_runs(before: str, after: str) -> list[Run]:
    """Runs whose kept stretches are cut into tokens only near the edits."""
    runs: list[Run] = []
    place = 0
    for gap in differences(before, after):
        if gap.old_start > place:
            runs.append(Run(kept=True, old=_ends_cut(before[place : gap.old_start]), new=[]))
        old = before[gap.old_start : gap.old_end]
        new = after[gap.new_start : gap.new_end]
        runs.extend(_closer(old, new))
        place = gap.old_end
    if place < len(before):
        runs.append(Run(kept=True, old=_ends_cut(before[place:]), new=[]))
    return runs


def _ends_cut(text: str) -> list[str]:
    """The tokens of a kept stretch; whole sentences in the middle of a long one stay in one."""
    if len(text) > _LONG:
        start = text.find(". ") + 2
        end = text.rfind(". ") + 1
        if 1 < start < end:
            head, tail = _COARSE.findall(text[:start]), _COARSE.findall(text[end:])
            return [*head, text[start:end], *tail]
    return _COARSE.findall(text)


def _closer(old: str, new: str) -> list[Run]:
    """One difference, looked at word by word and then sign by sign."""
    if not old or not new:
        return [Run(kept=False, old=_COARSE.findall(old), new=_COARSE.findall(new))]
    first, second = old.rstrip(" "), new.rstrip(" ")
    if first.isalnum() and second.isalnum() and len(old) - len(first) == len(new) - len(second):
        edit = Run(kept=False, old=[first], new=[second])
        blank = old[len(first) :]
        return [edit, Run(kept=True, old=[blank], new=[])] if blank else [edit]
    return _close_looks(_runs(_COARSE.findall(old), _COARSE.findall(new)))


def _runs(a: list[str], b: list[str]) -> list[Run]:
    """Kept tokens and, between them, what was taken out and put in."""
    head, tail = _equal_ends(a, b)
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


def _equal_ends(a: list[str], b: list[str]) -> tuple[int, int]:
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


def _close_looks(runs: list[Run]) -> list[Run]:
    """Replacements of words between blanks, looked at sign by sign."""
    result: list[Run] = []
    for run in runs:
        if run.kept or not run.old or not run.new or max(len(run.old), len(run.new)) > _CLOSE_LOOK:
            result.append(run)
            continue
        old, new = "".join(run.old), "".join(run.new)
        if old.isalnum() and new.isalnum():
            result.append(run)
            continue
        result.extend(_runs(tokens(old), tokens(new)))
    return result
