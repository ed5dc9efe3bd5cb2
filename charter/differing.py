"""Two texts cut down to where they differ: what makes a long text cost what its changes cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from charter.align import budget_for
from charter.blocks import Piece
from charter.chunks import pieces_of
from charter.document import heading_words
from charter.sequences import Pair, gaps_between, matching


@dataclass(slots=True)
class Differing:
    """The passages of one text that differ, and before each difference one that both texts share.

    `sections` are the words of the headings that they stand under.
    """

    section: str | None
    pieces: list[Piece] = field(default_factory=list)
    sections: list[str | None] = field(default_factory=list)

    def add(self, chunks: Sequence[str]) -> None:
        """Add the passages of these stretches of text."""
        for chunk in chunks:
            for piece in pieces_of(chunk):
                if piece.kind == "heading":
                    self.section = heading_words(piece.text)
                self.pieces.append(piece)
                self.sections.append(self.section)


@dataclass(frozen=True, slots=True)
class Differences:
    """Where two texts differ; `exact` are the pairs of places that hold the same passage."""

    old: Differing
    new: Differing
    exact: list[Pair]


def differences(old: Sequence[str], new: Sequence[str], section: str | None) -> Differences:
    """Where two texts differ that are cut at empty lines and begin under the same heading.

    Each stretch between two empty lines can be read by itself (`stand_alone`).
    """
    sides = Differing(section), Differing(section)
    exact: list[Pair] = []
    budget = budget_for(len(old) + len(new))
    passed = 0
    for low_a, high_a, low_b, high_b in gaps_between(
        matching(old, new, budget), len(old), len(new)
    ):
        if low_b:
            _pass_over(new[passed:low_b], sides, exact)
        start = len(sides[0].pieces), len(sides[1].pieces)
        sides[0].add(old[low_a:high_a])
        sides[1].add(new[low_b:high_b])
        passed = high_b
        added = len(sides[0].pieces) - start[0], len(sides[1].pieces) - start[1]
        if added != (high_a - low_a, high_b - low_b):
            # What stands in lists item by item may still be the same.
            texts = [piece.text for piece in sides[0].pieces[start[0] :]]
            others = [piece.text for piece in sides[1].pieces[start[1] :]]
            exact += [(start[0] + i, start[1] + j) for i, j in matching(texts, others, budget)]
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
    exact.append((len(old.pieces), len(new.pieces)))
    piece = pieces_of(chunks[-1])[-1]
    for side in sides:
        side.pieces.append(piece)
        side.sections.append(side.section)
