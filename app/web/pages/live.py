"""What an open page asks for: the stream that wakes it, and what is new."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Header, Query
from starlette.responses import Response

from app import addresses
from app.services.views.amendment_view import demand_member
from app.storage.record.watch import MARK, WatchMark
from app.web.live import news
from app.web.live.hub import Hub
from app.web.live.news import News, NewsPosition
from app.web.live.stream import Looker, stream
from app.web.pages.authentication.visitor import session_of
from app.web.pages.context import Number, TheCharterContext, TheContext
from app.web.serving.routing import Router
from app.web.templating import environment

router = Router()
Known = Annotated[str, Query(pattern=MARK)]


@router.get("/{slug}/live")
async def live(
    ctx: TheContext,
    slug: str,
    since: Known = "0",
    amendment: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    last_event_id: Annotated[str, Header()] = "",
) -> Response:
    """A stream that says when something has changed, for members."""
    token = session_of(ctx.request, ctx.installation)
    if token is None or ctx.person is None:
        return Response(status_code=403)
    hub: Hub = ctx.request.app.state.hub
    if not hub.has_room(ctx.person):
        return Response(status_code=429, headers={"Retry-After": "60"})
    known = WatchMark.read(last_event_id if re.match(MARK, last_event_id) else since)
    looker = Looker(ctx.installation.database, ctx.person, token, slug, amendment)
    return stream(hub, looker, known)


@router.get("/{slug}/amendments/{k:int}/news")
def of_amendment(
    charter_ctx: TheCharterContext,
    k: Number,
    page: Known = "0",
    talk: Known = "0",
    answers: Known = "0",
) -> Response:
    """What is new about a proposal since a page about it was opened."""
    demand_member(charter_ctx.access)
    found = news.of_amendment(
        charter_ctx.reader,
        charter_ctx.access,
        k,
        NewsPosition(*map(WatchMark.read, (page, talk, answers))),
    )
    page = addresses.amendment(charter_ctx.slug, k)
    first = addresses.amendment(charter_ctx.slug, k, at=found.go_to)
    if found.go_to.startswith("comment-"):
        first = addresses.comment(charter_ctx.slug, k, int(found.go_to.removeprefix("comment-")))
    return _show(found, page, first)


@router.get("/{slug}/news")
def of_charter(charter_ctx: TheCharterContext, page: Known = "0") -> Response:
    """What is new in a charter since a page of it was opened."""
    demand_member(charter_ctx.access)
    return _show(news.of_charter(charter_ctx.reader, charter_ctx.access, WatchMark.read(page)))


def _show(found: News, page: str = "", first: str = "") -> Response:
    """What is new, the address of the page that it is on, and where on it the first thing is."""
    template = environment().get_template("fragments/_news.html")
    html = template.render(news=found, page=page, first=first)
    return Response(html, media_type="text/html; charset=utf-8")
