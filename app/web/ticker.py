"""Doing what is due while the service runs: closing rounds, sending mail.

Nothing depends on it: deadlines hold by the clock of each transaction. It only saves waiting.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from app.mail import outbox, reactions
from app.services.tick import close_due_rounds
from app.web.place import Place

log = logging.getLogger(__name__)


def do_what_is_due(place: Place) -> tuple[int, int]:
    """Close rounds, then send mail. Returns how many rounds were closed and messages sent."""
    closed = close_due_rounds(place.database)
    reactions.react(place.database, place.settings.base_url)
    sent = outbox.send_due(place.database, place.sender, place.settings.mail_from)
    return len(closed), sent


class Ticker:
    """Does what is due every few seconds."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tick for as long as this lasts; 0 seconds between ticks means never."""
        if not self.place.settings.tick_seconds:
            yield
            return
        stop = asyncio.Event()
        task = asyncio.create_task(self._run(stop))
        try:
            yield
        finally:
            stop.set()
            await task

    async def _run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await asyncio.to_thread(do_what_is_due, self.place)
            except Exception:
                log.exception("a tick failed; the next one tries again")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self.place.settings.tick_seconds)
