"""Signing in again in the middle of something: what was typed waits, and then goes on.

A page calls `demand_signed_in(door)` where words are sent. Whoever is not signed in (any more) gets
a page that carries all fields along; as soon as they have signed in, the form is sent once more.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from amendments.refusals import BadInput, Refusal
from app.services.authentication import sign_in
from app.services.authentication.addresses import read_address
from app.web.limits import Counted, spend
from app.web.pages.authentication.coming_in import begin_session
from app.web.pages.authentication.sign_in import WRONG_CODE, mail_code
from app.web.pages.authentication.visitor import (
    asking_browser,
    forget_asking,
    keep_session,
    remember_asking,
)
from app.web.pages.context import RequestContext, TheContext, Trouble
from app.web.pages.forms import Form, TheForm, local_address
from app.web.serving.aside import afterwards
from app.web.serving.routing import Router
from app.web.templating import is_fragment_request, render
from charter.language import gettext as _

router = Router()
#: What the names of the page's own fields begin with; all others travel along.
OWN = "again_"


class SignedOut(Exception):
    """Words were sent by nobody who is signed in. The app answers with the page that asks."""

    def __init__(self, ctx: RequestContext) -> None:
        super().__init__("signed out")
        self.ctx = ctx


def demand_signed_in(ctx: RequestContext, form: Form) -> None:
    """Let people sign in first, and lose nothing.

    Raises:
        SignedOut: nobody is signed in, or somebody else than whoever wrote this.
    """
    writer = form.get("by")
    if ctx.visitor is None or (writer and writer != ctx.words_key):
        raise SignedOut(ctx)


@dataclass(frozen=True, slots=True)
class AgainPage:
    """What the page shows; `kept` are the fields that were sent to the address `to`."""

    to: str
    kept: tuple[tuple[str, str], ...]
    email: str = ""
    asked: bool = False
    someone_else: bool = False


def install(app: FastAPI) -> None:
    """Let the app answer with the page."""
    app.add_exception_handler(SignedOut, _ask)


async def _ask(request: Request, error: Exception) -> Response:
    assert isinstance(error, SignedOut)
    sent = await request.form()
    kept = tuple((name, one) for name, one in sent.multi_items() if isinstance(one, str))
    page = AgainPage(request.url.path, kept, someone_else=error.ctx.visitor is not None)
    return await run_in_threadpool(show, error.ctx, page, status=403)


def show(
    ctx: RequestContext, page: AgainPage, *, status: int = 200, trouble: Trouble | None = None
) -> Response:
    """The page, with the fields that travel along."""
    with ctx.installation.database.reading() as reader:
        frame = ctx.frame(_("Please sign in again"), reader, trouble=trouble, awaits_mail=True)
    status = trouble.status if trouble else status
    response = render(ctx.request, "come_back.html", frame, page, status=status)
    response.headers["Cache-Control"] = "no-store"
    if is_fragment_request(ctx.request):
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response


def _page(form: Form, *, asked: bool) -> AgainPage:
    kept = tuple((name, one) for name, one in form.fields.items() if not name.startswith(OWN))
    return AgainPage(local_address(form.get("again_to")), kept, form.get("again_email"), asked)


@router.post("/sign-in/again")
def ask_for_code(ctx: TheContext, form: TheForm) -> Response:
    """Mail a code. The answer is the same for an address that nobody has."""
    try:
        address = read_address(form.get("again_email"))
    except Refusal as refused:
        return show(ctx, _page(form, asked=False), trouble=Trouble.of(refused, "again"))
    spend(ctx.request, Counted.CODES_NETWORK)
    spend(ctx.request, Counted.CODES_ADDRESS, f"address {address}")
    response = show(ctx, _page(form, asked=True))
    browser = remember_asking(ctx.request, response, ctx.installation)
    response.background = afterwards(
        ctx.request, mail_code, ctx.installation, form.get("again_email"), browser
    )
    return response


@router.post("/sign-in/again/code")
def use_code(ctx: TheContext, form: TheForm) -> Response:
    """Sign in, and let the browser send the form once more, to where it was going."""
    spend(ctx.request, Counted.TRIES)
    try:
        token = _new_session(ctx, form)
    except Refusal as refused:
        trouble = Trouble.of(refused, "again", unknown="code")
        return show(ctx, _page(form, asked=True), trouble=trouble)
    response = RedirectResponse(local_address(form.get("again_to")), 307)
    keep_session(response, ctx.installation, token)
    forget_asking(response, ctx.installation)
    return response


def _new_session(ctx: RequestContext, form: Form) -> str:
    installation = ctx.installation
    email, code = form.get("again_email"), form.get("again_code")
    browser = asking_browser(ctx.request, installation)
    with installation.database.writing() as writer:
        person = sign_in.use_code(writer, installation.secret, email, code, browser)
        token = begin_session(writer, ctx, person) if person is not None else None
    # Only now: a wrong try has to be kept, so that codes cannot be guessed.
    if token is None:
        raise BadInput(WRONG_CODE, field="code")
    return token
