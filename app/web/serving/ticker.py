"""Doing what is due while the service runs: closing rounds, sending mail.

Nothing depends on it: deadlines hold by the clock of each transaction. It only saves waiting.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from functools import partial

from app.mail.due import do_a_slice
from app.mail.sending.waiting import MailWatch
from app.services.care.forgetting import see_erasures_through
from app.services.upkeep.attempts import SeparateTasks
from app.storage.engine import clock_watch
from app.web.installation import Installation

log = logging.getLogger(__name__)

#: Seconds between two ticks where the first left something to do: others come in between.
BREATH = 0.05


class Ticker:
    """Does what is due every few seconds."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.attempts = SeparateTasks()
        self._mail = MailWatch()
        self._is_right = True

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tick for as long as this lasts; 0 seconds between ticks means never."""
        if not self.installation.settings.tick_seconds:
            yield
            return
        stop = asyncio.Event()
        task = asyncio.create_task(self._run(stop))
        try:
            yield
        finally:
            stop.set()
            await task

    def _tick(self) -> bool:
        """Do some of what is due. Whether there is more."""
        installation = self.installation
        if not self._can_date():
            return False
        more = do_a_slice(
            installation.database, installation.sender, installation.post, self.attempts
        )
        self.attempts("bringing erasures to their end", self._see_erasures_through)
        self.attempts(
            "seeing whether mail goes out", partial(self._mail.look, installation.database)
        )
        return more

    def _see_erasures_through(self) -> None:
        see_erasures_through(self.installation.database, self.installation.settings.erasures_file())

    def _can_date(self) -> bool:
        """Whether the clock can be believed; said once each time that this changes."""
        verdict = clock_watch.watch(self.installation.database)
        is_right = verdict is None or verdict.is_right
        if verdict is not None and is_right != self._is_right:
            log.warning("the clock: %s", verdict.reason or "it is right again")
        self._is_right = is_right
        return is_right

    async def _run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            more = False
            try:
                more = await asyncio.to_thread(self._tick)
            except Exception:
                log.exception("a tick failed; the next one tries again")
            pause = self.installation.settings.tick_seconds
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), min(BREATH, pause) if more else pause)
