"""Writing a new version of a proposal."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from amendments.refusals import Refusal, demand
from app.services import entry, looks
from app.services.revise import revise_amendment
from app.services.submit import submit_amendment
from app.web.pages.door import Number, SettledDoor, TheVisit
from app.web.pages.forms import TheForm
from app.web.pages.sheet import sheet_of
from app.web.pages.writing import (
    SAVING,
    Writing,
    again,
    base_of,
    change_in,
    met_in,
    pressed,
    preview_answer,
    show,
    words_of,
)

router = APIRouter()


@router.get("/{slug}/amendments/{k:int}/edit")
def edit(visit: TheVisit, k: Number) -> Response:
    """The newest version, ready to be changed."""
    look = looks.look_at_amendment(visit.reader, visit.room, k)
    demand(look.may.revise)
    head = entry.head(visit.reader, visit.room.charter)
    sheet = sheet_of(head, look.base.document, look.proposed)
    words = words_of(look)
    return show(visit, Writing(sheet, words, look, look.version.number, shows_preview=True))


@router.post("/{slug}/amendments/{k:int}/edit")
def write_version(door: SettledDoor, slug: str, k: Number, form: TheForm) -> Response:
    """Press a button of the page: open a passage, look at the change, save the version."""
    act = form.get("act")
    if act not in SAVING:
        with door.reading(slug) as visit:
            look = looks.look_at_amendment(visit.reader, visit.room, k)
            demand(look.may.revise)
            return show(visit, pressed(visit, form, act, look))
    try:
        with door.writing(slug) as (writer, room):
            change = change_in(form, entry.revision(writer, room.charter, base_of(form)))
            words = form.only("title", "summary", "reason", "note")
            expected, met = form.number("expected_version"), met_in(form)
            revise_amendment(writer, room, k, change, words, expected, answers=met)
            if act == "submit":
                submit_amendment(writer, room, k)
    except Refusal as refused:
        return again(door, slug, form, refused, k)
    return door.go(f"/{slug}/amendments/{k}", "submitted" if act == "submit" else "revised")


@router.post("/{slug}/amendments/{k:int}/edit/preview")
def preview_version(door: SettledDoor, slug: str, k: Number, form: TheForm) -> Response:
    """How the change would be read, while it is being written."""
    with door.reading(slug) as visit:
        look = looks.look_at_amendment(visit.reader, visit.room, k)
        demand(look.may.revise)
        return preview_answer(visit, form)
