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
    the revisions published since it was written, oldest first.
    """

    head: Revision
    document: Document | None
    since: tuple[Since, ...]

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
    )


def published_since(
    reader: Reader, access: CharterAccess, change_set: ChangeSet, after: int, up_to: int
) -> tuple[Since, ...]:
    """The revisions after one, up to another, and where each changed the text."""
    if up_to <= after:
        return ()
    found = revisions.revisions_between(reader, access.charter.id, after, up_to)
    return tuple(
        Since(
            number=now.number,
            dated=now.dated,
            published_at=now.published_at,
            title=told.title,
            amendment=told.amendment,
            where=where_published(before.document, now.document, change_set, before.number),
        )
        for before, now in pairwise(found)
        for told in (entry.as_told(reader, access, now),)
    )
