"""Dates, lists and numbers as the language that is spoken now writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from charter.language import ENGLISH, code_now
from charter.language import gettext as _

#: Where a language alone does not say how dates are written.
_PLACES = {ENGLISH: "en_GB"}


def locale_now() -> Locale:
    """The habits of the language that is spoken now."""
    return _locale(code_now())


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(_PLACES.get(code, code))


def day_in_words(value: date) -> str:
    """A day: `8 August 2023`."""
    return format_date(value, _("d MMMM y"), locale=locale_now())


def weekday_in_words(value: date) -> str:
    """The day of the week: `Tuesday`."""
    return format_date(value, "EEEE", locale=locale_now())


def moment_in_words(local: datetime) -> str:
    """A moment in its own zone, which is named: `Tuesday, 8 August 2023, 18:30 CEST`."""
    return format_datetime(local, _("EEEE, d MMMM y, HH:mm zzz"), locale=locale_now())


def moment_of_zone(local: datetime, zone: str) -> str:
    """A moment and the whole name of its zone: `Tuesday, 8 August 2023, 18:30 (Asia/Kolkata)`."""
    words = format_datetime(local, _("EEEE, d MMMM y, HH:mm"), locale=locale_now())
    return f"{words} ({zone})"


def moment_in_a_sentence(local: datetime) -> str:
    """A moment as a sentence has it: `Tuesday, 8 August 2023 at 18:30 CEST`."""
    return format_datetime(local, _("EEEE, d MMMM y 'at' HH:mm zzz"), locale=locale_now())


def list_in_words(items: Sequence[str]) -> str:
    """A list: `a, b and c`."""
    return str(format_list(items, locale=locale_now()))


def number_in_words(value: int) -> str:
    """A number with its thousands set apart: `10,000`."""
    return str(format_decimal(value, locale=locale_now()))
