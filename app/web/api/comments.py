"""Comments on an amendment."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from app.services import entry, looks
from app.services.comment import Remark, add_comment
from app.storage import discussions
from app.web.api import schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page, once, page_of
from app.web.api.caller import Anyone, Number, Slug, Someone
from app.web.api.charters import Cursor, Limit
from app.web.limits import Counted, spend
from app.web.place import Reading, Writing

router = APIRouter(prefix="/charters/{slug}/amendments/{number}/comments", tags=["comments"])


@router.get("")
def list_comments(
    reader: Reading,
    person: Anyone,
    slug: Slug,
    number: Number,
    cursor: Cursor = None,
    limit: Limit = MOST_ITEMS,
) -> Page[schemas.CommentOut]:
    """The comments, oldest first. Members only."""
    room = entry.enter(reader, slug, person)
    looks.demand_member(room)
    kept = entry.amendment(reader, room, number)
    people = shapes.people(reader, room)
    found = [shapes.comment_out(one, people) for one in discussions.comments(reader, kept.id)]
    part: dict[str, Any] = page_of(found, cursor, limit, key=lambda one: one.id)
    return Page[schemas.CommentOut](**part)


@router.post("", status_code=201, response_model=schemas.CommentOut)
def comment(
    person: Someone,
    writer: Writing,
    slug: Slug,
    number: Number,
    body: schemas.NewComment,
    request: Request,
) -> JSONResponse:
    """Add a comment."""
    spend(request, Counted.COMMENTS, person.person)
    room = entry.enter_to_write(writer, slug, person)

    def act() -> schemas.CommentOut:
        remark = Remark(
            body=body.body,
            kind=body.kind,
            block=body.anchor.block if body.anchor else None,
            quote=body.anchor.quote if body.anchor else None,
            reply_to=body.reply_to,
            replacement=body.replacement,
        )
        added = add_comment(writer, room, number, remark)
        kept = entry.amendment(writer, room, number)
        there = discussions.comments(writer, kept.id)
        new = next(one for one in there if one.number == added)
        return shapes.comment_out(new, shapes.people(writer, room))

    return once(writer, request, person, act, status=201, body=body)
