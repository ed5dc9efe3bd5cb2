"""Looking at the private conversations of the person who came in, and at nobody else's."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.care import mediation as rules
from amendments.refusals import Answer
from app.services.care.mediate import conversation
from app.services.entry import CharterAccess
from app.storage.care import mediations
from app.storage.care.mediations import KeptMediation, MediationNote
from app.storage.engine.database import Reader


@dataclass(frozen=True, slots=True)
class ListedConversation:
    """A conversation in a list. `waits`: it goes on, and somebody else wrote last."""

    kept: KeptMediation
    waits: bool


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation with its notes, and what the person may do in it."""

    kept: KeptMediation
    notes: tuple[MediationNote, ...]
    may_write: Answer
    may_leave: Answer
    may_end: Answer


def may_begin(reader: Reader, room: CharterAccess) -> Answer:
    """Whether the person who came in may begin a conversation now."""
    member = room.actor.member or 0
    return rules.may_begin(room.actor, mediations.begun_by(reader, room.charter.id, member))


def own_conversations(reader: Reader, room: CharterAccess) -> list[ListedConversation]:
    """The conversations that the person is in, in which somebody wrote last first."""
    if room.actor.member is None:
        return []
    found = mediations.of_member(reader, room.charter.id, room.actor.member)
    mine = [one for one in found if rules.may_read(room.actor, one.value) is True]
    return [
        ListedConversation(one, waits=one.ended_at is None and one.wrote_last != room.actor.member)
        for one in mine
    ]


def look_at_conversation(reader: Reader, room: CharterAccess, number: int) -> ConversationView:
    """A conversation that the person is in.

    Raises:
        NotFound: there is none, or they are not in it.
    """
    kept = conversation(reader, room, number)
    return ConversationView(
        kept=kept,
        notes=tuple(mediations.notes(reader, kept.id)),
        may_write=rules.may_write(room.actor, kept.value, room.community),
        may_leave=rules.may_leave(room.actor, kept.value),
        may_end=rules.may_end(room.actor, kept.value),
    )
