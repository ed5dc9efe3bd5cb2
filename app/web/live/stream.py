"""The stream of one open page. It says that something has changed, and never what.

At each event it is asked again whether this person is still signed in, still belongs to the
charter and may know of the proposal. Then the page fetches its own words, like any page.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from amendments.refusals import Refusal
from app.services import entry
from app.services.authentication.sessions import find_session
from app.services.record.unseen import unseen
from app.storage.engine.database import Database
from app.storage.record.watch import WatchMark, newest_for, newest_of
from app.web.live.hub import Hub

#: At most one event in so many seconds, however much happens.
PAUSE = 1.0
#: How often something is sent where nothing happens, so that nothing in between hangs up.
PING = 20


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks at what: a session, and a charter or one proposal in it."""

    database: Database
    person: int
    session: str
    slug: str
    amendment: int | None

    def newest(self) -> WatchMark | None:
        """The mark of the newest line that this page is about, None for who may not look."""
        with self.database.reading() as reader:
            session = find_session(reader, self.session)
            if session is None or session.person != self.person:
                return None
            try:
                access = entry.enter(reader, self.slug, session.person)
                if self.amendment is not None:
                    entry.amendment(reader, access, self.amendment)
            except Refusal:
                return None
            if not access.actor.is_member:
                return None
            hidden = unseen(reader, access)
            if self.amendment is None:
                return newest_for(reader, access.charter.id, access.actor.member, hidden)
            return newest_of(reader, access.charter.id, self.amendment, hidden)


def stream(hub: Hub, looker: Looker, since: WatchMark) -> EventSourceResponse:
    """The answer that goes on for as long as the page is open."""
    return EventSourceResponse(_events(hub, looker, since), ping=PING, send_timeout=PING)


async def _events(hub: Hub, looker: Looker, since: WatchMark) -> AsyncIterator[ServerSentEvent]:
    page = hub.enter(looker.slug, looker.person)
    try:
        while not hub.is_closed:
            page.woken.clear()
            newest = await run_in_threadpool(looker.newest)
            if newest is None:
                yield ServerSentEvent(event="close", data="close")
                return
            if newest > since:
                since = newest
                yield ServerSentEvent(event="changed", id=str(newest), data="changed")
                await asyncio.sleep(PAUSE)
            await page.woken.wait()
    finally:
        hub.leave(page)
