"""From an alignment of tokens to phrases: shift, gather, cut at sentences, look inside words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from charter.tokens import cluster_ends, is_word

# A table's row ends like a sentence.
_SENTENCE_END = re.compile(r"""[.!?\u2026\u3002\uff01\uff1f]["'\u201d\u2019)\]*_]*$|\|$""")
_CLOSERS = frozenset(".!?\u2026\u3002\uff01\uff1f\"'\u201d\u2019)]*_|")
# A sentence of which less than this share stays is shown as written anew.
_STAYS = 0.4
# Below this share the whole passage is.
_BLOCK_STAYS = 0.2
_INSIDE = 3
_TAIL = 16
_HEAVIEST = 6


@dataclass(slots=True)
class Run:
    """Kept tokens (in `old`), or tokens taken out (`old`) and put in (`new`) at one place."""

    kept: bool
    old: list[str]
    new: list[str]


def polish(runs: list[Run], old_size: int) -> tuple[tuple[int, str], ...]:
    """Phrases from runs of tokens, as (sign, text); `old_size` is that of the old wording."""
    if _mostly_new(runs, old_size):
        runs = _one_edit(runs)
    elif len(runs) > 1:
        runs = _shift(runs)
        if not _sparse(runs):
            runs = _shift(_gather(_anew(runs)))
    pieces: list[tuple[int, str]] = []
    for run in runs:
        if run.kept:
            pieces.append((0, "".join(run.old)))
        else:
            pieces.extend(_edit("".join(run.old), "".join(run.new)))
    return _merged(pieces)


def _count(tokens: list[str]) -> int:
    return sum([1 for token in tokens if is_word(token)])


def _sparse(runs: list[Run]) -> bool:
    """Do the edits lie so far apart, each so deep in its sentence, that they can stay as they are?

    A sentence is written anew only if less of it stays than two thirds of what replaces it.
    """
    edits = [run for run in runs if not run.kept]
    near = sum([min(_size(run.old), _size(run.new)) for run in edits])
    most = max([len(run.old) + len(run.new) for run in edits], default=0)
    for index, run in enumerate(runs):
        if run.kept:
            if 0 < index < len(runs) - 1 and len(run.old) <= 2 * most + 1:
                return False
        elif near and run.old and run.new:
            left = "".join(runs[index - 1].old)[-near:] if index else ""
            right = "".join(runs[index + 1].old)[:near] if index + 1 < len(runs) else ""
            if not (_runs_on(left, near) or _runs_on(right, near)):
                return False
    return True


def _runs_on(text: str, size: int) -> bool:
    """Are these so many characters, and no end of a sentence among them?"""
    return len(text) == size and not any(sign in text for sign in ".!?|\u2026\u3002\uff01\uff1f")


def _size(tokens: list[str]) -> int:
    return sum([len(token) for token in tokens])


def _weight(tokens: list[str]) -> int:
    """The size of an edit; a long address weighs no more than a long word."""
    return sum([min(len(token), _HEAVIEST) for token in tokens])


def _mostly_new(runs: list[Run], old_size: int) -> bool:
    """Is so little of a passage left that it is better shown as written anew?"""
    kept = old_size - sum([_size(run.old) for run in runs if not run.kept])
    if kept >= _BLOCK_STAYS * old_size:
        return False
    out = sum([_weight(run.old) for run in runs if not run.kept])
    put = sum([_weight(run.new) for run in runs if not run.kept])
    return kept < _BLOCK_STAYS * (kept + min(out, put))


def _gather(runs: list[Run]) -> list[Run]:
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
    weight = _count(between.old)
    left = max(_count(before.old), _count(before.new))
    right = max(_count(after.old), _count(after.new))
    if not weight:
        # Blanks and signs between two edits of words belong to the phrase.
        return left > 0 and right > 0
    both = _two_sided(before) or _two_sided(after)
    return both and weight <= left and weight <= right


def _two_sided(run: Run) -> bool:
    return _count(run.old) > 0 and _count(run.new) > 0


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
    return _joined(result)


def _sentence_ends(tokens: list[str], *, first: bool, last: bool) -> tuple[int, int]:
    """How far the sentence before goes into kept tokens, and where the one behind begins.

    Both are the length of the list if no sentence ends within it. Before the first edit there is no
    sentence to finish, behind the last none to begin.
    """
    size = len(tokens)
    head = 0 if first else size
    if not first:
        for index in range(1, size):
            if _is_border(tokens, index):
                head = index + 1
                break
    if last:
        return head, size
    for index in range(size - 1, max(head - 1, 0), -1):
        if _is_border(tokens, index):
            return head, index + 1
    return (0, 0) if first else (head, head)


def _is_border(tokens: list[str], index: int) -> bool:
    """Is this token the blank behind a sentence?"""
    token = tokens[index]
    if not token.isspace():
        return False
    return "\n\n" in token or (
        tokens[index - 1][-1] in _CLOSERS and _ends_sentence(tokens[max(index - 4, 0) : index])
    )


def _ends_sentence(tokens: list[str]) -> bool:
    if not tokens:
        return True
    tail = "".join(tokens[-4:])[-_TAIL:]
    bare = tail.rstrip(" \t\n")
    return "\n\n" in tail[len(bare) :] or _SENTENCE_END.search(bare) is not None


def _closes_sentence(run: Run) -> bool:
    if run.kept:
        return _ends_sentence(run.old)
    return all(_ends_sentence(side) for side in (run.old, run.new))


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
    kept = sum([_size(run.old) for run in runs if run.kept])
    out = sum([_weight(run.old) for run in runs if not run.kept])
    put = sum([_weight(run.new) for run in runs if not run.kept])
    return kept < share * (kept + min(out, put))


def _joined(runs: list[Run]) -> list[Run]:
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


def _shift(runs: list[Run]) -> list[Run]:
    """Slide pure insertions and deletions to where a reader would see them: sentence, then word."""
    runs = _joined(runs)
    if all(run.kept or (run.old and run.new) for run in runs):
        return runs
    runs = [Run(kept=True, old=[], new=[]), *runs, Run(kept=True, old=[], new=[])]
    for index, run in enumerate(runs):
        if not run.kept and not (run.old and run.new):
            _slide(runs[index - 1], run, runs[index + 1])
    return _joined(runs)


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
    sentence = _ends_sentence(left[-5:])
    if left[-1].isspace():
        return 6 if sentence else 3
    if right[0].isspace():
        return 5 if sentence else 2
    return 1 if not is_word(left[-1]) or not is_word(right[0]) else 0


def _edit(old: str, new: str) -> list[tuple[int, str]]:
    """One edit as pieces; inside a single word that only got another start or end, that alone."""
    if old and new and old.isalpha() and new.isalpha():
        inside = _inside(old, new)
        if inside:
            return inside
    return [piece for piece in ((-1, old), (1, new)) if piece[1]]


def _inside(old: str, new: str) -> list[tuple[int, str]]:
    if old[0] != new[0] and old[-1] != new[-1]:
        return []
    ends_old, ends_new = cluster_ends(old), cluster_ends(new)
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    while head not in ends_old or head not in ends_new:
        head -= 1
    if head >= _INSIDE and 2 * head >= max(len(old), len(new)):
        return [(0, old[:head]), *_edit_rest(old[head:], new[head:])]
    tail = 0
    while tail < shorter and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    while len(old) - tail not in ends_old or len(new) - tail not in ends_new:
        tail -= 1
    if tail >= _INSIDE and 2 * tail >= max(len(old), len(new)):
        return [*_edit_rest(old[: len(old) - tail], new[: len(new) - tail]), (0, old[-tail:])]
    return []


def _edit_rest(old: str, new: str) -> list[tuple[int, str]]:
    return [piece for piece in ((-1, old), (1, new)) if piece[1]]


def _merged(pieces: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Neighbours of one sign as one piece; what is taken out stands before what is put in."""
    result: list[tuple[int, str]] = []
    out = put = ""
    for sign, text in [*pieces, (0, "")]:
        if sign < 0:
            out += text
        elif sign > 0:
            put += text
        else:
            if out:
                result.append((-1, out))
            if put:
                result.append((1, put))
            out = put = ""
            if text and result and result[-1][0] == 0:
                result[-1] = (0, result[-1][1] + text)
            elif text:
                result.append((0, text))
    return tuple(result)
