"""Sliding insertions and deletions to where a reader would see them: sentence, then word."""

from __future__ import annotations

from charter.diff.runs import Run, joined
from charter.diff.sentence_borders import ends_sentence
from charter.diff.tokens import is_word


def shifted(runs: list[Run]) -> list[Run]:
    """Slide pure insertions and deletions to where a reader would see them: sentence, then word."""
    runs = joined(runs)
    if all(run.kept or (run.old and run.new) for run in runs):
        return runs
    runs = [Run(kept=True, old=[], new=[]), *runs, Run(kept=True, old=[], new=[])]
    for index, run in enumerate(runs):
        if not run.kept and not (run.old and run.new):
            _slide(runs[index - 1], run, runs[index + 1])
    return joined(runs)


def _slide(left: Run, run: Run, right: Run) -> None:
    """Choose among all equal readings of one insertion or deletion the best placed one."""
    moving = run.old or run.new
    before, after = left.old, right.old
    # How far can it go left and right over equal tokens?
    back = 0
    size = len(moving)
    while back < len(before) and before[-1 - back] == moving[(size - 1 - back) % size]:
        back += 1
    ahead = 0
    while ahead < len(after) and after[ahead] == moving[ahead % size]:
        ahead += 1
    if not back and not ahead:
        return
    stretch = before[len(before) - back :] + moving + after[:ahead]
    context_left = before[: len(before) - back][-4:]
    context_right = after[ahead:][:2]
    best, best_score = back, -1
    for at in range(back + ahead + 1):
        score = _place(context_left + stretch[:at], stretch[at : at + size],
                       stretch[at + size :] + context_right)  # fmt: skip
        if score > best_score or (score == best_score and abs(at - back) < abs(best - back)):
            best, best_score = at, score
    left.old[len(before) - back :] = stretch[:best]
    right.old[:ahead] = stretch[best + size :]
    if run.old:
        run.old = stretch[best : best + size]
    else:
        run.new = stretch[best : best + size]


def _place(left: list[str], moving: list[str], right: list[str]) -> int:
    """How good both borders of an edit are: whole sentences are best, halves of words worst."""
    return _border(left, moving) * 2 + _border(moving, right)


def _border(left: list[str], right: list[str]) -> int:
    if not left or "\n" in left[-1]:
        return 7
    if not right or "\n" in right[0]:
        return 6
    sentence = ends_sentence(left[-5:])
    if left[-1].isspace():
        return 6 if sentence else 3
    if right[0].isspace():
        return 5 if sentence else 2
    return 1 if not is_word(left[-1]) or not is_word(right[0]) else 0
