"""Who has been heard on an amendment: a mirror for each member, and names for stewards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.entry import CharterAccess
from app.storage.engine.session import Reader
from app.storage.talking import comments
from app.storage.talking.speakers import heard_on
from app.storage.texts import charters
from app.storage.writing.amendments import StoredAmendment

#: How many names are told at once of those who have not been heard.
MOST_NAMES = 500


@dataclass(frozen=True, slots=True)
class Mirror:
    """What someone sees of themselves: their part of the words in percent, and who is silent."""

    share: int
    silent: int
    members: int


def look_in_mirror(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> Mirror | None:
    """How much of the discussion is the words of the person who came in. Only they are shown it."""
    me = access.actor.member
    if me is None or not access.actor.is_member:
        return None
    spoke = comments.speakers(reader, kept.id)
    total = sum(one.words for one in spoke.values())
    if not total:
        return None
    here = access.community.members
    silent = len(here) - len(here & _heard(reader, kept))
    return Mirror(round(100 * spoke[me].words / total) if me in spoke else 0, silent, len(here))


def _heard(reader: Reader, kept: StoredAmendment) -> set[int]:
    """Who wrote it, commented, summed up, or said how it feels."""
    commented = set(comments.speakers(reader, kept.id))
    summed_up = {one.member for one in comments.summaries(reader, kept.id)}
    felt = {one.member for one in comments.senses(reader, kept.id)}
    return set(kept.value.authors) | commented | summed_up | felt


def not_heard_on(
    reader: Reader, access: CharterAccess, some: Sequence[StoredAmendment], limit: int
) -> dict[int, tuple[list[str], int]]:
    """Who has not been heard on some amendments, by their ids: some names, and how many there are.

    For stewards, who are told nothing of amendments on which everybody has been heard.
    """
    if not access.actor.is_steward or not some:
        return {}
    here, found = access.community.members, dict[int, tuple[list[str], int]]()
    known = charters.directory(reader, access.charter.id)
    said = heard_on(reader, [kept.id for kept in some])
    for kept in some:
        heard = said[kept.id] | kept.value.authors
        count = len(here) - len(here & heard)
        if count:
            names: list[str] = [one.name for one in known.first_but(heard, limit)]
            found[kept.id] = sorted(names, key=str.casefold), count
    return found


def not_heard(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    after: int = 0,
    limit: int = MOST_NAMES,
) -> tuple[list[str], int | None]:
    """The names of those who have not been heard on an amendment, by the alphabet; of many some,
    those who have been here longest first. For stewards.

    Also returns the member behind whom they go on, None if there are no more.
    """
    if not access.actor.is_steward:
        return [], None
    known = charters.directory(reader, access.charter.id)
    found = known.longest_here_but(_heard(reader, kept), limit + 1, after)
    shown = found[:limit]
    names: list[str] = sorted((one.name for one in shown), key=str.casefold)
    return names, shown[-1].member if len(found) > limit else None
