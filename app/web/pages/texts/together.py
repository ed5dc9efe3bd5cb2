"""The charter as it would read if every open proposal passed that meets no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from amendments.status import Status
from app.rendering.markdown.html import charter_to_html
from app.services.texts.heading_links import former_names
from app.services.views import amendment_lists
from app.services.views.interplay import Interplay, look_at_interplay
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.context import CharterContext, TheCharterContext
from app.web.pages.talking.discussion_context import passage_name
from app.web.rendering.redline import Redline, redline
from app.web.rendering.sentences import PROPOSED
from app.web.serving.routing import Router
from charter import Document, Meeting
from charter.language import gettext as _
from charter.language import ngettext

router = Router()
#: How many proposals are listed as being in the text, and as many as not being in it.
MOST_LISTED = 30
#: Of how many others it is told one by one how a proposal meets them.
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Titled:
    """A proposal by its number and title."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A proposal that is not in the text, and why."""

    titled: Titled
    why: str


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """The text with all of them; `html` instead of the change where one wants to read it plain.

    Of many proposals the first are listed as being in it, or as not being in it; of the others it
    is told how many there are.
    """

    slug: str
    head: int
    passed: tuple[Titled, ...]
    more_passed: int
    apart: tuple[Apart, ...]
    more_apart: int
    change: Redline
    html: Markup | None


@router.get("/{slug}/amendments/together")
def if_all_pass(charter_ctx: TheCharterContext, view: str = "") -> Response:
    """What would change if all of these passed, or the whole text as it would read then."""
    interplay = look_at_interplay(charter_ctx.reader, charter_ctx.access)
    before, after = interplay.head.document, interplay.together.document
    cost = cost_of_texts(before.text, after.text)
    spend(charter_ctx.ctx.request, Counted.COMPARISONS, charter_ctx.ctx.person, cost)
    listed = amendment_lists.known_amendments(
        charter_ctx.reader, charter_ctx.access, [Status.DISCUSSION, Status.ROUND]
    )
    titled = [
        Titled(one.kept.value.number, one.version.title)
        for one in sorted(listed, key=lambda each: each.kept.value.number)
    ]
    has_passed = {int(key) for key in interplay.together.passed}
    passed = tuple(one for one in titled if one.number in has_passed)
    apart = tuple(one for one in titled if one.number not in has_passed)
    page = TogetherPage(
        slug=charter_ctx.slug,
        head=interplay.head.number,
        passed=passed[:MOST_LISTED],
        more_passed=len(passed[MOST_LISTED:]),
        apart=tuple(Apart(one, _why_apart(interplay, one.number)) for one in apart[:MOST_LISTED]),
        more_apart=len(apart[MOST_LISTED:]),
        change=redline(before, after, tense=PROPOSED),
        html=_as_text(charter_ctx, after, interplay.head.number)
        if view == "text" and passed
        else None,
    )
    return charter_ctx.show("together.html", _("If all of these pass"), page)


def _as_text(charter_ctx: CharterContext, after: Document, head: int) -> Markup:
    former = former_names(charter_ctx.reader, charter_ctx.access.charter, after, head + 1)
    today = charter_ctx.reader.now.astimezone(charter_ctx.access.charter.zone).date()
    return charter_to_html(after, former=former, dated=today)


def _why_apart(interplay: Interplay, number: int) -> str:
    if number not in interplay.fitting:
        return _("It does not fit the text in force as it stands.")
    return " ".join(_meetings_of(interplay, number))


def _meetings_of(interplay: Interplay, number: int) -> tuple[str, ...]:
    """How a proposal meets others, the first few of them one by one."""
    met, head = interplay.meetings.get(number, ()), interplay.head.document
    told = [meeting_in_words(head, one, number) for one in met[:MOST_TOLD]]
    more = len(met) - len(told)
    if more:
        told.append(
            ngettext("It meets {n} more proposal.", "It meets {n} more proposals.", more).format(
                n=more
            )
        )
    return tuple(told)


def meeting_in_words(head: Document, one: Meeting, number: int) -> str:
    """How a proposal meets another, told to who looks at the first."""
    first, second = int(one.first), int(one.second)
    other = second if first == number else first
    if one.kind == "same":
        return _("It does the same as proposal {n}.").format(n=other)
    if one.kind == "contains" and first == number:
        return _("All that proposal {n} asks for is in this one as well.").format(n=other)
    if one.kind == "contains":
        return _("All that it asks for is in proposal {n} as well.").format(n=other)
    found = [head.get(block) for block in one.blocks]
    names = [f"“{passage_name(block)}”" for block in found if block is not None]
    if not names:
        return _("It puts words in the same place as proposal {n}.").format(n=other)
    return _("It meets proposal {n} in {passages}.").format(n=other, passages=", ".join(names))


def meetings_in_words(
    charter_ctx: CharterContext, numbers: Iterable[int]
) -> Mapping[int, tuple[str, ...]]:
    """How some open proposals meet others, by their numbers."""
    interplay = look_at_interplay(charter_ctx.reader, charter_ctx.access)
    return {
        number: _meetings_of(interplay, number)
        for number in numbers
        if number in interplay.meetings
    }
