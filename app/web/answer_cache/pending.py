"""What is said about an answer while it is made: whether it may be kept, and until when it holds.

An endpoint that is not marked `cached` is never kept. Whatever takes part in making an answer says
what it knows of the time (`holds_until`) or that this one is for once only (`never_cached`); it
need not know whether anybody keeps answers, nor be handed the request.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from app.storage.data_version import DataVersion, DataVersions

#: How long an answer holds if nobody says more: what it tells of the time is true to the minute.
MINUTE = 60
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


@dataclass(eq=False, slots=True)
class PendingAnswer:
    """An answer that is being made.

    `asked` is the version of the data before anything was read for it; None if it cannot be told,
    or if the endpoint is none whose answers are kept. `until` is in seconds since 1970. `begun` is
    called when it is known that it may be kept.
    """

    versions: DataVersions
    begun: Callable[[DataVersion], None]
    asked: DataVersion | None = None
    until: float = 0.0
    is_cached: bool = False
    is_for_once: bool = False
    has_common_cookie: bool = False

    async def begin(self) -> None:
        """Begin to make an answer that may be kept: ask for the version, before all else."""
        self.is_cached = True
        if self.asked is None:
            self.asked = await self.versions.ask()
        if self.asked is not None:
            self.until = (self.asked.now // MINUTE + 1) * MINUTE
            self.begun(self.asked)


_pending: ContextVar[PendingAnswer | None] = ContextVar("pending answer", default=None)
#: Makes an answer the one that this context is about, and lets it be none again.
follow, leave = _pending.set, _pending.reset


def cached(endpoint: Endpoint) -> Endpoint:
    """Mark an endpoint whose answers are kept.

    What it answers depends on the database, the address, the cookies, the language and the time,
    and on nothing else. What reading it changes (a cookie, a count) is said with `never_cached`.
    """
    endpoint.__dict__["is_cached"] = True
    return endpoint


def is_cached(endpoint: Callable[..., Any]) -> bool:
    """Whether an endpoint was marked."""
    return getattr(endpoint, "is_cached", False)


async def begin_cached() -> None:
    """The endpoint that is about to be called is one whose answers are kept."""
    pending = _pending.get()
    if pending is not None:
        await pending.begin()


def holds_until(moment: datetime | float | None) -> None:
    """What is being answered changes at this moment, even if nobody does anything.

    `moment`: with its zone, or in seconds since 1970; None says nothing.
    """
    pending = _pending.get()
    if pending is not None and moment is not None:
        seconds = moment if isinstance(moment, float) else moment.timestamp()
        pending.until = min(pending.until, seconds)


def never_cached() -> None:
    """What is being answered is for this once."""
    pending = _pending.get()
    if pending is not None:
        pending.is_for_once = True


def has_common_cookie() -> None:
    """The cookie that comes with this answer is the same for everybody who has none of its name.

    Without this, an answer that sets a cookie is never kept.
    """
    pending = _pending.get()
    if pending is not None:
        pending.has_common_cookie = True
