"""The layer that answers from memory, before it is looked where a request leads."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.storage.clock_watch import why_not_now
from app.storage.data_version import DataVersion, DataVersions
from app.storage.database import Database
from app.web.answer_cache import pending as pendings
from app.web.answer_cache.entries import CachedAnswer, CachedAnswers, RawHeaders
from app.web.answer_cache.pending import PendingAnswer
from app.web.answer_cache.requests import CacheableRequest, cacheable

OK = 200
#: What an answer says that says nothing of its own (see `middleware.SecurityHeaders`).
_USUAL = "private, no-cache"
_PUBLIC = "public, no-cache"


@dataclass(frozen=True, slots=True)
class _Flight:
    """An answer that somebody is making: who wants the same, of the same data, waits for it."""

    number: Hashable
    answer: asyncio.Future[CachedAnswer | None]

    def is_for(self, asked: DataVersion | None) -> bool:
        """Whether the answer is made from these data, in this event loop."""
        here = asyncio.get_running_loop() is self.answer.get_loop()
        return asked is not None and asked.number == self.number and here


class AnswerCaching:
    """Answers from memory what can be; keeps what is marked; lets all else pass as it is."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        answers: CachedAnswers,
        versions: DataVersions,
        database: Database,
        language: str,
    ) -> None:
        self.app = app
        self._answers, self._versions = answers, versions
        self._database, self._language = database, language
        self._flights: dict[Hashable, _Flight] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on and keep what comes of it."""
        wanted = cacheable(scope, self._language) if scope["type"] == "http" else None
        if wanted is None:
            await self.app(scope, receive, send)
            return
        kept, asked = self._answers.get(wanted.key), None
        if kept is not None:
            asked = await self._versions.ask()
            if asked is not None and asked.number != kept.version.number:
                # It will be so again for no answer; and what was erased is not to stay in memory.
                self._answers.forget()
            if not self._may_be_given(kept, asked):
                kept = None
        if kept is None and wanted.key in self._flights:
            asked = asked or await self._versions.ask()
            kept = await self._made_by_another(wanted.key, asked)
        if kept is None:
            await self._make(wanted, asked, scope, receive, send)
            return
        scope["route"] = kept.route
        await kept.send(wanted, send)

    def _may_be_given(self, kept: CachedAnswer, asked: DataVersion | None) -> bool:
        if asked is None or not kept.holds(asked):
            return False
        if self._database.guard is None:
            return True
        # Pages say so when the clock cannot be believed, which is known to the process alone.
        return not why_not_now(self._database, datetime.fromtimestamp(asked.now, UTC))

    async def _made_by_another(
        self, key: Hashable, asked: DataVersion | None
    ) -> CachedAnswer | None:
        flight = self._flights.get(key)
        if flight is None or not flight.is_for(asked):
            return None
        # Who goes away must not take the answer from all others.
        made = await asyncio.shield(flight.answer)
        return made if made is not None and self._may_be_given(made, asked) else None

    async def _make(
        self,
        wanted: CacheableRequest,
        asked: DataVersion | None,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        flight: _Flight | None = None

        def begun(version: DataVersion) -> None:
            nonlocal flight
            if wanted.key not in self._flights:
                flight = _Flight(version.number, asyncio.get_running_loop().create_future())
                self._flights[wanted.key] = flight

        pending = PendingAnswer(self._versions, begun, asked)
        gathering = _Gathering(pending, wanted, scope, send)
        token = pendings.follow(pending)
        made: CachedAnswer | None = None

        async def gather(message: Message) -> None:
            nonlocal made
            if not await gathering.takes(message):
                await send(message)
            elif gathering.is_whole:
                answer = await gathering.answer()
                made = await self._keep(wanted.key, answer, pending)
                await answer.send(wanted, send)

        try:
            await self.app(scope, receive, gather)
        finally:
            pendings.leave(token)
            if flight is not None:
                del self._flights[wanted.key]
                flight.answer.set_result(made)

    async def _keep(
        self, key: Hashable, answer: CachedAnswer, pending: PendingAnswer
    ) -> CachedAnswer | None:
        """Keep an answer if nothing has happened while it was made; whether it may be given."""
        if pending.asked is None:
            return None
        after = await self._versions.ask()
        if after is None or not answer.holds(after):
            return None
        self._answers.keep(key, answer)
        return answer


@dataclass(slots=True)
class _Gathering:
    """The parts of an answer that may be kept, until it is whole."""

    pending: PendingAnswer
    wanted: CacheableRequest
    scope: Scope
    send: Send
    headers: RawHeaders | None = None
    parts: list[bytes] = field(default_factory=list)
    is_whole: bool = False

    async def takes(self, message: Message) -> bool:
        """Take a part of the answer; what is not to be kept is for who asked."""
        if message["type"] == "http.response.start":
            if not self._may_be_kept(message):
                return False
            self.headers = self._told(message)
        elif message["type"] == "http.response.body" and self.headers is not None:
            self.parts.append(message.get("body", b""))
            self.is_whole = not message.get("more_body", False)
        else:
            return False
        return True

    def _may_be_kept(self, message: Message) -> bool:
        pending = self.pending
        if not pending.is_cached or pending.is_for_once or message["status"] != OK:
            return False
        headers = MutableHeaders(raw=list(message["headers"]))
        if "clear-site-data" in headers or headers.get("cache-control", _USUAL) != _USUAL:
            return False
        return pending.has_common_cookie or "set-cookie" not in headers

    def _told(self, message: Message) -> RawHeaders:
        """The headers, with what is said to whoever may keep the answer on its way."""
        headers = MutableHeaders(raw=list(message["headers"]))
        varies = [one.strip() for one in headers.get("vary", "").split(",")]
        more = ["Cookie"]
        if self.wanted.is_public:
            more += ["Accept-Encoding"]
            if self.scope["path"].startswith("/api/"):
                more += ["Authorization"]
            headers["Cache-Control"] = _USUAL if "set-cookie" in headers else _PUBLIC
        headers["Vary"] = ", ".join(dict.fromkeys(one for one in (*varies, *more) if one))
        return headers.raw

    async def answer(self) -> CachedAnswer:
        """The whole, as it is kept and as it is given now."""
        asked = self.pending.asked or DataVersion(None, 0.0)
        return await run_in_threadpool(
            CachedAnswer.of,
            asked,
            self.pending.until,
            self.headers or [],
            b"".join(self.parts),
            self.scope.get("route"),
            packs=self.wanted.is_public,
        )
