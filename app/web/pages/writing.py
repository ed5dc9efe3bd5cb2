"""Between the form in which a change is written and the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import HTMLResponse, Response

from amendments.refusals import BadInput, Refusal, WrongState
from app.services import entry, looks
from app.services.looks import AmendmentLook
from app.services.proposed import proposed_document
from app.services.wording import Change, change_set_of
from app.storage.charters import Revision
from app.web.pages.door import Door, Trouble, Visit
from app.web.pages.forms import Form
from app.web.pages.propose_context import ProposePage, parts_of, preview_of
from app.web.pages.sheet import Sheet, next_new, press, read_sheet, sheet_of
from app.web.rendering.redline import Redline, redline
from charter import Refused, apply
from charter.language import gettext as _

#: The fields with words about the change, and the buttons that save it.
WORDS = ("title", "summary", "reason", "review_on", "note", "editorial", "review_of")
SAVING = frozenset({"draft", "submit", "save"})


@dataclass(frozen=True, slots=True)
class Writing:
    """A sheet on its way to a page. `look` is the proposal whose new version it is."""

    sheet: Sheet
    words: Mapping[str, str]
    look: AmendmentLook | None = None
    expected: int | None = None
    focus: str = ""
    shows_preview: bool = False
    trouble: Trouble | None = None
    newer: Redline | None = None
    met: frozenset[int] = frozenset()


def base_of(form: Form) -> int:
    """The number of the revision that a form was written on."""
    number = form.number("base")
    if number is None:
        msg = _("The page did not say which revision it was written on. Open it again.")
        raise BadInput(msg, field="text")
    return number


def change_in(form: Form, base: Revision) -> Change:
    """The change that a form carries."""
    return read_sheet(form, base).change(base)


def _base_or_head(visit: Visit, form: Form) -> Revision:
    """The revision that the form was written on; that in force if there is no such one."""
    number = form.number("base") or 0
    head = visit.room.charter.head
    return entry.revision(visit.reader, visit.room.charter, number if 0 < number <= head else head)


def pressed(visit: Visit, form: Form, act: str, look: AmendmentLook | None = None) -> Writing:
    """The page after one of its own buttons was pressed."""
    base = _base_or_head(visit, form)
    sheet = read_sheet(form, base)
    trouble = None
    if act == "passages" and sheet.whole is not None:
        sheet, trouble = _from_whole(sheet, base)
    sheet, focus = press(sheet, base.document, act)
    return Writing(
        sheet,
        form.only(*WORDS),
        look,
        form.number("expected_version"),
        focus=focus,
        shows_preview=act == "preview",
        trouble=trouble,
        met=met_in(form),
    )


def _from_whole(sheet: Sheet, base: Revision) -> tuple[Sheet, Trouble | None]:
    """A whole text as passages; one that the charter refuses stays whole."""
    try:
        change_set = change_set_of(Change(base, text=sheet.whole))
        made = apply(base.document, change_set, base_number=base.number, number=base.number + 1)
    except Refusal as refused:
        return sheet, Trouble.of(refused)
    except Refused as refused:
        return sheet, Trouble(refused.reason, 422, "text")
    return sheet_of(base, base.document, made), None


def again(
    door: Door, slug: str, form: Form, refused: Refusal, number: int | None = None
) -> Response:
    """The page once more, with the reason and with all that was typed."""
    trouble = Trouble.of(refused)
    if trouble.field == "change_set":
        trouble = Trouble(trouble.reason, trouble.status, "text")
    with door.reading(slug) as visit:
        look = looks.look_at_amendment(visit.reader, visit.room, number) if number else None
        sheet = read_sheet(form, _base_or_head(visit, form))
        expected = form.number("expected_version")
        newer = None
        if look and expected != look.version.number and isinstance(refused, WrongState):
            newer, expected = _newer(visit, look, expected), look.version.number
        writing = Writing(
            sheet,
            form.only(*WORDS),
            look,
            expected,
            shows_preview=True,
            trouble=trouble,
            newer=newer,
            met=met_in(form),
        )
        return show(visit, writing)


def _newer(visit: Visit, look: AmendmentLook, expected: int | None) -> Redline | None:
    """What someone else changed since the version that this person began from."""
    before = next((one for one in look.versions if one.number == expected), None)
    if before is None:
        return None
    base = entry.revision(visit.reader, visit.room.charter, before.base)
    return redline(proposed_document(visit.reader, before, base), look.proposed)


def words_of(look: AmendmentLook) -> dict[str, str]:
    """The words of a proposal's newest version, for the fields."""
    version = look.version
    return {
        "title": version.title,
        "summary": version.summary,
        "reason": version.reason,
        "review_on": "",
        "note": "",
        "editorial": "",
        "review_of": "",
    }


def _clashes(look: AmendmentLook | None, base: Revision) -> dict[str, str]:
    """Passages that the proposal changes and that read differently since it was made."""
    if look is None or look.base.number == base.number:
        return {}
    found = {}
    for name in look.change_set.named():
        before, now = look.base.document.get(name), base.document.get(name)
        if before is not None and now is not None and before.text != now.text:
            found[name] = now.text
    return found


def _to_meet(look: AmendmentLook | None) -> tuple[tuple[int, str], ...]:
    """The open objections that a new version can mean to meet: their numbers, and whose."""
    if look is None or not look.rounds:
        return ()
    shown = look.rounds[-1]
    return tuple(
        (one.value.number, look.names.of(one.value.member) if shown.sees_names else "someone")
        for one in shown.objections
        if one.value.is_open
    )


def met_in(form: Form) -> frozenset[int]:
    """The objections that a form says the new version means to meet."""
    found = (name.removeprefix("meets-") for name, value in form.fields.items() if value == "yes")
    return frozenset(int(one) for one in found if one.isascii() and one.isdigit() and len(one) < 9)  # noqa: PLR2004


def _page(visit: Visit, writing: Writing) -> ProposePage:
    charter, sheet, look = visit.room.charter, writing.sheet, writing.look
    base = entry.revision(visit.reader, charter, sheet.base)
    clashes = _clashes(look, base)
    shown, why_not = preview_of(sheet, base) if writing.shows_preview else (None, "")
    tail = f"{look.kept.value.number}/edit" if look else "new"
    return ProposePage(
        slug=charter.slug,
        action=f"/{charter.slug}/amendments/{tail}",
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
        number=look.kept.value.number if look else None,
        expected=writing.expected,
        is_draft=look is None or look.status.value == "draft",
        newer=writing.newer,
        next_new=next_new(sheet),
        to_meet=_to_meet(look),
        met=writing.met,
    )


def show(visit: Visit, writing: Writing) -> HTMLResponse:
    """The page."""
    title = (
        _("Change proposal {number}").format(number=writing.look.kept.value.number)
        if writing.look
        else _("Propose a change")
    )
    return visit.show("propose.html", title, _page(visit, writing), trouble=writing.trouble)


def preview_answer(visit: Visit, form: Form, number: int | None) -> Response:
    """The fragment that shows the change while it is being written."""
    if number is not None:
        looks.look_at_amendment(visit.reader, visit.room, number)
    base = _base_or_head(visit, form)
    shown, why_not = preview_of(read_sheet(form, base), base)
    page = {"preview": shown, "preview_trouble": why_not, "oob": True}
    return visit.show("fragments/_preview.html", _("Preview"), page)
