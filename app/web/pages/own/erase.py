"""Being forgotten: a page that says what goes, what stays and why, and the press that does it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from amendments.refusals import BadInput, Refusal
from app import addresses
from app.services.care.erase import Preview, erase_person, preview
from app.services.care.forgetting import see_erasures_through
from app.services.upkeep.tick import close_due_proposals, close_due_rounds
from app.storage.engine.commit_fate import beside
from app.web.pages.authentication.step_up import demand_fresh
from app.web.pages.authentication.visitor import Visitor, forget_session
from app.web.pages.context import RequestContext, TheContext, Trouble
from app.web.pages.forms import TheForm
from app.web.serving.aside import afterwards
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import gettext as _

router = Router()
WAYS = ("name", "words")


@dataclass(frozen=True, slots=True)
class ErasePage:
    """What erasing would mean for this person."""

    name: str
    email: str
    told: Preview
    way: str


@router.get("/me/erase")
def show(ctx: TheContext) -> Response:
    """What goes, what stays, and why."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.erase_me()), 303)
    return _page(ctx, ctx.visitor)


def _page(
    ctx: RequestContext, visitor: Visitor, trouble: Trouble | None = None, way: str = ""
) -> Response:
    with ctx.installation.database.reading() as reader:
        told = preview(reader, visitor.person_id)
        page = ErasePage(visitor.name, visitor.email, told, way)
        frame = ctx.frame(_("Be forgotten"), reader, trouble=trouble)
    return render(ctx.request, "erase.html", frame, page, status=trouble.status if trouble else 200)


@router.post("/me/erase")
def erase(ctx: TheContext, form: TheForm) -> Response:
    """Erase who is signed in."""
    visitor = ctx.visitor
    if visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.erase_me()), 303)
    way = form.get("way")
    try:
        if way not in WAYS:
            raise BadInput(_("Please choose what is to be erased."), field="way")
        demand_fresh(ctx)
        with beside():
            close_due_rounds(ctx.installation.database)
            close_due_proposals(ctx.installation.database)
        with ctx.installation.database.writing() as writer:
            erase_person(writer, visitor.person_id, words=way == "words")
    except Refusal as refused:
        return _page(ctx, visitor, Trouble.of(refused, "erase"), way)
    response = ctx.go("/", "erased")
    forget_session(response, ctx.installation)
    installation = ctx.installation
    response.background = afterwards(
        ctx.request,
        see_erasures_through,
        installation.database,
        installation.settings.erasures_file(),
    )
    return response
