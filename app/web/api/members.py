"""Members: who belongs to a charter, joining and leaving."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from starlette.responses import Response

from app.services import entry
from app.services.end_membership import leave, remove_member
from app.services.looks import demand_member
from app.storage import charters
from app.storage.charters import Member
from app.storage.database import Reader
from app.web.api import schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page, page_of
from app.web.api.caller import Anyone, Slug
from app.web.api.charters import Cursor, Limit
from app.web.api.inside import Inside, ToWrite
from app.web.place import Reading
from app.web.routing import Router

router = Router(prefix="/charters/{slug}", tags=["members"])


@router.get("/members")
def list_members(
    reader: Reading, person: Anyone, slug: Slug, cursor: Cursor = None, limit: Limit = MOST_ITEMS
) -> Page[schemas.MemberOut]:
    """Who belongs to the charter, longest here first. Members only."""
    room = entry.enter(reader, slug, person)
    demand_member(room)
    found = sorted(charters.members(reader, room.charter.id), key=lambda one: one.member)
    part: dict[str, Any] = page_of(found, cursor, limit, key=lambda one: one.member)
    part["items"] = [shapes.member_out(one) for one in part["items"]]
    return Page[schemas.MemberOut](**part)


def _find(reader: Reader, inside: Inside, member: int | None) -> Member:
    everyone = charters.members(reader, inside.room.charter.id, also_past=True)
    return next(one for one in everyone if one.member == member)


@router.delete("/members/{handle}", status_code=204, response_class=Response)
def remove(
    inside: ToWrite,
    handle: Annotated[str, Path(pattern=r"^m_[0-9a-f]{1,32}$", description="A member's handle")],
    body: schemas.Removal,
) -> None:
    """Remove a member, with a reason that is recorded. Stewards only; rolls and answers stay."""
    remove_member(inside.writer, inside.room.charter, handle, body.reason, by=inside.room.actor)


@router.post("/leave", response_model=schemas.MemberOut)
def leave_charter(inside: ToWrite) -> Response:
    """Leave the charter. What the caller did there stays."""

    def act() -> schemas.MemberOut:
        leave(inside.writer, inside.room)
        return shapes.member_out(_find(inside.writer, inside, inside.room.actor.member))

    return inside.once(act)
