"""The calendar of a charter: the feed itself, and the page that says where it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from starlette.responses import Response

from amendments.refusals import NotFound, Refusal
from app import addresses
from app.services import entry
from app.services.texts.calendar import Date, dates_of, feed
from app.services.texts.calendar_address import calendar_path, person_of_address
from app.web.pages.context import CharterContext, SettledContext, TheCharterContext, Trouble
from app.web.pages.forms import TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()
TYPE = "text/calendar; charset=utf-8"
#: How many dates the page shows, the next ones; the calendar that programs read has all.
MOST_DATES = 30


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The dates that come, and the addresses under which programs find them. `more` is how many
    dates are not shown.
    """

    slug: str
    is_public: bool
    public_address: str
    own_address: str
    is_member: bool
    dates: tuple[Date, ...]
    more: int


@router.get("/{slug}/calendar.ics")
def public_feed(charter_ctx: TheCharterContext) -> Response:
    """The calendar of a public charter, or of one that the person who is signed in belongs to."""
    return _feed(charter_ctx)


@router.get("/{slug}/calendar/{token}.ics")
def own_feed(ctx: SettledContext, slug: str, token: str) -> Response:
    """The calendar under a member's own address."""
    with ctx.installation.database.reading() as reader:
        person = person_of_address(reader, ctx.installation.secret, slug, token)
        access = entry.enter(reader, slug, person) if person is not None else None
        if access is None or not access.actor.is_member:
            msg = _(
                "There is no calendar at this address (any more). Get a new address and try it."
            )
            raise NotFound(msg)
        return _feed(CharterContext(ctx, reader, access))


def _feed(charter_ctx: CharterContext) -> Response:
    body = feed(
        charter_ctx.reader, charter_ctx.access, charter_ctx.ctx.installation.settings.base_url
    )
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": "Cookie", "X-Robots-Tag": "noindex"}
    if tag in charter_ctx.ctx.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'inline; filename="{charter_ctx.slug}.ics"'
    return Response(body, headers=headers, media_type=TYPE)


@router.get("/{slug}/calendar")
def calendar(charter_ctx: TheCharterContext) -> Response:
    """What comes when, and how to see it in one's own calendar."""
    return _show(charter_ctx)


@router.post("/{slug}/calendar")
def own_address(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Show a member their own address, or make a new one, which ends the one before."""
    trouble, path = None, ""
    try:
        with ctx.writing(slug) as (writer, access):
            person = ctx.person or 0
            renew = form.get("act") == "renew"
            path = calendar_path(writer, ctx.installation.secret, access, person, renew=renew)
    except Refusal as refused:
        trouble = Trouble.of(refused)
    with ctx.reading(slug) as charter_ctx:
        response = _show(charter_ctx, path, trouble)
    response.headers["Cache-Control"] = "no-store"
    return response


def _show(
    charter_ctx: CharterContext, own_path: str = "", trouble: Trouble | None = None
) -> Response:
    base, is_public = (
        charter_ctx.ctx.installation.settings.base_url,
        charter_ctx.access.charter.visibility == "public",
    )
    dates = dates_of(charter_ctx.reader, charter_ctx.access)
    page = CalendarPage(
        slug=charter_ctx.slug,
        is_public=is_public,
        public_address=base + addresses.calendar_file(charter_ctx.slug),
        own_address=base + own_path if own_path else "",
        is_member=charter_ctx.access.actor.is_member,
        dates=tuple(dates[:MOST_DATES]),
        more=len(dates[MOST_DATES:]),
    )
    return charter_ctx.show("calendar.html", _("Calendar"), page, trouble=trouble)
