"""Leaving a charter, and removing a member. What they did stays, and so do rolls."""

from __future__ import annotations

from amendments.belonging import membership
from amendments.belonging.people import Actor
from amendments.record.events import Event
from amendments.refusals import NotFound
from app.services.care.departing import depart
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.belonging.membership import Member
from app.storage.engine.session import Reader, Writer
from app.storage.texts import charters
from app.storage.texts.charters import Charter
from charter.language import gettext as _


def leave(writer: Writer, access: CharterAccess) -> None:
    """Leave a charter.

    Raises:
        NotAllowed, WrongState: the person is no member, or its only steward.
    """
    event = membership.leave(access.actor, access.community)
    assert access.actor.member is not None
    depart(writer, access.charter, access.actor.member, event)


def remove_member(
    writer: Writer, charter: Charter, handle: str, reason: str, *, by: Actor | None = None
) -> None:
    """Remove a member, named by their handle. `by` is None for the operator of this place.

    Raises:
        NotFound: there is no such member.
        NotAllowed, WrongState: it is not for this person, or it is the only steward.
        BadInput: there is no reason.
    """
    found, event = check_removal(writer, charter, handle, reason, by=by)
    depart(writer, charter, found.member, event)


def check_removal(
    reader: Reader, charter: Charter, handle: str, reason: str, *, by: Actor | None = None
) -> tuple[Member, Event]:
    """Who would be removed, and the event that it would be. Refused as the removal would be."""
    found = charters.directory(reader, charter.id).present(handle)
    if found is None:
        msg = _("There is no such member in this charter.")
        raise NotFound(msg)
    community = charters.community(reader, charter.id)
    return found, membership.remove(
        by, found.member, found.handle, plain(reason, "reason"), community
    )
