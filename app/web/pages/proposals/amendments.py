"""The proposals of a charter, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import HTMLResponse, Response

from amendments.belonging.permissions import may_propose
from amendments.refusals import NotFound, Refusal
from amendments.status import ENDED, Status
from app import addresses
from app.services import entry
from app.services.views import amendment_lists, amendment_view
from app.services.views.amendment_lists import ListedAmendment
from app.services.views.amendment_view import AmendmentView
from app.services.writing.proposed import proposed_document
from app.services.writing.submit import submit_amendment
from app.storage.texts import revisions
from app.storage.writing.amendments import Version
from app.web.answer_cache.pending import cached
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.context import (
    CharterContext,
    Number,
    RequestContext,
    SettledContext,
    TheCharterContext,
    Trouble,
)
from app.web.pages.proposals.amendment_context import amendment_page, threads_wanted
from app.web.pages.texts.together import meetings_in_words
from app.web.rendering.pictures import Bar, bars
from app.web.rendering.redline import Redline, redline
from app.web.serving.routing import Router
from charter.history.sections import step
from charter.language import gettext as _
from charter.reading.sizes import size_of

router = Router()

#: The groups of the list, by the names that its addresses have for them.
GROUPS: Mapping[str, frozenset[Status]] = {
    "deciding": frozenset({Status.ROUND}),
    "discussing": frozenset({Status.DISCUSSION}),
    "drafts": frozenset({Status.DRAFT}),
    "decided": ENDED,
}
#: How many of a group are shown at once.
SHOWN = 30


@dataclass(frozen=True, slots=True)
class ListPage:
    """The proposals, by where they stand.

    `earlier` says for a group before which number it goes on, `only` which group alone was asked
    for.
    """

    slug: str
    names: amendment_view.Names
    deciding: tuple[ListedAmendment, ...]
    discussing: tuple[ListedAmendment, ...]
    drafts: tuple[ListedAmendment, ...]
    decided: tuple[ListedAmendment, ...]
    earlier: Mapping[str, int]
    only: str
    may_propose: bool
    me: int | None
    bars: Mapping[int, Bar]
    meetings: Mapping[int, tuple[str, ...]]


@router.get("/{slug}/amendments")
@cached
def every(charter_ctx: TheCharterContext, group: str = "", before: Number = 0) -> Response:
    """The proposals that this person may know of: of each group the newest, or more of one.

    `group` is one of `GROUPS`, of which those before a number are asked for.
    """
    asked = {group: GROUPS[group]} if group in GROUPS else GROUPS
    found = amendment_lists.list_groups(
        charter_ctx.reader, charter_ctx.access, asked, before or None, SHOWN
    )
    shown = {name: found[name].shown if name in found else () for name in GROUPS}
    page = ListPage(
        slug=charter_ctx.slug,
        names=amendment_view.names(charter_ctx.reader, charter_ctx.access),
        deciding=tuple(sorted(shown["deciding"], key=_closes_at)),
        discussing=shown["discussing"],
        drafts=shown["drafts"],
        decided=shown["decided"],
        earlier={name: one.earlier for name, one in found.items() if one.earlier},
        only=group if group in GROUPS else "",
        may_propose=may_propose(charter_ctx.access.actor) is True,
        me=charter_ctx.access.actor.member,
        bars=_bars(charter_ctx, [one for listed in shown.values() for one in listed]),
        meetings=meetings_in_words(
            charter_ctx, [one.kept.value.number for listed in shown.values() for one in listed]
        ),
    )
    return charter_ctx.show("amendments.html", _("Proposals"), page)


def _bars(charter_ctx: CharterContext, listed: Iterable[ListedAmendment]) -> dict[int, Bar]:
    """How much each of some proposals would change, by its number."""
    sizes, listed = [], list(listed)
    bases = {one.version.base for one in listed}
    revisions.read_together(charter_ctx.reader, charter_ctx.access.charter.id, bases)
    for one in listed:
        base = entry.revision(charter_ctx.reader, charter_ctx.access.charter, one.version.base)
        wanted = proposed_document(charter_ctx.reader, one.version, base)
        sizes.append(size_of(step(base.document, wanted)))
    numbers = [one.kept.value.number for one in listed]
    return dict(zip(numbers, bars(sizes), strict=True))


def _closes_at(one: ListedAmendment) -> datetime:
    return one.open_round.kept.value.closes_at if one.open_round else one.kept.created_at


@router.get("/{slug}/amendments/{k:int}")
@cached
def amendment(charter_ctx: TheCharterContext, k: Number) -> Response:
    """One proposal with all that belongs to it."""
    proposal = amendment_view.look_at_amendment(
        charter_ctx.reader, charter_ctx.access, k, threads_wanted(charter_ctx)
    )
    return show_amendment(charter_ctx, proposal)


def show_amendment(
    charter_ctx: CharterContext,
    proposal: AmendmentView,
    *,
    trouble: Trouble | None = None,
    fragment: str | None = None,
    stance: Mapping[str, str] | None = None,
    comment: Mapping[str, str] | None = None,
    closes_at: str = "",
    typed: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page of a proposal, with what was typed in one of its forms."""
    page = amendment_page(
        charter_ctx, proposal, stance=stance, comment=comment, closes_at=closes_at, typed=typed
    )
    title = proposal.version.title
    return charter_ctx.show("amendment.html", title, page, trouble=trouble, fragment=fragment)


def again(
    ctx: RequestContext,
    slug: str,
    k: int,
    refused: Refusal,
    form: str = "",
    sent: Mapping[str, str] | None = None,
) -> Response:
    """The page of a proposal once more, with the reason why something was not done.

    `form` is what the ids of the form's fields begin with, `sent` what was typed in them.
    """
    typed = {f"{form}-{name}": value for name, value in (sent or {}).items()}
    with ctx.reading(slug) as charter_ctx:
        proposal = amendment_view.look_at_amendment(
            charter_ctx.reader, charter_ctx.access, k, threads_wanted(charter_ctx)
        )
        return show_amendment(charter_ctx, proposal, trouble=Trouble.of(refused, form), typed=typed)


@router.post("/{slug}/amendments/{k:int}/submit")
def submit(ctx: SettledContext, slug: str, k: Number) -> Response:
    """Bring a draft before the members."""
    try:
        with ctx.writing(slug) as (writer, access):
            submit_amendment(writer, access, k)
    except Refusal as refused:
        return again(ctx, slug, k, refused)
    return ctx.go(addresses.amendment(slug, k), "submitted")


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """What changed between two versions of a proposal."""

    slug: str
    number: int
    title: str
    before: Version
    after: Version
    change: Redline
    side_by_side: bool


@router.get("/{slug}/amendments/{k:int}/versions/{a:int}...{b:int}")
@cached
def versions(
    charter_ctx: TheCharterContext, k: Number, a: Number, b: Number, view: str = ""
) -> Response:
    """What changed between two versions of a proposal."""
    proposal = amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
    before, after = _version(proposal, a), _version(proposal, b)
    old, new = (
        proposed_document(
            charter_ctx.reader,
            one,
            entry.revision(charter_ctx.reader, charter_ctx.access.charter, one.base),
        )
        for one in (before, after)
    )
    cost = cost_of_texts(old.text, new.text)
    spend(charter_ctx.ctx.request, Counted.COMPARISONS, charter_ctx.ctx.person, cost)
    page = VersionsPage(
        slug=charter_ctx.slug,
        number=k,
        title=proposal.version.title,
        before=before,
        after=after,
        change=redline(old, new),
        side_by_side=view == "side",
    )
    return charter_ctx.show("versions.html", _("Versions {a} and {b}").format(a=a, b=b), page)


def _version(proposal: AmendmentView, number: int) -> Version:
    for one in proposal.versions:
        if one.number == number:
            return one
    msg = _("There is no version {number} of this proposal.").format(number=number)
    raise NotFound(msg)
