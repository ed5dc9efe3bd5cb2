"""Which revisions since another changed certain passages, or where they stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from charter.conflicts.three_way import ThreeWay, stands_as
from charter.matching.word_traces import lives_in
from charter.text.document import Document
from charter.text.operations import ChangeSet, Insert, Move


def revisions_behind(
    place: ThreeWay, change_set: ChangeSet, history: Sequence[tuple[int, Document]]
) -> tuple[int, ...]:
    """The numbers of the revisions that a place in conflict comes from, oldest first.

    `history` are numbered revisions in their order, from the one that the change set was made for
    to the one in force. Asked are the passages that the place is about; then what it belongs to:
    its section, the points above it, what leads in to its list; if none of these changed, all are.
    """
    op = change_set.operations[place.operation_index]
    base_number, base = history[0]
    head = history[-1][1]
    named: list[str | None] = [op.after if isinstance(op, (Insert, Move)) else op.block]
    if isinstance(op, Move):
        named.append(op.block)
    own = {name for name in named if name is not None}
    for name in tuple(own):
        own |= {block.id for block in stands_as(name, base, head)}
        former = base.get(name)
        if former is not None and name not in head.positions:
            home = lives_in(former, base, head, base_number)
            own |= {home.id} if home is not None else set()
    around = {one for name in own for one in _bonds(name, base, head)}
    for names in (own, around):
        found = changed_by(history, names)
        if found:
            return found
    return tuple([number for number, _ in history[1:]])


def changed_by(history: Sequence[tuple[int, Document]], names: Collection[str]) -> tuple[int, ...]:
    """The revisions in which one of these passages came, went, or was changed or moved."""
    return tuple(
        [
            number
            for (_, before), (number, after) in pairwise(history)
            if any(_differs(name, before, after) for name in names)
        ]
    )


def _differs(name: str, before: Document, after: Document) -> bool:
    was, now = before.get(name), after.get(name)
    if was is None or now is None:
        return was is not now
    if was.text != now.text:
        return True
    a, b = before.place_of(name), after.place_of(name)
    return (a.section, a.parents) != (b.section, b.parents)


def _bonds(name: str, *texts: Document) -> set[str]:
    found: set[str] = set()
    for text in texts:
        if name in text.positions:
            place = text.place_of(name)
            found |= {*place.headings, *place.parents}
            found |= {place.lead} if place.lead is not None else set()
    return found
