"""Signing in, and confirming, with a passkey; adding one and taking it away.

A script asks the device and puts its answer into a form; all the rest are forms and pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from amendments.refusals import BadInput, NotFound, Refusal
from app import addresses
from app.mail.notices import tell_of_new_way_in
from app.services.authentication import ceremonies, passkeys, sessions
from app.services.authentication.ceremonies import CEREMONY_LASTS, CeremonyKind
from app.services.authentication.passkeys import Site, site_of
from app.web.limits import Counted, spend
from app.web.pages.authentication.coming_in import begin_session, welcome
from app.web.pages.authentication.step_up import (
    demand_fresh,
    kept_of,
    send_on,
    show_confirm,
    target_of,
)
from app.web.pages.authentication.visitor import cookie_of, forget_cookie, keep_cookie, session_of
from app.web.pages.context import Number, RequestContext, TheContext
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import N_
from charter.language import gettext as _

router = Router()
COOKIE = "ceremony"
DID_NOT_WORK = N_("This passkey did not work. Try once more, or sign in with a code.")
NOT_HERE = N_("Passkeys cannot be used at this address. They need HTTPS, and a name for the host.")


def site_here(ctx: RequestContext) -> Site:
    """The site that passkeys are for.

    Raises:
        NotFound: none can work here.
    """
    site = site_of(ctx.installation.settings)
    if site is None:
        raise NotFound(_(NOT_HERE))
    return site


def _begin(ctx: RequestContext, kind: CeremonyKind, person: int | None = None) -> Response:
    """Begin, and answer with what the device needs."""
    site = site_here(ctx)
    spend(ctx.request, Counted.TRIES)
    with ctx.installation.database.writing() as writer:
        key = ceremonies.begin(writer, kind, person=person)
    options = passkeys.use_options(site, ctx.installation.secret, key)
    response = Response(options, media_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    keep_cookie(response, ctx.installation, COOKIE, key, CEREMONY_LASTS)
    return response


def _key(ctx: RequestContext) -> str | None:
    return cookie_of(ctx.request, ctx.installation, COOKIE)


@router.post("/sign-in/passkey/options")
def sign_in_options(ctx: TheContext) -> Response:
    """What the device needs to show a passkey."""
    return _begin(ctx, CeremonyKind.PASSKEY_SIGN_IN)


@router.post("/sign-in/passkey")
def sign_in(ctx: TheContext, form: TheForm) -> Response:
    """Sign in with what the device answered."""
    site, installation = site_here(ctx), ctx.installation
    spend(ctx.request, Counted.TRIES)
    with installation.database.writing() as writer:
        person = passkeys.use_passkey(
            writer,
            site,
            installation.secret,
            CeremonyKind.PASSKEY_SIGN_IN,
            _key(ctx),
            form.get("passkey"),
        )
        token = begin_session(writer, ctx, person) if person is not None else None
    if token is None:
        raise BadInput(_(DID_NOT_WORK))
    response = welcome(ctx, token, form.get("next"))
    forget_cookie(response, installation, COOKIE)
    return response


@router.post("/me/confirm/passkey/options")
def confirm_options(ctx: TheContext) -> Response:
    """What the device needs to show a passkey of who is signed in."""
    if ctx.visitor is None:
        raise NotFound(_("You are signed out. Please sign in again."))
    return _begin(ctx, CeremonyKind.PASSKEY_CONFIRM, ctx.visitor.person_id)


@router.post("/me/confirm/passkey")
def confirm(ctx: TheContext, form: TheForm) -> Response:
    """Make the session fresh, and send on what was typed."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(), 303)
    site, installation = site_here(ctx), ctx.installation
    spend(ctx.request, Counted.TRIES)
    before = session_of(ctx.request, installation)
    with installation.database.writing() as writer:
        answer = form.get("confirm_passkey")
        person = passkeys.use_passkey(
            writer, site, installation.secret, CeremonyKind.PASSKEY_CONFIRM, _key(ctx), answer
        )
        is_right = person == ctx.visitor.person_id and before is not None
        token = sessions.renew_session(writer, before) if is_right and before else None
    if token is None:
        return show_confirm(ctx, target_of(form), kept_of(form), refused=BadInput(_(DID_NOT_WORK)))
    response = send_on(ctx, target_of(form), token)
    forget_cookie(response, installation, COOKIE)
    return response


@dataclass(frozen=True, slots=True)
class NewPasskeyPage:
    """The page on which a device makes a passkey; `options` tell it how."""

    name: str
    options: str


@router.post("/me/security/passkeys/new")
def new(ctx: TheContext, form: TheForm) -> Response:
    """Begin to add a passkey. It is a way in, so who adds it has to have come in just now."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.security()), 303)
    demand_fresh(ctx)
    site, installation, visitor = site_here(ctx), ctx.installation, ctx.visitor
    with installation.database.writing() as writer:
        key = ceremonies.begin(writer, CeremonyKind.PASSKEY_NEW, person=visitor.person_id)
        options = passkeys.new_options(
            writer, site, installation.secret, key, visitor.person_id, visitor.email, visitor.name
        )
        frame = ctx.frame(_("Add a passkey"), writer)
    page = NewPasskeyPage(form.get("name"), options)
    response = render(ctx.request, "passkey.html", frame, page)
    response.headers["Cache-Control"] = "no-store"
    keep_cookie(response, installation, COOKIE, key, CEREMONY_LASTS)
    return response


@router.post("/me/security/passkeys")
def add(ctx: TheContext, form: TheForm) -> Response:
    """Keep the passkey that the device made."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.security()), 303)
    site, installation, visitor = site_here(ctx), ctx.installation, ctx.visitor
    refused: Refusal | None = None
    with installation.database.writing() as writer:
        name, answer = form.get("name"), form.get("passkey")
        person = visitor.person_id
        try:
            passkeys.add_passkey(writer, site, installation.secret, _key(ctx), person, name, answer)
            tell_of_new_way_in(
                writer, installation.settings.base_url, visitor.email, _("a passkey")
            )
        except Refusal as said:
            # The ceremony is over all the same, and that is kept.
            refused = said
    if refused is not None:
        raise refused
    response = ctx.go(addresses.security(), "passkey-added")
    forget_cookie(response, installation, COOKIE)
    return response


@router.post("/me/security/passkeys/{number:int}/remove")
def remove(ctx: TheContext, number: Number) -> Response:
    """Let a passkey open nothing any more."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.security()), 303)
    with ctx.installation.database.writing() as writer:
        removed = passkeys.remove_passkey(writer, ctx.visitor.person_id, number)
    if not removed:
        raise NotFound(_("This is not there any more. Nothing was changed."))
    return ctx.go(addresses.security(), "passkey-removed")
