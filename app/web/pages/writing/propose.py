"""Writing a new proposal."""

from __future__ import annotations

from starlette.responses import Response

from amendments.belonging.permissions import may_propose
from amendments.refusals import Refusal, demand
from amendments.status import Status
from amendments.writing.lifecycle import LONGEST_TITLE, Intent
from app.services import entry
from app.services.writing.draft import draft_amendment, own_with_change, prepare_draft
from app.services.writing.keep_draft import own_draft
from app.services.writing.submit import submit_amendment
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.authentication.reauthentication import demand_signed_in
from app.web.pages.door import Number, SettledDoor, TheVisit
from app.web.pages.forms import Form, TheForm
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
    keep_written,
)
from app.web.pages.writing.editor_state import blank, press
from app.web.serving.routing import Router, works_long
from charter.language import gettext as _

router = Router()


@router.get("/{slug}/amendments/new")
def new(
    visit: TheVisit,
    passage: str = "",
    view: str = "",
    review_of: Number | None = None,
    draft: str = "",
) -> Response:
    """The charter's text; the passage that was asked for is open. Or a draft, to go on with."""
    demand(may_propose(visit.room.actor))
    if draft:
        return show(visit, gone_on(visit, own_draft(visit.reader, visit.door.person, draft)))
    head = entry.head(visit.reader, visit.room.charter)
    act = "whole" if view == "whole" else f"open:{passage}"
    sheet, focus = press(blank(head), head.document, act)
    words = dict.fromkeys(WORDS, "")
    if review_of:
        kept = entry.amendment(visit.reader, visit.room, review_of)
        title = entry.newest_version(visit.reader, kept).title
        words |= {
            "review_of": str(review_of),
            "title": _("Change: {title}").format(title=title)[:LONGEST_TITLE],
        }
    return show(visit, EditorState(sheet, words, focus=focus))


def _intent(form: Form) -> Intent:
    """What a form says that the proposal is meant as."""
    return Intent(
        form.day("review_on"),
        editorial=form.get("editorial") == "yes",
        review_of=form.number("review_of"),
    )


@router.post("/{slug}/amendments/new")
@works_long
def write(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Press a button of the page: open a passage, look at the change, save, submit."""
    demand_signed_in(door, form)
    act = form.get("act")
    if act not in SAVING:
        return step(door, slug, form)
    try:
        with door.reading(slug) as visit:
            base = entry.revision(visit.reader, visit.room.charter, base_of(form))
            change = prepare_draft(visit.reader, visit.room, change_in(form, base))
        with door.writing(slug) as (writer, room):
            words = form.only("title", "summary", "reason")
            kept = own_with_change(writer, room, change)
            again_said = kept is not None
            kept = kept or draft_amendment(writer, room, change, words, _intent(form))
            if act == "submit" and kept.value.status is Status.DRAFT:
                submit_amendment(writer, room, kept.value.number)
                again_said = False
            end_written(door, writer, room, form, None)
    except Refusal as refused:
        return again(door, slug, form, refused)
    done = "again" if again_said else "submitted" if act == "submit" else "drafted"
    return door.go(f"/{slug}/amendments/{kept.value.number}", done)


@router.post("/{slug}/amendments/new/preview")
@works_long
def preview(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """How the change would be read, while it is being written."""
    kept = keep_written(door, slug, form)
    cost = cost_of_texts(*form.fields.values())
    spend(door.request, Counted.COMPARISONS, door.person, cost)
    with door.reading(slug) as visit:
        demand_writer(visit, None)
        return preview_answer(visit, form, None, kept)
