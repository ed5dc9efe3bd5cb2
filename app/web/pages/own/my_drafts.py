"""Throwing a draft away. What is kept is shown at `/me` and on the page where it is written."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from app.services.writing.keep_draft import throw_away
from app.web.pages.door import TheDoor
from app.web.pages.forms import TheForm, local_address
from app.web.serving.routing import Router

router = Router()


@router.post("/me/drafts/{key}/throw-away")
def throw(door: TheDoor, key: str, form: TheForm) -> Response:
    """Throw one of one's own drafts away."""
    if door.person is None:
        return RedirectResponse("/sign-in?next=/me", 303)
    with door.place.database.writing() as writer:
        throw_away(writer, door.person, key)
    return door.go(local_address(form.get("next") or "/me"), "thrown-away")
