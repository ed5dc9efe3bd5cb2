"""What is kept about me: all of it, to take along."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.services import my_data
from app.web.limits import Counted, spend
from app.web.pages.door import TheDoor
from app.web.pages.step_up import demand_fresh
from app.web.templating import render
from charter.language import gettext as _

router = APIRouter()
HERE = "/me/data"


@dataclass(frozen=True, slots=True)
class MyDataPage:
    """What is kept, in numbers: a heading, and how many things stand under it."""

    name: str
    email: str
    kept: tuple[tuple[str, int], ...]


@router.get(HERE)
def show(door: TheDoor) -> Response:
    """What is kept about the person who is signed in."""
    if door.visitor is None:
        return RedirectResponse(f"/sign-in?next={HERE}", 303)
    with door.place.database.reading() as reader:
        data = my_data.collect(reader, door.visitor.person_id)
        kept = tuple((one.title, len(one.rows)) for one in data.sections)
        page = MyDataPage(data.name, data.email, kept)
        frame = door.frame(_("My data"), reader)
    return render(door.request, "my_data.html", frame, page)


@router.post(f"{HERE}/export")
def export(door: TheDoor) -> Response:
    """Everything in one file."""
    if door.visitor is None:
        return RedirectResponse(f"/sign-in?next={HERE}", 303)
    demand_fresh(door)
    spend(door.request, Counted.EXPORTS, door.visitor.person_id)
    with door.place.database.reading() as reader:
        packed = my_data.as_zip(my_data.collect(reader, door.visitor.person_id))
    headers = {
        "Content-Disposition": 'attachment; filename="my-data.zip"',
        "Cache-Control": "no-store",
    }
    return Response(packed, headers=headers, media_type="application/zip")
