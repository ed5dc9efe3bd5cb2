"""Revisions: the texts, by number and by day, and what changed between two."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Request

from amendments.refusals import BadInput, NotFound
from app.services import entry
from app.services.entry import CharterAccess
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.storage.texts.revisions import Revision
from app.web.answer_cache.pending import cached
from app.web.api import schemas, shapes
from app.web.api.answers import MOST_ITEMS, Page
from app.web.api.caller import Anyone, Number, Slug
from app.web.api.texts.charters import Cursor, Limit
from app.web.installation import Reading
from app.web.limits import Counted, cost_of_texts, spend
from app.web.serving.routing import Router
from charter import changes
from charter.language import gettext as _

router = Router(prefix="/charters/{slug}", tags=["revisions"])


@router.get("/revisions")
@cached
def list_revisions(
    reader: Reading, person: Anyone, slug: Slug, cursor: Cursor = None, limit: Limit = MOST_ITEMS
) -> Page[schemas.RevisionOut]:
    """The revisions, newest first."""
    access = entry.enter(reader, slug, person)
    before = int(cursor) if cursor is not None else None
    found = revisions.facts(reader, access.charter.id, before, limit + 1)
    shown = entry.all_told(reader, access, found[:limit])
    return Page[schemas.RevisionOut](
        items=[shapes.revision_out(one) for one in shown],
        next=str(shown[-1].number) if len(found) > limit else None,
    )


def _whole(reader: Reader, access: CharterAccess, revision: Revision) -> schemas.WholeRevision:
    change_set = revisions.change_set(reader, revision.change_sha256)
    return shapes.whole_revision(entry.as_told(reader, access, revision), change_set)


@router.get("/revisions/{number}")
@cached
def get_revision(
    reader: Reading,
    person: Anyone,
    slug: Slug,
    number: Annotated[str, Path(pattern=r"^([1-9][0-9]{0,8}|latest)$")],
) -> schemas.WholeRevision:
    """One revision with its text; `latest` is the one in force."""
    access = entry.enter(reader, slug, person)
    wanted = access.charter.head if number == "latest" else int(number)
    return _whole(reader, access, entry.revision(reader, access.charter, wanted))


@router.get("/on/{day}")
@cached
def revision_on(
    reader: Reading,
    person: Anyone,
    slug: Slug,
    day: Annotated[str, Path(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")],
) -> schemas.WholeRevision:
    """The revision in force at the end of a day."""
    access = entry.enter(reader, slug, person)
    return _whole(reader, access, on_day(reader, access, day))


def on_day(reader: Reader, access: CharterAccess, day: str) -> Revision:
    """The revision in force at the end of a day, written YYYY-MM-DD.

    Raises:
        BadInput: it is no day of the calendar.
        NotFound: the charter did not exist yet.
    """
    try:
        wanted = date.fromisoformat(day)
    except ValueError as error:
        msg = _("“{day}” is no day of the calendar. Write it as 2024-01-31.").format(day=day[:20])
        raise BadInput(msg, field="day") from error
    number = revisions.number_on(reader, access.charter.id, wanted)
    if number is None:
        msg = _("This charter did not exist yet on {day}.").format(day=day)
        raise NotFound(msg)
    return entry.revision(reader, access.charter, number)


@router.get("/compare/{a}...{b}")
@cached
def compare(
    reader: Reading, person: Anyone, slug: Slug, a: Number, b: Number, request: Request
) -> schemas.Comparison:
    """What changed from revision `a` to revision `b`, in the order of the text."""
    access = entry.enter(reader, slug, person)
    old = entry.revision(reader, access.charter, a)
    new = entry.revision(reader, access.charter, b)
    cost = cost_of_texts(old.document.text, new.document.text)
    spend(request, Counted.COMPARISONS, person.person if person else None, cost)
    listed = [shapes.change_out(one) for one in changes(old.document, new.document)]
    return schemas.Comparison(base=a, other=b, changes=listed)
