"""Looking at the private conversations of the person who came in, and at nobody else's."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.care import mediation as rules
from amendments.refusals import Permission
from app.services.care.mediate import conversation
from app.services.entry import CharterAccess
from app.storage.care import mediations
from app.storage.care.mediations import KeptMediation, MediationNote
from app.storage.engine.session import Reader


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
    may_write: Permission
    may_leave: Permission
    may_end: Permission


def may_begin(reader: Reader, access: CharterAccess) -> Permission:
    """Whether the person who came in may begin a conversation now."""
    member = access.actor.member or 0
    return rules.may_begin(access.actor, mediations.begun_by(reader, access.charter.id, member))


def own_conversations(reader: Reader, access: CharterAccess) -> list[ListedConversation]:
    """The conversations that the person is in, in which somebody wrote last first."""
    if access.actor.member is None:
        return []
    found = mediations.of_member(reader, access.charter.id, access.actor.member)
    mine = [one for one in found if rules.may_read(access.actor, one.value) is True]
    return [
        ListedConversation(
            one, waits=one.ended_at is None and one.wrote_last != access.actor.member
        )
        for one in mine
    ]


def look_at_conversation(reader: Reader, access: CharterAccess, number: int) -> ConversationView:
    """A conversation that the person is in.

    Raises:
        NotFound: there is none, or they are not in it.
    """
    kept = conversation(reader, access, number)
    return ConversationView(
        kept=kept,
        notes=tuple(mediations.notes(reader, kept.id)),
        may_write=rules.may_write(access.actor, kept.value, access.community),
        may_leave=rules.may_leave(access.actor, kept.value),
        may_end=rules.may_end(access.actor, kept.value),
    )
