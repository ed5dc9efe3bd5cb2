"""How much one person, or one network, may ask for in a short time.

Counts are kept in memory, or where `CHARTER_LIMITS_STORAGE` says; never in the database, and never
with an address or a person's number in them: a keyed digest stands for each.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import time
from enum import StrEnum

import limits
from fastapi import Request
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from starlette.concurrency import run_in_threadpool

from amendments.refusals import Refusal
from app.services.authentication.digests import keyed_digest
from app.settings import Settings
from app.web.answer_cache.pending import never_cached
from app.web.counts import MemoryCounts
from charter.language import gettext as _
from charter.language import ngettext

log = logging.getLogger(__name__)

#: Texts, and records, up to this size cost nothing to compare or to send.
FREE_BYTES = 100_000
FREE_LINES = 2_000
FREE_EVENTS = 500


class Counted(StrEnum):
    """What is counted; each has its setting, `CHARTER_LIMIT_…`."""

    CODES_ADDRESS = "codes_address"
    CODES_NETWORK = "codes_network"
    TRIES = "tries"
    ACTS = "acts"
    JOINING = "joining"
    COMMENTS = "comments"
    EXPORTS = "exports"
    COMPARISONS = "comparisons"


class TooMany(Refusal):
    """Too much in too short a time. `seconds` is when it can be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _(
                "That was a lot in a short time, so nothing was done. Please try again in {wait}."
            ).format(wait=wait(seconds))
        )
        self.seconds = seconds


def wait(seconds: int) -> str:
    """A short time in words."""
    minutes = math.ceil(seconds / 60)
    if seconds < 60:  # noqa: PLR2004
        n = max(seconds, 1)
        return ngettext("a second", "{n} seconds", n).format(n=n)
    return ngettext("a minute", "{n} minutes", minutes).format(n=minutes)


class Limits:
    """The counts of this process, or of all that share a storage."""

    def __init__(self, settings: Settings, secret: bytes) -> None:
        self._secret = secret
        self._items = {
            one: limits.parse(getattr(settings, f"limit_{one.value}"))
            for one in (Counted if settings.limits else ())
        }
        where = settings.limits_storage
        in_memory = where.startswith("memory://")
        self._limiter = FixedWindowRateLimiter(
            MemoryCounts() if in_memory else storage_from_string(where)
        )

        #: Whether counting may take long, as it is done elsewhere.
        self.are_elsewhere = not in_memory

    def spend(self, limit: Counted, who: str, cost: int = 1) -> None:
        """Count something.

        Raises:
            TooMany: it is over the limit.
        """
        item = self._items.get(limit)
        if item is None or cost <= 0:
            return
        key = keyed_digest(self._secret, "limit", limit, who)[:32]
        # What costs more than the whole limit is let in when nothing else was asked for.
        if self._limiter.hit(item, key, cost=min(cost, item.amount)):
            return
        log.warning("a limit was reached: %s", limit.value)
        resets = self._limiter.get_window_stats(item, key).reset_time
        raise TooMany(max(1, math.ceil(resets - time.time())))


def spend(request: Request, limit: Counted, who: str | int | None = None, cost: int = 1) -> None:
    """Count something for a person, an address, or else for the network it comes from.

    Raises:
        TooMany: it is over the limit.
    """
    if cost > 0:
        # What is counted is counted each time.
        never_cached()
    counts: Limits = request.app.state.limits
    named = f"person {who}" if isinstance(who, int) else who
    counts.spend(limit, named or network_of(request), cost)


async def spend_for_act(request: Request, who: str) -> None:
    """Count an act; in a thread only where others are asked.

    Raises:
        TooMany: it is over the limit.
    """
    counts: Limits = request.app.state.limits
    if counts.are_elsewhere:
        await run_in_threadpool(spend, request, Counted.ACTS, who)
    else:
        spend(request, Counted.ACTS, who)


def network_of(request: Request) -> str:
    """The network that a request comes from: for IPv6, what one household has."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"network {host}"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return f"network {ipaddress.ip_network((address, 64), strict=False)}"
    return f"network {getattr(address, 'ipv4_mapped', None) or address}"


def cost_of_texts(*texts: str) -> int:
    """What it costs to compare texts: nothing for short ones."""
    return cost_of_extent(sum(len(text) for text in texts), sum(text.count("\n") for text in texts))


def cost_of_extent(characters: int, lines: int) -> int:
    """What it costs to compare texts that are so long together."""
    # Many short passages take as long as few that are long.
    return characters // FREE_BYTES + lines // FREE_LINES


def cost_of_events(count: int) -> int:
    """What it costs to send so much of a record."""
    return count // FREE_EVENTS
