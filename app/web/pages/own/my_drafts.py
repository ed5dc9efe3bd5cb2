"""Throwing a draft away. What is kept is shown at `/me` and on the page where it is written."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from app import addresses
from app.services.writing.keep_draft import throw_away
from app.web.pages.context import TheContext
from app.web.pages.forms import TheForm, local_address
from app.web.serving.routing import Router

router = Router()


@router.post("/me/drafts/{key}/throw-away")
def throw(ctx: TheContext, key: str, form: TheForm) -> Response:
    """Throw one of one's own drafts away."""
    if ctx.person is None:
        return RedirectResponse(addresses.sign_in(addresses.me()), 303)
    with ctx.installation.database.writing() as writer:
        throw_away(writer, ctx.person, key)
    return ctx.go(local_address(form.get("next") or addresses.me()), "thrown-away")
