"""Commenting on a proposal."""

from __future__ import annotations

from starlette.responses import Response

from amendments.refusals import Refusal
from amendments.talking.comments import NewRemark
from amendments.talking.which_words import MeantWords
from app import addresses
from app.services.talking.comment import add_comment
from app.services.views import amendment_view
from app.web.limits import Counted, spend
from app.web.pages.authentication.reauthentication import demand_signed_in
from app.web.pages.context import Number, SettledContext, Trouble
from app.web.pages.forms import TheForm
from app.web.pages.proposals.amendment_context import threads_wanted
from app.web.pages.proposals.amendments import show_amendment
from app.web.pages.talking.discussion_context import NOTHING_TYPED
from app.web.serving.routing import Router
from app.web.templating import is_fragment_request

router = Router()
FRAGMENT = "fragments/_discussion.html"


@router.post("/{slug}/amendments/{k:int}/comments")
def comment(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Add a comment, on the whole or on a passage."""
    demand_signed_in(ctx, form)
    spend(ctx.request, Counted.COMMENTS, ctx.person)
    remark = NewRemark(
        body=form.get("body"),
        kind=form.get("kind") or "reaction",
        block=form.get("block") or None,
        quote=form.get("quote") or None,
        reply_to=form.number("reply_to"),
        replacement=form.get("replacement") or None,
        meant=MeantWords(form.number("occurrence")),
    )
    trouble, number = None, 0
    try:
        with ctx.writing(slug) as (writer, access):
            number = add_comment(writer, access, k, remark)
    except Refusal as refused:
        trouble = Trouble.of(refused, "comment")
    if trouble is None and not is_fragment_request(ctx.request):
        return ctx.go(addresses.comment(slug, k, number), "commented")
    typed = form.only(*NOTHING_TYPED) if trouble else None
    with ctx.reading(slug) as charter_ctx:
        view = amendment_view.look_at_amendment(
            charter_ctx.reader, charter_ctx.access, k, threads_wanted(charter_ctx, typed)
        )
        return show_amendment(charter_ctx, view, trouble=trouble, comment=typed, fragment=FRAGMENT)
