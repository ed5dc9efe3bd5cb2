"""What stewards do so that people can join: invite, take back, answer requests."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from amendments.refusals import Refusal
from app import addresses
from app.mail.invitations import join_link, send_invitation
from app.services.authentication.addresses import read_address
from app.services.belonging import ask_to_join, invite
from app.services.belonging.names import called
from app.services.entry import CharterAccess
from app.storage.engine.session import Writer
from app.web.limits import Counted, spend
from app.web.pages.belonging.members import show_members
from app.web.pages.context import Number, RequestContext, SettledContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router

router = Router()


def _act(
    ctx: RequestContext,
    slug: str,
    do: Callable[[Writer, CharterAccess], object],
    *,
    said: str,
    form: Form | None = None,
    ids: str = "",
    at: str = "",
) -> Response:
    """Do something, and go back to the members; or show them again with the reason."""
    try:
        with ctx.writing(slug) as (writer, access):
            do(writer, access)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return show_members(charter_ctx, form, Trouble.of(refused, ids))
    return ctx.go(addresses.members(slug, at=at), said)


@router.post("/{slug}/members/invitations")
def invite_one(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Invite somebody by their address. The answer is the same for a member's address."""

    def do(writer: Writer, access: CharterAccess) -> None:
        made = invite.invite_address(writer, access.charter, form.get("email"), by=access.actor)
        _spend(ctx)
        who = called(writer, access.charter.id, access.actor.member)
        base_url, address = ctx.installation.settings.base_url, read_address(form.get("email"))
        send_invitation(
            writer, base_url, access.charter, address, made.token, who=who, ends_at=made.ends_at
        )

    return _act(ctx, slug, do, said="invited", form=form, ids="invite", at="invitations")


def _spend(ctx: RequestContext) -> None:
    # Only what was allowed counts, and what is over the limit is undone with its transaction.
    spend(ctx.request, Counted.JOINING, ctx.person)


@router.post("/{slug}/members/links")
def make_link(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Make a link, and show it this once."""
    try:
        with ctx.writing(slug) as (writer, access):
            uses, days = form.number("uses") or 0, form.number("days") or 0
            made = invite.invite_by_link(
                writer, access.charter, uses=uses, days=days, by=access.actor
            )
            _spend(ctx)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return show_members(charter_ctx, form, Trouble.of(refused, "link"))
    address = join_link(ctx.installation.settings.base_url, slug, made.token)
    with ctx.reading(slug) as charter_ctx:
        response = show_members(charter_ctx, link=address)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/{slug}/members/invitations/{n}/withdraw")
def withdraw(ctx: SettledContext, slug: str, n: Number) -> Response:
    """Take an invitation back."""

    def do(writer: Writer, access: CharterAccess) -> None:
        invite.withdraw_invitation(writer, access.charter, n, by=access.actor)

    return _act(ctx, slug, do, said="invitation-withdrawn", at="invitations")


@router.post("/{slug}/members/requests/{n}/yes")
def grant(ctx: SettledContext, slug: str, n: Number) -> Response:
    """Say yes to a request."""
    return _act(
        ctx, slug, lambda w, access: ask_to_join.grant(w, access, n), said="request-granted"
    )


@router.post("/{slug}/members/requests/{n}/no")
def refuse(ctx: SettledContext, slug: str, n: Number, form: TheForm) -> Response:
    """Say no to a request, with a reason."""

    def do(writer: Writer, access: CharterAccess) -> None:
        ask_to_join.refuse(writer, access, n, form.get("reason"))

    return _act(ctx, slug, do, said="request-refused", form=form, ids=f"request-{n}", at="requests")


@router.post("/{slug}/members/requests/switch")
def switch(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Let people ask to join, or not."""
    takes = form.get("takes") == "yes"
    said = "requests-open" if takes else "requests-closed"
    return _act(
        ctx,
        slug,
        lambda w, access: ask_to_join.switch_requests(w, access, takes=takes),
        said=said,
        at="requests",
    )
