"""The name that the caller goes by."""

from __future__ import annotations

from fastapi import APIRouter, Request

from app.services.rename import rename
from app.web.api import schemas
from app.web.api.caller import Someone
from app.web.limits import Counted, spend
from app.web.place import Writing

router = APIRouter(prefix="/me", tags=["me"])


@router.put("/name")
def change_name(
    caller: Someone, writer: Writing, request: Request, body: schemas.NewName
) -> schemas.NewName:
    """Go by another name, in every charter. The members of each see it."""
    kept = rename(writer, caller.person, body.name)
    spend(request, Counted.JOINING, caller.person)
    return schemas.NewName(name=kept)
