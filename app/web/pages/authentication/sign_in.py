"""Signing in with a one-time code, and out again. Only a POST signs anyone in or out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.responses import Response

from amendments.refusals import BadInput, Refusal
from app import addresses
from app.mail.sending import outbox
from app.mail.sign_in import send_code
from app.services.authentication import sessions, sign_in
from app.services.authentication.addresses import find_person, read_address
from app.services.authentication.passkeys import site_of
from app.web.installation import Installation
from app.web.limits import Counted, spend
from app.web.pages.authentication.coming_in import begin_session, welcome
from app.web.pages.authentication.visitor import (
    asking_browser,
    forget_session,
    remember_asking,
    session_of,
)
from app.web.pages.context import RequestContext, TheContext, Trouble
from app.web.pages.forms import Form, TheForm, local_address
from app.web.serving.aside import afterwards
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import N_
from charter.language import gettext as _

router = Router()

WRONG_CODE = N_(
    "This code does not work. It may be mistyped, used already, older than ten "
    "minutes, or asked for in another browser. Try once more, or ask for a new one "
    "here."
)


@dataclass(frozen=True, slots=True)
class SignInPage:
    """What the page shows. `asked`: a code was just asked for; `joined`: they have just joined.

    `has_code`: somebody comes with a code, such as one that the operator of this place gave them.
    """

    email: str = ""
    code: str = ""
    next: str = "/"
    asked: bool = False
    joined: bool = False
    has_code: bool = False
    takes_passkeys: bool = False
    provider: str = ""


def _show(ctx: RequestContext, page: SignInPage, trouble: Trouble | None = None) -> Response:
    provider = ctx.request.app.state.provider
    page = replace(
        page,
        takes_passkeys=site_of(ctx.installation.settings) is not None,
        provider=provider.name if provider else "",
    )
    with ctx.installation.database.reading() as reader:
        frame = ctx.frame(_("Sign in"), reader, trouble=trouble, awaits_mail=True)
    status = trouble.status if trouble else 200
    response = render(ctx.request, "sign_in.html", frame, page, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.get("/sign-in")
def page(ctx: TheContext) -> Response:
    """Ask for a code, or type one in."""
    return _show(ctx, SignInPage(next=local_address(ctx.request.query_params.get("next", "/"))))


@router.post("/sign-in")
def ask_for_code(ctx: TheContext, form: TheForm) -> Response:
    """Mail a code. The answer is the same for an address that nobody has."""
    typed = SignInPage(form.get("email"), next=local_address(form.get("next")), asked=True)
    try:
        address = read_address(typed.email)
    except Refusal as refused:
        again = SignInPage(typed.email, next=typed.next)
        return _show(ctx, again, Trouble.of(refused, "ask"))
    spend(ctx.request, Counted.CODES_NETWORK)
    spend(ctx.request, Counted.CODES_ADDRESS, f"address {address}")
    return _with_code(ctx, typed, typed.email)


def _with_code(ctx: RequestContext, page: SignInPage, email: str) -> Response:
    response = _show(ctx, page)
    browser = remember_asking(ctx.request, response, ctx.installation)
    # After the answer has left, so that its time does not tell whether the address is known.
    response.background = afterwards(ctx.request, mail_code, ctx.installation, email, browser)
    return response


def welcome_with_code(ctx: RequestContext, email: str, to: str) -> Response:
    """Somebody has just joined, who is not signed in: mail them a code, and let them type it in."""
    return _with_code(ctx, SignInPage(email, next=to, asked=True, joined=True), email)


def mail_code(installation: Installation, email: str, browser: str) -> None:
    """Make a code for a browser, and mail it if there is somebody to mail it to."""
    with installation.database.writing() as writer:
        code = sign_in.new_code(writer, installation.secret, email, browser)
        if code is not None:
            person = find_person(writer, email)
            assert person is not None
            send_code(writer, installation.settings.base_url, person.email, code)
    outbox.send_due(installation.database, installation.sender, installation.settings.mail_from)


@router.get("/sign-in/code")
def code_page(ctx: TheContext) -> Response:
    """Type in a code that was given by other means: the address of this page is printed with it."""
    to = local_address(ctx.request.query_params.get("next", "/"))
    return _show(ctx, SignInPage(next=to, has_code=True))


@router.post("/sign-in/code")
def use_code(ctx: TheContext, form: TheForm) -> Response:
    """Sign in."""
    spend(ctx.request, Counted.TRIES)
    try:
        token = _new_session(ctx, form)
    except Refusal as refused:
        typed = SignInPage(
            form.get("email"), form.get("code"), local_address(form.get("next")), asked=True
        )
        return _show(ctx, typed, Trouble.of(refused, "code", unknown="code"))
    return welcome(ctx, token, form.get("next"))


def _new_session(ctx: RequestContext, form: Form) -> str:
    """A new session for whoever has this code; the browser's old one ends."""
    installation = ctx.installation
    browser = asking_browser(ctx.request, installation)
    with installation.database.writing() as writer:
        person = sign_in.use_code(
            writer, installation.secret, form.get("email"), form.get("code"), browser
        )
        token = begin_session(writer, ctx, person) if person is not None else None
    # Only now: a wrong try has to be kept, so that codes cannot be guessed.
    if token is None:
        raise BadInput(_(WRONG_CODE), field="code")
    return token


@router.post("/sign-out")
def sign_out(ctx: TheContext) -> Response:
    """End this browser's session."""
    token = session_of(ctx.request, ctx.installation)
    if token is not None:
        with ctx.installation.database.writing() as writer:
            sessions.end_session(writer, token)
    response = ctx.go(addresses.sign_in(), "signed-out")
    forget_session(response, ctx.installation)
    return response


@router.post("/sign-out/everywhere")
def sign_out_everywhere(ctx: TheContext) -> Response:
    """End every session of the person."""
    if ctx.visitor is not None:
        with ctx.installation.database.writing() as writer:
            sessions.end_all_sessions(writer, ctx.visitor.person_id)
    response = ctx.go(addresses.sign_in(), "signed-out-everywhere")
    forget_session(response, ctx.installation)
    return response
