"""Closing a proposal on which nothing is left to decide: announced, refused, or done in time."""

from __future__ import annotations

from amendments.refusals import NotFound, Permission, demand
from amendments.status import Status
from amendments.writing import ending
from amendments.writing.ending import Announcement, EndReason, WantedEnd
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import plain, standing_of
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.texts import revisions
from app.storage.writing import amendments, lives
from app.storage.writing.amendments import StoredAmendment
from app.storage.writing.lives import End, KeptAnnouncement


def announce_end(
    writer: Writer,
    access: CharterAccess,
    number: int,
    reason: str,
    note: str = "",
    of: int | None = None,
) -> StoredAmendment:
    """Announce that a proposal is closed, with a time in which any member can say no.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not for this person to close.
        WrongState: nothing is to be closed, or what is said of it is not so.
        BadInput: there is no such reason, or no such other proposal; a note is missing.
    """
    kept = entry.amendment(writer, access, number)
    before = lives.pending(writer, kept.id)
    pending = before.value if before else None
    demand(ending.may_announce(access.actor, kept.value, access.community, pending))
    why = ending.read_reason(reason)
    same = of if why is EndReason.DUPLICATE else None
    facts = may_be_closed_as(writer, access, kept, why, same)
    wanted = WantedEnd(why, plain(note, "note"), same, facts)
    value, event = ending.announce(
        kept.value,
        access.actor,
        access.community,
        wanted,
        pending,
        access.charter.ruleset,
        writer.now,
        access.charter.zone,
    )
    kept_words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    lives.announce(writer, kept.id, value, access.actor.member, kept_words.get("note"))
    return kept


def may_be_closed_as(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, reason: EndReason, of: int | None
) -> Permission:
    """Whether what is said of a proposal is so: that it is contained, or the same as another.

    Raises:
        BadInput: there is no other proposal with that number that can be named.
    """
    asked = reason is EndReason.CONTAINED
    facts = ending.is_borne_out(reason, contained=asked and is_contained(reader, access, kept))
    if facts is True and of is not None:
        ending.check_other(can_be_named=_is_the_same_life(reader, access, kept, of))
    return facts


def is_contained(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> bool:
    """Whether everything that the newest version asks for is in force already."""
    version = entry.newest_version(reader, kept)
    if version.rules:
        return False
    base = entry.revision(reader, access.charter, version.base)
    change_set = revisions.change_set(reader, version.change_sha256)
    return standing_of(change_set, base, entry.head(reader, access.charter)).kind == "contained"


def _is_the_same_life(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, of: int
) -> bool:
    if of == kept.value.number:
        return False
    try:
        other = entry.amendment(reader, access, of)
    except NotFound:
        return False
    return ending.is_the_same_life(other.value)


def refuse_end(writer: Writer, access: CharterAccess, number: int, reason: str) -> StoredAmendment:
    """Say no to an announced end: the proposal goes on.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or this person is no member.
        WrongState: nothing is announced, or the time to say no is over.
        BadInput: there is no reason.
    """
    kept = entry.amendment(writer, access, number)
    before = lives.pending(writer, kept.id)
    pending = before.value if before else None
    words = plain(reason, "reason")
    event = ending.refuse(kept.value, access.actor, pending, words, writer.now, access.charter.zone)
    kept_words = lines.append(writer, access.charter, event)
    assert before is not None
    lives.end_announcement(
        writer,
        before.id,
        "refused",
        refused_by=access.actor.member,
        refusal_id=kept_words["reason"],
    )
    return kept


def overtake(writer: Writer, kept: StoredAmendment) -> None:
    """End an announcement because the proposal goes on, or ends otherwise.

    Raises:
        WrongState: the time to say no is over, so that it is closed already.
    """
    pending = lives.pending(writer, kept.id)
    if pending is None:
        return
    demand(ending.can_go_on(pending.value, writer.now))
    lives.end_announcement(writer, pending.id, "overtaken")


def close_due_amendment(writer: Writer, access: CharterAccess, number: int) -> bool:
    """Close a proposal to whose announced end nobody said no in time. Whether there was one.

    What was announced and is not so any more closes nothing.
    """
    kept = amendments.find(writer, access.charter.id, number)
    pending = lives.pending(writer, kept.id) if kept else None
    if kept is None or pending is None or not pending.value.is_due(writer.now):
        return False
    holds = _still_holds(writer, access, kept, pending.value)
    value, event = ending.close(kept.value, pending.value, holds=holds)
    lines.append(writer, access.charter, event)
    row = lives.end_announcement(writer, pending.id, "closed" if holds else "stopped")
    if holds:
        lives.add_end(writer, kept.id, _end(writer, pending), row.note_id)
    amendments.save(writer, kept, value)
    return True


def _still_holds(
    writer: Writer, access: CharterAccess, kept: StoredAmendment, value: Announcement
) -> bool:
    if value.reason is EndReason.CONTAINED:
        return is_contained(writer, access, kept)
    return value.of is None or _is_the_same_life(writer, access, kept, value.of)


def _end(writer: Writer, pending: KeptAnnouncement) -> End:
    value = pending.value
    return End(Status.CLOSED, writer.now, pending.member, value.reason, value.of, pending.note)
