"""Reviews: looking again at what was adopted “good enough for now”."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import SubmittedChange
from app.services.writing.review import prepare_review, start_review
from app.storage.engine.session import Reader
from app.storage.writing import amendments
from app.web.api import looking, schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page, page_of
from app.web.api.caller import Anyone, Number, Slug
from app.web.api.inside import ToWrite
from app.web.api.texts.charters import Cursor, Limit
from app.web.installation import Reading
from app.web.serving.routing import Router, works_long

router = Router(prefix="/charters/{slug}", tags=["reviews"])


@router.get("/reviews")
def list_reviews(
    reader: Reading, person: Anyone, slug: Slug, cursor: Cursor = None, limit: Limit = MOST_ITEMS
) -> Page[schemas.ReviewOut]:
    """The adopted proposals that are to be looked at again, by their numbers."""
    access = entry.enter(reader, slug, person)
    every = amendments.with_review_day(reader, access.charter.id)
    waiting = [one for one in every if entry.visible(access, one)]
    titles = amendments.newest_versions(reader, [one.id for one in waiting])
    today = reader.now.astimezone(access.charter.zone).date()
    found = [shapes.review_out(one, titles[one.id].title, today) for one in waiting]
    found.sort(key=lambda one: one.number)
    part: dict[str, Any] = page_of(found, cursor, limit, key=lambda one: one.number)
    return Page[schemas.ReviewOut](**part)


@router.post("/amendments/{number}/review", status_code=201, response_model=schemas.WholeAmendment)
@works_long
def review(inside: ToWrite, number: Number, body: schemas.NewReview) -> Response:
    """Begin a proposal that keeps or ends what an adopted one changed. It is a draft at first.

    To change it instead, draft an amendment with `review_of`.
    """

    def prepare(reader: Reader, access: CharterAccess) -> SubmittedChange:
        return prepare_review(reader, access, number, body.way)

    def act(change: SubmittedChange) -> int:
        writer, access = inside.writer, inside.access
        begun = start_review(writer, access, number, body.way, body.review_on, prepared=change)
        return begun.value.number

    return inside.prepared_once(prepare, act, looking.amendment, status=201, body=body)
