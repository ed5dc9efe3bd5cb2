"""The calendar of a charter: the feed itself, and the page that says where it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from starlette.responses import Response

from amendments.refusals import NotFound, Refusal
from app.services import entry
from app.services.texts.calendar import Date, dates_of, feed
from app.services.texts.calendar_address import calendar_path, person_of_address
from app.web.pages.door import CharterContext, SettledDoor, TheVisit, Trouble
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()
TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The dates that come, and the addresses under which programs find them."""

    slug: str
    is_public: bool
    public_address: str
    own_address: str
    is_member: bool
    dates: tuple[Date, ...]


@router.get("/{slug}/calendar.ics")
def public_feed(visit: TheVisit) -> Response:
    """The calendar of a public charter, or of one that the person who is signed in belongs to."""
    return _feed(visit)


@router.get("/{slug}/calendar/{token}.ics")
def own_feed(door: SettledDoor, slug: str, token: str) -> Response:
    """The calendar under a member's own address."""
    with door.place.database.reading() as reader:
        person = person_of_address(reader, door.place.secret, slug, token)
        room = entry.enter(reader, slug, person) if person is not None else None
        if room is None or not room.actor.is_member:
            msg = _(
                "There is no calendar at this address (any more). Get a new address and try it."
            )
            raise NotFound(msg)
        return _feed(CharterContext(door, reader, room))


def _feed(visit: CharterContext) -> Response:
    body = feed(visit.reader, visit.room, visit.door.place.settings.base_url)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": "Cookie", "X-Robots-Tag": "noindex"}
    if tag in visit.door.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'inline; filename="{visit.slug}.ics"'
    return Response(body, headers=headers, media_type=TYPE)


@router.get("/{slug}/calendar")
def calendar(visit: TheVisit) -> Response:
    """What comes when, and how to see it in one's own calendar."""
    return _show(visit)


@router.post("/{slug}/calendar")
def own_address(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Show a member their own address, or make a new one, which ends the one before."""
    trouble, path = None, ""
    try:
        with door.writing(slug) as (writer, room):
            person = door.person or 0
            renew = form.get("act") == "renew"
            path = calendar_path(writer, door.place.secret, room, person, renew=renew)
    except Refusal as refused:
        trouble = Trouble.of(refused)
    with door.reading(slug) as visit:
        response = _show(visit, path, trouble)
    response.headers["Cache-Control"] = "no-store"
    return response


def _show(visit: CharterContext, own_path: str = "", trouble: Trouble | None = None) -> Response:
    base, is_public = visit.door.place.settings.base_url, visit.room.charter.visibility == "public"
    page = CalendarPage(
        slug=visit.slug,
        is_public=is_public,
        public_address=f"{base}/{visit.slug}/calendar.ics",
        own_address=base + own_path if own_path else "",
        is_member=visit.room.actor.is_member,
        dates=tuple(dates_of(visit.reader, visit.room)),
    )
    return visit.show("calendar.html", _("Calendar"), page, trouble=trouble)
