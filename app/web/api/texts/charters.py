"""Charters."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from app.services import entry
from app.storage.texts import charters, revisions
from app.web.answer_cache.pending import cached
from app.web.api import schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page
from app.web.api.caller import Anyone, Slug
from app.web.installation import Reading
from app.web.serving.routing import Router

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
    after = int(cursor) if cursor is not None else 0
    found = charters.readable(reader, person.person if person else None, after, limit + 1)
    shown = found[:limit]
    heads = revisions.heads(reader, [one.id for one in shown])
    return Page[schemas.CharterOut](
        items=[shapes.charter_out(one, *heads[one.id]) for one in shown],
        next=str(shown[-1].id) if len(found) > limit else None,
    )


@router.get("/charters/{slug}")
@cached
def get_charter(reader: Reading, person: Anyone, slug: Slug) -> schemas.CharterOut:
    """One charter."""
    access = entry.enter(reader, slug, person)
    heads = revisions.heads(reader, [access.charter.id])
    return shapes.charter_out(access.charter, *heads[access.charter.id])
