"""A machine whose clock can be set wrongly, slept with, and started anew."""

from __future__ import annotations

from datetime import timedelta

from app.storage.engine.clock_guard import ClockGuard, Sources
from app.storage.engine.clock_rules import Bounds
from app.storage.engine.database import Database
from tests.support.clock import Clock


class Machine:
    """`clock` is what can be set; the seconds since the start cannot."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.own = clock
        self.steady = 100.0
        self.starts = 1

    def pass_time(self, length: timedelta) -> None:
        """Time goes by, whether the machine sleeps or not."""
        self.steady += length.total_seconds()
        self.clock.advance(length)

    def leap(self, length: timedelta) -> None:
        """The clock alone is set."""
        self.clock.advance(length)

    def start_anew(self, off: timedelta = timedelta(0)) -> None:
        """It was switched off for a while, and on again."""
        self.clock.advance(off)
        self.steady, self.starts = 20.0, self.starts + 1

    def guard(self, bounds: Bounds | None = None) -> ClockGuard:
        """The guard of one more process on it."""
        sources = Sources(self.own, lambda: self.steady, lambda: f"start {self.starts}")
        return ClockGuard(bounds, sources)

    def process(self, url: str) -> Database:
        """One more process on it, which has the database open."""
        return Database(url, self.clock, self.guard())
