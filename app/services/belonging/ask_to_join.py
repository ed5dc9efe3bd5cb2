"""Asking to belong to a charter, and the stewards' answer."""

from __future__ import annotations

from amendments.belonging import joining
from amendments.belonging.joining import JoinRequest
from amendments.belonging.people import Role
from amendments.refusals import NotFound, Permission, demand
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.belonging import invitations
from app.storage.belonging.invitations import KeptRequest
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.tables import JoinRequestRow
from app.storage.texts import charters
from charter.language import gettext as _


def may_ask(reader: Reader, access: CharterAccess, person: int | None) -> Permission:
    """Whether the person who came in may ask to belong here."""
    charter = access.charter
    before = JoinRequest()
    if person and not access.actor.is_member:
        before = invitations.asked_before(reader, charter.id, person)
    return joining.may_ask(
        access.actor,
        before,
        reader.now,
        is_public=charter.visibility == "public",
        takes_requests=charter.takes_requests,
    )


def ask(writer: Writer, access: CharterAccess, person: int, why: str) -> int:
    """Ask to belong. Returns the number of the request.

    Raises:
        NotAllowed, WrongState: not here, or not now.
        BadInput: the words are missing, or too many.
    """
    demand(may_ask(writer, access, person))
    who = charters.person(writer, person)
    assert who is not None
    number = invitations.next_number(writer, JoinRequestRow, access.charter.id)
    kept = lines.append(writer, access.charter, joining.ask(number, plain(why, "why"), who.name))
    invitations.add(
        writer,
        JoinRequestRow(
            charter_id=access.charter.id,
            number=number,
            person_id=person,
            why_id=kept["why"],
            asked_at=writer.now,
        ),
    )
    return number


def waiting(reader: Reader, access: CharterAccess) -> list[KeptRequest]:
    """The requests that wait for an answer, for stewards."""
    return (
        invitations.waiting_requests(reader, access.charter.id) if access.actor.is_steward else []
    )


def _find(writer: Writer, access: CharterAccess, number: int) -> JoinRequestRow:
    demand(joining.may_answer_request(access.actor, waits=True))
    row = invitations.request_row(writer, access.charter.id, number)
    if row is None or row.person_id is None:  # or nobody is known any more who asked
        raise NotFound(_("There is no such request."))
    return row


def grant(writer: Writer, access: CharterAccess, number: int) -> str:
    """Say yes to a request. Returns the handle of the new member.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, or it is answered.
    """
    row = _find(writer, access, number)
    demand(joining.may_answer_request(access.actor, waits=row.answered_at is None))
    assert row.person_id is not None
    who = charters.person(writer, row.person_id)
    assert who is not None
    place = charters.add_member(writer, access.charter.id, row.person_id, Role.MEMBER)
    event = joining.joined(
        access.actor.handle, place.handle, who.name, invitation=None, request=number
    )
    lines.append(writer, access.charter, event)
    row.answered_at, row.granted = writer.now, True
    return place.handle


def refuse(writer: Writer, access: CharterAccess, number: int, reason: str) -> None:
    """Say no to a request, with a reason that is told to the person.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, or it is answered.
        BadInput: there is no reason.
    """
    row = _find(writer, access, number)
    waits = row.answered_at is None
    event = joining.refuse_request(access.actor, number, plain(reason, "reason"), waits=waits)
    lines.append(writer, access.charter, event)
    row.answered_at, row.granted = writer.now, False


def switch_requests(writer: Writer, access: CharterAccess, *, takes: bool) -> None:
    """Let people ask to join, or not. Recorded if it changes.

    Raises:
        NotAllowed: this person is not a steward.
    """
    event = joining.take_requests(access.actor, takes=takes)
    if takes != access.charter.takes_requests:
        lines.append(writer, access.charter, event)
        charters.save_takes_requests(writer, access.charter, takes=takes)
