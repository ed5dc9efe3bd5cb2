"""The history of a charter: its revisions, one of them, and the one in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from amendments.refusals import BadInput, NotFound, Refusal
from app import addresses
from app.rendering.markdown.html import charter_to_html
from app.services import entry
from app.services.texts.published import outcomes_of, proposals_of
from app.storage.texts import revisions
from app.storage.texts.revision_sizes import RevisionSize, sizes
from app.storage.texts.revisions import Revision, RevisionFacts
from app.web import problems
from app.web.answer_cache.pending import cached
from app.web.pages.context import CharterContext, Number, TheCharterContext
from app.web.pages.texts.charters import Heading, contents, former_names_in, terms_here
from app.web.pages.texts.history_context import (
    ON_A_PAGE,
    HistoryPart,
    OverTime,
    over_time,
    size_bars,
    size_in_words,
)
from app.web.rendering.moments import day as day_in_words
from app.web.rendering.pictures import Bar
from app.web.serving.routing import Router
from app.web.templating import render
from charter.language import gettext as _

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
    """A part of the history, newest first."""

    slug: str
    head: int
    part: HistoryPart
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
def history(charter_ctx: TheCharterContext, before: Number | None = None) -> Response:
    """The newest revisions, newest first; `before` continues an earlier page."""
    charter = charter_ctx.access.charter
    first = None if before is None else max(before, 2)
    found = revisions.facts(charter_ctx.reader, charter.id, first, ON_A_PAGE)
    part = HistoryPart.of(found, charter.head)
    kept = sizes(charter_ctx.reader, charter.id, part.first, part.last)
    page = HistoryPage(
        charter_ctx.slug,
        charter.head,
        part,
        _entries(charter_ctx, found, kept),
        over_time(found, kept),
    )
    return charter_ctx.show("history.html", _("History"), page)


def _entries(
    charter_ctx: CharterContext, found: list[RevisionFacts], kept: list[RevisionSize]
) -> tuple[Entry, ...]:
    told = entry.all_told(charter_ctx.reader, charter_ctx.access, found)
    proposals = proposals_of(charter_ctx.reader, charter_ctx.access, told)
    drawn, by_number = size_bars(kept), {one.number: one for one in kept}
    return tuple(
        Entry(
            number=one.number,
            dated=one.dated,
            title=one.title,
            summary=proposals[one.amendment].summary if one.amendment in proposals else "",
            size=size_in_words(by_number[one.number]),
            bar=drawn.get(one.number),
            amendment=one.amendment,
            round=one.round,
        )
        for one in told
    )


@router.get("/{slug}/revisions/{n:int}")
@cached
def revision(charter_ctx: TheCharterContext, n: Number) -> Response:
    """A revision as it read then."""
    return _show(charter_ctx, entry.revision(charter_ctx.reader, charter_ctx.access.charter, n))


def _show(charter_ctx: CharterContext, shown: Revision, on: date | None = None) -> Response:
    charter = charter_ctx.access.charter
    following = revisions.revision(charter_ctx.reader, charter.id, shown.number + 1)
    page = RevisionPage(
        slug=charter_ctx.slug,
        revision=entry.as_told(charter_ctx.reader, charter_ctx.access, shown),
        head=charter.head,
        html=charter_to_html(
            shown.document,
            None,
            terms_here(charter_ctx),
            former_names_in(charter_ctx, shown),
            shown.dated,
        ),
        contents=contents(shown.document),
        statement=outcomes_of(charter_ctx.reader, charter_ctx.access, [shown]).get(
            shown.number, ""
        ),
        superseded=following.dated if following else None,
        on=on,
    )
    return charter_ctx.show("revision.html", _("Revision {n}").format(n=shown.number), page)


@dataclass(frozen=True, slots=True)
class NoSuchDay:
    """What is there instead of the text of a day: `typed` is what was asked for."""

    slug: str
    typed: str
    reason: str
    first: date


@router.get("/{slug}/on")
def choose_day(charter_ctx: TheCharterContext, day: str = "") -> Response:
    """Go to the text as it read on a day that was typed in."""
    try:
        return RedirectResponse(addresses.on_day(charter_ctx.slug, _day(day)), 303)
    except BadInput as refused:
        return _no_such_day(charter_ctx, day, refused)


@router.get("/{slug}/on/{day}")
@cached
def on_day(charter_ctx: TheCharterContext, day: str) -> Response:
    """The revision in force at the end of a day."""
    try:
        wanted = _day(day)
        return _show(charter_ctx, _revision_on(charter_ctx, wanted), wanted)
    except (BadInput, NotFound) as refused:
        return _no_such_day(charter_ctx, day, refused)


def _revision_on(charter_ctx: CharterContext, wanted: date) -> Revision:
    charter = charter_ctx.access.charter
    number = revisions.number_on(charter_ctx.reader, charter.id, wanted)
    if number is None:
        first = entry.revision(charter_ctx.reader, charter, 1)
        msg = _("There was no charter yet on {plain_day}. It begins on {plain_day2}.").format(
            plain_day=_plain_day(wanted), plain_day2=_plain_day(first.dated)
        )
        raise NotFound(msg)
    return entry.revision(charter_ctx.reader, charter, number)


def _no_such_day(charter_ctx: CharterContext, typed: str, refused: Refusal) -> Response:
    """Why there is no text for what was asked for, and where one can go from here."""
    first = entry.revision(charter_ctx.reader, charter_ctx.access.charter, 1)
    title = _("The charter on a day")
    page = NoSuchDay(charter_ctx.slug, typed[:40], refused.reason, first.dated)
    frame = charter_ctx.ctx.frame(title, charter_ctx.reader, access=charter_ctx.access)
    status = problems.status_of(refused)
    return render(charter_ctx.ctx.request, "no_such_day.html", frame, page, status=status)


def _plain_day(day: date) -> str:
    return str(day_in_words(day).striptags())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        msg = _("This is not a day of the calendar. Write it like 2024-01-31.")
        raise BadInput(msg, field="day") from error
