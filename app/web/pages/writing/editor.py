"""Between the form in which a change is written and the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.responses import HTMLResponse, Response

from amendments.belonging.permissions import may_propose
from amendments.refusals import NotAllowed, NotFound, Refusal, TakesBack, WrongState
from amendments.writing.lifecycle import Intent, may_mean
from app import addresses
from app.rendering.fields import from_field, to_field
from app.services import entry
from app.services.texts.wording import change_set_of
from app.services.views import amendment_view
from app.services.views.amendment_view import AmendmentView
from app.services.writing.keep_draft import no_draft
from app.services.writing.proposed import proposed_document
from app.storage.texts.revisions import Revision
from app.storage.writing.drafts import KeptDraft
from app.web.pages.context import CharterContext, RequestContext, Trouble
from app.web.pages.forms import Form
from app.web.pages.proposals.after_block import to_meet
from app.web.pages.writing import autosave
from app.web.pages.writing.autosave import SavedDraft
from app.web.pages.writing.checks import checks_of
from app.web.pages.writing.editor_form import WORDS, base_or_head, keep_written, met_in
from app.web.pages.writing.editor_state import Sheet, next_new, press, read_sheet, sheet_of
from app.web.pages.writing.plain_hints import hints_of
from app.web.pages.writing.propose_context import ProposePage, parts_of, preview_of
from app.web.rendering.redline import Redline, redline
from app.web.templating import is_fragment_request
from charter import Refused, apply
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class EditorState:
    """A sheet on its way to a page. `view` is the proposal whose new version it is."""

    sheet: Sheet
    words: Mapping[str, str]
    view: AmendmentView | None = None
    expected: int | None = None
    focus: str = ""
    shows_preview: bool = False
    trouble: Trouble | None = None
    newer: Redline | None = None
    met: frozenset[int] = frozenset()
    draft: autosave.EditorPage = field(default_factory=autosave.EditorPage.blank)
    kept: SavedDraft | None = None
    asks_back: str = ""


def pressed(
    charter_ctx: CharterContext,
    form: Form,
    act: str,
    view: AmendmentView | None = None,
    *,
    draft: autosave.EditorPage | None = None,
    kept: SavedDraft | None = None,
) -> EditorState:
    """The page after one of its own buttons was pressed."""
    base = base_or_head(charter_ctx, form)
    sheet = read_sheet(form, base)
    trouble = None
    if act == "passages" and sheet.whole is not None:
        sheet, trouble = _from_whole(sheet, base)
    sheet, focus = press(sheet, base.document, act)
    met = met_in(form)
    if act.startswith("take:"):
        sheet, focus, met = _taken(view, sheet, base, act.removeprefix("take:"), met)
    return EditorState(
        sheet,
        form.only(*WORDS),
        view,
        form.number("expected_version"),
        focus=focus,
        shows_preview=act in {"preview", "back", "fork"} or act.startswith("take:"),
        trouble=trouble,
        met=met,
        draft=draft or autosave.EditorPage.of_form(form),
        kept=kept,
    )


def _taken(
    view: AmendmentView | None, sheet: Sheet, base: Revision, number: str, met: frozenset[int]
) -> tuple[Sheet, str, frozenset[int]]:
    """The sheet with the wording that would be acceptable to someone who objected, and meets it."""
    found = next((one for one in to_meet(view) if str(one.number) == number), None)
    if found is None or found.wording is None or view is None:
        return sheet, "", met
    key = _key_of(found.wording.block, view, sheet)
    if key is None or sheet.whole is not None:
        return sheet, "", met
    block = base.document.get(key)
    pieces = from_field(found.wording.text, sheet.shape(key, base.document))
    words = pieces[0] if block is None or len(pieces) != 1 else to_field(pieces[0], block.kind)
    taken = replace(sheet, texts={**sheet.texts, key: words}, gone=sheet.gone - {key})
    return taken, f"t-{key}", met | {found.number}


def _key_of(block_id: str, view: AmendmentView, sheet: Sheet) -> str | None:
    """What a passage of the proposal is called on the sheet: a new one has a key of its own."""
    if block_id in sheet.order:
        return block_id
    block = view.proposed.get(block_id)
    alike = [key for key, text in sheet.texts.items() if block and text == block.text]
    return alike[0] if alike else None


def _from_whole(sheet: Sheet, base: Revision) -> tuple[Sheet, Trouble | None]:
    """A whole text as passages; one that the charter refuses stays whole."""
    try:
        change_set = change_set_of(sheet.change(base))
        made = apply(base.document, change_set, base_number=base.number, number=base.number + 1)
    except Refusal as refused:
        return sheet, Trouble.of(refused)
    except Refused as refused:
        return sheet, Trouble(refused.reason, 422, "text")
    return replace(sheet_of(base, base.document, made), keep_lines=sheet.keep_lines), None


def step(ctx: RequestContext, slug: str, form: Form, number: int | None = None) -> Response:
    """One of the page's own buttons was pressed; what is written is kept on the way."""
    act = form.get("act")
    page = autosave.EditorPage.blank() if act == "fork" else autosave.EditorPage.of_form(form)
    # Where scripts run, what they send next keeps it anyway.
    quick = is_fragment_request(ctx.request)
    kept = None if quick else keep_written(ctx, slug, form, number, page)
    with ctx.reading(slug) as charter_ctx:
        view = (
            amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, number)
            if number
            else None
        )
        demand_writer(charter_ctx, view)
        return show(charter_ctx, pressed(charter_ctx, form, act, view, draft=page, kept=kept))


def demand_writer(charter_ctx: CharterContext, view: AmendmentView | None) -> None:
    """Refuse who may not write here at all; an author who comes too late still sees their words.

    Raises:
        NotAllowed: this is no member, or nobody who writes this proposal.
    """
    allowed = view.may.revise if view else may_propose(charter_ctx.access.actor)
    if isinstance(allowed, NotAllowed):
        raise allowed


def gone_on(
    charter_ctx: CharterContext, found: KeptDraft, view: AmendmentView | None = None
) -> EditorState:
    """The page with a draft as it was kept, in a new window on it."""
    number = view.kept.value.number if view else None
    if (found.slug, found.amendment) != (charter_ctx.slug, number):
        raise NotFound(no_draft())
    page = autosave.EditorPage.of_draft(found)
    return pressed(
        charter_ctx, Form(found.fields), "back", view, draft=page, kept=SavedDraft(found.saved_at)
    )


def again(
    ctx: RequestContext, slug: str, form: Form, refused: Refusal, number: int | None = None
) -> Response:
    """The page once more, with the reason and with all that was typed."""
    page = autosave.EditorPage.of_form(form)
    kept = keep_written(ctx, slug, form, number, page)
    trouble = Trouble.of(refused)
    if trouble.field == "change_set":
        trouble = Trouble(trouble.reason, trouble.status, "text")
    asks_back = refused.reason if isinstance(refused, TakesBack) else ""
    if asks_back:
        trouble = Trouble(trouble.reason, trouble.status, "takes_back")
    with ctx.reading(slug) as charter_ctx:
        view = (
            amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, number)
            if number
            else None
        )
        sheet = read_sheet(form, base_or_head(charter_ctx, form))
        expected = form.number("expected_version")
        newer = None
        if view and expected != view.version.number and isinstance(refused, WrongState):
            newer, expected = _newer(charter_ctx, view, expected), view.version.number
        writing = EditorState(
            sheet,
            form.only(*WORDS),
            view,
            expected,
            shows_preview=True,
            trouble=trouble,
            newer=newer,
            met=met_in(form),
            draft=page,
            kept=kept,
            asks_back=asks_back,
        )
        return show(charter_ctx, writing)


def _newer(
    charter_ctx: CharterContext, view: AmendmentView, expected: int | None
) -> Redline | None:
    """What someone else changed since the version that this person began from."""
    before = next((one for one in view.versions if one.number == expected), None)
    if before is None:
        return None
    base = entry.revision(charter_ctx.reader, charter_ctx.access.charter, before.base)
    return redline(proposed_document(charter_ctx.reader, before, base), view.proposed)


def _clashes(view: AmendmentView | None, base: Revision, head: int) -> dict[str, str]:
    """What the proposal wanted of passages that others have changed since it was made."""
    if view is None or base.number != head:
        return {}
    return {
        one.block: one.yours
        for one in view.conflicts
        if one.block is not None and one.then is not None and one.yours is not None
    }


def _may_be_correction(view: AmendmentView) -> bool:
    """Whether a proposal is a correction, or can become one."""
    value = view.kept.value
    return may_mean(value, Intent(editorial=True)) is True


def _page(charter_ctx: CharterContext, writing: EditorState) -> ProposePage:
    charter, sheet, view = charter_ctx.access.charter, writing.sheet, writing.view
    base = entry.revision(charter_ctx.reader, charter, sheet.base)
    clashes = _clashes(view, base, charter.head)
    shown, why_not, change_set = None, "", None
    if writing.shows_preview:
        shown, why_not, change_set = preview_of(sheet, base)
    number = view.kept.value.number if view else None
    return ProposePage(
        slug=charter.slug,
        action=addresses.writing(charter.slug, number),
        base=sheet.base,
        head=charter.head,
        order=",".join(sheet.order) if sheet.whole is None else "",
        gone=",".join(sorted(sheet.gone)),
        like=",".join(f"{key}:{other}" for key, other in sheet.like.items()),
        parts=parts_of(sheet, base, clashes),
        whole=sheet.whole,
        words=writing.words,
        focus=writing.focus,
        preview=shown,
        preview_trouble=why_not,
        hints=hints_of(charter_ctx, shown, base),
        number=number,
        expected=writing.expected,
        may_be_correction=view is None or _may_be_correction(view),
        is_draft=view is None or view.status.value == "draft",
        newer=writing.newer,
        next_new=next_new(sheet),
        to_meet=to_meet(view),
        met=writing.met,
        draft=writing.draft,
        kept=writing.kept,
        checks=checks_of(charter_ctx, sheet, base, change_set, writing.words, number),
        keeps_lines=sheet.keep_lines,
        can_keep_lines=sheet.can_keep_lines(base.document),
        begun=autosave.begun_here(charter_ctx, number, writing.draft.key),
        asks_back=writing.asks_back,
    )


def show(charter_ctx: CharterContext, writing: EditorState) -> HTMLResponse:
    """The page."""
    title = (
        _("Change proposal {number}").format(number=writing.view.kept.value.number)
        if writing.view
        else _("Propose a change")
    )
    return charter_ctx.show(
        "propose.html", title, _page(charter_ctx, writing), trouble=writing.trouble
    )


def preview_answer(
    charter_ctx: CharterContext, form: Form, number: int | None, kept: SavedDraft | None
) -> Response:
    """The fragment that shows the change while it is being written, and whether it is kept."""
    base = base_or_head(charter_ctx, form)
    sheet = read_sheet(form, base)
    shown, why_not, change_set = preview_of(sheet, base)
    draft = autosave.EditorPage.of_form(form)
    page = {
        "preview": shown,
        "preview_trouble": why_not,
        "hints": hints_of(charter_ctx, shown, base),
        "checks": checks_of(charter_ctx, sheet, base, change_set, form.fields, number),
        "keeps_lines": sheet.keep_lines,
        "can_keep_lines": sheet.can_keep_lines(base.document),
        "kept": kept,
        "draft": draft,
        "slug": charter_ctx.slug,
        "number": number,
        "oob": True,
    }
    response = charter_ctx.show("fragments/_preview.html", _("Preview"), page)
    response.headers["X-Draft"] = "kept" if kept and kept.at else "open"
    return response
