"""What a ruleset means on a calendar, by an example that begins on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from amendments.durations import later
from amendments.ruleset import Ruleset
from charter.dates import weekday_in_words
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class TimelineMoment:
    """A day of the example, and what happens on it."""

    day: date
    weekday: str
    what: str


def example_timeline(ruleset: Ruleset, begins: date, zone: ZoneInfo) -> tuple[TimelineMoment, ...]:
    """A proposal that is submitted on a day at noon and decided on as early as the rules allow."""
    submitted = datetime.combine(begins, time(12), zone)
    opened = later(submitted, ruleset.discussion, zone)
    closes = later(opened, ruleset.round, zone)
    longest = later(closes, ruleset.need_time, zone)
    told = [
        (submitted, _("A member submits a proposal. The discussion begins.")),
        (opened, _("A steward can open the decision from now on.")),
        (closes, _("The decision closes. If it passed, the new text is in force at once.")),
    ]
    if ruleset.need_time:
        told.append((longest, _("It closes then instead, if someone needed more time.")))
    return tuple(_moment(moment.astimezone(zone), what) for moment, what in told)


def _moment(local: datetime, what: str) -> TimelineMoment:
    return TimelineMoment(local.date(), weekday_in_words(local), what)
