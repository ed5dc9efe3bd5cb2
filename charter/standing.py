"""How an undecided change relates to the revision in force: clean, contained, or a conflict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from charter.apply import apply
from charter.checks import PartStanding, StandingKind, check
from charter.document import Document
from charter.errors import DoesNotApply
from charter.operations import ChangeSet, Insert, Move

__all__ = ["PartStanding", "Standing", "StandingKind", "neighbours_changed", "standing"]


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


def neighbours_changed(
    head: Document, change_set: ChangeSet, *, base: Document, base_number: int
) -> tuple[str, ...]:
    """Ids of blocks next to what the change set touches that changed since its base.

    Next to it is what stands straight before or behind it or in the same section. Blocks of the
    head come first, in the order of the text; then blocks that were taken out since.
    """
    own = change_set.named()
    touched = own | change_set.anchors()
    at_start = any(
        isinstance(op, (Insert, Move)) and op.after is None for op in change_set.operations
    )
    near_now = _near(head, touched, at_start=at_start)
    near_then = _near(base, touched, at_start=at_start)
    changed = [
        block.id
        for block in head.blocks
        if block.id in near_now
        and block.id not in own
        and (block.changed_in > base_number or _changed_section(block.id, base, head))
    ]
    gone = [
        block.id
        for block in base.blocks
        if block.id in near_then and block.id not in own and block.id not in head.positions
    ]
    return tuple(changed + gone)


def _changed_section(block_id: str, base: Document, head: Document) -> bool:
    """Does the block stand under another heading than it did?"""
    if block_id not in base.positions:
        return False
    then, now = base.heading_of(block_id), head.heading_of(block_id)
    return (then.id if then else None) != (now.id if now else None)


def _near(document: Document, touched: Iterable[str], *, at_start: bool) -> set[str]:
    places = {document.positions[name] for name in touched if name in document.positions}
    sections = {document.section_index[place] for place in places}
    beside = {place + step for place in places for step in (-1, 0, 1)}
    if at_start:
        beside.add(0)
    return {
        block.id
        for place, block in enumerate(document.blocks)
        if place in beside or document.section_index[place] in sections
    }
