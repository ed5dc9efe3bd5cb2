"""Private conversations with a steward: the caller's own, and for nobody else are they there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, Field
from starlette.responses import Response

from amendments.care.mediation import MOST_OTHERS
from app.services import entry
from app.services.belonging.people import People, Who, people_of
from app.services.care import mediate
from app.services.entry import CharterAccess
from app.services.views.amendment_view import demand_member
from app.services.views.mediation_view import (
    ConversationView,
    look_at_conversation,
    own_conversations,
)
from app.storage.care.mediations import KeptMediation
from app.storage.engine.session import Reader
from app.web.api import schemas
from app.web.api.answers import Page
from app.web.api.caller import Anyone, Number, Slug
from app.web.api.inside import Inside, ToWrite
from app.web.api.schemas.base import Body, Handle
from app.web.installation import Reading
from app.web.limits import Counted, spend
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}/mediations", tags=["care"])
Talk = Annotated[Number, Path(description="The number of the conversation")]


class ConversationOut(BaseModel):
    """A conversation. `people` are those whom it concerns and who have not left it.

    `waits`: it goes on, and somebody else than the caller wrote last.
    """

    number: int
    steward: Who | None
    people: list[Who]
    begun_at: datetime
    written_at: datetime
    ended_at: datetime | None
    waits: bool


class NoteOut(BaseModel):
    """A note, in Markdown."""

    number: int
    by: Who
    at: datetime
    body: str


class WholeConversation(ConversationOut):
    """A conversation with its notes."""

    notes: list[NoteOut]


class NewConversation(Body):
    """One steward, up to four other people (none: the steward alone), and a first note."""

    steward: Handle
    people: list[Handle] = Field(default=[], max_length=MOST_OTHERS)
    body: str


def _out(kept: KeptMediation, people: People, *, waits: bool) -> ConversationOut:
    value = kept.value
    return ConversationOut(
        number=kept.number,
        steward=people.who(value.steward) if value.steward is not None else None,
        people=[people.who(one) for one in sorted(value.concerned)],
        begun_at=kept.begun_at,
        written_at=kept.written_at,
        ended_at=kept.ended_at,
        waits=waits,
    )


def _whole(reader: Reader, access: CharterAccess, view: ConversationView) -> WholeConversation:
    people = people_of(reader, access)
    is_mine = view.notes[-1].member == access.actor.member
    head = _out(view.kept, people, waits=not is_mine and view.kept.ended_at is None)
    notes = [
        NoteOut(number=one.number, by=people.who(one.member), at=one.at, body=one.text)
        for one in view.notes
    ]
    return WholeConversation(**dict(head), notes=notes)


@router.get("")
def list_conversations(reader: Reading, person: Anyone, slug: Slug) -> Page[ConversationOut]:
    """The caller's private conversations, in which somebody wrote last first."""
    access = entry.enter(reader, slug, person)
    demand_member(access)
    people = people_of(reader, access)
    items = [_out(one.kept, people, waits=one.waits) for one in own_conversations(reader, access)]
    return Page[ConversationOut](items=items, next=None)


@router.post("", status_code=201, response_model=WholeConversation)
def begin(inside: ToWrite, body: NewConversation) -> Response:
    """Begin a private conversation. Only its people and its one steward will know of it."""
    spend(inside.request, Counted.COMMENTS, inside.caller.person)

    def act() -> WholeConversation:
        number = mediate.begin_mediation(
            inside.writer, inside.access, body.steward, body.people, body.body
        )
        return _look(inside, number)

    return inside.once(act, status=201, body=body)


def _look(inside: Inside, number: int) -> WholeConversation:
    view = look_at_conversation(inside.writer, inside.access, number)
    return _whole(inside.writer, inside.access, view)


@router.get("/{talk}")
def conversation(reader: Reading, person: Anyone, slug: Slug, talk: Talk) -> WholeConversation:
    """A private conversation of the caller's. For everyone else it is not there."""
    access = entry.enter(reader, slug, person)
    demand_member(access)
    return _whole(reader, access, look_at_conversation(reader, access, talk))


@router.post("/{talk}/notes", status_code=201, response_model=WholeConversation)
def write(inside: ToWrite, talk: Talk, body: schemas.Words) -> Response:
    """Write in a private conversation."""
    spend(inside.request, Counted.COMMENTS, inside.caller.person)

    def act() -> WholeConversation:
        demand_member(inside.access)
        mediate.write_note(inside.writer, inside.access, talk, body.body)
        return _look(inside, talk)

    return inside.once(act, status=201, body=body)


def _close(inside: Inside, do: Callable[[], object]) -> Response:
    def act() -> None:
        demand_member(inside.access)
        do()

    return inside.once(act, status=204)


@router.post("/{talk}/leave", status_code=204, response_model=None)
def leave(inside: ToWrite, talk: Talk) -> Response:
    """Leave a private conversation. Nothing of it can be read afterwards."""
    access = inside.access
    return _close(inside, lambda: mediate.leave_mediation(inside.writer, access, talk))


@router.post("/{talk}/end", status_code=204, response_model=None)
def end(inside: ToWrite, talk: Talk) -> Response:
    """End a private conversation for everyone. It is deleted wholly some weeks later."""
    access = inside.access
    return _close(inside, lambda: mediate.end_mediation(inside.writer, access, talk))
