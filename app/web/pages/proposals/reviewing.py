"""Looking again at what was adopted: keep it, change it, or end it."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from amendments.refusals import Refusal
from amendments.writing.reviews import ReviewWay
from app.services.writing.review import prepare_review, start_review
from app.web.pages.door import Number, SettledDoor
from app.web.pages.forms import TheForm
from app.web.pages.proposals.amendments import again
from app.web.serving.routing import Router, works_long

router = Router()


@router.post("/{slug}/amendments/{k:int}/review")
@works_long
def review(door: SettledDoor, slug: str, k: Number, form: TheForm) -> Response:
    """Begin one of the three ways; each is a proposal that will be decided on."""
    if form.get("way") == ReviewWay.CHANGE:
        return RedirectResponse(f"/{slug}/amendments/new?review_of={k}", 303)
    try:
        way, day = form.get("way"), form.day("review_on")
        with door.reading(slug) as visit:
            change = prepare_review(visit.reader, visit.room, k, way)
        with door.writing(slug) as (writer, room):
            begun = start_review(writer, room, k, way, day, prepared=change)
    except Refusal as refused:
        return again(door, slug, k, refused, "review", form.fields)
    return door.go(f"/{slug}/amendments/{begun.value.number}", "review-begun")
