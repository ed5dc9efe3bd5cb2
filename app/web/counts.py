"""Counts in the memory of this process, for `limits`.

The library's own storage starts a thread for nearly everything that is counted, which looks for
what has expired; here that is done by whoever counts, once in a while.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock

from limits.storage import Storage

#: How many seconds pass until somebody looks again for what has expired.
SWEPT_EVERY = 60.0


@dataclass(slots=True)
class Count:
    """How much was counted, and when that begins anew, in seconds since 1970."""

    number: int
    ends_at: float


class MemoryCounts(Storage):
    """Counts by their keys. One lock for all: it is held for less than a microsecond."""

    STORAGE_SCHEME = None

    def __init__(self) -> None:
        super().__init__()
        self.storage: dict[str, Count] = {}
        self._lock = Lock()
        self._swept_at = time.time()

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may fail: nothing."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count more under a key; the first time it begins anew after `expiry` seconds."""
        now = time.time()
        with self._lock:
            self._sweep(now)
            found = self.storage.get(key)
            if found is None or found.ends_at <= now:
                found = self.storage[key] = Count(0, now + expiry)
            found.number += amount
            return found.number

    def get(self, key: str) -> int:
        """How much was counted under a key."""
        found = self.storage.get(key)
        return found.number if found is not None and found.ends_at > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When a key begins anew: now, if nothing is counted under it."""
        found, now = self.storage.get(key), time.time()
        return max(found.ends_at, now) if found is not None else now

    def check(self) -> bool:
        """Whether it works."""
        return True

    def reset(self) -> int:
        """Forget everything. Returns how many counts there were."""
        with self._lock:
            number = len(self.storage)
            self.storage.clear()
        return number

    def clear(self, key: str) -> None:
        """Forget a count."""
        with self._lock:
            self.storage.pop(key, None)

    def _sweep(self, now: float) -> None:
        if now - self._swept_at < SWEPT_EVERY:
            return
        self._swept_at = now
        for key in [key for key, one in self.storage.items() if one.ends_at <= now]:
            del self.storage[key]
