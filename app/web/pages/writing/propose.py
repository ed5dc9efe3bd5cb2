"""Writing a new proposal."""

from __future__ import annotations

from starlette.responses import Response

from amendments.belonging.permissions import may_propose
from amendments.fields import names_of
from amendments.refusals import Refusal, demand
from amendments.status import Status
from amendments.writing.fields import LONGEST_TITLE, PROPOSAL
from app import addresses
from app.services import entry
from app.services.writing.draft import draft_amendment, own_with_change, prepare_draft
from app.services.writing.keep_draft import own_draft
from app.services.writing.submit import submit_amendment
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.authentication.reauthentication import demand_signed_in
from app.web.pages.context import Number, SettledContext, TheCharterContext
from app.web.pages.forms import TheForm
from app.web.pages.writing.editor import (
    EditorState,
    again,
    demand_writer,
    gone_on,
    preview_answer,
    show,
    step,
)
from app.web.pages.writing.editor_form import (
    SAVING,
    WORDS,
    base_of,
    change_in,
    end_written,
    intent_in,
    keep_written,
)
from app.web.pages.writing.editor_state import blank, press
from app.web.serving.routing import Router, works_long
from charter.language import gettext as _

router = Router()


@router.get("/{slug}/amendments/new")
def new(
    charter_ctx: TheCharterContext,
    passage: str = "",
    view: str = "",
    review_of: Number | None = None,
    draft: str = "",
) -> Response:
    """The charter's text; the passage that was asked for is open. Or a draft, to go on with."""
    demand(may_propose(charter_ctx.access.actor))
    if draft:
        return show(
            charter_ctx,
            gone_on(charter_ctx, own_draft(charter_ctx.reader, charter_ctx.ctx.person, draft)),
        )
    head = entry.head(charter_ctx.reader, charter_ctx.access.charter)
    act = "whole" if view == "whole" else f"open:{passage}"
    sheet, focus = press(blank(head), head.document, act)
    words = dict.fromkeys(WORDS, "")
    if review_of:
        kept = entry.amendment(charter_ctx.reader, charter_ctx.access, review_of)
        title = entry.newest_version(charter_ctx.reader, kept).title
        words |= {
            "review_of": str(review_of),
            "title": _("Change: {title}").format(title=title)[:LONGEST_TITLE],
        }
    return show(charter_ctx, EditorState(sheet, words, focus=focus))


@router.post("/{slug}/amendments/new")
@works_long
def write(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Press a button of the page: open a passage, look at the change, save, submit."""
    demand_signed_in(ctx, form)
    act = form.get("act")
    if act not in SAVING:
        return step(ctx, slug, form)
    try:
        with ctx.reading(slug) as charter_ctx:
            base = entry.revision(charter_ctx.reader, charter_ctx.access.charter, base_of(form))
            change = prepare_draft(charter_ctx.reader, charter_ctx.access, change_in(form, base))
        with ctx.writing(slug) as (writer, access):
            words = form.only(*names_of(*PROPOSAL))
            kept = own_with_change(writer, access, change)
            again_said = kept is not None
            kept = kept or draft_amendment(writer, access, change, words, intent_in(form))
            if act == "submit" and kept.value.status is Status.DRAFT:
                submit_amendment(writer, access, kept.value.number)
                again_said = False
            end_written(ctx, writer, access, form, None)
    except Refusal as refused:
        return again(ctx, slug, form, refused)
    done = "again" if again_said else "submitted" if act == "submit" else "drafted"
    return ctx.go(addresses.amendment(slug, kept.value.number), done)


@router.post("/{slug}/amendments/new/preview")
@works_long
def preview(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """How the change would be read, while it is being written."""
    kept = keep_written(ctx, slug, form)
    cost = cost_of_texts(*form.fields.values())
    spend(ctx.request, Counted.COMPARISONS, ctx.person, cost)
    with ctx.reading(slug) as charter_ctx:
        demand_writer(charter_ctx, None)
        return preview_answer(charter_ctx, form, None, kept)
