"""The name that the caller goes by."""

from __future__ import annotations

from app.services.belonging.rename import rename
from app.web.api import schemas
from app.web.api.inside import ToAct
from app.web.limits import Counted, spend
from app.web.serving.routing import Router

router = Router(prefix="/me", tags=["me"])


@router.put("/name")
def change_name(acting: ToAct, body: schemas.NewName) -> schemas.NewName:
    """Go by another name, in every charter. The members of each see it."""
    kept = rename(acting.writer, acting.caller.person, body.name)
    spend(acting.request, Counted.JOINING, acting.caller.person)
    return schemas.NewName(name=kept)
