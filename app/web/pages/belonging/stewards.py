"""Who is a steward: proposing, confirming, answering, stepping down."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from amendments.belonging.permissions import may_steward
from amendments.belonging.stewardship import StewardChangeKind
from amendments.refusals import BadInput, Refusal, demand
from app import addresses
from app.services.belonging import stewards
from app.services.entry import CharterAccess
from app.storage.engine.session import Writer
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.belonging.members import show_members
from app.web.pages.context import Number, RequestContext, SettledContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()
_DONE = {
    StewardChangeKind.MAKE: "steward-made",
    StewardChangeKind.END: "steward-ended",
    StewardChangeKind.REMOVE: "removed",
}


def _act(
    ctx: RequestContext,
    slug: str,
    do: Callable[[Writer, CharterAccess], str],
    *,
    form: Form | None = None,
    ids: str = "",
) -> Response:
    """Do something that returns the code of the sentence said afterwards."""
    try:
        with ctx.writing(slug) as (writer, access):
            said = do(writer, access)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return show_members(charter_ctx, form, Trouble.of(refused, ids))
    return ctx.go(addresses.members(slug), said)


def _who(form: Form) -> str:
    if not form.get("member"):
        raise BadInput(_("Please choose who it is about."), field="member")
    return form.get("member")


@router.post("/{slug}/members/stewards")
def make(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Make somebody a steward, or propose it where there are several."""

    def do(writer: Writer, access: CharterAccess) -> str:
        demand(may_steward(access.actor))
        demand_fresh(ctx)
        until, reason = form.day("until"), form.get("reason")
        number = stewards.propose(writer, access, StewardChangeKind.MAKE, _who(form), reason, until)
        return "steward-made" if number is None else "steward-proposed"

    return _act(ctx, slug, do, form=form, ids="make")


@router.post("/{slug}/members/stewards/end")
def end(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Propose that somebody is not a steward any more, or does not belong any more."""

    def do(writer: Writer, access: CharterAccess) -> str:
        demand(may_steward(access.actor))
        demand_fresh(ctx)
        if form.get("way") not in {StewardChangeKind.END, StewardChangeKind.REMOVE}:
            raise BadInput(_("Please choose what is to happen."), field="way")
        stewards.propose(
            writer, access, StewardChangeKind(form.get("way")), _who(form), form.get("reason")
        )
        return "steward-proposed"

    return _act(ctx, slug, do, form=form, ids="end")


@router.post("/{slug}/members/stewards/step-down")
def step_down(ctx: SettledContext, slug: str) -> Response:
    """Be a member again."""

    def do(writer: Writer, access: CharterAccess) -> str:
        stewards.step_down(writer, access)
        return "stepped-down"

    return _act(ctx, slug, do)


@router.post("/{slug}/members/stewards/{n}/confirm")
def confirm(ctx: SettledContext, slug: str, n: Number) -> Response:
    """Confirm as the second steward."""

    def do(writer: Writer, access: CharterAccess) -> str:
        demand(may_steward(access.actor))
        demand_fresh(ctx)
        return _DONE[stewards.confirm(writer, access, n)]

    return _act(ctx, slug, do)


@router.post("/{slug}/members/stewards/{n}/stop")
def stop(ctx: SettledContext, slug: str, n: Number) -> Response:
    """End what was proposed, without doing it."""

    def do(writer: Writer, access: CharterAccess) -> str:
        stewards.stop(writer, access, n)
        return "steward-stopped"

    return _act(ctx, slug, do)


@router.post("/{slug}/members/stewards/{n}/answer")
def answer(ctx: SettledContext, slug: str, n: Number, form: TheForm) -> Response:
    """Write an answer, as the person it is about."""

    def do(writer: Writer, access: CharterAccess) -> str:
        stewards.reply(writer, access, n, form.get("answer"))
        return "steward-answered"

    return _act(ctx, slug, do, form=form, ids=f"change-{n}")
