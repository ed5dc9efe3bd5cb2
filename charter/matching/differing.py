"""Two texts cut down to where they differ: what makes a long text cost what its changes cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from charter.matching.align import budget_for
from charter.matching.chunks import is_indented, kind_at_sight, pieces_of
from charter.matching.sequences import Pair, matching, unmatched
from charter.text.blocks import Passages
from charter.text.document import heading_words


@dataclass(slots=True)
class Differing:
    """The passages of one text that differ, and before each difference one that both texts share.

    `sections` are the words of the headings that they stand under.
    """

    section: str | None
    kinds: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    sections: list[str | None] = field(default_factory=list)

    def add(self, chunks: Sequence[str]) -> bool:
        """Add the passages of these stretches of text; False if one cannot be read by itself."""
        for chunk in chunks:
            kind = kind_at_sight(chunk)
            if kind:
                self.put(kind, chunk)
            elif is_indented(chunk):
                return False
            else:
                for piece in pieces_of(chunk):
                    self.put(*piece)
        return True

    def put(self, kind: str, text: str) -> None:
        """Add one passage under the heading that is in force."""
        if kind == "heading":
            self.section = heading_words(text)
        self.kinds.append(kind)
        self.texts.append(text)
        self.sections.append(self.section)

    @property
    def passages(self) -> Passages:
        """The passages without their sections."""
        return Passages(self.kinds, self.texts)


@dataclass(frozen=True, slots=True)
class Differences:
    """Where two texts differ; `exact` are the pairs of places that hold the same passage."""

    old: Differing
    new: Differing
    exact: list[Pair]


def differences(old: Sequence[str], new: Sequence[str], section: str | None) -> Differences | None:
    """Where two texts differ that are cut at empty lines and begin under the same heading.

    None if a stretch that differs cannot be read by itself.
    """
    sides = Differing(section), Differing(section)
    exact: list[Pair] = []
    budget = budget_for(len(old) + len(new))
    passed = 0
    for low_a, high_a, low_b, high_b in unmatched(old, new, budget):
        if low_b:
            _pass_over(new[passed:low_b], sides, exact)
        start = len(sides[0].texts), len(sides[1].texts)
        if not (sides[0].add(old[low_a:high_a]) and sides[1].add(new[low_b:high_b])):
            return None
        passed = high_b
        added = len(sides[0].texts) - start[0], len(sides[1].texts) - start[1]
        if added != (high_a - low_a, high_b - low_b):
            # What stands in lists item by item may still be the same.
            texts = [side.texts[at:] for side, at in zip(sides, start, strict=True)]
            exact += [(start[0] + i, start[1] + j) for i, j in matching(texts[0], texts[1], budget)]
    return Differences(*sides, exact)


def _pass_over(
    chunks: Sequence[str], sides: tuple[Differing, Differing], exact: list[Pair]
) -> None:
    """Keep in mind the last heading of what both texts share, and the last passage."""
    old, new = sides
    for chunk in reversed(chunks):
        if chunk[0] == "#" or "\n" in chunk:
            headings = [piece for piece in pieces_of(chunk) if piece.kind == "heading"]
            if headings:
                old.section = new.section = heading_words(headings[-1].text)
                break
    exact.append((len(old.texts), len(new.texts)))
    last = chunks[-1]
    kind = kind_at_sight(last)
    if not kind:
        kind, last = pieces_of(last)[-1]
    old.put(kind, last)
    new.put(kind, last)
