"""Writing a new version of a proposal."""

from __future__ import annotations

from starlette.responses import Response

from amendments.refusals import Refusal, demand
from app.services import entry
from app.services.views import amendment_view
from app.services.writing.keep_draft import own_draft
from app.services.writing.revise import AS_BEFORE, MeantRevision, prepare_revision, revise_amendment
from app.services.writing.submit import submit_amendment
from app.web.limits import Counted, cost_of_texts, spend
from app.web.pages.authentication.reauthentication import demand_signed_in
from app.web.pages.door import Number, SettledDoor, TheVisit
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
    keep_written,
    met_in,
    sheet_to_start_from,
    words_of,
)
from app.web.pages.writing.workbench import show_workbench
from app.web.serving.routing import Router, works_long

router = Router()


@router.get("/{slug}/amendments/{k:int}/edit")
def edit(visit: TheVisit, k: Number, draft: str = "", by: str = "", meets: str = "") -> Response:
    """The newest version, ready to be changed. Or a draft of the next, to go on with.

    `meets` is the number of the objection that it is to meet.

    Where it does not fit the text in force its places are chosen first, unless `by` is `hand`.
    """
    look = amendment_view.look_at_amendment(visit.reader, visit.room, k)
    demand(look.may.revise)
    if draft:
        return show(visit, gone_on(visit, own_draft(visit.reader, visit.door.person, draft), look))
    met = frozenset(one.number for one in to_meet(look) if str(one.number) == meets)
    if look.conflicts and by != "hand":
        return show_workbench(visit, look, met=met)
    sheet = sheet_to_start_from(look, entry.head(visit.reader, visit.room.charter))
    words = words_of(look)
    focus = f"t-{next(iter(sheet.texts))}" if met and sheet.texts else ""
    writing = EditorState(
        sheet, words, look, look.version.number, focus=focus, shows_preview=True, met=met
    )
    return show(visit, writing)


@router.post("/{slug}/amendments/{k:int}/edit")
@works_long
def write_version(door: SettledDoor, slug: str, k: Number, form: TheForm) -> Response:
    """Press a button of the page: open a passage, look at the change, save the version."""
    demand_signed_in(door, form)
    act = form.get("act")
    if act not in SAVING:
        return step(door, slug, form, k)
    try:
        with door.reading(slug) as visit:
            base = entry.revision(visit.reader, visit.room.charter, base_of(form))
            change = prepare_revision(visit.reader, visit.room, k, change_in(form, base))
        with door.writing(slug) as (writer, room):
            words = form.only("title", "summary", "reason", "note")
            expected, met = form.number("expected_version"), met_in(form)
            revise_amendment(
                writer,
                room,
                k,
                change,
                words,
                expected,
                answers=met,
                meant=_meant(form),
                takes_back=form.get("takes_back") == "yes",
            )
            if act == "submit":
                submit_amendment(writer, room, k)
            end_written(door, writer, room, form, k)
    except Refusal as refused:
        return again(door, slug, form, refused, k)
    return door.go(f"/{slug}/amendments/{k}", "submitted" if act == "submit" else "revised")


def _meant(form: Form) -> MeantRevision:
    """What the new version is meant as; a form without these fields changes nothing of it."""
    if "review_on" not in form.fields:
        return AS_BEFORE
    return MeantRevision(form.day("review_on"), form.get("editorial") == "yes")


@router.post("/{slug}/amendments/{k:int}/edit/preview")
@works_long
def preview_version(door: SettledDoor, slug: str, k: Number, form: TheForm) -> Response:
    """How the change would be read, while it is being written."""
    kept = keep_written(door, slug, form, k)
    spend(door.request, Counted.COMPARISONS, door.person, cost_of_texts(*form.fields.values()))
    with door.reading(slug) as visit:
        demand_writer(visit, amendment_view.look_at_amendment(visit.reader, visit.room, k))
        return preview_answer(visit, form, k, kept)
