"""From an alignment of tokens to phrases: shift, gather, cut at sentences."""

from __future__ import annotations

from charter.diff.refinement import Pieces, merged
from charter.diff.runs import Run, gathered, joined, size_of, weight_of
from charter.diff.sentence_borders import ends_sentence, is_border
from charter.diff.sliding import shifted
from charter.diff.tokens import is_word

# A sentence of which less than this share stays is shown as written anew.
_STAYS = 0.4
# Below this share the whole passage is.
_BLOCK_STAYS = 0.2


def polish(runs: list[Run], old_size: int) -> tuple[tuple[int, str], ...]:
    """Phrases from runs of tokens, as (sign, text); `old_size` is that of the old wording."""
    if _mostly_new(runs, old_size):
        runs = _one_edit(runs)
    elif len(runs) > 1:
        runs = shifted(gathered(_anew(shifted(runs))))
    pieces: Pieces = []
    for run in runs:
        if run.kept:
            pieces.append((0, "".join(run.old)))
        else:
            pieces += ((-1, "".join(run.old)), (1, "".join(run.new)))
    return merged(pieces)


def _mostly_new(runs: list[Run], old_size: int) -> bool:
    """Is so little of a passage left that it is better shown as written anew?"""
    kept = old_size - sum([size_of(run.old) for run in runs if not run.kept])
    if kept >= _BLOCK_STAYS * old_size:
        return False
    out = sum([weight_of(run.old) for run in runs if not run.kept])
    put = sum([weight_of(run.new) for run in runs if not run.kept])
    return kept < _BLOCK_STAYS * (kept + min(out, put))


def _anew(runs: list[Run]) -> list[Run]:
    """Show a sentence as written anew where too little of it stays."""
    result: list[Run] = []
    sentence: list[Run] = []
    for index, run in enumerate(runs):
        if not run.kept:
            sentence.append(run)
            if _closes_sentence(run):
                result.extend(_one_sentence(sentence))
                sentence = []
            continue
        head, tail = _sentence_ends(run.old, first=not index, last=index == len(runs) - 1)
        if head == tail == len(run.old):
            sentence.append(run)
            continue
        if head:
            sentence.append(Run(kept=True, old=run.old[:head], new=[]))
        result.extend(_one_sentence(sentence))
        sentence = []
        if tail > head:
            result.append(Run(kept=True, old=run.old[head:tail], new=[]))
        if tail < len(run.old):
            sentence = [Run(kept=True, old=run.old[tail:], new=[])]
    result.extend(_one_sentence(sentence))
    return joined(result)


def _sentence_ends(tokens: list[str], *, first: bool, last: bool) -> tuple[int, int]:
    """How far the sentence before goes into kept tokens, and where the one behind begins.

    Both are the length of the list if no sentence ends within it. Before the first edit there is no
    sentence to finish, behind the last none to begin.
    """
    size = len(tokens)
    head = 0 if first else size
    if not first:
        for index in range(1, size):
            if is_border(tokens, index):
                head = index + 1
                break
    if last:
        return head, size
    for index in range(size - 1, max(head - 1, 0), -1):
        if is_border(tokens, index):
            return head, index + 1
    return (0, 0) if first else (head, head)


def _closes_sentence(run: Run) -> bool:
    if run.kept:
        return ends_sentence(run.old)
    return all(ends_sentence(side) for side in (run.old, run.new))


def _one_sentence(runs: list[Run]) -> list[Run]:
    """The runs of one sentence; joined to a single edit if most of its words changed."""
    return _one_edit(runs) if len(runs) > 1 and _rewritten(runs, _STAYS) else runs


def _one_edit(runs: list[Run]) -> list[Run]:
    old = [token for run in runs for token in run.old]
    new = [token for run in runs for token in (run.old if run.kept else run.new)]
    # Marks and signs at both ends that are the same anyway, such as those of a list item, stay.
    start = end = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start] and not is_word(old[start]):
        start += 1
    while end < shorter - start and old[-1 - end] == new[-1 - end] and not is_word(old[-1 - end]):
        end += 1
    return [
        Run(kept=True, old=old[:start], new=[]),
        Run(kept=False, old=old[start : len(old) - end], new=new[start : len(new) - end]),
        Run(kept=True, old=old[len(old) - end :], new=[]),
    ]


def _rewritten(runs: list[Run], share: float) -> bool:
    """Words were both taken out and put in, and less than this share of the words stays."""
    kept = sum([size_of(run.old) for run in runs if run.kept])
    out = sum([weight_of(run.old) for run in runs if not run.kept])
    put = sum([weight_of(run.new) for run in runs if not run.kept])
    return kept < share * (kept + min(out, put))
