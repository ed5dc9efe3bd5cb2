"""Runs of tokens, kept or changed: what phrases are made of."""

from __future__ import annotations

from dataclasses import dataclass

from charter.diff.tokens import is_word

_HEAVIEST = 6


@dataclass(slots=True)
class Run:
    """Kept tokens (in `old`), or tokens taken out (`old`) and put in (`new`) at one place."""

    kept: bool
    old: list[str]
    new: list[str]


def count_of(tokens: list[str]) -> int:
    return sum([1 for token in tokens if is_word(token)])


def size_of(tokens: list[str]) -> int:
    return sum([len(token) for token in tokens])


def weight_of(tokens: list[str]) -> int:
    """The size of an edit; a long address weighs no more than a long word."""
    return sum([min(len(token), _HEAVIEST) for token in tokens])


def joined(runs: list[Run]) -> list[Run]:
    result: list[Run] = []
    for run in runs:
        if not run.old and not run.new:
            continue
        if result and result[-1].kept == run.kept:
            result[-1].old.extend(run.old)
            result[-1].new.extend(run.new)
        else:
            result.append(run)
    return result


def gathered(runs: list[Run]) -> list[Run]:
    """Take short kept stretches between two edits into the edit: phrases instead of confetti."""
    result: list[Run] = []
    for run in runs:
        if not run.kept and len(result) > 1 and result[-1].kept:
            between, before = result[-1], result[-2]
            if _swallowed(before, between, run):
                result.pop()
                before.old.extend(between.old + run.old)
                before.new.extend(between.old + run.new)
                continue
        if not run.kept and result and not result[-1].kept:
            result[-1].old.extend(run.old)
            result[-1].new.extend(run.new)
            continue
        result.append(run)
    return result


def _swallowed(before: Run, between: Run, after: Run) -> bool:
    size = len(between.old)
    if size > 2 * (len(before.old) + len(before.new)) + 1 or "\n\n" in "".join(between.old[:8]):
        return False
    weight = count_of(between.old)
    left = max(count_of(before.old), count_of(before.new))
    right = max(count_of(after.old), count_of(after.new))
    if not weight:
        # Blanks and signs between two edits of words belong to the phrase.
        return left > 0 and right > 0
    both = _two_sided(before) or _two_sided(after)
    return both and weight <= left and weight <= right


def _two_sided(run: Run) -> bool:
    return count_of(run.old) > 0 and count_of(run.new) > 0
