"""What is going on about each passage of the text in force: proposals, and what is said of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.services.entry import CharterAccess
from app.services.views.amendment_lists import ListedAmendment
from app.storage.engine.session import Reader
from app.storage.talking import comments


@dataclass(frozen=True, slots=True)
class PassageMarks:
    """By the id of a passage: the numbers of the open proposals that would change it, and how many
    open remarks each proposal has on it. What members say is for members alone.
    """

    proposals: Mapping[str, tuple[int, ...]]
    remarks: Mapping[str, Mapping[int, int]]


def look_at_marks(
    reader: Reader, access: CharterAccess, listed: Sequence[ListedAmendment]
) -> PassageMarks:
    """The marks that some open proposals leave on the text in force."""
    touching: dict[str, list[int]] = defaultdict(list)
    for one in sorted(listed, key=lambda found: found.kept.value.number):
        for block in one.change_set.named():
            touching[block].append(one.kept.value.number)
    remarks: dict[str, Counter[int]] = defaultdict(Counter)
    if access.actor.is_member:
        numbers = {one.kept.id: one.kept.value.number for one in listed}
        for amendment, block in comments.open_remarks(reader, access.charter.id):
            if amendment in numbers:
                remarks[block][numbers[amendment]] += 1
    return PassageMarks(
        {block: tuple(numbers) for block, numbers in touching.items()},
        {block: dict(counted) for block, counted in remarks.items()},
    )
