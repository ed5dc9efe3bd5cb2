"""Going by another name."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from amendments.refusals import Refusal
from app.services.belonging.rename import rename
from app.web.limits import Counted, spend
from app.web.pages.door import TheDoor, Trouble
from app.web.pages.forms import TheForm
from app.web.pages.own.me import show_me
from app.web.serving.routing import Router

router = Router()


@router.post("/me/name")
def change_name(door: TheDoor, form: TheForm) -> Response:
    """Give oneself another name, in every charter."""
    if door.visitor is None:
        return RedirectResponse("/sign-in?next=/me", 303)
    try:
        with door.place.database.writing() as writer:
            rename(writer, door.visitor.person_id, form.get("name"))
            spend(door.request, Counted.JOINING, door.person)
    except Refusal as refused:
        return show_me(door, form.get("name"), Trouble.of(refused, "my"))
    return door.go("/me", "renamed")
