"""Signing in by a provider of identities, and connecting one's account there."""

from __future__ import annotations

import hmac
import logging
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from amendments.refusals import BadInput, NotFound, WrongState
from app import addresses
from app.mail.notices import tell_of_new_way_in
from app.provider import Account, AuthorizationRequest, Provider, ProviderFailed
from app.services.authentication import ceremonies, identities
from app.services.authentication.ceremonies import CEREMONY_LASTS, Ceremony, CeremonyKind
from app.storage.engine.session import Writer
from app.web.limits import Counted, spend
from app.web.pages.authentication.coming_in import begin_session, welcome
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.authentication.visitor import cookie_of, forget_cookie, keep_cookie
from app.web.pages.context import Number, RequestContext, TheContext
from app.web.pages.forms import local_address
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import gettext as _

log = logging.getLogger(__name__)
router = Router()
COOKIE = "ceremony"


def provider_here(ctx: RequestContext) -> Provider:
    """The provider.

    Raises:
        NotFound: the settings name none.
    """
    provider: Provider | None = ctx.request.app.state.provider
    if provider is None:
        raise NotFound(_("There is nothing at this address."))
    return provider


def _asked(ctx: RequestContext, key: str) -> AuthorizationRequest:
    installation = ctx.installation
    state, nonce, verifier = (
        ceremonies.derived_text(installation.secret, key, what)
        for what in ("state", "nonce", "verifier")
    )
    return AuthorizationRequest(
        installation.settings.base_url.rstrip("/") + addresses.back_from_provider(),
        state,
        nonce,
        verifier,
    )


def _failed(provider: Provider, error: ProviderFailed) -> WrongState:
    log.warning("the provider of identities: %s", error)
    return WrongState(
        _("{name} did not sign you in. Try once more, or use a code.").format(name=provider.name)
    )


def _begin(
    ctx: RequestContext, kind: CeremonyKind, to: str, person: int | None = None
) -> tuple[str, str]:
    """Begin. Returns the key for the browser, and where it goes."""
    provider = provider_here(ctx)
    spend(ctx.request, Counted.TRIES)
    with ctx.installation.database.writing() as writer:
        key = ceremonies.begin(writer, kind, person=person, to=to)
    try:
        return key, provider.address(_asked(ctx, key))
    except ProviderFailed as error:
        raise _failed(provider, error) from error


@router.get("/sign-in/provider")
def sign_in(ctx: TheContext) -> Response:
    """Go to the provider. It is a link: browsers let no form lead to another site."""
    to = local_address(ctx.request.query_params.get("next", "/"))
    key, address = _begin(ctx, CeremonyKind.PROVIDER_SIGN_IN, to)
    response = RedirectResponse(address, 303)
    keep_cookie(response, ctx.installation, COOKIE, key, CEREMONY_LASTS)
    return response


@dataclass(frozen=True, slots=True)
class GoPage:
    """The page before one goes to the provider to connect an account."""

    provider: str
    address: str


@router.post("/me/security/provider")
def new(ctx: TheContext) -> Response:
    """Begin to connect an account. It is a way in, so who adds it has to have come in just now."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.security()), 303)
    demand_fresh(ctx)
    provider = provider_here(ctx)
    key, address = _begin(
        ctx, CeremonyKind.PROVIDER_NEW, addresses.security(), ctx.visitor.person_id
    )
    with ctx.installation.database.reading() as reader:
        frame = ctx.frame(_("Connect {name}").format(name=provider.name), reader)
    response = render(ctx.request, "provider.html", frame, GoPage(provider.name, address))
    response.headers["Cache-Control"] = "no-store"
    keep_cookie(response, ctx.installation, COOKIE, key, CEREMONY_LASTS)
    return response


@router.get("/sign-in/provider/back")
def back(ctx: TheContext) -> Response:
    """Come back from the provider."""
    provider = provider_here(ctx)
    spend(ctx.request, Counted.TRIES)
    key = cookie_of(ctx.request, ctx.installation, COOKIE)
    kinds = (CeremonyKind.PROVIDER_SIGN_IN, CeremonyKind.PROVIDER_NEW)
    with ctx.installation.database.writing() as writer:
        begun = ceremonies.finish_one_of(writer, kinds, key)
    if begun is None or key is None:
        raise WrongState(_("This sign-in has ended, or began in another browser. Begin it anew."))
    account = _account(ctx, provider, _asked(ctx, key))
    if begun.kind is CeremonyKind.PROVIDER_NEW:
        response = _connect(ctx, begun, account)
    else:
        response = _come_in(ctx, provider, begun, account)
    forget_cookie(response, ctx.installation, COOKIE)
    return response


def _account(ctx: RequestContext, provider: Provider, asked: AuthorizationRequest) -> Account:
    """Whose account it is, if the answer fits what was asked; no transaction is open meanwhile."""
    given = ctx.request.query_params
    state = given.get("state", "").encode("utf-8", "replace")
    if not hmac.compare_digest(state, asked.state.encode()):
        raise _failed(provider, ProviderFailed("another state"))
    if given.get("iss", provider.issuer) != provider.issuer:
        raise _failed(provider, ProviderFailed("another issuer"))
    if "code" not in given:
        raise _failed(provider, ProviderFailed("no code"))
    try:
        return provider.account(asked, given["code"])
    except ProviderFailed as error:
        raise _failed(provider, error) from error


def _come_in(
    ctx: RequestContext, provider: Provider, begun: Ceremony, account: Account
) -> Response:
    trust = ctx.installation.settings.oidc_trust_email
    with ctx.installation.database.writing() as writer:
        is_new = not identities.is_connected(writer, account)
        person = identities.person_of(writer, account, trust_email=trust)
        if is_new and person is not None:
            _tell(writer, ctx, account.email or "")
        token = begin_session(writer, ctx, person) if person is not None else None
    if token is None:
        msg = _(
            "Your account with {name} is not connected here yet. Sign in with a code "
            "first; then connect it at {security}."
        ).format(name=provider.name, security=addresses.security())
        raise BadInput(msg)
    return welcome(ctx, token, begun.next)


def _connect(ctx: RequestContext, begun: Ceremony, account: Account) -> Response:
    visitor = ctx.visitor
    if visitor is None or visitor.person_id != begun.person:
        raise WrongState(_("You are signed out, or as someone else. Nothing was connected."))
    with ctx.installation.database.writing() as writer:
        identities.connect(writer, account, visitor.person_id)
        _tell(writer, ctx, visitor.email)
    return ctx.go(addresses.security(), "connected")


def _tell(writer: Writer, ctx: RequestContext, email: str) -> None:
    what = _("signing in by {name}").format(name=provider_here(ctx).name)
    tell_of_new_way_in(writer, ctx.installation.settings.base_url, email, what)


@router.post("/me/security/identities/{number:int}/remove")
def remove(ctx: TheContext, number: Number) -> Response:
    """Let an account stand for oneself no more."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.security()), 303)
    with ctx.installation.database.writing() as writer:
        removed = identities.disconnect(writer, ctx.visitor.person_id, number)
    if not removed:
        raise NotFound(_("This is not there any more. Nothing was changed."))
    return ctx.go(addresses.security(), "disconnected")
