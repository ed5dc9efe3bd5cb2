"""Noting when a session or a token was used: after the answer has left, and once a day."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from fastapi import Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from amendments.refusals import Refusal
from app.storage.engine.clock_rules import ClockStopped
from app.storage.engine.commit_fate import beside
from app.storage.engine.database import Busy, Database
from app.storage.engine.session import Writer
from app.web.serving.routing import THE_SERVER, Queues

log = logging.getLogger(__name__)

#: Keeps the day of a use, given the number of what was used.
Note = Callable[[Writer, int], None]


def was_used(request: Request, note: Note, number: int, day: date) -> None:
    """Have it noted that something was used on a day."""
    request.state.use = (note, number, day)


class NoteUses:
    """Notes uses when the answer has left. One that fails harms nobody: the next use makes it."""

    def __init__(self, app: ASGIApp, *, database: Database, queues: Queues) -> None:
        self.app = app
        self._database, self._queues = database, queues
        self._noted: set[tuple[Note, int, date]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note afterwards what it used."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # What requests call their state; nothing behind this puts another in its place.
        state = scope.setdefault("state", {})
        await self.app(scope, receive, send)
        use = state.get("use")
        if use is not None and use not in self._noted:
            await self._keep(use)

    async def _keep(self, use: tuple[Note, int, date]) -> None:
        day = use[2]
        self._noted = {one for one in self._noted if one[2] == day} | {use}
        try:
            async with self._queues.writing.taken(THE_SERVER):
                await run_in_threadpool(self._write, use)
        except (Busy, ClockStopped, Refusal, SQLAlchemyError) as error:
            self._noted.discard(use)
            log.warning("a use could not be noted: %s", type(error).__name__)

    def _write(self, use: tuple[Note, int, date]) -> None:
        note, number, _day = use
        with beside(), self._database.writing() as writer:
            note(writer, number)
