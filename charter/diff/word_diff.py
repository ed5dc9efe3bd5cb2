"""Words for reading: what changed inside one passage, as phrases that a person can follow.

A view, never a decision: change sets are made and applied without it. Two steps: words between
blanks are aligned first, cheaply; then, where that leaves a replacement, the signs within it.
"""

from __future__ import annotations

import re

from charter.diff.common_tokens import runs_of
from charter.diff.fast_path import glance
from charter.diff.phrases import polish
from charter.diff.resync import differences
from charter.diff.runs import Run
from charter.diff.soft_breaks import flowed, flows
from charter.diff.tokens import has_clusters, has_digit, has_wide_number, tokens

Words = tuple[tuple[int, str], ...]

_COARSE = re.compile(r"[^ \n]+|[ \n]+")
# A replacement of more tokens than this on either side has nothing in common worth a closer look.
_CLOSE_LOOK = 160
# A kept stretch longer than this is not cut into tokens all through.
_LONG = 160


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
    if _both_plain(before, after) or (_cuttable(before) and _cuttable(after)):
        seen = glance(before, after)
        if seen is not None:
            return seen
    if flows(before, after):
        return flowed(before, after, _flat_words)
    return _thorough(before, after)


def _flat_words(before: str, after: str) -> Words:
    """The same for wordings without soft breaks."""
    if before == after:
        return ((0, before),)
    if _both_plain(before, after):
        seen = glance(before, after)
        if seen is not None:
            return seen
    return _thorough(before, after)


def _thorough(before: str, after: str) -> Words:
    """What became of a passage, where that is not clear at first sight."""
    simple = _both_plain(before, after) or (_cuttable(before) and _cuttable(after))
    if simple and not _marked(before) and not _marked(after):
        return polish(_sparse_runs(before, after), len(before))
    return polish(runs_of(tokens(before), tokens(after)), len(before))


def _both_plain(before: str, after: str) -> bool:
    """Is it clear at once that neither holds anything that may not be cut at a blank?"""
    # One look at both costs half of two.
    both = before + after
    if not both.isascii() or "`" in both or "<" in both or "[" in both:
        return False
    return not has_digit(both) or not (has_wide_number(before) or has_wide_number(after))


def _cuttable(text: str) -> bool:
    """May the passage be cut at every blank?"""
    if has_clusters(text):
        return False
    return not _marked(text) or not any(
        " " in token and not token.isspace() for token in tokens(text)
    )


def _marked(text: str) -> bool:
    """Are there marks, or numbers, whose inside may hold blanks?"""
    return "`" in text or "<" in text or "](" in text or "][" in text or has_wide_number(text)


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
    return _close_looks(runs_of(_COARSE.findall(old), _COARSE.findall(new)))


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
        result.extend(runs_of(tokens(old), tokens(new)))
    return result
