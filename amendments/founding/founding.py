"""What a charter is founded with, and the first line of its record."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, WrongState
from amendments.ruleset import Ruleset
from charter import ChangeSet, Document

VISIBILITIES = ("public", "members")
LONGEST_TITLE = 200
#: What revision 1 is called among the revisions.
FIRST_TITLE = "Founding text"
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Founding:
    """What a charter is founded with."""

    slug: str
    title: str
    text: str
    dated: date
    steward: str
    steward_name: str = ""
    timezone: str = "UTC"
    visibility: str = "public"
    ruleset: Ruleset = field(default_factory=Ruleset)


def can_be_slug(text: str, reserved: Collection[str]) -> bool:
    """Whether the address of a charter could begin with this. `reserved` begin other addresses."""
    return _SLUG.fullmatch(text) is not None and text not in reserved


def check_slug(slug: str, reserved: Collection[str]) -> None:
    """Refuse what no charter's address can begin with.

    Raises:
        BadInput: it has other characters, is too long, or is reserved.
    """
    if not can_be_slug(slug, reserved):
        msg = (
            f"“{slug[:70]}” cannot be a slug. Use small letters a to z, digits and "
            "hyphens, such as care-charter."
        )
        raise BadInput(msg, field="slug")


def check_settings(founding: Founding) -> None:
    """Refuse a title, a visibility or a time zone that cannot be used.

    Raises:
        BadInput: one of them cannot; `field` names it.
    """
    title = founding.title.strip()
    if len(title.splitlines()) != 1 or len(title) > LONGEST_TITLE:
        msg = "A charter needs a title of 200 characters at most, on one line."
        raise BadInput(msg, field="title")
    if founding.visibility not in VISIBILITIES:
        msg = "Visibility is either “public” or “members”."
        raise BadInput(msg, field="visibility")
    try:
        ZoneInfo(founding.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        msg = f"There is no time zone “{founding.timezone[:60]}”. Example: Europe/London."
        raise BadInput(msg, field="timezone") from error


def taken(slug: str) -> WrongState:
    """Why a charter cannot have the slug of another one."""
    return WrongState(f"There is already a charter “{slug}”. Choose another slug.")


def check_dated(founding: Founding, now: datetime) -> None:
    """Refuse a founding text of tomorrow, by the charter's own calendar.

    Raises:
        BadInput: its date is in the future.
    """
    if founding.dated > now.astimezone(ZoneInfo(founding.timezone)).date():
        msg = "The date of the founding text is in the future."
        raise BadInput(msg, field="dated")


def founded(founding: Founding, document: Document, change_set: ChangeSet) -> Event:
    """A charter was founded; `change_set` makes its text, `document`, of nothing."""
    data = {
        "slug": founding.slug,
        "title": founding.title.strip(),
        "timezone": founding.timezone,
        "visibility": founding.visibility,
        "ruleset": founding.ruleset.to_dict(),
        "number": 1,
        "dated": founding.dated.isoformat(),
        "text_sha256": document.sha256,
        "change_sha256": change_set.sha256,
        "change_set": change_set.to_dict(),
    }
    return Event(EventKind.FOUNDED, None, data)
