"""Moments and durations in words, in the charter's own zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from math import inf

from markupsafe import Markup

from amendments.durations import duration_in_words
from app.web.answer_cache.pending import holds_until
from app.web.frame import PageFrame
from charter.dates import day_in_words, moment_in_words
from charter.language import gettext as _
from charter.language import ngettext

#: Days, hours and minutes, in seconds.
_UNITS = (86_400, 3_600, 60)


def relative(moment: datetime, now: datetime) -> str:
    """How far a moment is from now: `in 2 days`, `3 hours ago`, `just now`."""
    seconds = (moment - now).total_seconds()
    away, is_ahead = abs(seconds), seconds > 0
    holds_until(now.timestamp() + _lasts(away, is_ahead=is_ahead))
    if away >= 86_400:  # noqa: PLR2004
        n = round(away / 86_400)
        ahead, ago = (
            ngettext("in {n} day", "in {n} days", n),
            ngettext("{n} day ago", "{n} days ago", n),
        )
    elif away >= 3_600:  # noqa: PLR2004
        n = round(away / 3_600)
        ahead = ngettext("in {n} hour", "in {n} hours", n)
        ago = ngettext("{n} hour ago", "{n} hours ago", n)
    elif away >= 60:  # noqa: PLR2004
        n = round(away / 60)
        ahead = ngettext("in {n} minute", "in {n} minutes", n)
        ago = ngettext("{n} minute ago", "{n} minutes ago", n)
    else:
        return _("in a moment") if is_ahead else _("just now")
    return (ahead if is_ahead else ago).format(n=n)


def _lasts(away: float, *, is_ahead: bool) -> float:
    """For how many seconds more so much time away is told in the same words."""
    unit = next((one for one in _UNITS if away >= one), 0)
    if not unit:
        return away if is_ahead else _UNITS[-1] - away
    n = round(away / unit)
    if is_ahead:
        return away - max((n - 0.5) * unit, unit)
    larger = min((one for one in _UNITS if one > away), default=inf)
    return min((n + 0.5) * unit, larger) - away


def moment(value: datetime, frame: PageFrame, zone: tzinfo | None = None) -> Markup:
    """A moment with its weekday, in a zone that it names, and how far it is from now.

    `zone` is that of the charter it belongs to, where a page shows several; else the frame's.
    """
    return Markup('<time datetime="{}">{} ({})</time>').format(
        value.isoformat(timespec="seconds"),
        moment_in_words(value.astimezone(zone or frame.zone)),
        relative(value, frame.now),
    )


def day(value: date) -> Markup:
    """A day: `8 August 2023`."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), day_in_words(value))


def duration(value: timedelta) -> str:
    """A length of time in words."""
    return duration_in_words(value)
