"""The living proposal: how it reads in the text in force, and what was published meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.workings import where_published
from app.services.writing.proposed import resulting
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.storage.texts.revisions import Revision
from app.storage.writing.amendments import Version
from charter import ChangeSet, Document, DoesNotApply
from charter.change.surroundings import Where

#: Of how many revisions it is told where they changed the text, the newest.
MOST_SINCE = 20


@dataclass(frozen=True, slots=True)
class Since:
    """A revision that was published meanwhile, and where it changed the text, seen from a change.

    `amendment` is the proposal that it came from, None where that is not for whoever looks.
    """

    number: int
    dated: date
    published_at: datetime
    title: str
    amendment: int | None
    where: Where


@dataclass(frozen=True, slots=True)
class Today:
    """A version as it stands to the text in force.

    `document` is how the charter would read with it today, None where it does not fit. `since` are
    the newest of the revisions published since it was written, oldest first; `before_those` is how
    many more there are.
    """

    head: Revision
    document: Document | None
    since: tuple[Since, ...]
    before_those: int = 0

    @property
    def has_moved(self) -> bool:
        """Whether it was written on an older text."""
        return bool(self.since)


def as_today(
    reader: Reader, access: CharterAccess, version: Version, change_set: ChangeSet, head: Revision
) -> Today:
    """How a version reads in the text in force."""
    document: Document | None
    try:
        document = resulting(reader, access.charter, version, head)
    except DoesNotApply as refused:
        contained = refused.parts and all(one.kind == "contained" for one in refused.parts)
        document = head.document if contained else None
    return Today(
        head=head,
        document=document,
        since=published_since(reader, access, change_set, version.base, head.number),
        before_those=not_shown_since(version.base, head.number),
    )


def not_shown_since(after: int, up_to: int) -> int:
    """How many of the revisions after one, up to another, `published_since` leaves out."""
    return max(0, up_to - after - MOST_SINCE)


def published_since(
    reader: Reader, access: CharterAccess, change_set: ChangeSet, after: int, up_to: int
) -> tuple[Since, ...]:
    """The newest revisions after one, up to another, and where each changed the text."""
    if up_to <= after:
        return ()
    first = after + not_shown_since(after, up_to)
    found = revisions.revisions_between(reader, access.charter.id, first, up_to)
    known = entry.all_told(reader, access, found[1:])
    return tuple(
        Since(
            number=now.number,
            dated=now.dated,
            published_at=now.published_at,
            title=told.title,
            amendment=told.amendment,
            where=where_published(before.document, now.document, change_set, before.number),
        )
        for (before, now), told in zip(pairwise(found), known, strict=True)
    )
