"""Making somebody a steward, ending that, and stepping down: see
`amendments.belonging.stewardship`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from amendments.belonging import stewardship
from amendments.belonging.people import Role
from amendments.belonging.stewardship import StewardChange, StewardChangeKind
from amendments.refusals import NotFound
from app.services.care.departing import end_what_waits_for
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.belonging import steward_changes
from app.storage.belonging.membership import Member
from app.storage.belonging.steward_changes import KeptChange
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines, personal_words
from app.storage.tables import StewardChangeRow
from app.storage.texts import charters
from charter.language import gettext as _


def end_of(day: date | None, zone: ZoneInfo) -> datetime | None:
    """The moment at which a term ends whose last day this is."""
    if day is None or day == date.max:
        return None
    return datetime.combine(day + timedelta(days=1), time(), zone)


def last_day(ends_at: datetime, zone: ZoneInfo) -> date:
    """The last day of a term that ends at this moment."""
    return (ends_at - timedelta(microseconds=1)).astimezone(zone).date()


def member_by_handle(reader: Reader, access: CharterAccess, handle: str) -> Member:
    """A present member by their name in the record.

    Raises:
        NotFound: there is none.
    """
    found = charters.directory(reader, access.charter.id).present(handle)
    if found is None:
        raise NotFound(_("There is no such member in this charter."))
    return found


def propose(
    writer: Writer,
    access: CharterAccess,
    way: StewardChangeKind,
    handle: str,
    reason: str = "",
    until: date | None = None,
) -> int | None:
    """Propose something about a steward, or who is to be one.

    Returns the number of what another steward has to confirm. In a charter with one steward
    somebody is made a steward at once, and None is returned.

    Raises:
        NotFound, NotAllowed, WrongState: not by this person, not about that one, or not now.
        BadInput: the reason or the day cannot be used.
    """
    who = member_by_handle(writer, access, handle)
    ends_at = end_of(until, access.charter.zone) if way is StewardChangeKind.MAKE else None
    stewardship.check_until(ends_at, writer.now)
    number = steward_changes.next_number(writer, access.charter.id)
    change = StewardChange(number, way, who.member, access.actor.member or 0, writer.now, ends_at)
    reason = plain(reason, "reason")
    if way is StewardChangeKind.MAKE and not stewardship.takes_two(access.community):
        event = stewardship.make_alone(access.actor, change, handle, access.community)
        lines.append(writer, access.charter, event)
        charters.set_role(writer, who.member, Role.STEWARD, ends_at)
        return None
    event = stewardship.propose(access.actor, change, handle, reason, access.community)
    kept = lines.append(writer, access.charter, event)
    steward_changes.add(writer, access.charter.id, change, kept.get("reason"))
    return number


def _find(writer: Writer, access: CharterAccess, number: int) -> StewardChangeRow:
    row = steward_changes.find(writer, access.charter.id, number)
    known = row is not None and (access.actor.is_steward or row.member_id == access.actor.member)
    if row is None or not known:
        raise NotFound(_("There is nothing of this kind to confirm."))
    return row


def confirm(writer: Writer, access: CharterAccess, number: int) -> StewardChangeKind:
    """Confirm as the second steward: with this it is done. Returns what it was.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, it is not for this person, or over.
    """
    row = _find(writer, access, number)
    change = steward_changes.value_of(row)
    handle = charters.directory(writer, access.charter.id)[change.member].handle
    reason = personal_words.texts(writer, [row.reason_id]).get(row.reason_id or 0, "")
    event = stewardship.confirm(access.actor, change, handle, reason, access.community, writer.now)
    if change.way is StewardChangeKind.REMOVE:
        end_what_waits_for(writer, access.charter, change.member)
    lines.append(writer, access.charter, event)
    row.over_at = writer.now
    if change.way is StewardChangeKind.REMOVE:
        charters.end_membership(writer, change.member)
    elif change.way is StewardChangeKind.END:
        charters.set_role(writer, change.member, Role.MEMBER)
    else:
        charters.set_role(writer, change.member, Role.STEWARD, change.until)
    return change.way


def stop(writer: Writer, access: CharterAccess, number: int) -> None:
    """End what was proposed, without doing it.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, it is not for this person, or over.
    """
    row = _find(writer, access, number)
    event = stewardship.stop(access.actor, steward_changes.value_of(row), writer.now)
    lines.append(writer, access.charter, event)
    row.over_at = writer.now


def reply(writer: Writer, access: CharterAccess, number: int, answer: str) -> None:
    """Write an answer, as the person it is about. A later one takes its place.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, it is not for this person, or over.
        BadInput: there are no words.
    """
    row = _find(writer, access, number)
    event = stewardship.reply(
        access.actor, steward_changes.value_of(row), plain(answer, "answer"), writer.now
    )
    row.answer_id = lines.append(writer, access.charter, event)["answer"]


def step_down(writer: Writer, access: CharterAccess) -> None:
    """Be a member again.

    Raises:
        NotAllowed, WrongState: this person is not a steward, or the only one.
    """
    event = stewardship.step_down(access.actor, access.community)
    lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    charters.set_role(writer, access.actor.member, Role.MEMBER)


def open_changes(reader: Reader, access: CharterAccess) -> list[KeptChange]:
    """What can still be confirmed: all of it for stewards, for others what is about them."""
    found = steward_changes.open_changes(reader, access.charter.id)
    if access.actor.is_steward:
        return found
    me = access.actor.member
    return [one for one in found if me is not None and one.value.member == me]
