"""The record, as NDJSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Query, Request
from starlette.responses import StreamingResponse

from app.services import entry, export_record
from app.storage import record
from app.web.api.caller import Anyone, Slug
from app.web.limits import Counted, cost_of_events, spend
from app.web.place import Reading, ThePlace
from app.web.routing import Router

router = Router(prefix="/charters/{slug}", tags=["record"])

NDJSON = "application/x-ndjson"


@router.get(
    "/record",
    response_class=StreamingResponse,
    responses={200: {"content": {NDJSON: {"schema": {"type": "string"}}}}},
)
def get_record(
    reader: Reading,
    place: ThePlace,
    person: Anyone,
    slug: Slug,
    request: Request,
    openings: Annotated[
        bool, Query(description="Also what opens the sealed words that the caller may read")
    ] = False,
) -> StreamingResponse:
    """Every event, one canonical JSON line each, oldest first. `charter verify` checks it."""
    room = entry.enter(reader, slug, person)
    last = record.last_line(reader, room.charter.id)
    cost = cost_of_events(last.seq if last else 0)
    spend(request, Counted.EXPORTS, person.person if person else None, cost)

    def lines() -> Iterator[str]:
        # The answer is sent after this request's own transaction has ended.
        with place.database.reading() as late:
            yield from export_record.lines(late, room, openings=openings)

    return StreamingResponse(lines(), media_type=NDJSON)
