"""What is done when an answer has left: in threads of its own, so that no request waits for it.

A mail server that hangs holds up mail, and nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec

from fastapi import Request
from starlette.background import BackgroundTask

Given = ParamSpec("Given")
log = logging.getLogger(__name__)

#: How many at once.
THREADS = 4


class Aside:
    """The threads of a process for what comes after an answer."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "aside")

    async def run(self, act: Callable[[], object]) -> None:
        """Do something; what goes wrong is logged, as there is nobody to tell."""
        in_context = partial(copy_context().run, act)
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, in_context)
        except Exception:
            log.exception("what was to be done after an answer failed")

    def close(self) -> None:
        """Take no more; what has begun ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def afterwards(
    request: Request, act: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs
) -> BackgroundTask:
    """A task for an answer: `act` is done aside when that has left."""
    aside: Aside = request.app.state.aside
    return BackgroundTask(aside.run, partial(act, *args, **kwargs))
