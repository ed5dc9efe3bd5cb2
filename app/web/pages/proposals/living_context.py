"""A proposal in the text in force: what was published since it was written, or decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from amendments.deciding.rounds import Round
from app.services.views.amendment_view import AmendmentView
from app.services.writing.today import Since, published_since
from app.storage.texts import revisions
from app.web.pages.context import CharterContext
from charter.change.surroundings import Where
from charter.language import N_
from charter.language import gettext as _

_WHERE = {
    "place": N_("it changed this very place"),
    "beside": N_("it changed what stands right beside it"),
    "elsewhere": N_("it changed another part of the text"),
}


@dataclass(frozen=True, slots=True)
class SinceView:
    """A revision that was published meanwhile. `said` tells where it changed the text."""

    number: int
    dated: date
    title: str
    amendment: int | None
    said: str


@dataclass(frozen=True, slots=True)
class LivingView:
    """How a proposal is shown: in the text of today, or as it was written (`is_written`).

    `head` is the number of the revision in force, `written_on` of the one it was written on;
    `fits`: whether it can be shown in the text of today. `since` are the newest of the revisions
    published since, `before_those` how many more there are.
    """

    is_written: bool
    fits: bool
    head: int
    written_on: int
    since: tuple[SinceView, ...]
    before_those: int


def living_view(view: AmendmentView, *, is_written: bool) -> LivingView | None:
    """How an undecided proposal is shown; None for one that is decided."""
    if view.today is None or view.standing is None:
        return None
    return LivingView(
        is_written=is_written and view.today.has_moved,
        fits=view.standing.kind == "clean",
        head=view.today.head.number,
        written_on=view.base.number,
        since=views_of(view.today.since),
        before_those=view.today.before_those,
    )


def where_in_words(where: Where) -> str:
    """Where a revision changed the text, seen from a proposal."""
    return _(_WHERE[where])


def views_of(since: Iterable[Since]) -> tuple[SinceView, ...]:
    """What was published meanwhile, in words."""
    return tuple(
        SinceView(one.number, one.dated, one.title, one.amendment, where_in_words(one.where))
        for one in since
    )


def published_meanwhile(
    charter_ctx: CharterContext, value: Round, made: int | None
) -> tuple[SinceView, ...]:
    """What was published while a round was open; `made` is the revision that it made itself."""
    if value.in_force is None:
        return ()
    last = made - 1 if made else charter_ctx.access.charter.head
    change_set = revisions.change_set(charter_ctx.reader, value.change_sha256)
    found = published_since(
        charter_ctx.reader, charter_ctx.access, change_set, value.in_force, last
    )
    ended = value.closed_at
    return views_of(one for one in found if ended is None or one.published_at <= ended)
