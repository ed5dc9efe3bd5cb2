"""When mail goes out: the next digest, the end of quiet hours. All of it is pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.storage.mail.notices import Choice, Quiet, Rhythm

DIGEST_HOUR = 8
MONDAY = 0


def next_digest(rhythm: Rhythm, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after another at which digests go out: mornings, or Monday mornings."""
    local = after.astimezone(zone)
    day = local.date()
    moment = _at(local, DIGEST_HOUR)
    while moment <= after or (rhythm is Rhythm.WEEKLY and day.weekday() != MONDAY):
        day += timedelta(days=1)
        moment = datetime.combine(day, time(DIGEST_HOUR), zone).astimezone(UTC)
    return moment


def _at(local: datetime, hour: int, days: int = 0) -> datetime:
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, time(hour), local.tzinfo).astimezone(UTC)


def after_quiet(quiet: Quiet, moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into."""
    local = moment.astimezone(quiet.zone or zone)
    if quiet.begins < quiet.ends:
        within, days = quiet.begins <= local.hour < quiet.ends, 0
    else:
        within = quiet.begins != quiet.ends and not quiet.ends <= local.hour < quiet.begins
        days = 1 if local.hour >= quiet.begins else 0
    # Where clocks change, the end may lie before the moment by the clock; then it is over.
    return max(moment, _at(local, quiet.ends, days)) if within else moment


def send_at(
    choice: Choice,
    quiet: Quiet,
    zone: ZoneInfo,
    *,
    ready: datetime,
    now: datetime,
    important: bool,
    until: datetime | None,
) -> datetime:
    """When a message goes out that could have gone out at `ready`.

    `until` is when it would come too late: then quiet hours give way, a wish to wait does not.
    """
    earliest = max(ready, now)
    if choice.is_held(important=important):
        earliest = max(next_digest(choice.rhythm, ready, quiet.zone or zone), now)
    kept_quiet = after_quiet(quiet, earliest, zone)
    if until is not None and earliest < until <= kept_quiet:
        return earliest
    return kept_quiet


def half_way(begins: datetime, ends: datetime) -> datetime:
    """The middle between two moments."""
    return begins + (ends - begins) / 2
