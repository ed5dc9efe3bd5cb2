"""Who can read a charter: how that is, how it changes, and what everyone may read from before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from amendments.belonging.visibility import NOTICE, CharterPart, Openness, may_change, may_stop
from amendments.refusals import BadInput, Permission, Refusal, demand
from app import addresses
from app.services.belonging import change_visibility as service
from app.services.belonging.change_visibility import VisibilityView
from app.services.entry import CharterAccess
from app.storage.engine.session import Writer
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.context import (
    CharterContext,
    RequestContext,
    SettledContext,
    TheCharterContext,
    Trouble,
)
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()


@dataclass(frozen=True, slots=True)
class ConsentQuestion:
    """What a member is asked about a part. `before`: what was written before this moment."""

    part: str
    says: bool
    is_answered: bool
    before: datetime | None


@dataclass(frozen=True, slots=True)
class VisibilityPage:
    """Who can read the charter; `typed` is what stands in the form of stewards."""

    slug: str
    view: VisibilityView
    is_member: bool
    is_steward: bool
    may_stop: Permission
    questions: tuple[ConsentQuestion, ...]
    choices: tuple[str, ...]
    typed: Form
    days: int = NOTICE.days


@router.get("/{slug}/visibility")
def visibility(charter_ctx: TheCharterContext) -> Response:
    """Who can read this charter."""
    return _show(charter_ctx)


def _show(
    charter_ctx: CharterContext, form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    access = charter_ctx.access
    view = service.visibility_view(charter_ctx.reader, access)
    page = VisibilityPage(
        slug=charter_ctx.slug,
        view=view,
        is_member=access.actor.is_member,
        is_steward=access.actor.is_steward,
        may_stop=may_stop(access.actor, view.announced),
        questions=tuple(_question(view, one, says) for one, says in view.answers.items()),
        choices=tuple(one.value for one in Openness if one not in _settled(view)),
        typed=form or Form({}),
    )
    return charter_ctx.show(
        "visibility.html", _("Who can read this charter"), page, trouble=trouble
    )


def _settled(view: VisibilityView) -> set[Openness]:
    """What is so, or announced: nobody can choose it."""
    return {view.openness, view.announced.to if view.announced else view.openness}


def _question(view: VisibilityView, part: CharterPart, says: bool | None) -> ConsentQuestion:
    opened = view.since.get(part)
    before = opened or (view.announced.at if view.announced else None)
    return ConsentQuestion(part.value, bool(says), says is not None, before)


def _act(
    ctx: RequestContext,
    slug: str,
    form: Form,
    said: str,
    do: Callable[[Writer, CharterAccess], object],
    at: str = "",
) -> Response:
    try:
        with ctx.writing(slug) as (writer, access):
            said = str(do(writer, access) or said)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return _show(charter_ctx, form, Trouble.of(refused, "visibility"))
    # Who narrows it may have closed the door behind others, never behind themselves.
    return ctx.go(addresses.visibility(slug, at=at), said)


@router.post("/{slug}/visibility")
def change(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Change who can read the charter, as a steward."""

    def do(writer: Writer, access: CharterAccess) -> str:
        demand(may_change(access.actor))
        demand_fresh(ctx)
        if form.get("to") not in set(Openness):
            raise BadInput(_("Please choose who is to read it."), field="to")
        announced = service.change_visibility(
            writer, access.charter, Openness(form.get("to")), form.get("reason"), by=access.actor
        )
        return "visibility-announced" if announced else "visibility-narrowed"

    return _act(ctx, slug, form, "", do)


@router.post("/{slug}/visibility/stop")
def stop(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Stop what is announced, as a steward."""
    return _act(ctx, slug, form, "visibility-stopped", service.stop_change)


@router.post("/{slug}/visibility/consent")
def consent(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Say whether everyone may read what one wrote before."""

    def do(writer: Writer, access: CharterAccess) -> None:
        said = {one: form.get(one.value) == "yes" for one in CharterPart if form.get(one.value)}
        if not said:
            raise BadInput(_("Please choose an answer."), field="consent")
        service.answer(writer, access, said)

    return _act(ctx, slug, form, "visibility-answered", do, "asked")
