"""Reviews: looking again at what was adopted “good enough for now”."""

from __future__ import annotations

from starlette.responses import Response

from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import SubmittedChange
from app.services.writing.review import prepare_review, start_review
from app.storage.engine.session import Reader
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment
from app.web.api import looking, schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page
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
    waiting, after = list[StoredAmendment](), int(cursor) if cursor is not None else 0
    while len(waiting) <= limit:
        some = amendments.reviews_after(reader, access.charter.id, after, limit + 1)
        # Some of them this person may not know of.
        waiting += [one for one in some if entry.visible(access, one)]
        if len(some) <= limit:
            break
        after = some[-1].value.number
    shown = waiting[:limit]
    titles = amendments.newest_versions(reader, [one.id for one in shown])
    today = reader.now.astimezone(access.charter.zone).date()
    return Page[schemas.ReviewOut](
        items=[shapes.review_out(one, titles[one.id].title, today) for one in shown],
        next=str(shown[-1].value.number) if len(waiting) > limit else None,
    )


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
