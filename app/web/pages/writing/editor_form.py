"""What a form in which a change is written holds: its change, its words, and its kept draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from amendments.fields import AskedIn, names_of
from amendments.refusals import BadInput
from amendments.writing.fields import VERSION
from amendments.writing.lifecycle import ABOUT_A_CHANGE, INTENT, Intent
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
from app.web.pages.forms import Form, in_form
from app.web.pages.writing import autosave
from app.web.pages.writing.autosave import SavedDraft
from app.web.pages.writing.editor_state import Sheet, blank, read_sheet, sheet_of
from charter.language import gettext as _

#: The fields with words about the change and what it is meant as, and the buttons that save it.
WORDS = names_of(*ABOUT_A_CHANGE)
SAVING = frozenset({"draft", "submit", "save"})
#: The fields that tell whether anything was written in a form: people fill them in.
_TYPED = names_of(*(one for one in ABOUT_A_CHANGE if one.asked is not AskedIn.FIRST))


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
    known = {
        one.name: in_form(one, getattr(found, one.name))
        for found, fields in ((view.version, VERSION), (view.kept.value, INTENT))
        for one in fields
        if one.asked is AskedIn.ALWAYS
    }
    return {**dict.fromkeys(WORDS, ""), **known}


def intent_in(form: Form) -> Intent:
    """What a form says that the proposal is meant as.

    Raises:
        BadInput: a day is none.
    """
    given: dict[str, Any] = {one.name: form.value(one) for one in INTENT}
    return Intent(**given)


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
