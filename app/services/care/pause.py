"""Pausing someone's comments, lifting a pause, and looking at both."""

from __future__ import annotations

from datetime import date

from amendments.care import pausing as rules
from amendments.refusals import NotFound, Permission
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.care import pauses
from app.storage.care.pauses import KeptPause
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.texts import charters
from charter.language import gettext as _


def may_speak(reader: Reader, access: CharterAccess) -> Permission:
    """Whether the person who came in may comment, as far as pauses go."""
    member = access.actor.member
    found = pauses.pauses(reader, access.charter.id, member) if member is not None else []
    return rules.may_speak([one.value for one in found], reader.now, access.charter.zone)


def running(reader: Reader, access: CharterAccess) -> list[KeptPause]:
    """The pauses that hold now: all of them for stewards, for others their own."""
    member = None if access.actor.is_steward else access.actor.member
    if not access.actor.is_member:
        return []
    found = pauses.pauses(reader, access.charter.id, member)
    return [one for one in found if one.value.runs(reader.now)]


def pause_comments(
    writer: Writer, access: CharterAccess, handle: str, until: date | None, reason: str
) -> None:
    """Pause a member's comments until the end of a day, as a steward.

    Raises:
        NotAllowed: it is not for this person.
        BadInput: there is no reason, or the day is none of those that are allowed.
    """
    found = charters.directory(writer, access.charter.id).present(handle)
    member, handle = (found.member, found.handle) if found else (0, handle)
    earlier = [one.value for one in pauses.pauses(writer, access.charter.id, member)]
    number = pauses.next_number(writer, access.charter.id)
    value, event = rules.pause(
        access.actor,
        (member, handle),
        access.community,
        earlier,
        number,
        until,
        plain(reason, "reason"),
        writer.now,
        access.charter.zone,
    )
    kept_words = lines.append(writer, access.charter, event)
    pauses.add(writer, access.charter.id, value, kept_words["reason"])


def lift_pause(writer: Writer, access: CharterAccess, number: int) -> None:
    """End a pause early, as a steward.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, or it is not for this person.
    """
    every = pauses.pauses(writer, access.charter.id)
    found = next((one for one in every if one.value.number == number), None)
    if found is None or not access.actor.is_member:
        raise NotFound(_("There is no pause {n}.").format(n=number))
    lines.append(writer, access.charter, rules.lift(access.actor, found.value, writer.now))
    assert access.actor.member is not None
    pauses.lift(writer, found.id, access.actor.member)
