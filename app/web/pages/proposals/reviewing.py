"""Looking again at what was adopted: keep it, change it, or end it."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from amendments.refusals import Refusal
from amendments.writing.reviews import ReviewWay
from app import addresses
from app.services.writing.review import prepare_review, start_review
from app.web.pages.context import Number, SettledContext
from app.web.pages.forms import TheForm
from app.web.pages.proposals.amendments import again
from app.web.serving.routing import Router, works_long

router = Router()


@router.post("/{slug}/amendments/{k:int}/review")
@works_long
def review(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Begin one of the three ways; each is a proposal that will be decided on."""
    if form.get("way") == ReviewWay.CHANGE:
        return RedirectResponse(addresses.proposing(slug, review_of=k), 303)
    try:
        way, day = form.get("way"), form.day("review_on")
        with ctx.reading(slug) as charter_ctx:
            change = prepare_review(charter_ctx.reader, charter_ctx.access, k, way)
        with ctx.writing(slug) as (writer, access):
            begun = start_review(writer, access, k, way, day, prepared=change)
    except Refusal as refused:
        return again(ctx, slug, k, refused, "review", form.fields)
    return ctx.go(addresses.amendment(slug, begun.value.number), "review-begun")
