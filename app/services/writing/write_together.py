"""Writing an amendment together: asking a member, saying yes, and leaving."""

from __future__ import annotations

from amendments.belonging.people import Actor, Role
from amendments.writing import authorship
from app.services import entry
from app.services.entry import CharterAccess
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.texts import charters
from app.storage.writing import amendments, authors
from app.storage.writing.amendments import StoredAmendment


def invite_author(
    writer: Writer, access: CharterAccess, number: int, handle: str, *, hand_over: bool = False
) -> None:
    """Ask a member, named by their handle, to write an amendment too, or instead (`hand_over`).

    Raises:
        NotFound, NotAllowed, WrongState: it is not this person's to ask, or not any more.
        BadInput: there is no such member, or they are an author already.
    """
    kept = entry.amendment(writer, access, number)
    asked = charters.directory(writer, access.charter.id).present(handle)
    member = asked.member if asked else None
    handle = asked.handle if asked else handle
    event = authorship.invite(
        kept.value, access.actor, member, handle, access.community, hand_over=hand_over
    )
    assert asked is not None
    before = authors.hands_over(writer, kept.id, asked.member)
    leaves = access.actor.member if hand_over else None
    if asked.member in authors.invited(writer, kept.id) and before == leaves:
        return
    lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    authors.invite(writer, kept.id, asked.member, access.actor.member, hand_over=hand_over)


def join_authors(writer: Writer, access: CharterAccess, number: int) -> StoredAmendment:
    """Become an author of an amendment, having been asked.

    Raises:
        NotFound, NotAllowed, WrongState: nobody asked, or it is too late.
    """
    kept = entry.amendment(writer, access, number)
    asked = access.actor.member in authors.invited(writer, kept.id)
    before = _hands_over(writer, access, kept) if asked else None
    value, event = authorship.join(kept.value, access.actor, invited=asked, in_place_of=before)
    lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    authors.forget_invitation(writer, kept.id, access.actor.member)
    return amendments.save(writer, kept, value)


def _hands_over(writer: Writer, access: CharterAccess, kept: StoredAmendment) -> Actor | None:
    """Who handed the amendment over to the person who came in."""
    assert access.actor.member is not None
    member = authors.hands_over(writer, kept.id, access.actor.member)
    if member is None:
        return None
    handle = charters.directory(writer, access.charter.id)[member].handle
    return Actor(Role.MEMBER, member, handle)


def leave_authorship(writer: Writer, access: CharterAccess, number: int) -> StoredAmendment:
    """Stop being an author. What nobody writes any more can be taken up by any member.

    Raises:
        NotFound, NotAllowed, WrongState: it is not this person's to leave, or not now.
    """
    kept = entry.amendment(writer, access, number)
    value, event = authorship.leave(kept.value, access.actor, access.community)
    lines.append(writer, access.charter, event)
    return amendments.save(writer, kept, value)
