"""Charters."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query

from app.services import entry
from app.storage import charters
from app.web.answer_cache.pending import cached
from app.web.api import schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page, page_of
from app.web.api.caller import Anyone, Slug
from app.web.place import Reading
from app.web.routing import Router

router = Router(tags=["charters"])

Cursor = Annotated[
    str | None, Query(pattern=r"^[0-9]{1,12}$", description="`next` of the part before")
]
Limit = Annotated[int, Query(ge=1, le=MOST_ITEMS)]


@router.get("/charters")
@cached
def list_charters(
    reader: Reading, person: Anyone, cursor: Cursor = None, limit: Limit = MOST_ITEMS
) -> Page[schemas.CharterOut]:
    """The charters that the caller may read, the oldest first."""
    mine = {one.id for one in charters.charters_of(reader, person.person)} if person else set()
    found = {
        one.id: shapes.charter_out(one, entry.head(reader, one))
        for one in sorted(charters.all_charters(reader), key=lambda one: one.id)
        if one.visibility == "public" or one.id in mine
    }
    ids = {out.slug: charter_id for charter_id, out in found.items()}
    part: dict[str, Any] = page_of(
        list(found.values()), cursor, limit, key=lambda one: ids[one.slug]
    )
    return Page[schemas.CharterOut](**part)


@router.get("/charters/{slug}")
@cached
def get_charter(reader: Reading, person: Anyone, slug: Slug) -> schemas.CharterOut:
    """One charter."""
    room = entry.enter(reader, slug, person)
    return shapes.charter_out(room.charter, entry.head(reader, room.charter))
