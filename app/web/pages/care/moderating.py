"""Reporting something to the stewards; hiding a comment, and being heard about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from amendments.care.moderation import ReportSubject
from amendments.refusals import Refusal
from app.services.care import moderate
from app.services.care.moderate import Complaint
from app.services.care.pause import lift_pause, pause_comments
from app.services.entry import CharterAccess, head
from app.services.views import amendment_view
from app.services.views.amendment_view import demand_member
from app.services.views.moderation_view import ReportView, own_report, path_of
from app.storage.engine.database import Writer
from app.storage.writing.amendments import StoredAmendment
from app.web.limits import Counted, spend
from app.web.pages.acts import act
from app.web.pages.care import desk as desks
from app.web.pages.care.mediation_context import begin_address
from app.web.pages.door import CharterContext, Number, SettledDoor, TheVisit, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.pages.talking.discussion_context import passage_name
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()
_HERE = "/{slug}/amendments/{k:int}"


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The form in which something is reported, and what became of an earlier report of it."""

    slug: str
    address: str
    back: str
    about: str
    target: int | None
    earlier: ReportView | None
    passages: tuple[tuple[str, str], ...]
    talk: str
    promise: str = ""
    body: str = ""


@router.get(_HERE + "/report")
def report_form(visit: TheVisit, k: Number, about: str = "", n: int | None = None) -> Response:
    """What one would report, and to whom."""
    return _show(visit, k, Complaint(about or ReportSubject.PROPOSAL, n))


def _show(
    visit: CharterContext, k: int, complaint: Complaint, trouble: Trouble | None = None
) -> Response:
    demand_member(visit.room)
    about, target = complaint.about, complaint.target
    kept = moderate.check_target(visit.reader, visit.room, k, about, target)
    blocks = head(visit.reader, visit.room.charter).document.blocks
    page = ReportPage(
        slug=visit.slug,
        address=f"/{visit.slug}/amendments/{k}/report",
        back=f"/{visit.slug}{path_of(k, about, target)}",
        about=about,
        target=target,
        earlier=own_report(visit.reader, visit.room, k, about, target),
        passages=tuple((one.id, passage_name(one)) for one in blocks),
        talk=_talk(visit, kept, about, target),
        promise=complaint.promise,
        body=complaint.body,
    )
    return visit.show("report.html", _("Report to the stewards"), page, trouble=trouble)


def _talk(visit: CharterContext, kept: StoredAmendment, about: str, target: int | None) -> str:
    """Where to speak with whom it is about instead; who objected may not be known to all."""
    named = about != ReportSubject.OBJECTION
    people = moderate.concerned_by(visit.reader, kept, about, target) if named else frozenset()
    handles = amendment_view.names(visit.reader, visit.room).handles
    me = visit.room.actor.member
    return begin_address(visit.slug, (handles[one] for one in sorted(people) if one != me))


@router.post(_HERE + "/report")
def report(door: SettledDoor, slug: str, k: Number, form: TheForm) -> Response:
    """Report something."""
    spend(door.request, Counted.COMMENTS, door.person)
    about, target = form.get("about") or ReportSubject.PROPOSAL.value, form.number("n")
    complaint = Complaint(about, target, form.get("promise"), form.get("body"))
    try:
        with door.writing(slug) as (writer, room):
            moderate.make_report(writer, room, k, complaint)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return _show(visit, k, complaint, Trouble.of(refused, "report"))
    tail = f"&n={target}" if target is not None else ""
    return door.go(f"/{slug}/amendments/{k}/report?about={about}{tail}", "reported")


@router.post("/{slug}/desk/reports/{n:int}")
def settle(door: SettledDoor, slug: str, n: Number, form: TheForm) -> Response:
    """Answer a report, and close it."""
    try:
        with door.writing(slug) as (writer, room):
            moderate.settle_report(writer, room, n, form.get("answer"))
    except Refusal as refused:
        with door.reading(slug) as visit:
            typed = {f"report-{n}-answer": form.get("answer")}
            return desks.show_desk(visit, Trouble.of(refused, f"report-{n}"), typed)
    return door.go(f"/{slug}/desk", "report-answered")


_Act = Callable[[Writer, CharterAccess, int, int, str], object]


def _hiding(
    door: SettledDoor, slug: str, k: int, c: int, form: Form, do: _Act, field: str, said: str
) -> Response:
    # Who hides a comment from the desk goes on there, with the report that is still to be answered.
    report = form.number("report")
    return act(
        door,
        slug,
        k,
        lambda writer, room: do(writer, room, k, c, form.get(field)),
        said=said,
        at=f"comment-{c}",
        form=form,
        ids=f"hiding-{c}",
        to=f"/{slug}/desk#report-{report}" if report else "",
    )


@router.post(_HERE + "/comments/{c:int}/hide")
def hide(door: SettledDoor, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Hide a comment, as a steward."""
    return _hiding(door, slug, k, c, form, moderate.hide_comment, "reason", "hidden")


@router.post(_HERE + "/comments/{c:int}/restore")
def restore(door: SettledDoor, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Show a hidden comment again."""
    return act(
        door,
        slug,
        k,
        lambda writer, room: moderate.restore_comment(writer, room, k, c),
        said="restored",
        at=f"comment-{c}",
        form=form,
    )


@router.post(_HERE + "/comments/{c:int}/hiding/answer")
def answer(door: SettledDoor, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Answer to the stewards, as the author of a hidden comment."""
    return _hiding(door, slug, k, c, form, moderate.answer_hiding, "body", "hiding-answered")


@router.post(_HERE + "/comments/{c:int}/hiding/appeal")
def appeal(door: SettledDoor, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Ask another steward to decide."""
    return _hiding(door, slug, k, c, form, moderate.appeal, "appeal", "appealed")


@router.post(_HERE + "/comments/{c:int}/hiding/decision")
def decide(door: SettledDoor, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Decide, as another steward, whether a comment stays hidden."""
    restored = form.get("restored") == "yes"

    def do(writer: Writer, room: CharterAccess, k: int, c: int, words: str) -> None:
        moderate.decide_appeal(writer, room, k, c, words, restored=restored)

    return _hiding(door, slug, k, c, form, do, "decision", "appeal-decided")


@router.post("/{slug}/desk/pauses")
def pause(door: SettledDoor, slug: str, form: TheForm) -> Response:
    """Pause someone's comments, as a steward."""
    try:
        with door.writing(slug) as (writer, room):
            pause_comments(writer, room, form.get("member"), form.day("until"), form.get("reason"))
    except Refusal as refused:
        typed = {f"pause-{name}": form.get(name) for name in ("member", "until", "reason")}
        with door.reading(slug) as visit:
            return desks.show_desk(visit, Trouble.of(refused, "pause", unknown="member"), typed)
    return door.go(f"/{slug}/desk#pauses", "paused")


@router.post("/{slug}/desk/pauses/{n:int}/lift")
def lift(door: SettledDoor, slug: str, n: Number) -> Response:
    """End a pause early."""
    try:
        with door.writing(slug) as (writer, room):
            lift_pause(writer, room, n)
    except Refusal as refused:
        with door.reading(slug) as visit:
            return desks.show_desk(visit, Trouble.of(refused))
    return door.go(f"/{slug}/desk#pauses", "lifted")
