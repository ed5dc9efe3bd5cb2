"""Lists of amendments: what a person who came in may know of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amendments.status import UNDECIDED, Status
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import standing_of
from app.services.views.decision_view import RoundView, look_at_round
from app.storage.deciding import rounds
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.storage.texts.revisions import Revision
from app.storage.writing.amendment_lists import ALL, Listed, ListPart, listed
from app.storage.writing.amendments import StoredAmendment, Version
from charter import ChangeSet, Standing


@dataclass(frozen=True, slots=True)
class ListedAmendment:
    """An amendment in a list."""

    kept: StoredAmendment
    version: Version
    change_set: ChangeSet
    standing: Standing | None
    open_round: RoundView | None
    comments_count: int


def known_amendments(
    reader: Reader,
    access: CharterAccess,
    statuses: Iterable[Status] | None = None,
    part: ListPart = ALL,
) -> list[Listed]:
    """The same as `list_amendments` gives, without how they stand and are being decided."""
    return [
        one
        for one in listed(reader, access.charter.id, access.actor.member, statuses, part)
        if entry.visible(access, one.kept)
    ]


def list_amendments(
    reader: Reader,
    access: CharterAccess,
    statuses: Iterable[Status] | None = None,
    part: ListPart = ALL,
) -> list[ListedAmendment]:
    """The amendments that the person may know of, newest first; a `part` of them."""
    found = known_amendments(reader, access, statuses, part)
    undecided = [one for one in found if one.kept.value.status in UNDECIDED]
    used = {one.version.base for one in undecided} | {access.charter.head}
    revisions.read_together(reader, access.charter.id, used)
    rounds.read_together(reader, [one.kept.id for one in undecided])
    head = entry.head(reader, access.charter)
    return [_listed(reader, access, one, head) for one in found]


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """The newest of a group of amendments, and before which number it goes on, if it does."""

    shown: tuple[ListedAmendment, ...]
    earlier: int | None


def list_groups(
    reader: Reader,
    access: CharterAccess,
    groups: Mapping[str, frozenset[Status]],
    before: int | None,
    limit: int,
) -> dict[str, ListedGroup]:
    """The newest amendments of some groups that the person may know of, before a number."""
    statuses = frozenset(one for group in groups.values() for one in group)
    part = ListPart(before or ALL.before, limit + 1, grouped=True)
    known = list_amendments(reader, access, statuses, part)
    every = listed(reader, access.charter.id, access.actor.member, statuses, part)
    found = {}
    for name, group in groups.items():
        numbers = [one.kept.value.number for one in every if one.kept.value.status in group]
        earlier = numbers[limit - 1] if len(numbers) > limit else None
        found[name] = ListedGroup(
            shown=tuple(
                one
                for one in known
                if one.kept.value.status in group and one.kept.value.number >= (earlier or 0)
            ),
            earlier=earlier,
        )
    return found


def list_some(
    reader: Reader, access: CharterAccess, status: Status | None, before: int | None, limit: int
) -> list[ListedAmendment]:
    """The newest amendments that the person may know of, before a number.

    One more than `limit`, if there are more.
    """
    part = ListPart(min(before or ALL.before, ALL.before), limit + 1)
    statuses, found = [status] if status else list(Status), list[ListedAmendment]()
    while len(found) <= limit:
        found += list_amendments(reader, access, statuses, part)
        every = listed(reader, access.charter.id, access.actor.member, statuses, part)
        if len(every) <= limit:
            break
        # Some of them this person may not know of.
        part = ListPart(every[-1].kept.value.number, limit + 1)
    return found[: limit + 1]


def _listed(reader: Reader, access: CharterAccess, one: Listed, head: Revision) -> ListedAmendment:
    kept, version = one.kept, one.version
    change_set = revisions.change_set(reader, version.change_sha256)
    undecided = kept.value.status in UNDECIDED
    standing = None
    if undecided:
        base = entry.revision(reader, access.charter, version.base)
        standing = standing_of(change_set, base, head)
    current = None
    if kept.value.status is Status.ROUND:
        every = rounds.find_all(reader, kept.id)
        decision = next(each for each in every if each.value.is_open)
        current = look_at_round(reader, access, kept, decision)
    return ListedAmendment(kept, version, change_set, standing, current, one.comments)
