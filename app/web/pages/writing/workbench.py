"""Leading a proposal out of a conflict: its places, one by one, on the text in force."""

from __future__ import annotations

from starlette.responses import Response

from amendments.refusals import Refusal, demand
from app import addresses
from app.services import entry
from app.services.views import amendment_view
from app.services.views.amendment_view import AmendmentView
from app.services.writing.resolve import look_at_places, resolved_change, resolved_text
from app.services.writing.revise import prepare_revision, revise_amendment
from app.services.writing.submit import submit_amendment
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.authentication.reauthentication import demand_signed_in
from app.web.pages.context import CharterContext, Number, RequestContext, SettledContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.pages.writing.editor import EditorState, demand_writer, show
from app.web.pages.writing.editor_form import met_in, sheet_to_start_from, words_of
from app.web.pages.writing.editor_state import sheet_of
from app.web.pages.writing.workbench_context import chosen_in, trouble_of, workbench_page
from app.web.serving.routing import Router, works_long
from charter.language import gettext as _

router = Router()


def show_workbench(
    charter_ctx: CharterContext,
    view: AmendmentView,
    form: Form | None = None,
    refused: Refusal | None = None,
    met: frozenset[int] = frozenset(),
) -> Response:
    """The page, with what was chosen on it and why that was not done."""
    asks_back, trouble = "", None
    if refused is not None:
        asks_back, trouble = trouble_of(refused, Trouble.of(refused))
    page = workbench_page(charter_ctx, view, form, asks_back, met)
    title = _("Change proposal {number}").format(number=view.kept.value.number)
    return charter_ctx.show("workbench.html", title, page, trouble=trouble)


@router.post("/{slug}/amendments/{k:int}/edit/places")
@works_long
def choose(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Save the version that was chosen, or go on with it in the text."""
    demand_signed_in(ctx, form)
    spend(ctx.request, Counted.COMPARISONS, ctx.person, cost_of_texts(*form.fields.values()))
    act = form.get("act")
    try:
        if act == "write":
            return _write(ctx, slug, k, form)
        with ctx.reading(slug) as charter_ctx:
            view = amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
            demand(view.may.revise)
            head = entry.head(charter_ctx.reader, charter_ctx.access.charter)
            places = look_at_places(charter_ctx.reader, charter_ctx.access, view)
            wanted = resolved_change(view, head, form.number("base"), chosen_in(form, places))
            change = prepare_revision(charter_ctx.reader, charter_ctx.access, k, wanted)
        with ctx.writing(slug) as (writer, access):
            revise_amendment(
                writer,
                access,
                k,
                change,
                form.only("note"),
                form.number("expected_version"),
                answers=met_in(form),
                takes_back=form.get("takes_back") == "yes",
            )
            if act == "submit":
                submit_amendment(writer, access, k)
    except Refusal as refused:
        return _again(ctx, slug, k, form, refused)
    return ctx.go(addresses.amendment(slug, k), "submitted" if act == "submit" else "revised")


def _again(ctx: RequestContext, slug: str, k: int, form: Form, refused: Refusal) -> Response:
    """The page once more; where nothing is in conflict any more, the text to write in."""
    with ctx.reading(slug) as charter_ctx:
        view = amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
        demand_writer(charter_ctx, view)
        if view.conflicts:
            return show_workbench(charter_ctx, view, form, refused)
        sheet = sheet_to_start_from(
            view, entry.head(charter_ctx.reader, charter_ctx.access.charter)
        )
        expected, trouble = view.version.number, Trouble.of(refused)
        return show(
            charter_ctx, EditorState(sheet, words_of(view), view, expected, trouble=trouble)
        )


def _write(ctx: RequestContext, slug: str, k: int, form: Form) -> Response:
    """The text as it was chosen, to write in."""
    with ctx.reading(slug) as charter_ctx:
        view = amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
        demand(view.may.revise)
        head = entry.head(charter_ctx.reader, charter_ctx.access.charter)
        chosen = chosen_in(form, look_at_places(charter_ctx.reader, charter_ctx.access, view))
        made = resolved_text(view, head, chosen)
        sheet = sheet_of(head, head.document, made)
        words = {**words_of(view), "note": form.get("note")}
        expected, met = form.number("expected_version"), met_in(form)
        return show(
            charter_ctx, EditorState(sheet, words, view, expected, shows_preview=True, met=met)
        )
