"""The two kinds of session: one that reads and one that writes.

Each is one transaction, opened and closed by `Database`, and never committed by who uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from app.storage.engine.clock_rules import Bounds, RecordAhead, ends_later

Clock = Callable[[], datetime]
TOLERANCE = Bounds().tolerance


class Reader:
    """A transaction that only reads."""

    def __init__(self, session: Session, clock: Clock | None) -> None:
        self.session = session
        self._clock = clock
        self._now: datetime | None = None
        #: What was read already, see `read_once`; None where it may change meanwhile.
        self.memo: dict[Hashable, Any] | None = {}

    @property
    def now(self) -> datetime:
        """The time of this transaction, in UTC, taken once.

        It is the database's clock where it has one, so that several machines agree.
        """
        if self._now is None:
            self._now = self.clock_now()
        return self._now

    def clock_now(self) -> datetime:
        """What the clock shows at this very moment."""
        if self._clock is not None:
            return self._clock()
        if self.session.get_bind().dialect.name == "postgresql":
            moment: datetime = (
                self.session.connection().execute(text("SELECT clock_timestamp()")).scalar_one()
            )
            return moment.astimezone(UTC)
        return datetime.now(UTC)


class Writer(Reader):
    """A transaction that writes. It is committed by who opened it, never by who uses it.

    `tolerance` is how far a record may be ahead of the clock: one that is set right goes back a
    little.
    """

    def __init__(
        self, session: Session, clock: Clock | None, tolerance: timedelta = TOLERANCE
    ) -> None:
        super().__init__(session, clock)
        self.memo = None
        self._tolerance = tolerance

    def not_before(self, moment: datetime) -> None:
        """Let no clock that was set back undo a deadline: time in a record never goes back.

        Raises:
            RecordAhead: the moment is so far ahead that what is done now would be dated wrongly.
        """
        if moment - self.now > self._tolerance:
            raise RecordAhead(ends_later(moment, self.now))
        self._now = max(self.now, moment)

    @contextmanager
    def following_records(self) -> Iterator[None]:
        """Let what must not wait, such as erasing, follow a record however far it is ahead.

        The time of this transaction is the same afterwards.
        """
        before = self._now, self._tolerance
        self._tolerance = timedelta.max
        try:
            yield
        finally:
            self._now, self._tolerance = before
