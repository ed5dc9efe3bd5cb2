"""Asking to belong to a charter, and the stewards' answer."""

from __future__ import annotations

from amendments.belonging import joining
from amendments.belonging.joining import JoinRequest
from amendments.belonging.people import Role
from amendments.refusals import Answer, NotFound, demand
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.belonging import invitations
from app.storage.belonging.invitations import KeptRequest
from app.storage.engine.database import Reader, Writer
from app.storage.record import lines
from app.storage.tables import JoinRequestRow
from app.storage.texts import charters
from charter.language import gettext as _


def may_ask(reader: Reader, room: CharterAccess, person: int | None) -> Answer:
    """Whether the person who came in may ask to belong here."""
    charter = room.charter
    before = JoinRequest()
    if person and not room.actor.is_member:
        before = invitations.asked_before(reader, charter.id, person)
    return joining.may_ask(
        room.actor,
        before,
        reader.now,
        is_public=charter.visibility == "public",
        takes_requests=charter.takes_requests,
    )


def ask(writer: Writer, room: CharterAccess, person: int, why: str) -> int:
    """Ask to belong. Returns the number of the request.

    Raises:
        NotAllowed, WrongState: not here, or not now.
        BadInput: the words are missing, or too many.
    """
    demand(may_ask(writer, room, person))
    who = charters.person(writer, person)
    assert who is not None
    number = invitations.next_number(writer, JoinRequestRow, room.charter.id)
    kept = lines.append(writer, room.charter, joining.ask(number, plain(why, "why"), who.name))
    invitations.add(
        writer,
        JoinRequestRow(
            charter_id=room.charter.id,
            number=number,
            person_id=person,
            why_id=kept["why"],
            asked_at=writer.now,
        ),
    )
    return number


def waiting(reader: Reader, room: CharterAccess) -> list[KeptRequest]:
    """The requests that wait for an answer, for stewards."""
    return invitations.waiting_requests(reader, room.charter.id) if room.actor.is_steward else []


def _find(writer: Writer, room: CharterAccess, number: int) -> JoinRequestRow:
    demand(joining.may_answer_request(room.actor, waits=True))
    row = invitations.request_row(writer, room.charter.id, number)
    if row is None or row.person_id is None:  # or nobody is known any more who asked
        raise NotFound(_("There is no such request."))
    return row


def grant(writer: Writer, room: CharterAccess, number: int) -> str:
    """Say yes to a request. Returns the handle of the new member.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, or it is answered.
    """
    row = _find(writer, room, number)
    demand(joining.may_answer_request(room.actor, waits=row.answered_at is None))
    assert row.person_id is not None
    who = charters.person(writer, row.person_id)
    assert who is not None
    place = charters.add_member(writer, room.charter.id, row.person_id, Role.MEMBER)
    event = joining.joined(
        room.actor.handle, place.handle, who.name, invitation=None, request=number
    )
    lines.append(writer, room.charter, event)
    row.answered_at, row.granted = writer.now, True
    return place.handle


def refuse(writer: Writer, room: CharterAccess, number: int, reason: str) -> None:
    """Say no to a request, with a reason that is told to the person.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, or it is answered.
        BadInput: there is no reason.
    """
    row = _find(writer, room, number)
    waits = row.answered_at is None
    event = joining.refuse_request(room.actor, number, plain(reason, "reason"), waits=waits)
    lines.append(writer, room.charter, event)
    row.answered_at, row.granted = writer.now, False


def switch_requests(writer: Writer, room: CharterAccess, *, takes: bool) -> None:
    """Let people ask to join, or not. Recorded if it changes.

    Raises:
        NotAllowed: this person is not a steward.
    """
    event = joining.take_requests(room.actor, takes=takes)
    if takes != room.charter.takes_requests:
        lines.append(writer, room.charter, event)
        charters.save_takes_requests(writer, room.charter, takes=takes)
