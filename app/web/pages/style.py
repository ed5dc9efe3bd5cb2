"""The style page: every component in every state. It is a part of the demonstration alone."""

from __future__ import annotations

from starlette.responses import Response

from amendments.refusals import NotFound
from app.web.pages.context import TheContext
from app.web.rendering.specimens.specimens import style_page
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import gettext as _

router = Router()


@router.get("/style")
def style(ctx: TheContext) -> Response:
    """Every component."""
    if not ctx.installation.is_demo:
        raise NotFound(_("The style page is a part of the demonstration: make demo."))
    with ctx.installation.database.reading() as reader:
        frame = ctx.frame("Style", reader)
    return render(ctx.request, "style.html", frame, style_page())
