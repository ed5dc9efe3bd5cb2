"""The record of a charter: everything that happened, in plain sentences, newest first."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from starlette.responses import Response

from amendments.belonging.shown_names import in_words
from amendments.record.events import EventKind
from app import addresses
from app.services import entry
from app.services.views import amendment_view
from app.storage.record.lines import ruleset_before
from app.storage.tables import EventRow
from app.storage.writing import amendments
from app.web.answer_cache.pending import cached
from app.web.pages.context import CharterContext, Number, TheCharterContext
from app.web.rendering.record.event_sentence import EventSentence
from app.web.rendering.record.events import tell
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()
ON_A_PAGE = 50
#: How members are called in the record.
_HANDLE = re.compile(r'"(m_[^"]+)"')


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One event in words, with the start of its digest."""

    seq: int
    at: datetime
    text: str
    link: str
    digest: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page of the record."""

    slug: str
    total: int
    events: tuple[RecordEntry, ...]
    older: int | None
    is_newest: bool


@router.get("/{slug}/record")
@cached
def record(charter_ctx: TheCharterContext, before: Number | None = None) -> Response:
    """What happened, newest first; `before` continues an earlier page."""
    wanted = select(EventRow).where(EventRow.charter_id == charter_ctx.access.charter.id)
    newest = charter_ctx.reader.session.exec(
        wanted.order_by(col(EventRow.seq).desc()).limit(1)
    ).first()
    if before is not None:
        wanted = wanted.where(EventRow.seq < before)
    rows = list(
        charter_ctx.reader.session.exec(wanted.order_by(col(EventRow.seq).desc()).limit(ON_A_PAGE))
    )
    handles = _names_by_handle(charter_ctx, rows)
    known = _known(charter_ctx, rows)
    page = RecordPage(
        slug=charter_ctx.slug,
        total=newest.seq if newest else 0,
        events=tuple(_told(charter_ctx, row, handles, known) for row in rows),
        older=rows[-1].seq if rows and rows[-1].seq > 1 else None,
        is_newest=before is None,
    )
    return charter_ctx.show("record.html", _("The record"), page)


def _names_by_handle(charter_ctx: CharterContext, rows: list[EventRow]) -> dict[str, str]:
    """Names are for members; everyone else reads of “a member”."""
    if not charter_ctx.access.actor.is_member:
        return {}
    told = {handle for row in rows for handle in _HANDLE.findall(row.line)}
    people = amendment_view.directory(charter_ctx.reader, charter_ctx.access).by_handles(told)
    return {handle: in_words(one.name) for handle, one in people.items()}


def _known(charter_ctx: CharterContext, rows: list[EventRow]) -> set[int]:
    """The proposals in these lines that this person may look at."""
    numbers = {row.amendment_number for row in rows if row.amendment_number is not None}
    found = amendments.numbered(charter_ctx.reader, charter_ctx.access.charter.id, numbers)
    return {number for number, kept in found.items() if entry.visible(charter_ctx.access, kept)}


def _told(
    charter_ctx: CharterContext, row: EventRow, names: dict[str, str], known: set[int]
) -> RecordEntry:
    line = json.loads(row.line)
    who = names.get(line["actor"], _(amendment_view.SOMEONE)) if line["actor"] else ""
    rules = None
    if line["kind"] == EventKind.RULES_CHANGED:
        rules = ruleset_before(charter_ctx.reader, charter_ctx.access.charter.id, row.seq)
    event = EventSentence(line["kind"], who, line["data"], names, rules)
    text, tail = tell(event)
    if tail.startswith(addresses.amendments("")) and row.amendment_number not in known:
        tail = ""
    link = addresses.within(charter_ctx.slug, tail) if tail else ""
    return RecordEntry(row.seq, row.at, text, link, row.digest[:12])
