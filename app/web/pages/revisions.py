"""The history of a charter: its revisions, one of them, and the one in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from amendments.refusals import BadInput, NotFound, Refusal
from app.rendering.markdown import charter_to_html
from app.services import entry
from app.services.round_looks import statements_for
from app.storage import amendments as stored
from app.storage import rounds, texts
from app.storage.texts import Revision
from app.web import problems
from app.web.answer_cache.pending import cached
from app.web.pages.charters import Heading, contents, former_names_in, terms_here
from app.web.pages.door import Number, TheVisit, Visit
from app.web.pages.history_context import OverTime, over_time, size_bars
from app.web.rendering.moments import day as day_in_words
from app.web.rendering.pictures import Bar
from app.web.routing import Router
from app.web.templating import render
from charter import Delete, Insert, Move, Replace
from charter.language import gettext as _
from charter.language import ngettext

router = Router()


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision in the history. `size` says how much it changed."""

    number: int
    dated: date
    title: str
    summary: str
    size: str
    bar: Bar | None
    amendment: int | None
    round: int | None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The history, newest first."""

    slug: str
    head: int
    entries: tuple[Entry, ...]
    over_time: OverTime | None


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """A revision as it read. `on` is the day that was asked for, if one was."""

    slug: str
    revision: Revision
    head: int
    html: Markup
    contents: tuple[Heading, ...]
    statement: str
    superseded: date | None
    on: date | None = None


@router.get("/{slug}/revisions")
@cached
def history(visit: TheVisit) -> Response:
    """Every revision, newest first."""
    charter = visit.room.charter
    found = texts.revisions(visit.reader, charter.id)
    sizes = size_bars(found)
    told = (entry.as_told(visit.reader, visit.room, one) for one in found)
    entries = tuple(_entry(visit, one, sizes.get(one.number)) for one in told)
    page = HistoryPage(visit.slug, charter.head, entries, over_time(found))
    return visit.show("history.html", _("History"), page)


def _entry(visit: Visit, revision: Revision, bar: Bar | None) -> Entry:
    summary = ""
    if revision.amendment is not None:
        kept = stored.find(visit.reader, visit.room.charter.id, revision.amendment)
        version = stored.version(visit.reader, kept.id, kept.value.version) if kept else None
        summary = version.summary if version else ""
    return Entry(
        number=revision.number,
        dated=revision.dated,
        title=revision.title,
        summary=summary,
        size=_size(visit, revision),
        bar=bar,
        amendment=revision.amendment,
        round=revision.round,
    )


def _size(visit: Visit, revision: Revision) -> str:
    if revision.parent is None:
        n = len(revision.document.blocks)
        return ngettext("{n} passage", "{n} passages", n).format(n=n)
    operations = texts.change_set(visit.reader, revision.change_sha256).operations
    words = (
        (Replace, _("{n} changed")),
        (Insert, _("{n} added")),
        (Delete, _("{n} taken out")),
        (Move, _("{n} moved")),
    )
    counts = [(sum(isinstance(op, kind) for op in operations), word) for kind, word in words]
    told = ", ".join(word.format(n=n) for n, word in counts if n)
    return _("Passages: {told}").format(told=told) if told else _("No passage changed")


@router.get("/{slug}/revisions/{n:int}")
@cached
def revision(visit: TheVisit, n: Number) -> Response:
    """A revision as it read then."""
    return _show(visit, entry.revision(visit.reader, visit.room.charter, n))


def _show(visit: Visit, shown: Revision, on: date | None = None) -> Response:
    charter = visit.room.charter
    following = texts.revision(visit.reader, charter.id, shown.number + 1)
    page = RevisionPage(
        slug=visit.slug,
        revision=entry.as_told(visit.reader, visit.room, shown),
        head=charter.head,
        html=charter_to_html(
            shown.document,
            None,
            terms_here(visit),
            former_names_in(visit, shown),
            shown.dated,
        ),
        contents=contents(shown.document),
        statement=statement_of(visit, shown),
        superseded=following.dated if following else None,
        on=on,
    )
    return visit.show("revision.html", _("Revision {n}").format(n=shown.number), page)


def statement_of(visit: Visit, shown: Revision) -> str:
    """What came of the decision that made a revision: a steward's words, or what was counted."""
    shown = entry.as_told(visit.reader, visit.room, shown)
    if shown.amendment is None or shown.round is None:
        return ""
    kept = stored.find(visit.reader, visit.room.charter.id, shown.amendment)
    decision = rounds.find(visit.reader, kept.id, shown.round) if kept else None
    if decision is None:
        return ""
    told = statements_for(visit.reader, visit.room, decision.id)
    return told[-1].body if told else decision.statement or ""


@dataclass(frozen=True, slots=True)
class NoSuchDay:
    """What is there instead of the text of a day: `typed` is what was asked for."""

    slug: str
    typed: str
    reason: str
    first: date


@router.get("/{slug}/on")
def choose_day(visit: TheVisit, day: str = "") -> Response:
    """Go to the text as it read on a day that was typed in."""
    try:
        return RedirectResponse(f"/{visit.slug}/on/{_day(day).isoformat()}", 303)
    except BadInput as refused:
        return _no_such_day(visit, day, refused)


@router.get("/{slug}/on/{day}")
@cached
def on_day(visit: TheVisit, day: str) -> Response:
    """The revision in force at the end of a day."""
    try:
        wanted = _day(day)
        return _show(visit, _revision_on(visit, wanted), wanted)
    except (BadInput, NotFound) as refused:
        return _no_such_day(visit, day, refused)


def _revision_on(visit: Visit, wanted: date) -> Revision:
    charter = visit.room.charter
    number = texts.number_on(visit.reader, charter.id, wanted)
    if number is None:
        first = entry.revision(visit.reader, charter, 1)
        msg = _("There was no charter yet on {plain_day}. It begins on {plain_day2}.").format(
            plain_day=_plain_day(wanted), plain_day2=_plain_day(first.dated)
        )
        raise NotFound(msg)
    return entry.revision(visit.reader, charter, number)


def _no_such_day(visit: Visit, typed: str, refused: Refusal) -> Response:
    """Why there is no text for what was asked for, and where one can go from here."""
    first = entry.revision(visit.reader, visit.room.charter, 1)
    title = _("The charter on a day")
    page = NoSuchDay(visit.slug, typed[:40], refused.reason, first.dated)
    frame = visit.door.frame(title, visit.reader, room=visit.room)
    status = problems.status_of(refused)
    return render(visit.door.request, "no_such_day.html", frame, page, status=status)


def _plain_day(day: date) -> str:
    return str(day_in_words(day).striptags())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        msg = _("This is not a day of the calendar. Write it like 2024-01-31.")
        raise BadInput(msg, field="day") from error
