"""What the record holds back while a round is open: whatever tells of an answer in it.

The record is public, and a line in it tells by its place, its moment and its kind that somebody has
just spoken. So nothing that is said in a round is written into it before the round ends. Then it
all comes at once, right before the line of the end: by seats, which are random names, and within a
seat in its own order. Of when it was said only the hour is told.

What stewards do about objections in their own name (setting them aside) comes last, in its own
order: it is about what stands before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from amendments.record.events import EventKind

HELD = frozenset(
    {
        EventKind.STANCE_TAKEN,
        EventKind.OBJECTION_SUPPORTED,
        EventKind.OBJECTION_TESTED,
        EventKind.SET_ASIDE_PROPOSED,
        EventKind.OBJECTION_RESOLVED,
    }
)
HOUR = timedelta(hours=1)
Place = tuple[bool, str]


def hour_of(moment: datetime) -> datetime:
    """The hour in which a moment is, as its beginning, in UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def place_of(actor: str | None, data: Mapping[str, object]) -> Place:
    """Where a held line comes among the others of its round."""
    return (True, "") if actor is not None else (False, str(data.get("seat") or ""))


def told(data: Mapping[str, object], at: datetime, now: datetime) -> dict[str, object]:
    """What a held line says once it is written: as before, and in which hour that was.

    `now` is when it is written: a clock that was ahead meanwhile must not date it later.
    """
    return {**data, "at": hour_of(min(at, now))}


def was_held(kind: str, data: Mapping[str, object]) -> bool:
    """Whether a line of the record was held back: it was told already, and is no news."""
    return kind in HELD and "at" in data
