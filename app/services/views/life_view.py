"""Looking at how the life of a proposal goes on and ends, as a person who came in may see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from amendments.belonging.visibility import CharterPart
from amendments.refusals import Permission
from amendments.status import Status
from amendments.writing import authorship, ending
from app.services.entry import CharterAccess
from app.services.writing.close_amendment import is_contained
from app.services.writing.take_up import may_take_up
from app.storage.engine.session import Reader
from app.storage.writing import authors, lives
from app.storage.writing.amendments import StoredAmendment
from app.storage.writing.lives import End, KeptAnnouncement, TakenUp

_CAN_END = frozenset({Status.WITHDRAWN, Status.CLOSED})


@dataclass(frozen=True, slots=True)
class AmendmentLife:
    """How a proposal was left, taken up, announced to be closed, and how it ended, each time.

    `departures` are those who stopped writing it, and when. `is_orphan`: nobody writes it any more.
    `is_contained`: the charter says it already, and this person may close it. `is_handed_over`: to
    the person who looks, once they say yes.
    """

    ends: tuple[End, ...]
    announcements: tuple[KeptAnnouncement, ...]
    taken_up: tuple[TakenUp, ...]
    departures: tuple[tuple[int, datetime], ...]
    status: Status
    is_orphan: bool
    is_contained: bool
    is_handed_over: bool
    may_leave: Permission
    may_take_up: Permission
    may_announce: Permission
    may_refuse: Permission

    @property
    def end(self) -> End | None:
        """How it ended, if it was withdrawn or closed."""
        return self.ends[-1] if self.ends and self.status in _CAN_END else None

    @property
    def pending(self) -> KeptAnnouncement | None:
        """The announcement to which someone can still say no."""
        newest = self.announcements[-1] if self.announcements else None
        return newest if newest is not None and newest.outcome is None else None


def look_at_life(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> AmendmentLife:
    """How the life of a proposal went on, with the words that this person may read."""
    actor, value, community = access.actor, kept.value, access.community
    announced = lives.announcements(reader, kept.id)
    newest = announced[-1] if announced else None
    pending = newest.value if newest is not None and newest.outcome is None else None
    may_announce = ending.may_announce(actor, value, community, pending)
    return AmendmentLife(
        ends=tuple(_end(access, one) for one in _ends(reader, kept)),
        announcements=tuple(_announcement(access, one) for one in announced),
        taken_up=tuple(lives.taken_up(reader, kept.id)),
        departures=tuple(authors.departures(reader, kept.id)),
        status=value.status,
        is_orphan=authorship.is_orphan(value, community),
        is_contained=may_announce is True and is_contained(reader, access, kept),
        is_handed_over=_is_handed_over(reader, access, kept),
        may_leave=authorship.may_leave_authorship(actor, value, community),
        may_take_up=may_take_up(reader, access, kept),
        may_announce=may_announce,
        may_refuse=ending.may_refuse(actor, pending, reader.now, access.charter.zone),
    )


def _is_handed_over(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> bool:
    me, value = access.actor.member, kept.value
    if me is None or value.number not in access.asked:
        return False
    return authors.hands_over(reader, kept.id, me) in value.authors


def _ends(reader: Reader, kept: StoredAmendment) -> list[End]:
    """How it ended, each time; what was withdrawn long ago has a moment and its only author."""
    found = lives.ends(reader, kept.id)
    if found or kept.value.status is not Status.WITHDRAWN or kept.ended_at is None:
        return found
    authors_then = sorted(kept.value.authors)
    by = authors_then[0] if len(authors_then) == 1 else None
    return [End(Status.WITHDRAWN, kept.ended_at, by, None, None, "")]


def _readable(access: CharterAccess, part: CharterPart, member: int | None, at: datetime) -> bool:
    return access.actor.is_member or (member is not None and access.sight.said(part, member, at))


def _end(access: CharterAccess, one: End) -> End:
    is_readable = _readable(access, CharterPart.PROPOSALS, one.member, one.at)
    return one if is_readable else replace(one, note="")


def _announcement(access: CharterAccess, one: KeptAnnouncement) -> KeptAnnouncement:
    if not _readable(access, CharterPart.PROPOSALS, one.member, one.value.announced_at):
        one = replace(one, note="")
    said_at = one.over_at or one.value.announced_at
    if not _readable(access, CharterPart.DISCUSSION, one.refused_by, said_at):
        one = replace(one, refusal="")
    return one
