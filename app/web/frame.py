"""What stands around every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from amendments.belonging.visibility import Announced
from app.storage.record.watch import WatchMark


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What stands around every page: where one is, and who one is.

    `again` is where this page can be had once more. `person` is the name of who is signed in;
    `slug` and `charter` name the charter, if the page belongs to one. `said` is a sentence about
    what was just done; `refused` is why something was not, and `refused_field` the id of the field
    that it is about. `newest` numbers the last line of the record that this page knows, for
    members, whose pages learn of later ones. `words_key` is the name under which this browser keeps
    what the person types; `sent_words` says that the page answers a form with something in it, and
    `takes_requests` that a stranger can ask to join the charter here, and
    `readers` who can read the charter: `members`, or everyone it as `public` or its talk as `open`;
    `announced` who more will, for members;
    `mail_waits` that no mail goes out, for who waits for a code; `stopped` why nothing can be saved
    here for now;
    `has_session` that somebody is signed in whom a page that asks nothing cannot name.
    """

    title: str
    now: datetime
    zone: ZoneInfo
    path: str = "/"
    again: str = "/"
    person: str | None = None
    slug: str | None = None
    charter: str | None = None
    is_member: bool = False
    is_steward: bool = False
    said: str | None = None
    refused: str | None = None
    refused_field: str | None = None
    is_demo: bool = False
    source_url: str = ""
    newest: WatchMark | None = None
    words_key: str = ""
    sent_words: bool = False
    has_session: bool = False
    takes_requests: bool = False
    readers: str = "members"
    announced: Announced | None = None
    stopped: str = ""
    mail_waits: bool = False

    @property
    def today(self) -> str:
        """The day that it is in the charter, as fields for days have it."""
        return self.now.astimezone(self.zone).date().isoformat()
