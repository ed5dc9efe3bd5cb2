"""Leaving a charter, and removing a member. What they did stays, and so do rolls."""

from __future__ import annotations

from amendments import membership
from amendments.people import Actor
from amendments.refusals import NotFound
from app.services.entry import Room
from app.services.wording import plain
from app.storage import charters, record
from app.storage.charters import Charter
from app.storage.database import Writer
from charter.language import gettext as _


def leave(writer: Writer, room: Room) -> None:
    """Leave a charter.

    Raises:
        NotAllowed, WrongState: the person is no member, or its only steward.
    """
    event = membership.leave(room.actor, room.community)
    record.append(writer, room.charter, event)
    assert room.actor.member is not None
    charters.end_membership(writer, room.actor.member)


def remove_member(
    writer: Writer, charter: Charter, handle: str, reason: str, *, by: Actor | None = None
) -> None:
    """Remove a member, named by their handle. `by` is None for the operator of this place.

    Raises:
        NotFound: there is no such member.
        NotAllowed, WrongState: it is not for this person, or it is the only steward.
        BadInput: there is no reason.
    """
    everyone = charters.members(writer, charter.id)
    found = next((one for one in everyone if one.handle == handle), None)
    if found is None:
        msg = _("There is no such member in this charter.")
        raise NotFound(msg)
    community = charters.community(writer, charter.id)
    event = membership.remove(by, found.member, handle, plain(reason, "reason"), community)
    record.append(writer, charter, event)
    charters.end_membership(writer, found.member)
