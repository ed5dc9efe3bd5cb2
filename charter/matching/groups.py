"""Splits and joins between two documents whose ids are known: only the members are asked."""

from __future__ import annotations

from collections.abc import Sequence

from charter.matching.identity import bare
from charter.matching.similarity import Bag

_GAIN = 0.05
_COVERED = 0.6
_PART_WORDS = 2


def split_into(before: str, first: str, following: Sequence[str]) -> int:
    """How many of the new passages behind `first` are further parts of the old wording."""
    return _members(Bag(bare(first)), following, Bag(bare(before))) if following else 0


def joined_from(first: str, following: Sequence[str], after: str) -> int:
    """How many of the lost passages behind `first` went into the new wording."""
    return _members(Bag(bare(first)), following, Bag(bare(after))) if following else 0


def _members(together: Bag, following: Sequence[str], whole: Bag) -> int:
    value = together.dice(whole)
    count = 0
    for text in following:
        part = Bag(bare(text))
        grown = together.plus(part)
        gain = grown.dice(whole)
        belongs = part.size >= _PART_WORDS and part.covered_by(whole) >= _COVERED
        if not belongs or gain < value + _GAIN:
            break
        together, value = grown, gain
        count += 1
    return count
