"""How an undecided change relates to the revision in force: clean, contained, or a conflict."""

from __future__ import annotations

from dataclasses import dataclass, replace

from charter.change.applicability import check
from charter.change.apply import apply
from charter.change.part_standing import PartStanding, StandingKind
from charter.errors import DoesNotApply
from charter.text.document import Document
from charter.text.operations import ChangeSet

__all__ = ["PartStanding", "Standing", "StandingKind", "standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """`clean`: it applies as it is. `contained`: all of it is there. Else `conflict`."""

    kind: StandingKind
    parts: tuple[PartStanding, ...]


def standing(
    head: Document, change_set: ChangeSet, *, base: Document, base_number: int
) -> Standing:
    """The standing of a change set, made for `base`, in the revision in force.

    It is `clean` exactly when `apply` would do it. What of it is there already is a part that is
    `contained`: it is left out, and the rest applies.
    """
    parts = check(head, change_set, base_number, base)
    kinds = {part.kind for part in parts}
    if kinds == {"contained"}:
        return Standing("contained", parts)
    if "conflict" in kinds:
        return Standing("conflict", parts)
    try:
        apply(head, change_set, base=base, base_number=base_number, number=base_number + 1)
    except DoesNotApply as refusal:
        if any(part.kind == "conflict" for part in refusal.parts):
            return Standing("conflict", refusal.parts)
        return Standing("conflict", tuple([_refused(part, refusal.reason) for part in parts]))
    return Standing("clean", parts)


def _refused(part: PartStanding, reason: str) -> PartStanding:
    return replace(part, kind="conflict", reason=reason) if part.kind == "clean" else part
