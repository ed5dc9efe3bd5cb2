"""Private conversations with a steward: one's own, the form that begins one, and each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from amendments.care.mediation import MOST_OTHERS
from amendments.refusals import Refusal
from app import addresses
from app.services.care import mediate
from app.services.entry import CharterAccess
from app.services.views.amendment_view import demand_member
from app.services.views.mediation_view import look_at_conversation
from app.storage.engine.session import Writer
from app.web.limits import Counted, spend
from app.web.pages.care.mediation_context import WantedConversation, mediations_page, talk_page
from app.web.pages.context import CharterContext, Number, SettledContext, TheCharterContext, Trouble
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()


@router.get("/{slug}/mediation")
def mediations(
    charter_ctx: TheCharterContext,
    steward: str = "",
    people: Annotated[tuple[str, ...], Query(alias="with")] = (),
) -> Response:
    """One's own conversations, and the form, perhaps with people chosen already."""
    return _show_list(charter_ctx, WantedConversation(steward, people))


def _show_list(
    charter_ctx: CharterContext, wanted: WantedConversation, trouble: Trouble | None = None
) -> Response:
    demand_member(charter_ctx.access)
    page = mediations_page(charter_ctx.reader, charter_ctx.access, wanted)
    return charter_ctx.show("mediations.html", _("Private conversations"), page, trouble=trouble)


@router.post("/{slug}/mediation")
def begin(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Begin a conversation."""
    spend(ctx.request, Counted.COMMENTS, ctx.person)
    places = (form.get(f"person-{place}") for place in range(1, MOST_OTHERS + 1))
    wanted = WantedConversation(form.get("steward"), tuple(filter(None, places)), form.get("body"))
    try:
        with ctx.writing(slug) as (writer, access):
            number = mediate.begin_mediation(
                writer, access, wanted.steward, wanted.people, wanted.body
            )
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return _show_list(charter_ctx, wanted, Trouble.of(refused, "begin"))
    return ctx.go(addresses.mediation(slug, number), "mediation-begun")


@router.get("/{slug}/mediation/{talk:int}")
def conversation(charter_ctx: TheCharterContext, talk: Number) -> Response:
    """A conversation, for those who are in it."""
    return _show(charter_ctx, talk)


def _show(
    charter_ctx: CharterContext, talk: int, body: str = "", trouble: Trouble | None = None
) -> Response:
    demand_member(charter_ctx.access)
    view = look_at_conversation(charter_ctx.reader, charter_ctx.access, talk)
    page = talk_page(charter_ctx.reader, charter_ctx.access, view, body)
    return charter_ctx.show("mediation.html", _("A private conversation"), page, trouble=trouble)


def _act(
    ctx: SettledContext,
    slug: str,
    talk: int,
    do: Callable[[Writer, CharterAccess], object],
    body: str = "",
) -> Response | None:
    """Do something; the page again where that was refused."""
    try:
        with ctx.writing(slug) as (writer, access):
            demand_member(access)
            do(writer, access)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return _show(charter_ctx, talk, body, Trouble.of(refused, "note"))
    return None


@router.post("/{slug}/mediation/{talk:int}/notes")
def write(ctx: SettledContext, slug: str, talk: Number, form: TheForm) -> Response:
    """Write in a conversation."""
    spend(ctx.request, Counted.COMMENTS, ctx.person)
    body = form.get("body")
    refused = _act(
        ctx, slug, talk, lambda w, access: mediate.write_note(w, access, talk, body), body
    )
    return refused or ctx.go(addresses.mediation(slug, talk), "noted")


@router.post("/{slug}/mediation/{talk:int}/leave")
def leave(ctx: SettledContext, slug: str, talk: Number) -> Response:
    """Leave a conversation."""
    refused = _act(ctx, slug, talk, lambda w, access: mediate.leave_mediation(w, access, talk))
    return refused or ctx.go(addresses.mediations(slug), "mediation-left")


@router.post("/{slug}/mediation/{talk:int}/end")
def end(ctx: SettledContext, slug: str, talk: Number) -> Response:
    """End a conversation for everyone."""
    refused = _act(ctx, slug, talk, lambda w, access: mediate.end_mediation(w, access, talk))
    return refused or ctx.go(addresses.mediation(slug, talk), "mediation-ended")
