"""How one part of a change relates to a document: it applies, is there already, or conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StandingKind = Literal["clean", "contained", "conflict"]


@dataclass(frozen=True, slots=True)
class PartStanding:
    """How one operation relates to a document. `reason` is one plain sentence.

    `there` is given for an insertion of which only some passages are there: for each of its texts
    the id of the block that is it already, or None. It is clean: the others are put beside them.
    """

    operation_index: int
    kind: StandingKind
    block: str | None
    reason: str
    there: tuple[str | None, ...] = ()
