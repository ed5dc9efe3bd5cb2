"""Moments and durations in words, in the charter's own zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from markupsafe import Markup

from amendments.durations import duration_in_words
from app.web import templating

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def relative(moment: datetime, now: datetime) -> str:
    """How far a moment is from now: `in 2 days`, `3 hours ago`, `just now`."""
    seconds = (moment - now).total_seconds()
    for unit, length in _UNITS:
        n = round(abs(seconds) / length) if abs(seconds) >= length else 0
        if n:
            words = f"{n} {unit}{'' if n == 1 else 's'}"
            return f"in {words}" if seconds > 0 else f"{words} ago"
    return "in a moment" if seconds > 0 else "just now"


def moment(value: datetime, frame: templating.Frame) -> Markup:
    """A moment with its weekday, in the frame's zone, and how far it is from now."""
    local = value.astimezone(frame.zone)
    words = f"{local:%A}, {local.day} {local:%B %Y, %H:%M}"
    return Markup('<time datetime="{}">{} ({})</time>').format(
        value.isoformat(timespec="seconds"), words, relative(value, frame.now)
    )


def day(value: date) -> Markup:
    """A day: `8 August 2023`."""
    return Markup('<time datetime="{}">{}</time>').format(
        value.isoformat(), f"{value.day} {value:%B %Y}"
    )


def duration(value: timedelta) -> str:
    """A length of time in words."""
    return duration_in_words(value)
