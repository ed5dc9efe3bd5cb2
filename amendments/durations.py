"""ISO 8601 durations, and what it means to add one to a moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from amendments.refusals import BadInput
from charter.dates import list_in_words
from charter.language import gettext as _
from charter.language import ngettext

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_FORM = re.compile(
    r"P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,8})S)?)?",
    re.ASCII,
)
LONGEST = timedelta(days=3660)


def parse_duration(text: str) -> timedelta:
    """Read `P5D`, `PT72H`, `P1DT12H`, `PT0S`. Months and years are refused: their length varies.

    Raises:
        BadInput: the text is no such duration, or is longer than ten years.
    """
    match = _FORM.fullmatch(text)
    if match is None or not any(match.groups()):
        msg = _(
            "“{text}” is not a duration. Write days as P5D, hours as PT72H, none as PT0S."
        ).format(text=text[:40])
        raise BadInput(msg)
    parts = {name: int(value) for name, value in match.groupdict().items() if value}
    length = timedelta(**parts)
    if length > LONGEST:
        msg = _("A duration here can be ten years at most.")
        raise BadInput(msg)
    return length


def format_duration(length: timedelta) -> str:
    """Write a length of time of whole seconds as ISO 8601, `PT0S` for none."""
    hours, rest = divmod(length.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    days = f"{length.days}D" if length.days else ""
    time = "".join(
        f"{value}{unit}" for value, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if value
    )
    return f"P{days}{'T' + time if time else ''}" if days or time else "PT0S"


def duration_in_words(length: timedelta) -> str:
    """Say a length of time: `5 days`, `2 days and 3 hours`, `no time`."""
    hours, rest = divmod(length.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    units = (
        (length.days, ngettext("{n} day", "{n} days", length.days)),
        (hours, ngettext("{n} hour", "{n} hours", hours)),
        (minutes, ngettext("{n} minute", "{n} minutes", minutes)),
        (seconds, ngettext("{n} second", "{n} seconds", seconds)),
    )
    said = [words.format(n=n) for n, words in units if n]
    return list_in_words(said) if said else _("no time")


def later(moment: datetime, length: timedelta, zone: ZoneInfo) -> datetime:
    """The moment that is `length` after `moment`, in UTC.

    Whole days are days of the calendar in `zone`: five days after Friday noon is Wednesday noon,
    also when the clocks change in between. Hours, minutes and seconds are exact.
    """
    local = moment.astimezone(zone)
    same_time = (local.replace(tzinfo=None) + timedelta(days=length.days)).replace(
        tzinfo=zone, fold=local.fold
    )
    return same_time.astimezone(UTC) + timedelta(seconds=length.seconds)


def later_at_least(moment: datetime, length: timedelta, zone: ZoneInfo) -> datetime:
    """As `later`, for a time that people are promised: no hour that the clocks skip is lost."""
    return max(later(moment, length, zone), moment + length)


#: How coarsely a promised time is told, by how long it is at least: see `coarsely`.
_STEPS = (
    (timedelta(hours=6), timedelta(hours=1)),
    (timedelta(hours=1), timedelta(minutes=10)),
    (timedelta(minutes=1), timedelta(seconds=10)),
)
_LAST_MINUTE = time(23, 59)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def coarsely(until: datetime, length: timedelta, zone: ZoneInfo) -> datetime:
    """A promised time, put off so far that it tells the day at most on which it was promised.

    It was promised `length` before `until`. Lengths of a day and more end with the day in `zone`,
    at 23:59; shorter ones at the next full hour, ten minutes or ten seconds; below a minute
    nothing is put off.
    """
    if length >= timedelta(days=1):
        return _end_of_day(until, zone)
    step = next((step for least, step in _STEPS if length >= least), None)
    return _EPOCH - (_EPOCH - until) // step * step if step else until


def _end_of_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last minute of a day in a zone, at or after a moment; in UTC."""
    local = moment.astimezone(zone)
    # Of a last minute that the clocks repeat the later one counts. A day can be skipped as well.
    for days in range(3):
        day = local.date() + timedelta(days=days)
        end = datetime.combine(day, _LAST_MINUTE, zone).replace(fold=1).astimezone(UTC)
        if end >= moment:
            return end
    return moment
