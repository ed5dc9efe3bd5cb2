"""Taking up a proposal that nobody writes any more, or that was withdrawn."""

from __future__ import annotations

from amendments.refusals import Permission, demand
from amendments.status import Status
from amendments.writing import authorship
from app.services import entry
from app.services.entry import CharterAccess
from app.services.writing.close_amendment import overtake
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.texts import revisions
from app.storage.writing import amendments, lives
from app.storage.writing.amendments import StoredAmendment


def take_up_amendment(writer: Writer, access: CharterAccess, number: int) -> StoredAmendment:
    """Become the author of a proposal that nobody writes any more, or that was withdrawn.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or this person is no member.
        WrongState: it has an author, is being decided, has ended, or its words were erased.
    """
    kept = entry.amendment(writer, access, number)
    demand(may_take_up(writer, access, kept))
    overtake(writer, kept)
    withdrawn = kept.value.status is Status.WITHDRAWN
    value, event = authorship.take_up(kept.value, access.actor, access.community, writer.now)
    lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    lives.add_taken_up(writer, kept.id, access.actor.member, withdrawn=withdrawn)
    return amendments.save(writer, kept, value)


def may_take_up(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> Permission:
    """Whether this person may take it up: by the rules, and because its words are still there."""
    allowed = authorship.may_take_up(access.actor, kept.value, access.community)
    if allowed is not True or kept.value.status is not Status.WITHDRAWN:
        return allowed
    version = entry.newest_version(reader, kept)
    wording = revisions.change_set(reader, version.change_sha256)
    erased = not version.title or wording.sha256 != version.change_sha256
    return authorship.words_are_there(erased=erased)
