"""Writing an amendment together: asking a member, and saying yes."""

from __future__ import annotations

from amendments import authorship
from amendments.refusals import BadInput
from app.services import entry
from app.services.entry import Room
from app.storage import amendments, authors, charters, record
from app.storage.amendments import Kept
from app.storage.database import Writer
from charter.language import gettext as _


def invite_author(writer: Writer, room: Room, number: int, handle: str) -> None:
    """Ask a member, named by their handle, to write an amendment too.

    Raises:
        NotFound, NotAllowed, WrongState: it is not this person's to ask, or not any more.
        BadInput: there is no such member, or they are an author already.
    """
    kept = entry.amendment(writer, room, number)
    everyone = charters.members(writer, room.charter.id)
    asked = next((one for one in everyone if one.handle == handle), None)
    if asked is None:
        msg = _("Please choose a member of this charter.")
        raise BadInput(msg, field="member")
    event = authorship.invite(kept.value, room.actor, asked.member, handle, room.community)
    if asked.member in authors.invited(writer, kept.id):
        return
    record.append(writer, room.charter, event)
    assert room.actor.member is not None
    authors.invite(writer, kept.id, asked.member, room.actor.member)


def join_authors(writer: Writer, room: Room, number: int) -> Kept:
    """Become an author of an amendment, having been asked.

    Raises:
        NotFound, NotAllowed, WrongState: nobody asked, or it is too late.
    """
    kept = entry.amendment(writer, room, number)
    asked = room.actor.member in authors.invited(writer, kept.id)
    value, event = authorship.join(kept.value, room.actor, invited=asked)
    record.append(writer, room.charter, event)
    assert room.actor.member is not None
    authors.join(writer, kept.id, room.actor.member)
    return amendments.save(writer, kept, value)
