"""Guarding what is written from a clock that leaps: reading clocks, and keeping what was believed.

`Database.writing` asks it once before it lets anybody write; `/ready`, the ticker and `charter
clock` look without writing. What it decides by is in `clock_rules`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import insert, select, text, update

from app.storage.engine.clock_rules import (
    Bounds,
    ClockMark,
    ClockState,
    ClockStopped,
    Reading,
    Verdict,
    judge,
)
from app.storage.engine.session import Reader, Writer
from app.storage.tables.upkeep import ClockRow

#: How often the time is kept. Between two looks on one running machine its age does not matter.
KEPT_EVERY = timedelta(hours=1)
#: The number of the lock that PostgreSQL gives to whoever keeps the first mark.
FIRST_MARK = 7_263_904_119
_THE_ROW = 1
_TABLE = ClockRow.__table__  # type: ignore[attr-defined]


def _steady() -> float:
    """Seconds that go on while a machine sleeps, where the system counts them so."""
    sleeping_too = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if sleeping_too is None else time.clock_gettime(sleeping_too)


@cache
def _boot() -> str:
    """What names the start that `_steady` counts from; of this process alone where nothing does."""
    try:
        named = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        # A container can count from a start of its own.
        return f"{named} {Path('/proc/self/ns/time').readlink()}"
    except OSError:
        return f"process {time.time_ns()}"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a machine's time comes from. Given by tests; real without them."""

    wall: Callable[[], datetime] = lambda: datetime.now(UTC)
    steady: Callable[[], float] = _steady
    boot: Callable[[], str] = _boot


class ClockGuard:
    """Remembers what this process has seen of the time, beside what the database keeps."""

    def __init__(self, bounds: Bounds | None = None, sources: Sources | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._sources = sources or Sources()
        self._seen: ClockMark | None = None
        self._last: Verdict | None = None

    def look(self, reader: Reader) -> Verdict:
        """What is to be thought of the clock now. Nothing is kept in the database."""
        return self._judge(reader, _kept(reader))

    def glance(self, now: datetime, *, has_own: bool) -> Verdict | None:
        """The same for a page, without asking the database: None where nothing was seen yet."""
        if self._seen is None:
            return self._last
        return judge(self._reading(now, has_own=has_own), [self._seen], self.bounds)

    def wants_to_keep(self, reader: Reader) -> bool:
        """Whether the database should be told, because it was long ago or something is wrong."""
        kept = _kept(reader)
        return _is_news(self._judge(reader, kept), kept)

    def check(self, writer: Writer) -> None:
        """Let a transaction that has just begun go on, or stop it.

        Raises:
            ClockStopped: the clock cannot be believed. That it was seen is kept.
        """
        kept = _kept(writer)
        verdict = self._judge(writer, kept)
        if _is_news(verdict, kept) and (kept is None or _hold(writer)):
            _keep(writer, kept, _mark_of(verdict, kept))
            if not verdict.is_right:
                writer.session.commit()
        if not verdict.is_right:
            raise ClockStopped(verdict.reason)

    def accept(self, writer: Writer) -> Verdict:
        """Believe the clock from now on: somebody who looked says so. Returns what was thought."""
        verdict = self.look(writer)
        if verdict.can_be_accepted:
            kept, now = _kept(writer), verdict.reading
            accepted = kept.accepted + 1 if kept else 1
            _keep(writer, kept, ClockMark(now.now, now.steady, now.boot, accepted))
        return verdict

    def _judge(self, reader: Reader, kept: ClockMark | None) -> Verdict:
        has_own = reader.session.get_bind().dialect.name == "postgresql"
        reading = self._reading(reader.clock_now(), has_own=has_own)
        seen, accepted = self._seen, kept.accepted if kept else 0
        # What this process saw before somebody said what is right counts no more.
        seen = seen if seen is not None and seen.accepted == accepted else None
        verdict = judge(reading, [one for one in (seen, kept) if one is not None], self.bounds)
        self._last = verdict
        if verdict.is_right:
            self._seen = ClockMark(reading.now, reading.steady, reading.boot, accepted)
        return verdict

    def _reading(self, now: datetime, *, has_own: bool) -> Reading:
        sources = self._sources
        own = sources.wall() if has_own else None
        return Reading(now, sources.steady(), sources.boot(), own)


def _is_news(verdict: Verdict, kept: ClockMark | None) -> bool:
    now = verdict.reading.now
    if kept is None:
        return verdict.is_right
    if verdict.is_right:
        return kept.doubted_at is not None or now >= kept.at + KEPT_EVERY
    is_less = kept.doubted_at is None or now < kept.doubted_at
    return verdict.state is ClockState.AHEAD and is_less


def _mark_of(verdict: Verdict, kept: ClockMark | None) -> ClockMark:
    reading = verdict.reading
    if kept is not None and not verdict.is_right:
        return replace(kept, doubted_at=reading.now)
    accepted = kept.accepted if kept else 0
    # Set back a little, a clock has not made earlier what was seen.
    at = max(reading.now, kept.at) if kept else reading.now
    return ClockMark(at, reading.steady, reading.boot, accepted)


def _kept(reader: Reader) -> ClockMark | None:
    wanted = select(
        _TABLE.c.at, _TABLE.c.steady, _TABLE.c.boot, _TABLE.c.accepted, _TABLE.c.doubted_at
    ).where(_TABLE.c.id == _THE_ROW)
    row = reader.session.connection().execute(wanted).first()
    return ClockMark(*row) if row else None


def _hold(writer: Writer) -> bool:
    """Whether this transaction may keep the time: nobody waits for another one that does."""
    if writer.session.get_bind().dialect.name != "postgresql":
        return True
    wanted = select(_TABLE.c.id).where(_TABLE.c.id == _THE_ROW).with_for_update(skip_locked=True)
    return writer.session.connection().execute(wanted).first() is not None


def _keep(writer: Writer, kept: ClockMark | None, mark: ClockMark) -> None:
    values = {
        "at": mark.at,
        "steady": mark.steady,
        "boot": mark.boot,
        "accepted": mark.accepted,
        "doubted_at": mark.doubted_at,
    }
    connection = writer.session.connection()
    if kept is not None:
        connection.execute(update(_TABLE).where(_TABLE.c.id == _THE_ROW).values(values))
    elif connection.dialect.name != "postgresql" or _is_first(writer):
        connection.execute(insert(_TABLE).values(id=_THE_ROW, **values))


def _is_first(writer: Writer) -> bool:
    """Whether no other process keeps the very first mark at the same time."""
    free = text("SELECT pg_try_advisory_xact_lock(:key)")
    held = writer.session.connection().execute(free, {"key": FIRST_MARK}).scalar_one()
    return bool(held) and _kept(writer) is None
