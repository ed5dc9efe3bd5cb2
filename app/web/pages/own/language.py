"""Choosing the language of the pages, at the foot of each of them: signed in or not."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from app.services.belonging.choose_language import check_language, choose_language
from app.settings import Settings
from app.web.pages.authentication.visitor import cookie_named, forget_cookie, keep_cookie
from app.web.pages.context import TheContext
from app.web.pages.forms import TheForm, local_address
from app.web.serving.routing import Router
from app.web.speaking import LANGUAGE_COOKIE

router = Router()

_REMEMBERED = timedelta(days=365)


@router.post("/language")
def choose(ctx: TheContext, form: TheForm) -> Response:
    """Speak another language from now on, to this browser and to the person signed in."""
    chosen = check_language(form.get("language"))
    if ctx.visitor is not None:
        with ctx.installation.database.writing() as writer:
            choose_language(writer, ctx.visitor.person_id, chosen or "")
    response = ctx.go(local_address(form.get("next")))
    if chosen is None:
        forget_cookie(response, ctx.installation, LANGUAGE_COOKIE)
    else:
        keep_cookie(response, ctx.installation, LANGUAGE_COOKIE, chosen, _REMEMBERED)
    return response


def told_language(settings: Settings) -> str:
    """The name of the cookie that says which language a browser was told."""
    return cookie_named(settings, LANGUAGE_COOKIE)
