"""Members: who belongs to a charter, joining and leaving."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from app.services import entry
from app.services.belonging.end_membership import leave, remove_member
from app.services.views.amendment_view import demand_member, directory
from app.storage.belonging.membership import Member
from app.storage.belonging.names import names_before
from app.storage.engine.session import Reader
from app.storage.texts import charters
from app.web.api import schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page
from app.web.api.caller import Anyone, Slug
from app.web.api.inside import Inside, ToWrite
from app.web.api.texts.charters import Cursor, Limit
from app.web.installation import Reading
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}", tags=["members"])


@router.get("/members")
def list_members(
    reader: Reading, person: Anyone, slug: Slug, cursor: Cursor = None, limit: Limit = MOST_ITEMS
) -> Page[schemas.MemberOut]:
    """Who belongs to the charter, longest here first. Members only."""
    access = entry.enter(reader, slug, person)
    demand_member(access)
    known = directory(reader, access)
    found = known.page(int(cursor) if cursor is not None else 0, limit + 1)
    shown = found[:limit]
    before = names_before(reader, access.charter.id, {one.handle for one in shown})
    return Page[schemas.MemberOut](
        items=[shapes.member_out(one, before.get(one.handle)) for one in shown],
        next=str(shown[-1].member) if len(found) > limit else None,
    )


def _find(reader: Reader, inside: Inside, member: int | None) -> Member:
    return charters.directory(reader, inside.access.charter.id)[member or 0]


@router.delete("/members/{handle}", status_code=204, response_class=Response)
def remove(
    inside: ToWrite,
    handle: Annotated[str, Path(pattern=r"^m_[0-9a-f]{1,32}$", description="A member's handle")],
    body: schemas.Removal,
) -> None:
    """Remove a member, with a reason that is recorded. Stewards only; rolls and answers stay."""
    remove_member(inside.writer, inside.access.charter, handle, body.reason, by=inside.access.actor)


@router.post("/leave", response_model=schemas.MemberOut)
def leave_charter(inside: ToWrite) -> Response:
    """Leave the charter. What the caller did there stays."""

    def act() -> schemas.MemberOut:
        leave(inside.writer, inside.access)
        return shapes.member_out(_find(inside.writer, inside, inside.access.actor.member))

    return inside.once(act)
