"""Whether a clock can be believed: rules over what clocks show and what was kept of earlier looks.

Pure: nothing here reads a clock. `docs/clock.md` says the same for whoever runs a place, decision
1350 says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from charter.language import gettext as _

#: No clock that is right shows less: this program did not exist. Machines without a battery begin
#: in 1970, in 2000, or on the day when their system was built.
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
#: Of a place that no clock was ever seen in: nobody begins later than this with this program.
LONGEST_UNSEEN = timedelta(days=3653)


class ClockState(StrEnum):
    """What is to be thought of a clock."""

    RIGHT = "right"
    AHEAD = "ahead"
    BEHIND = "behind"
    UNSET = "unset"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is still explained.

    `leap`: how far a clock may run ahead of one that cannot be set, while the machine runs.
    `silence`: how long a place may have been switched off. `tolerance`: how far clocks may differ,
    and how far one may be set back.
    """

    leap: timedelta = timedelta(hours=1)
    silence: timedelta = timedelta(days=180)
    tolerance: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clocks show at one moment.

    `now` is the time that acts are dated with; `steady` counts the seconds since the machine
    started, sleep and all, and means something only beside others of the same `boot`. `own` is the
    clock of this machine, where `now` comes from the database's.
    """

    now: datetime
    steady: float
    boot: str
    own: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClockMark:
    """A reading that was believed. `accepted` counts how often somebody said that it is right.

    `doubted_at` is the least that the clock showed since then that was not believed.
    """

    at: datetime
    steady: float
    boot: str
    accepted: int = 0
    doubted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comes of a look: `known` is the last time that was believed, if there is one."""

    state: ClockState
    reading: Reading
    known: datetime | None = None

    @property
    def is_right(self) -> bool:
        """Whether acts can be dated with it."""
        return self.state is ClockState.RIGHT

    @property
    def can_be_accepted(self) -> bool:
        """Whether somebody can say that it is right after all."""
        return self.state in {ClockState.RIGHT, ClockState.AHEAD, ClockState.BEHIND}

    @property
    def reason(self) -> str:
        """Why nothing can be saved, for people; empty if it can."""
        if self.is_right:
            return ""
        return " ".join((self._what_is_wrong(), _(
            "Nothing can be saved until it is right again, or until whoever runs this place has "
            "looked at it. Nothing was lost, and everything can be read."
        )))  # fmt: skip

    def _what_is_wrong(self) -> str:
        now = shown(self.reading.now)
        if self.state is ClockState.APART and self.reading.own is not None:
            return _(
                "The clocks of this place do not agree: the program's shows {own}, the database's "
                "{now}."
            ).format(own=shown(self.reading.own), now=now)
        if self.state is ClockState.UNSET or self.known is None:
            return _("The clock of this place is not set: it shows {now}.").format(now=now)
        if self.state is ClockState.AHEAD:
            text = _(
                "The clock of this place leapt ahead: it shows {now}, but was right at {known}."
            )
        else:
            text = _("The clock of this place went back: it shows {now}, after {known}.")
        return text.format(now=now, known=shown(self.known))


class ClockStopped(Exception):
    """Nothing can be written: the clock cannot be believed. `reason` says so in plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RecordAhead(ClockStopped):
    """The newest line of one charter's record is dated after the time that it is."""


def ends_later(record: datetime, now: datetime) -> str:
    """Why nothing is saved in a charter whose record ends later than now."""
    text = _(
        "The record of this charter ends at {moment}, but now it is {now}. Nothing can be "
        "saved in it until then, or until whoever runs this place has looked at it. "
        "Nothing was lost, and everything can be read."
    )
    return text.format(moment=shown(record), now=shown(now))


def shown(moment: datetime) -> str:
    """A moment for people who compare clocks: `2026-03-02 09:00:00 UTC`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def judge(reading: Reading, marks: Sequence[ClockMark], bounds: Bounds) -> Verdict:
    """Compare what clocks show with what was believed earlier; `marks` may be in any order."""
    known = max((one.at for one in marks), default=None)
    return Verdict(_state(reading, marks, known, bounds), reading, known)


def _state(
    reading: Reading, marks: Sequence[ClockMark], known: datetime | None, bounds: Bounds
) -> ClockState:
    now = reading.now
    if reading.own is not None and abs(reading.own - now) > bounds.tolerance:
        return ClockState.APART
    if now < RELEASED:
        return ClockState.UNSET
    if known is None:
        return ClockState.AHEAD if now > RELEASED + LONGEST_UNSEEN else ClockState.RIGHT
    if now < known - bounds.tolerance:
        return ClockState.BEHIND
    return ClockState.AHEAD if _is_ahead(reading, marks, known, bounds) else ClockState.RIGHT


def _is_ahead(
    reading: Reading, marks: Sequence[ClockMark], known: datetime, bounds: Bounds
) -> bool:
    same = [one for one in marks if one.boot == reading.boot and one.steady <= reading.steady]
    if same:
        # The machine has not been started anew: how much time went by is known to the second.
        mark = max(same, key=lambda one: one.steady)
        return reading.now > mark.at + timedelta(seconds=reading.steady - mark.steady) + bounds.leap
    # Nobody knows how long it was off. What was not believed then is not believed now either.
    doubted = [one.doubted_at for one in marks if one.doubted_at is not None]
    if any(reading.now >= one - bounds.tolerance for one in doubted):
        return True
    return reading.now > known + bounds.silence
