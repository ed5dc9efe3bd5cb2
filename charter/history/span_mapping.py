"""Where a stretch of one wording stands in the next, by the exact alignment of their tokens."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from charter.diff.common_tokens import kept_tokens
from charter.diff.tokens import is_word, tokens


@dataclass(frozen=True, slots=True)
class Mapped:
    """A stretch of the new wording, and how many of the old words in it were kept."""

    start: int
    end: int
    kept_words: int
    old_words: int
    whole: bool


def map_span(before: str, after: str, start: int, end: int) -> Mapped | None:
    """The stretch of `after` that the stretch [start, end) of `before` became.

    None if not one of its tokens was kept. `whole` says that every sign of it was kept and stands
    together, so that the wording there is the same.
    """
    old, new = tokens(before), tokens(after)
    old_starts = [0, *accumulate(len(token) for token in old)]
    new_starts = [0, *accumulate(len(token) for token in new)]
    inside = [i for i in range(len(old)) if old_starts[i] < end and old_starts[i + 1] > start]
    if not inside:
        return None
    target = {i: j for i, j in kept_tokens(old, new) if inside[0] <= i <= inside[-1]}
    solid = [i for i in inside if i in target and not old[i].isspace()]
    if not solid:
        return None
    first, last = solid[0], solid[-1]
    # A stretch may begin or end within a token: the same number of signs into the kept one.
    into = max(start - old_starts[first], 0)
    short = max(old_starts[last + 1] - end, 0)
    new_start = new_starts[target[first]] + into
    new_end = new_starts[target[last] + 1] - short
    old_words = sum(is_word(old[i]) for i in inside)
    kept_words = sum(is_word(old[i]) for i in solid)
    whole = after[new_start:new_end] == before[start:end]
    return Mapped(new_start, new_end, kept_words, old_words, whole)
