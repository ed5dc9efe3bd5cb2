"""What somebody said would be acceptable, where it is a wording of a passage: to take over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from charter.matching.identity import bare
from charter.matching.similarity import Bag
from charter.text.document import Block

# A wording shares so much with the passage that it is a wording of.
_ALIKE = 0.5
_LEAST_WORDS = 4
_QUOTED = re.compile('[\u201c\u201e\u00ab"]([^\u201c-\u201f\u00ab\u00bb"]+)[\u201c\u201d\u00bb"]')


class AcceptableWording(NamedTuple):
    """A passage, and how somebody would have it read."""

    block: str
    text: str


def as_wording(said: str, passages: Sequence[Block]) -> AcceptableWording | None:
    """The passage that words are a wording of, and these words; None if they only tell of it.

    What stands in quotation marks is asked first, then all of it. Of several passages that one is
    taken that it has most in common with, and the first of those.
    """
    for text in [*_quoted(said), said.strip()]:
        bag = Bag(bare(text))
        if bag.size < _LEAST_WORDS:
            continue
        alike = [(bag.dice(Bag(bare(block.text))), block.id) for block in passages]
        best = max(alike, key=lambda pair: pair[0], default=(0.0, ""))
        if best[0] >= _ALIKE:
            return AcceptableWording(best[1], text)
    return None


def _quoted(said: str) -> Iterator[str]:
    for found in _QUOTED.finditer(said):
        yield found[1].strip()
