"""How I sign in, where I am signed in, and what programs may do in my name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from starlette.responses import RedirectResponse, Response

from amendments.refusals import BadInput, NotFound, Refusal
from app import addresses
from app.mail.notices import tell_of_new_way_in
from app.services.authentication import sessions, tokens
from app.services.authentication.identities import Identity, list_identities
from app.services.authentication.passkeys import Passkey, list_passkeys, site_of
from app.services.authentication.sessions import ListedSession
from app.services.authentication.tokens import Scope, Token
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.authentication.visitor import Visitor
from app.web.pages.context import Number, RequestContext, TheContext, Trouble
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import N_
from charter.language import gettext as _

router = Router()
LASTS = {"30": N_("30 days"), "90": N_("90 days"), "365": N_("A year")}
GONE = N_("This is not there any more. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class SecurityPage:
    """What the page shows. `fresh_token` is a token that was just made, shown this once."""

    session: int
    sessions: tuple[ListedSession, ...]
    tokens: tuple[Token, ...]
    takes_passkeys: bool
    passkeys: tuple[Passkey, ...]
    provider: str
    identities: tuple[Identity, ...]
    typed: Mapping[str, str]
    lasts: Mapping[str, str] = field(
        default_factory=lambda: {days: _(said) for days, said in LASTS.items()}
    )
    fresh_token: str = ""


NOTHING_TYPED = {"name": "", "scope": Scope.READ.value, "expires": "90"}


def visitor_of(ctx: RequestContext) -> Visitor | Response:
    """Who is signed in, or the way to sign in."""
    return ctx.visitor or RedirectResponse(addresses.sign_in(addresses.security()), 303)


def show(
    ctx: RequestContext,
    visitor: Visitor,
    typed: Mapping[str, str] = NOTHING_TYPED,
    *,
    trouble: Trouble | None = None,
    fresh_token: str = "",
) -> Response:
    """The page."""
    provider = ctx.request.app.state.provider
    with ctx.installation.database.reading() as reader:
        page = SecurityPage(
            session=visitor.session,
            sessions=tuple(sessions.list_sessions(reader, visitor.person_id)),
            tokens=tuple(tokens.list_tokens(reader, visitor.person_id)),
            takes_passkeys=site_of(ctx.installation.settings) is not None,
            passkeys=tuple(list_passkeys(reader, visitor.person_id)),
            provider=provider.name if provider else "",
            identities=tuple(list_identities(reader, visitor.person_id)),
            typed=typed,
            fresh_token=fresh_token,
        )
        frame = ctx.frame(_("Signing in and safety"), reader, trouble=trouble)
    status = trouble.status if trouble else 200
    response = render(ctx.request, "security.html", frame, page, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.get("/me/security")
def security(ctx: TheContext) -> Response:
    """Everything that lets someone act in my name."""
    visitor = visitor_of(ctx)
    return show(ctx, visitor) if isinstance(visitor, Visitor) else visitor


@router.post("/me/security/sessions/{number:int}/end")
def end_session(ctx: TheContext, number: Number) -> Response:
    """Sign out one other browser, or this one."""
    visitor = visitor_of(ctx)
    if not isinstance(visitor, Visitor):
        return visitor
    with ctx.installation.database.writing() as writer:
        ended = sessions.end_one_session(writer, visitor.person_id, number)
    if not ended:
        raise NotFound(_(GONE))
    return ctx.go(addresses.security(), "session-ended")


@router.post("/me/security/sessions/end-others")
def end_others(ctx: TheContext) -> Response:
    """Sign out every browser but this one."""
    visitor = visitor_of(ctx)
    if not isinstance(visitor, Visitor):
        return visitor
    with ctx.installation.database.writing() as writer:
        sessions.end_all_sessions(writer, visitor.person_id, but=visitor.session)
    return ctx.go(addresses.security(), "others-ended")


@router.post("/me/security/tokens")
def make_token(ctx: TheContext, form: TheForm) -> Response:
    """Make a token for a program."""
    visitor = visitor_of(ctx)
    if not isinstance(visitor, Visitor):
        return visitor
    typed = form.only("name", "scope", "expires")
    try:
        token = _new_token(ctx, visitor, typed)
    except Refusal as refused:
        return show(ctx, visitor, typed, trouble=Trouble.of(refused, "token"))
    return show(ctx, visitor, fresh_token=token)


def _new_token(ctx: RequestContext, visitor: Visitor, typed: Mapping[str, str]) -> str:
    name, scope = typed["name"].strip(), tokens.read_scope(typed["scope"])
    if not name:
        raise BadInput(_("Please say what it is for, so that you know it again."), field="name")
    if typed["expires"] not in LASTS:
        raise BadInput(_("Please choose how long it lasts."), field="expires")
    if scope is Scope.STEWARD:
        demand_fresh(ctx)
    lasts = timedelta(days=int(typed["expires"]))
    with ctx.installation.database.writing() as writer:
        token = tokens.new_token(writer, visitor.email, name, scope, lasts)
        what = _("a token for a program, “{name}”").format(name=name)
        tell_of_new_way_in(writer, ctx.installation.settings.base_url, visitor.email, what)
    return token


@router.post("/me/security/tokens/{number:int}/end")
def end_token(ctx: TheContext, number: Number) -> Response:
    """Let a token be worth nothing any more."""
    visitor = visitor_of(ctx)
    if not isinstance(visitor, Visitor):
        return visitor
    with ctx.installation.database.writing() as writer:
        ended = tokens.revoke_token(writer, visitor.person_id, number)
    if not ended:
        raise NotFound(_(GONE))
    return ctx.go(addresses.security(), "token-ended")
