"""Who has been heard on an amendment: a mirror for each member, and names for stewards."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.entry import Room
from app.storage import charters, discussions
from app.storage.amendments import Kept
from app.storage.database import Reader


@dataclass(frozen=True, slots=True)
class Mirror:
    """What someone sees of themselves: their part of the words in percent, and who is silent."""

    share: int
    silent: int
    members: int


def look_in_mirror(reader: Reader, room: Room, kept: Kept) -> Mirror | None:
    """How much of the discussion is the words of the person who came in. Only they are shown it."""
    me = room.actor.member
    if me is None or not room.actor.is_member:
        return None
    words: dict[int, int] = {}
    for one in discussions.comments(reader, kept.id):
        if one.taken_back_at is None:
            words[one.member] = words.get(one.member, 0) + len(one.body.split())
    total = sum(words.values())
    if not total:
        return None
    silent = room.community.members - _heard(reader, kept)
    return Mirror(round(100 * words.get(me, 0) / total), len(silent), len(room.community.members))


def _heard(reader: Reader, kept: Kept) -> set[int]:
    """Who wrote it, commented, summed up, or said how it feels."""
    commented = {one.member for one in discussions.comments(reader, kept.id)}
    summed_up = {one.member for one in discussions.summaries(reader, kept.id)}
    felt = {one.member for one in discussions.senses(reader, kept.id)}
    return set(kept.value.authors) | commented | summed_up | felt


def not_heard(reader: Reader, room: Room, kept: Kept) -> list[str]:
    """The names of those who have not been heard on an amendment, by the alphabet. For stewards."""
    if not room.actor.is_steward:
        return []
    heard = _heard(reader, kept)
    people = charters.members(reader, room.charter.id)
    return sorted((one.name for one in people if one.member not in heard), key=str.casefold)
