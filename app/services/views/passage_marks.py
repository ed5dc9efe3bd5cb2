"""What is going on about each passage of the text in force: proposals, and what is said of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from amendments.status import Status
from app.services.entry import CharterAccess
from app.services.views import amendment_lists
from app.storage.engine.session import Reader
from app.storage.talking import comments
from app.storage.texts import revisions
from app.storage.writing.open_changes import OpenChangeRow, open_changes


@dataclass(frozen=True, slots=True)
class PassageMarks:
    """By the id of a passage: the numbers of the open proposals that would change it, and how many
    open remarks each proposal has on it. What members say is for members alone.

    `open` is how many open proposals there are that this person may know of.
    """

    proposals: Mapping[str, tuple[int, ...]]
    remarks: Mapping[str, Mapping[int, int]]
    open: int


def look_at_marks(reader: Reader, access: CharterAccess) -> PassageMarks:
    """The marks that the open proposals of a charter leave on the text in force."""
    found = _known_changes(reader, access)
    touching: dict[str, list[int]] = defaultdict(list)
    for one in found:
        for block in revisions.change_set_of(one.change).named():
            touching[block].append(one.number)
    remarks: dict[str, Counter[int]] = defaultdict(Counter)
    if access.actor.is_member:
        numbers = {one.id: one.number for one in found}
        for amendment, block in comments.open_remarks(reader, access.charter.id):
            if amendment in numbers:
                remarks[block][numbers[amendment]] += 1
    return PassageMarks(
        {block: tuple(numbers) for block, numbers in touching.items()},
        {block: dict(counted) for block, counted in remarks.items()},
        len(found),
    )


def _known_changes(reader: Reader, access: CharterAccess) -> list[OpenChangeRow]:
    if access.actor.is_member:
        # What is before all members, each of them may know of.
        return open_changes(reader, access.charter.id)
    known = amendment_lists.known_amendments(reader, access, [Status.DISCUSSION, Status.ROUND])
    return [
        OpenChangeRow(
            one.kept.id,
            one.kept.value.number,
            one.version.base,
            revisions.change_json(reader, one.version.change_sha256),
        )
        for one in reversed(known)
    ]
