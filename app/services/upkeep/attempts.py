"""Doing many things of which each may fail, so that none holds up the others."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Protocol, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")
#: Seconds until what failed is tried again: doubled each time, up to the longest.
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 60.0
#: Seconds after which it is told once more that something still fails.
TOLD_EVERY = 3600.0


class Attempt(Protocol):
    """A way to do one thing among several. `what` names it for the log, without a word of people.

    Returns what the act returns, or None where it was not done.
    """

    def __call__(self, what: str, act: Callable[[], T], /) -> T | None:
        """Do it."""


def plainly(_what: str, act: Callable[[], T]) -> T | None:
    """Just do it: what fails is raised, and what comes after it is not done."""
    return act()


class SeparateTasks:
    """Lets the others go on where one fails, and remembers it: it is tried again after a pause.

    The first failure is logged with its trace, then one each hour, and when it works again.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failing: dict[str, _Failing] = {}
        self._lock = Lock()

    @property
    def failing(self) -> dict[str, str]:
        """The kinds of error, by what fails now."""
        with self._lock:
            return {what: one.error for what, one in self._failing.items()}

    def __call__(self, what: str, act: Callable[[], T]) -> T | None:
        """Do it, unless it failed a moment ago."""
        failing = self._failing.get(what)
        if failing is not None and self._clock() < failing.not_before:
            return None
        try:
            done = act()
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            self._note(what, failing or _Failing(), error)
            return None
        if failing is not None:
            with self._lock:
                del self._failing[what]
            log.warning("%s: it works again after %d tries", what, failing.tries + 1)
        return done

    def _note(self, what: str, failing: _Failing, error: Exception) -> None:
        now = self._clock()
        pause = min(FIRST_PAUSE * 2**failing.tries, LONGEST_PAUSE)
        failing.tries += 1
        failing.not_before = now + pause
        failing.error = type(error).__name__
        if now >= failing.told_again:
            failing.told_again = now + TOLD_EVERY
            log.error(
                "%s: it failed; the rest is done, and it is tried again", what, exc_info=error
            )
        with self._lock:
            self._failing[what] = failing


class _Failing:
    """Something that failed the last time."""

    def __init__(self) -> None:
        self.tries = 0
        self.not_before = 0.0
        self.told_again = float("-inf")
        self.error = ""
