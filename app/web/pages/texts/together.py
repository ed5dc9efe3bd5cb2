"""The charter as it would read if every open proposal passed that meets no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from amendments.status import Status
from app.rendering.markdown.html import charter_to_html
from app.services.texts.heading_links import former_names
from app.services.views import amendment_lists
from app.services.views.interplay import Interplay, look_at_interplay
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.context import CharterContext, TheVisit
from app.web.pages.talking.discussion_context import passage_name
from app.web.rendering.redline import Redline, redline
from app.web.rendering.sentences import PROPOSED
from app.web.serving.routing import Router
from charter import Document, Meeting
from charter.language import gettext as _

router = Router()


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
    """The text with all of them; `html` instead of the change where one wants to read it plain."""

    slug: str
    head: int
    passed: tuple[Titled, ...]
    apart: tuple[Apart, ...]
    change: Redline
    html: Markup | None


@router.get("/{slug}/amendments/together")
def if_all_pass(charter_ctx: TheVisit, view: str = "") -> Response:
    """What would change if all of these passed, or the whole text as it would read then."""
    interplay = look_at_interplay(charter_ctx.reader, charter_ctx.access)
    before, after = interplay.head.document, interplay.together.document
    cost = cost_of_texts(before.text, after.text)
    spend(charter_ctx.ctx.request, Counted.COMPARISONS, charter_ctx.ctx.person, cost)
    listed = amendment_lists.list_amendments(
        charter_ctx.reader, charter_ctx.access, [Status.DISCUSSION, Status.ROUND]
    )
    titled = {
        one.kept.value.number: Titled(one.kept.value.number, one.version.title)
        for one in sorted(listed, key=lambda each: each.kept.value.number)
    }
    passed = {int(key) for key in interplay.together.passed}
    page = TogetherPage(
        slug=charter_ctx.slug,
        head=interplay.head.number,
        passed=tuple(one for number, one in titled.items() if number in passed),
        apart=tuple(
            Apart(one, _why_apart(interplay, number))
            for number, one in titled.items()
            if number not in passed
        ),
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
    told = [
        meeting_in_words(interplay.head.document, one, number) for one in interplay.meeting(number)
    ]
    return " ".join(told)


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


def meetings_in_words(charter_ctx: CharterContext) -> Mapping[int, tuple[str, ...]]:
    """How each open proposal meets others, by its number."""
    interplay = look_at_interplay(charter_ctx.reader, charter_ctx.access)
    head = interplay.head.document
    return {
        number: tuple(meeting_in_words(head, one, number) for one in interplay.meeting(number))
        for number in interplay.fitting
    }
