"""The days and deadlines of a charter as a calendar that other programs can subscribe to.

Titles only, and nobody's name: a calendar is shown on screens that others see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from amendments.deciding.extending import OF_ANSWERS
from amendments.deciding.opening import earliest_opening
from amendments.record.events import EventKind
from amendments.status import Status
from app import addresses
from app.services import entry
from app.services.entry import CharterAccess
from app.services.views import amendment_lists
from app.storage.deciding import round_notes, rounds
from app.storage.engine.session import Reader
from app.storage.record import lines
from app.storage.texts.charters import Charter
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment
from charter.language import gettext as _

if TYPE_CHECKING:
    from icalendar import Event

#: How often programs are asked to look again.
EVERY = timedelta(hours=1)
#: What can change a day or a title in the calendar, but for answers that move a deadline.
_TELLING = (
    EventKind.DRAFTED,
    EventKind.REVISED,
    EventKind.SUBMITTED,
    EventKind.ROUND_OPENED,
    EventKind.ROUND_EXTENDED,
    EventKind.TEXT_MOVED,
    EventKind.ROUND_CLOSED,
)


@dataclass(frozen=True, slots=True)
class Date:
    """One thing in the calendar. `start` is a day in the charter's zone, or a moment."""

    key: str
    title: str
    start: date | datetime
    path: str
    changed_at: datetime


def dates_of(reader: Reader, access: CharterAccess) -> list[Date]:
    """The deadlines, the first days of decisions and the days to look again, by day."""
    charter = access.charter
    changed = lines.last_changes(reader, charter.id, _TELLING)
    today = reader.now.astimezone(charter.zone).date()
    under_way = [
        kept
        for kept in amendments.find_all(reader, charter.id, [Status.DISCUSSION, Status.ROUND])
        if entry.visible(access, kept)
    ]
    unfit = _unfit(reader, access)
    reviews = [
        kept
        for kept in amendments.with_review_day(reader, charter.id)
        if entry.visible(access, kept)
    ]
    versions = amendments.newest_versions(reader, [one.id for one in (*under_way, *reviews)])
    rounds.read_together(reader, [one.id for one in under_way if one.value.status is Status.ROUND])
    rules = list(lines.last_changes(reader, charter.id, [EventKind.RULES_CHANGED]).values())
    found: list[Date] = []
    for kept in (*under_way, *reviews):
        title, number = versions[kept.id].title, kept.value.number
        path = addresses.amendment(charter.slug, number)
        at = changed.get(number, kept.created_at)
        for key, words, start, since in _of_one(reader, charter, kept, rules):
            if key == "begin" and (number in unfit or start < today):
                continue
            found.append(Date(f"{key}-{number}", f"{words}: {title}", start, path, max(at, since)))
    return sorted(found, key=lambda one: (one.start.isoformat(), one.key))


def _unfit(reader: Reader, access: CharterAccess) -> set[int]:
    """The proposals that no decision can be opened about, because they do not fit the text."""
    listed = amendment_lists.list_amendments(reader, access, [Status.DISCUSSION])
    return {
        one.kept.value.number
        for one in listed
        if one.standing is not None and one.standing.kind != "clean"
    }


def _of_one(
    reader: Reader, charter: Charter, kept: StoredAmendment, rules: list[datetime]
) -> Iterator[tuple[str, str, date | datetime, datetime]]:
    """What one amendment brings: a key, words, when it is, and since when at least.

    `rules` is when the rules changed last.
    """
    value = kept.value
    if value.status is Status.ADOPTED and value.review_on is not None:
        yield "review", _("Look again"), value.review_on, kept.ended_at or kept.created_at
    if value.status is Status.DISCUSSION:
        earliest = earliest_opening(value, charter.ruleset, charter.zone)
        if earliest is not None:
            day = earliest.astimezone(charter.zone).date()
            yield "begin", _("Decision can begin"), day, max([*rules, kept.created_at])
    if value.status is Status.ROUND:
        for one in rounds.find_all(reader, kept.id):
            if one.value.is_open:
                key = f"close-{one.value.number}"
                since = max(
                    [one.value.opened_at, *_moved_by_answers(reader, charter, kept, one.id)]
                )
                yield key, _("Decision closes"), one.value.closes_at, since


def _moved_by_answers(
    reader: Reader, charter: Charter, kept: StoredAmendment, decision: int
) -> Iterator[datetime]:
    """The days on which answers moved a deadline: a calendar does not tell their times."""
    for move in round_notes.moves(reader, kept.id, decision):
        if move.cause in OF_ANSWERS and move.at is not None:
            day = move.at.astimezone(charter.zone).date()
            yield datetime.combine(day, time(), charter.zone).astimezone(UTC)


def feed(reader: Reader, access: CharterAccess, base_url: str) -> bytes:
    """The calendar in iCalendar form (RFC 5545)."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Living Charter//calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", access.charter.title)
    made.add("x-wr-timezone", access.charter.zone.key)
    made.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for one in dates_of(reader, access):
        made.add_component(_event(one, access.charter, base_url))
    written: bytes = made.to_ical()
    return written


def _event(one: Date, charter: Charter, base_url: str) -> Event:
    from icalendar import Event

    made = Event()
    # The charter's handle is its random name in the record: it never changes and tells nothing.
    made.add("uid", f"{one.key}@{charter.handle}")
    made.add("summary", one.title)
    # Moments are written in UTC, so that they are right in every zone; days have none.
    start = one.start.astimezone(UTC) if isinstance(one.start, datetime) else one.start
    made.add("dtstart", start)
    made.add("dtstamp", one.changed_at.astimezone(UTC))
    made.add("last-modified", one.changed_at.astimezone(UTC))
    made.add("transp", "TRANSPARENT")
    made.add("url", base_url + one.path)
    return made
