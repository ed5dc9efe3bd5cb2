"""Going by another name."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from amendments.refusals import Refusal
from app import addresses
from app.services.belonging.rename import rename
from app.web.limits import Counted, spend
from app.web.pages.context import TheContext, Trouble
from app.web.pages.forms import TheForm
from app.web.pages.own.me import show_me
from app.web.serving.routing import Router

router = Router()


@router.post("/me/name")
def change_name(ctx: TheContext, form: TheForm) -> Response:
    """Give oneself another name, in every charter."""
    if ctx.visitor is None:
        return RedirectResponse(addresses.sign_in(addresses.me()), 303)
    try:
        with ctx.installation.database.writing() as writer:
            rename(writer, ctx.visitor.person_id, form.get("name"))
            spend(ctx.request, Counted.JOINING, ctx.person)
    except Refusal as refused:
        return show_me(ctx, form.get("name"), Trouble.of(refused, "my"))
    return ctx.go(addresses.me(), "renamed")
