"""What changed between two revisions."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from app import addresses
from app.services import entry
from app.storage.texts.revisions import Revision
from app.web.answer_cache.pending import cached
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.context import Number, TheCharterContext
from app.web.rendering.redline import Redline, redline
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two revisions and what changed from one to the other."""

    slug: str
    before: Revision
    after: Revision
    head: int
    change: Redline
    side_by_side: bool


@router.get("/{slug}/compare")
def choose(charter_ctx: TheCharterContext, a: Number = 1, b: Number = 1) -> Response:
    """Go to the comparison that was chosen in a form."""
    return RedirectResponse(addresses.comparison(charter_ctx.slug, a, b), 303)


@router.get("/{slug}/compare/{a:int}...{b:int}")
@cached
def compare(charter_ctx: TheCharterContext, a: Number, b: Number, view: str = "") -> Response:
    """What changed: in words, then in the text."""
    charter = charter_ctx.access.charter
    before, after = (entry.revision(charter_ctx.reader, charter, number) for number in (a, b))
    cost = cost_of_texts(before.document.text, after.document.text)
    spend(charter_ctx.ctx.request, Counted.COMPARISONS, charter_ctx.ctx.person, cost)
    page = ComparePage(
        slug=charter_ctx.slug,
        before=before,
        after=after,
        head=charter.head,
        change=redline(before.document, after.document),
        side_by_side=view == "side",
    )
    return charter_ctx.show(
        "compare.html", _("From revision {a} to revision {b}").format(a=a, b=b), page
    )
