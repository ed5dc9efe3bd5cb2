"""What a form in which a change is written holds: its change, its words, and its kept draft."""

from __future__ import annotations

from dataclasses import replace

from amendments.refusals import BadInput
from app.rendering.fields import to_field
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import SubmittedChange
from app.services.views import amendment_view
from app.services.views.amendment_view import AmendmentView
from app.services.writing.keep_draft import DraftPlace as Draft
from app.services.writing.keep_draft import end_draft
from app.services.writing.resolve import text_to_start_from
from app.storage.engine.session import Writer
from app.storage.texts.revisions import Revision
from app.storage.writing import drafts
from app.web.pages.context import CharterContext, RequestContext
from app.web.pages.forms import Form
from app.web.pages.writing import autosave
from app.web.pages.writing.autosave import SavedDraft
from app.web.pages.writing.editor_state import Sheet, blank, read_sheet, sheet_of
from charter.language import gettext as _

#: The fields with words about the change, and the buttons that save it.
WORDS = ("title", "summary", "reason", "review_on", "note", "editorial", "review_of")
SAVING = frozenset({"draft", "submit", "save"})
#: The words of a form that tell whether anything was written in it.
_TYPED = ("title", "summary", "reason", "review_on", "note", "editorial")


def base_of(form: Form) -> int:
    """The number of the revision that a form was written on."""
    number = form.number("base")
    if number is None:
        msg = _("The page did not say which revision it was written on. Open it again.")
        raise BadInput(msg, field="text")
    return number


def change_in(form: Form, base: Revision) -> SubmittedChange:
    """The change that a form carries."""
    return read_sheet(form, base).change(base)


def base_or_head(charter_ctx: CharterContext, form: Form) -> Revision:
    """The revision that the form was written on; that in force if there is no such one."""
    number = form.number("base") or 0
    head = charter_ctx.access.charter.head
    return entry.revision(
        charter_ctx.reader, charter_ctx.access.charter, number if 0 < number <= head else head
    )


def sheet_to_start_from(view: AmendmentView, head: Revision) -> Sheet:
    """The newest version on the text in force, to be changed: nothing that was adopted is lost."""
    if view.base.number == head.number:
        return sheet_of(head, view.base.document, view.proposed)
    sheet = sheet_of(head, head.document, text_to_start_from(view, head))
    # Where they meet there is something to write, and to read beside it.
    opened = {
        block.id: to_field(block.text, block.kind)
        for one in view.conflicts
        if one.then is not None and (block := head.document.get(one.block or "")) is not None
    }
    return replace(sheet, texts={**opened, **sheet.texts})


def words_of(view: AmendmentView) -> dict[str, str]:
    """The words of a proposal's newest version, for the fields."""
    version, value = view.version, view.kept.value
    return {
        "title": version.title,
        "summary": version.summary,
        "reason": version.reason,
        "review_on": value.review_on.isoformat() if value.review_on else "",
        "note": "",
        "editorial": "yes" if value.editorial else "",
        "review_of": "",
    }


def met_in(form: Form) -> frozenset[int]:
    """The objections that a form says the new version means to meet."""
    found = (name.removeprefix("meets-") for name, value in form.fields.items() if value == "yes")
    return frozenset(int(one) for one in found if one.isascii() and one.isdigit() and len(one) < 9)  # noqa: PLR2004


def keep_written(
    ctx: RequestContext,
    slug: str,
    form: Form,
    number: int | None = None,
    page: autosave.EditorPage | None = None,
) -> SavedDraft | None:
    """Keep what a form holds as a draft, if anything was written in it; None if nothing was."""
    page = page or autosave.EditorPage.of_form(form)
    with ctx.reading(slug) as charter_ctx:
        view = (
            amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, number)
            if number
            else None
        )
        known = ctx.person and drafts.find(charter_ctx.reader, ctx.person, page.key)
        if not known and not _is_written(charter_ctx, form, view):
            return None
    return autosave.keep(ctx, slug, form, page, number)


def _is_written(charter_ctx: CharterContext, form: Form, view: AmendmentView | None) -> bool:
    """Whether a form holds more than its page began with."""
    base = base_or_head(charter_ctx, form)
    begun = blank(base)
    said = dict.fromkeys(WORDS, "")
    if view:
        said = words_of(view)
        if base.number == charter_ctx.access.charter.head:
            begun = sheet_to_start_from(view, base)
    if any(form.get(name) != said[name] for name in _TYPED):
        return True
    return read_sheet(form, base).text(base.document).strip() != begun.text(base.document).strip()


def end_written(
    ctx: RequestContext, writer: Writer, access: CharterAccess, form: Form, number: int | None
) -> None:
    """What a form holds was sent: its draft has ended."""
    page = autosave.EditorPage.of_form(form)
    if ctx.person is not None and form.get("draft") == page.key:
        end_draft(writer, access, ctx.person, Draft(page.key, page.hand, {}, number))
