"""The layer that answers from memory, before it is looked where a request leads."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.storage.data_version import DataVersion, DataVersions
from app.storage.engine.clock_watch import why_not_now
from app.storage.engine.database import Database
from app.web.answer_cache import pending as pendings
from app.web.answer_cache.entries import CachedAnswer, CachedAnswers, RawHeaders
from app.web.answer_cache.flights import Flight, Flights
from app.web.answer_cache.pending import PendingAnswer
from app.web.answer_cache.requests import CacheableRequest, cacheable

OK = 200
#: What an answer says that says nothing of its own (see `middleware.SecurityHeaders`).
_USUAL = "private, no-cache"
_PUBLIC = "public, no-cache"


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
        self._flights = Flights()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on and keep what comes of it."""
        wanted = cacheable(scope, self._language) if scope["type"] == "http" else None
        if wanted is None:
            await self.app(scope, receive, send)
            return
        asked: DataVersion | None = None
        kept = self._answers.get(wanted.key)
        if kept is not None or wanted.key in self._flights:
            asked = await self._versions.ask()
            kept = await self._found(wanted.key, kept, asked)
        if kept is None:
            await self._make(wanted, asked, scope, receive, send)
            return
        scope["route"] = kept.route
        await kept.send(wanted, send)

    async def _found(
        self, key: Hashable, kept: CachedAnswer | None, asked: DataVersion | None
    ) -> CachedAnswer | None:
        """What was kept, or is being made by another, if it may be given now."""
        if asked is None:
            return None
        if kept is not None and kept.version.number != asked.number:
            # It is of use to nobody any more; and what was erased is not to stay in memory.
            self._answers.forget()
        if kept is None or not self._may_be_given(kept, asked):
            kept = await self._flights.join(key, asked)
        return kept if kept is not None and self._may_be_given(kept, asked) else None

    def _may_be_given(self, kept: CachedAnswer, asked: DataVersion) -> bool:
        if not kept.holds(asked):
            return False
        if self._database.guard is None:
            return True
        # Pages say so when the clock cannot be believed, which is known to the process alone.
        return not why_not_now(self._database, datetime.fromtimestamp(asked.now, UTC))

    async def _make(
        self,
        wanted: CacheableRequest,
        asked: DataVersion | None,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        flight: Flight | None = None

        def begun(version: DataVersion) -> None:
            nonlocal flight
            flight = flight or self._flights.begin(wanted.key, version)

        if asked is not None:
            # It was kept before, so it will be again.
            begun(asked)
        pending = PendingAnswer(self._versions, begun, asked)
        gathering = _Gathering(pending, wanted, scope)
        token = pendings.follow(pending)

        async def gather(message: Message) -> None:
            if not gathering.takes(message):
                await send(message)
            elif gathering.is_whole:
                answer = await gathering.answer()
                made = await self._keep(wanted.key, answer, pending)
                if flight is not None:
                    self._flights.end(flight, made)
                await answer.send(wanted, send)

        try:
            await self.app(scope, receive, gather)
        finally:
            pendings.leave(token)
            if flight is not None:
                self._flights.end(flight, None)

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
    headers: RawHeaders | None = None
    parts: list[bytes] = field(default_factory=list)
    is_whole: bool = False

    def takes(self, message: Message) -> bool:
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
