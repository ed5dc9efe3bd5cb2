"""Private conversations with a steward: one's own, the form that begins one, and each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from amendments.care.mediation import MOST_OTHERS
from amendments.refusals import Refusal
from app.services.care import mediate
from app.services.entry import CharterAccess
from app.services.views.amendment_view import demand_member
from app.services.views.mediation_view import look_at_conversation
from app.storage.engine.database import Writer
from app.web.limits import Counted, spend
from app.web.pages.care.mediation_context import WantedConversation, mediations_page, talk_page
from app.web.pages.door import CharterContext, Number, SettledDoor, TheVisit, Trouble
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()
_HERE = "/{slug}/mediation"


@router.get(_HERE)
def mediations(
    visit: TheVisit, steward: str = "", people: Annotated[tuple[str, ...], Query(alias="with")] = ()
) -> Response:
    """One's own conversations, and the form, perhaps with people chosen already."""
    return _show_list(visit, WantedConversation(steward, people))


def _show_list(
    visit: CharterContext, wanted: WantedConversation, trouble: Trouble | None = None
) -> Response:
    demand_member(visit.room)
    page = mediations_page(visit.reader, visit.room, wanted)
    return visit.show("mediations.html", _("Private conversations"), page, trouble=trouble)


@router.post(_HERE)
def begin(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Begin a conversation."""
    spend(door.request, Counted.COMMENTS, door.person)
    places = (form.get(f"person-{place}") for place in range(1, MOST_OTHERS + 1))
    wanted = WantedConversation(form.get("steward"), tuple(filter(None, places)), form.get("body"))
    try:
        with door.writing(slug) as (writer, room):
            number = mediate.begin_mediation(
                writer, room, wanted.steward, wanted.people, wanted.body
            )
    except Refusal as refused:
        with door.reading(slug) as visit:
            return _show_list(visit, wanted, Trouble.of(refused, "begin"))
    return door.go(f"/{slug}/mediation/{number}", "mediation-begun")


@router.get(_HERE + "/{talk:int}")
def conversation(visit: TheVisit, talk: Number) -> Response:
    """A conversation, for those who are in it."""
    return _show(visit, talk)


def _show(
    visit: CharterContext, talk: int, body: str = "", trouble: Trouble | None = None
) -> Response:
    demand_member(visit.room)
    look = look_at_conversation(visit.reader, visit.room, talk)
    page = talk_page(visit.reader, visit.room, look, body)
    return visit.show("mediation.html", _("A private conversation"), page, trouble=trouble)


def _act(
    door: SettledDoor,
    slug: str,
    talk: int,
    do: Callable[[Writer, CharterAccess], object],
    body: str = "",
) -> Response | None:
    """Do something; the page again where that was refused."""
    try:
        with door.writing(slug) as (writer, room):
            demand_member(room)
            do(writer, room)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return _show(visit, talk, body, Trouble.of(refused, "note"))
    return None


@router.post(_HERE + "/{talk:int}/notes")
def write(door: SettledDoor, slug: str, talk: Number, form: TheForm) -> Response:
    """Write in a conversation."""
    spend(door.request, Counted.COMMENTS, door.person)
    body = form.get("body")
    refused = _act(door, slug, talk, lambda w, room: mediate.write_note(w, room, talk, body), body)
    return refused or door.go(f"/{slug}/mediation/{talk}", "noted")


@router.post(_HERE + "/{talk:int}/leave")
def leave(door: SettledDoor, slug: str, talk: Number) -> Response:
    """Leave a conversation."""
    refused = _act(door, slug, talk, lambda w, room: mediate.leave_mediation(w, room, talk))
    return refused or door.go(f"/{slug}/mediation", "mediation-left")


@router.post(_HERE + "/{talk:int}/end")
def end(door: SettledDoor, slug: str, talk: Number) -> Response:
    """End a conversation for everyone."""
    refused = _act(door, slug, talk, lambda w, room: mediate.end_mediation(w, room, talk))
    return refused or door.go(f"/{slug}/mediation/{talk}", "mediation-ended")
