"""Writing a new version of a proposal."""

from __future__ import annotations

from starlette.responses import Response

from amendments.fields import names_of
from amendments.refusals import Refusal, demand
from amendments.writing.fields import VERSION
from app import addresses
from app.services import entry
from app.services.views import amendment_view
from app.services.writing.keep_draft import own_draft
from app.services.writing.revise import AS_BEFORE, MeantRevision, prepare_revision, revise_amendment
from app.services.writing.submit import submit_amendment
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.authentication.reauthentication import demand_signed_in
from app.web.pages.context import Number, SettledContext, TheCharterContext
from app.web.pages.forms import Form, TheForm
from app.web.pages.proposals.after_block import to_meet
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
    base_of,
    change_in,
    end_written,
    intent_in,
    keep_written,
    met_in,
    sheet_to_start_from,
    words_of,
)
from app.web.pages.writing.workbench import show_workbench
from app.web.serving.routing import Router, works_long

router = Router()


@router.get("/{slug}/amendments/{k:int}/edit")
def edit(
    charter_ctx: TheCharterContext, k: Number, draft: str = "", by: str = "", meets: str = ""
) -> Response:
    """The newest version, ready to be changed. Or a draft of the next, to go on with.

    `meets` is the number of the objection that it is to meet.

    Where it does not fit the text in force its places are chosen first, unless `by` is `hand`.
    """
    view = amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
    demand(view.may.revise)
    if draft:
        return show(
            charter_ctx,
            gone_on(
                charter_ctx, own_draft(charter_ctx.reader, charter_ctx.ctx.person, draft), view
            ),
        )
    met = frozenset(one.number for one in to_meet(view) if str(one.number) == meets)
    if view.conflicts and by != "hand":
        return show_workbench(charter_ctx, view, met=met)
    sheet = sheet_to_start_from(view, entry.head(charter_ctx.reader, charter_ctx.access.charter))
    words = words_of(view)
    focus = f"t-{next(iter(sheet.texts))}" if met and sheet.texts else ""
    writing = EditorState(
        sheet, words, view, view.version.number, focus=focus, shows_preview=True, met=met
    )
    return show(charter_ctx, writing)


@router.post("/{slug}/amendments/{k:int}/edit")
@works_long
def write_version(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Press a button of the page: open a passage, look at the change, save the version."""
    demand_signed_in(ctx, form)
    act = form.get("act")
    if act not in SAVING:
        return step(ctx, slug, form, k)
    try:
        with ctx.reading(slug) as charter_ctx:
            base = entry.revision(charter_ctx.reader, charter_ctx.access.charter, base_of(form))
            change = prepare_revision(
                charter_ctx.reader, charter_ctx.access, k, change_in(form, base)
            )
        with ctx.writing(slug) as (writer, access):
            words = form.only(*names_of(*VERSION))
            expected, met = form.number("expected_version"), met_in(form)
            revise_amendment(
                writer,
                access,
                k,
                change,
                words,
                expected,
                answers=met,
                meant=_meant(form),
                takes_back=form.get("takes_back") == "yes",
            )
            if act == "submit":
                submit_amendment(writer, access, k)
            end_written(ctx, writer, access, form, k)
    except Refusal as refused:
        return again(ctx, slug, form, refused, k)
    return ctx.go(addresses.amendment(slug, k), "submitted" if act == "submit" else "revised")


def _meant(form: Form) -> MeantRevision:
    """What the new version is meant as; a form without these fields changes nothing of it."""
    if "review_on" not in form.fields:
        return AS_BEFORE
    meant = intent_in(form)
    return MeantRevision(meant.review_on, meant.editorial)


@router.post("/{slug}/amendments/{k:int}/edit/preview")
@works_long
def preview_version(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """How the change would be read, while it is being written."""
    kept = keep_written(ctx, slug, form, k)
    spend(ctx.request, Counted.COMPARISONS, ctx.person, cost_of_texts(*form.fields.values()))
    with ctx.reading(slug) as charter_ctx:
        demand_writer(
            charter_ctx, amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
        )
        return preview_answer(charter_ctx, form, k, kept)
