"""Filling the templates: one environment, one frame around every page, one way to render."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from app import addresses, paths
from app.language import languages
from app.rendering import names
from app.storage.engine.clock_watch import why_not_now
from app.storage.record.watch import WatchMark
from app.web.answer_cache.pending import never_cached
from app.web.frame import PageFrame
from app.web.rendering import bidi, moments
from charter.dates import locale_now
from charter.language import code_now, gettext, ngettext

if TYPE_CHECKING:
    from app.services.entry import CharterAccess


def is_fragment_request(request: Request) -> bool:
    """Whether htmx asks for a part of a page, not for a whole one that it boosts or restores."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and "HX-Boosted" not in headers
        and "HX-History-Restore-Request" not in headers
    )


@cache
def environment() -> Environment:
    """The templates: everything is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(paths.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.policies["ext.i18n.trimmed"] = True
    made.globals["static"] = static_url
    made.globals["to"] = addresses
    made.globals["languages"] = languages
    made.globals["code_now"] = code_now
    made.globals["locale_now"] = locale_now
    made.filters["bdi"] = bidi.bdi
    made.filters["shown"] = names.shown
    made.filters["shown_all"] = names.shown_all
    made.filters["in_words"] = names.in_words
    made.filters["apart"] = bidi.apart
    made.filters["moment"] = moments.moment
    made.filters["day"] = moments.day
    made.filters["relative"] = moments.relative
    made.filters["duration"] = moments.duration
    return made


@cache
def static_url(name: str) -> str:
    """The address of a static file with its digest, so that browsers can keep it for ever."""
    digest = hashlib.sha256((paths.static() / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def render(
    request: Request,
    template: str,
    frame: PageFrame,
    page: object,
    *,
    status: int = 200,
    fragment: str | None = None,
) -> HTMLResponse:
    """A page from its template, or its `fragment` alone where htmx asked for that.

    `page` is the small frozen dataclass that the template is filled from.
    """
    partial = fragment is not None and is_fragment_request(request)
    name = fragment if partial and fragment else template
    html = environment().get_template(name).render(page=page, frame=frame)
    return HTMLResponse(html, status, {"Vary": "HX-Request, HX-Boosted, Cookie"})


def frame_for(
    request: Request,
    title: str,
    *,
    now: datetime,
    person: str | None = None,
    access: CharterAccess | None = None,
    said: str | None = None,
    refused: str | None = None,
    refused_field: str | None = None,
    newest: WatchMark | None = None,
    words_key: str = "",
    mail_waits: bool = False,
) -> PageFrame:
    """The frame of a page, within a charter if an access to one is given."""
    stopped = why_not_now(request.app.state.installation.database, now)
    if stopped:
        # It is said for as long as it is so, and nobody knows for how long.
        never_cached()
    return PageFrame(
        title=title,
        now=now,
        zone=access.charter.zone if access else ZoneInfo("UTC"),
        path=request.url.path,
        again=_again(request, access),
        person=person,
        slug=access.charter.slug if access else None,
        charter=access.charter.title if access else None,
        is_member=access.actor.is_member if access else False,
        is_steward=access.actor.is_steward if access else False,
        said=said,
        refused=refused,
        refused_field=refused_field,
        is_demo=request.app.state.installation.is_demo,
        source_url=request.app.state.installation.settings.source_url,
        newest=newest,
        words_key=words_key,
        mail_waits=mail_waits,
        takes_requests=access is not None and _takes_requests(access),
        readers=access.charter.openness.value if access else "members",
        announced=access.charter.announced if access and access.actor.is_member else None,
        sent_words=request.headers.get("content-length", "0") != "0",
        stopped=stopped,
    )


def _takes_requests(access: CharterAccess) -> bool:
    charter = access.charter
    return charter.visibility == "public" and charter.takes_requests and not access.actor.is_member


def _again(request: Request, access: CharterAccess | None) -> str:
    if request.method != "GET":
        return addresses.charter(access.charter.slug) if access else addresses.front()
    url = request.url
    return f"{url.path}?{url.query}" if url.query else url.path


def bare_frame(request: Request, title: str) -> PageFrame:
    """A frame for a page that must not ask the database anything."""
    return PageFrame(
        title=title,
        now=datetime.now(UTC),
        zone=ZoneInfo("UTC"),
        path=request.url.path,
        again=_again(request, None),
    )
