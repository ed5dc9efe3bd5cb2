"""A fresh sign-in before acts that reach far: changing the rules, making someone a steward, …

A page calls `demand_fresh(door)` where it knows that such an act was asked for. Who signed in a
while ago confirms that it is them; what they typed travels along in the form, and is sent on to
where it was going as soon as they have.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from amendments.refusals import BadInput, Refusal
from app import addresses
from app.services.authentication import sessions, sign_in
from app.services.authentication.passkeys import list_passkeys, site_of
from app.storage.engine.session import Reader
from app.web.limits import Counted, spend
from app.web.pages.authentication.sign_in import WRONG_CODE, mail_code
from app.web.pages.authentication.visitor import (
    Visitor,
    asking_browser,
    forget_asking,
    keep_session,
    remember_asking,
    session_of,
)
from app.web.pages.context import RequestContext, TheContext, Trouble
from app.web.pages.forms import Form, TheForm, local_address, read_form
from app.web.serving.aside import afterwards
from app.web.serving.routing import Router
from app.web.templating import is_fragment_request, render
from charter.language import gettext as _

router = Router()
#: What the names of the page's own fields begin with; all others travel along.
OWN = "confirm_"


class NotFresh(Exception):
    """An act needs a fresh sign-in. The app answers with the page that asks for it."""

    def __init__(self, ctx: RequestContext) -> None:
        super().__init__("a fresh sign-in is needed")
        self.ctx = ctx


def fresh_enough(visitor: Visitor | None) -> bool:
    """Whether someone has shown who they are just now (`CHARTER_FRESH_MINUTES`)."""
    return visitor is not None and visitor.is_fresh


def demand_fresh(ctx: RequestContext) -> None:
    """Ask for a fresh sign-in first. Who is not signed in at all is refused by the act itself.

    Raises:
        NotFresh: the last sign-in is too long ago.
    """
    if ctx.visitor is not None and not fresh_enough(ctx.visitor):
        raise NotFresh(ctx)


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """What the page shows; `kept` are the fields that were sent to the address `to`."""

    to: str
    kept: tuple[tuple[str, str], ...]
    email: str
    asked: bool = False
    has_passkeys: bool = False


def install(app: FastAPI) -> None:
    """Let the app answer with the page."""
    app.add_exception_handler(NotFresh, _ask)


async def _ask(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotFresh)
    kept = tuple((await read_form(request)).fields.items())
    return await run_in_threadpool(show_confirm, error.ctx, request.url.path, kept, status=403)


def show_confirm(
    ctx: RequestContext,
    to: str,
    kept: tuple[tuple[str, str], ...],
    *,
    status: int = 200,
    asked: bool = False,
    refused: Refusal | None = None,
) -> Response:
    """The page, with the fields that travel along."""
    trouble = None
    if refused is not None:
        trouble = Trouble.of(refused, "confirm", unknown="code" if asked else None)
    with ctx.installation.database.reading() as reader:
        page = _page(ctx, reader, to, kept, asked=asked)
        frame = ctx.frame(
            _("Please confirm that it is you"), reader, trouble=trouble, awaits_mail=True
        )
    status = trouble.status if trouble else status
    response = render(ctx.request, "confirm.html", frame, page, status=status)
    response.headers["Cache-Control"] = "no-store"
    if is_fragment_request(ctx.request):
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response


def _page(
    ctx: RequestContext, reader: Reader, to: str, kept: tuple[tuple[str, str], ...], *, asked: bool
) -> ConfirmPage:
    visitor = ctx.visitor
    if visitor is None:
        return ConfirmPage(to, kept, "", asked)
    has_passkeys = site_of(ctx.installation.settings) is not None and bool(
        list_passkeys(reader, visitor.person_id)
    )
    return ConfirmPage(to, kept, visitor.email, asked, has_passkeys)


def kept_of(form: Form) -> tuple[tuple[str, str], ...]:
    """The fields that travel along."""
    return tuple((name, one) for name, one in form.fields.items() if not name.startswith(OWN))


def target_of(form: Form) -> str:
    """Where they are going."""
    return local_address(form.get("confirm_to"))


def _signed_out() -> Response:
    return RedirectResponse(addresses.sign_in(), 303)


@router.post("/me/confirm")
def ask_for_code(ctx: TheContext, form: TheForm) -> Response:
    """Mail a code to who is signed in."""
    if ctx.visitor is None:
        return _signed_out()
    email = ctx.visitor.email
    spend(ctx.request, Counted.CODES_NETWORK)
    spend(ctx.request, Counted.CODES_ADDRESS, f"address {email}")
    response = show_confirm(ctx, target_of(form), kept_of(form), asked=True)
    browser = remember_asking(ctx.request, response, ctx.installation)
    response.background = afterwards(ctx.request, mail_code, ctx.installation, email, browser)
    return response


@router.post("/me/confirm/code")
def confirm_by_code(ctx: TheContext, form: TheForm) -> Response:
    """Make the session fresh, and send on what was typed."""
    if ctx.visitor is None:
        return _signed_out()
    spend(ctx.request, Counted.TRIES)
    try:
        token = _renew(ctx, ctx.visitor, form.get("confirm_code"))
    except Refusal as refused:
        return show_confirm(ctx, target_of(form), kept_of(form), asked=True, refused=refused)
    return send_on(ctx, target_of(form), token)


def _renew(ctx: RequestContext, visitor: Visitor, code: str) -> str:
    installation = ctx.installation
    browser, before = (
        asking_browser(ctx.request, installation),
        session_of(ctx.request, installation),
    )
    with installation.database.writing() as writer:
        person = sign_in.use_code(writer, installation.secret, visitor.email, code, browser)
        is_right = person == visitor.person_id and before is not None
        token = sessions.renew_session(writer, before) if is_right and before else None
    if token is None:
        raise BadInput(_(WRONG_CODE), field="code")
    return token


def send_on(ctx: RequestContext, to: str, token: str) -> Response:
    """Keep the fresh session, and let the browser send the form once more, to where it went."""
    response = RedirectResponse(to, 307)
    keep_session(response, ctx.installation, token)
    forget_asking(response, ctx.installation)
    return response
