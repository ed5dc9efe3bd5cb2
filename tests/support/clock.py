"""A clock that tests set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Stands still until a test moves it. Call it to read it."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def advance(self, length: timedelta) -> datetime:
        """Move it on (or back, with a negative length)."""
        self.now += length
        return self.now

    def set(self, moment: datetime) -> datetime:
        """Move it to a moment."""
        self.now = moment
        return self.now
