"""Signing in, and confirming, with a passkey; adding one and taking it away.

A script asks the device and puts its answer into a form; all the rest are forms and pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from amendments.refusals import BadInput, NotFound, Refusal
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
from app.web.pages.door import Number, RequestContext, TheDoor
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import N_
from charter.language import gettext as _

router = Router()
SECURITY = "/me/security"
COOKIE = "ceremony"
DID_NOT_WORK = N_("This passkey did not work. Try once more, or sign in with a code.")
NOT_HERE = N_("Passkeys cannot be used at this address. They need HTTPS, and a name for the host.")


def site_here(door: RequestContext) -> Site:
    """The site that passkeys are for.

    Raises:
        NotFound: none can work here.
    """
    site = site_of(door.place.settings)
    if site is None:
        raise NotFound(_(NOT_HERE))
    return site


def _begin(door: RequestContext, kind: CeremonyKind, person: int | None = None) -> Response:
    """Begin, and answer with what the device needs."""
    site = site_here(door)
    spend(door.request, Counted.TRIES)
    with door.place.database.writing() as writer:
        key = ceremonies.begin(writer, kind, person=person)
    options = passkeys.use_options(site, door.place.secret, key)
    response = Response(options, media_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    keep_cookie(response, door.place, COOKIE, key, CEREMONY_LASTS)
    return response


def _key(door: RequestContext) -> str | None:
    return cookie_of(door.request, door.place, COOKIE)


@router.post("/sign-in/passkey/options")
def sign_in_options(door: TheDoor) -> Response:
    """What the device needs to show a passkey."""
    return _begin(door, CeremonyKind.PASSKEY_SIGN_IN)


@router.post("/sign-in/passkey")
def sign_in(door: TheDoor, form: TheForm) -> Response:
    """Sign in with what the device answered."""
    site, place = site_here(door), door.place
    spend(door.request, Counted.TRIES)
    with place.database.writing() as writer:
        person = passkeys.use_passkey(
            writer,
            site,
            place.secret,
            CeremonyKind.PASSKEY_SIGN_IN,
            _key(door),
            form.get("passkey"),
        )
        token = begin_session(writer, door, person) if person is not None else None
    if token is None:
        raise BadInput(_(DID_NOT_WORK))
    response = welcome(door, token, form.get("next"))
    forget_cookie(response, place, COOKIE)
    return response


@router.post("/me/confirm/passkey/options")
def confirm_options(door: TheDoor) -> Response:
    """What the device needs to show a passkey of who is signed in."""
    if door.visitor is None:
        raise NotFound(_("You are signed out. Please sign in again."))
    return _begin(door, CeremonyKind.PASSKEY_CONFIRM, door.visitor.person_id)


@router.post("/me/confirm/passkey")
def confirm(door: TheDoor, form: TheForm) -> Response:
    """Make the session fresh, and send on what was typed."""
    if door.visitor is None:
        return RedirectResponse("/sign-in", 303)
    site, place = site_here(door), door.place
    spend(door.request, Counted.TRIES)
    before = session_of(door.request, place)
    with place.database.writing() as writer:
        answer = form.get("confirm_passkey")
        person = passkeys.use_passkey(
            writer, site, place.secret, CeremonyKind.PASSKEY_CONFIRM, _key(door), answer
        )
        is_right = person == door.visitor.person_id and before is not None
        token = sessions.renew_session(writer, before) if is_right and before else None
    if token is None:
        return show_confirm(door, target_of(form), kept_of(form), refused=BadInput(_(DID_NOT_WORK)))
    response = send_on(door, target_of(form), token)
    forget_cookie(response, place, COOKIE)
    return response


@dataclass(frozen=True, slots=True)
class NewPasskeyPage:
    """The page on which a device makes a passkey; `options` tell it how."""

    name: str
    options: str


@router.post(f"{SECURITY}/passkeys/new")
def new(door: TheDoor, form: TheForm) -> Response:
    """Begin to add a passkey. It is a way in, so who adds it has to have come in just now."""
    if door.visitor is None:
        return RedirectResponse(f"/sign-in?next={SECURITY}", 303)
    demand_fresh(door)
    site, place, visitor = site_here(door), door.place, door.visitor
    with place.database.writing() as writer:
        key = ceremonies.begin(writer, CeremonyKind.PASSKEY_NEW, person=visitor.person_id)
        options = passkeys.new_options(
            writer, site, place.secret, key, visitor.person_id, visitor.email, visitor.name
        )
        frame = door.frame(_("Add a passkey"), writer)
    page = NewPasskeyPage(form.get("name"), options)
    response = render(door.request, "passkey.html", frame, page)
    response.headers["Cache-Control"] = "no-store"
    keep_cookie(response, place, COOKIE, key, CEREMONY_LASTS)
    return response


@router.post(f"{SECURITY}/passkeys")
def add(door: TheDoor, form: TheForm) -> Response:
    """Keep the passkey that the device made."""
    if door.visitor is None:
        return RedirectResponse(f"/sign-in?next={SECURITY}", 303)
    site, place, visitor = site_here(door), door.place, door.visitor
    refused: Refusal | None = None
    with place.database.writing() as writer:
        name, answer = form.get("name"), form.get("passkey")
        person = visitor.person_id
        try:
            passkeys.add_passkey(writer, site, place.secret, _key(door), person, name, answer)
            tell_of_new_way_in(writer, place.settings.base_url, visitor.email, _("a passkey"))
        except Refusal as said:
            # The ceremony is over all the same, and that is kept.
            refused = said
    if refused is not None:
        raise refused
    response = door.go(SECURITY, "passkey-added")
    forget_cookie(response, place, COOKIE)
    return response


@router.post(f"{SECURITY}/passkeys/{{number:int}}/remove")
def remove(door: TheDoor, number: Number) -> Response:
    """Let a passkey open nothing any more."""
    if door.visitor is None:
        return RedirectResponse(f"/sign-in?next={SECURITY}", 303)
    with door.place.database.writing() as writer:
        removed = passkeys.remove_passkey(writer, door.visitor.person_id, number)
    if not removed:
        raise NotFound(_("This is not there any more. Nothing was changed."))
    return door.go(SECURITY, "passkey-removed")
