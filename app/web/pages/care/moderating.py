"""Reporting something to the stewards; hiding a comment, and being heard about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from amendments.care.moderation import ReportSubject
from amendments.refusals import Refusal
from app import addresses
from app.services.care import moderate
from app.services.care.moderate import Complaint
from app.services.care.pause import lift_pause, pause_comments
from app.services.entry import CharterAccess, head
from app.services.views import amendment_view
from app.services.views.amendment_view import demand_member
from app.services.views.moderation_view import ReportView, address_of, own_report
from app.storage.engine.session import Writer
from app.storage.writing.amendments import StoredAmendment
from app.web.limits import Counted, spend
from app.web.pages.acts import act
from app.web.pages.care import desk as desks
from app.web.pages.context import CharterContext, Number, SettledContext, TheCharterContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.pages.talking.discussion_context import passage_name
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router()


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


@router.get("/{slug}/amendments/{k:int}/report")
def report_form(
    charter_ctx: TheCharterContext, k: Number, about: str = "", n: int | None = None
) -> Response:
    """What one would report, and to whom."""
    return _show(charter_ctx, k, Complaint(about or ReportSubject.PROPOSAL, n))


def _show(
    charter_ctx: CharterContext, k: int, complaint: Complaint, trouble: Trouble | None = None
) -> Response:
    demand_member(charter_ctx.access)
    about, target = complaint.about, complaint.target
    kept = moderate.check_target(charter_ctx.reader, charter_ctx.access, k, about, target)
    blocks = head(charter_ctx.reader, charter_ctx.access.charter).document.blocks
    page = ReportPage(
        slug=charter_ctx.slug,
        address=addresses.report(charter_ctx.slug, k),
        back=address_of(charter_ctx.slug, k, about, target),
        about=about,
        target=target,
        earlier=own_report(charter_ctx.reader, charter_ctx.access, k, about, target),
        passages=tuple((one.id, passage_name(one)) for one in blocks),
        talk=_talk(charter_ctx, kept, about, target),
        promise=complaint.promise,
        body=complaint.body,
    )
    return charter_ctx.show("report.html", _("Report to the stewards"), page, trouble=trouble)


def _talk(
    charter_ctx: CharterContext, kept: StoredAmendment, about: str, target: int | None
) -> str:
    """Where to speak with whom it is about instead; who objected may not be known to all."""
    named = about != ReportSubject.OBJECTION
    people = (
        moderate.concerned_by(charter_ctx.reader, kept, about, target) if named else frozenset()
    )
    handles = amendment_view.names(charter_ctx.reader, charter_ctx.access).handles
    me = charter_ctx.access.actor.member
    others = [handles[one] for one in sorted(people) if one != me]
    return addresses.mediations(charter_ctx.slug, people=others)


@router.post("/{slug}/amendments/{k:int}/report")
def report(ctx: SettledContext, slug: str, k: Number, form: TheForm) -> Response:
    """Report something."""
    spend(ctx.request, Counted.COMMENTS, ctx.person)
    about, target = form.get("about") or ReportSubject.PROPOSAL.value, form.number("n")
    complaint = Complaint(about, target, form.get("promise"), form.get("body"))
    try:
        with ctx.writing(slug) as (writer, access):
            moderate.make_report(writer, access, k, complaint)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return _show(charter_ctx, k, complaint, Trouble.of(refused, "report"))
    return ctx.go(addresses.report(slug, k, about=about, n=target), "reported")


@router.post("/{slug}/desk/reports/{n:int}")
def settle(ctx: SettledContext, slug: str, n: Number, form: TheForm) -> Response:
    """Answer a report, and close it."""
    try:
        with ctx.writing(slug) as (writer, access):
            moderate.settle_report(writer, access, n, form.get("answer"))
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            typed = {f"report-{n}-answer": form.get("answer")}
            return desks.show_desk(charter_ctx, Trouble.of(refused, f"report-{n}"), typed)
    return ctx.go(addresses.desk(slug), "report-answered")


_Act = Callable[[Writer, CharterAccess, int, int, str], object]


def _hiding(
    ctx: SettledContext, slug: str, k: int, c: int, form: Form, do: _Act, field: str, said: str
) -> Response:
    # Who hides a comment from the desk goes on there, with the report that is still to be answered.
    report = form.number("report")
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: do(writer, access, k, c, form.get(field)),
        said=said,
        at=f"comment-{c}",
        form=form,
        ids=f"hiding-{c}",
        to=addresses.desk(slug, at=f"report-{report}") if report else "",
    )


@router.post("/{slug}/amendments/{k:int}/comments/{c:int}/hide")
def hide(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Hide a comment, as a steward."""
    return _hiding(ctx, slug, k, c, form, moderate.hide_comment, "reason", "hidden")


@router.post("/{slug}/amendments/{k:int}/comments/{c:int}/restore")
def restore(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Show a hidden comment again."""
    return act(
        ctx,
        slug,
        k,
        lambda writer, access: moderate.restore_comment(writer, access, k, c),
        said="restored",
        at=f"comment-{c}",
        form=form,
    )


@router.post("/{slug}/amendments/{k:int}/comments/{c:int}/hiding/answer")
def answer(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Answer to the stewards, as the author of a hidden comment."""
    return _hiding(ctx, slug, k, c, form, moderate.answer_hiding, "body", "hiding-answered")


@router.post("/{slug}/amendments/{k:int}/comments/{c:int}/hiding/appeal")
def appeal(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Ask another steward to decide."""
    return _hiding(ctx, slug, k, c, form, moderate.appeal, "appeal", "appealed")


@router.post("/{slug}/amendments/{k:int}/comments/{c:int}/hiding/decision")
def decide(ctx: SettledContext, slug: str, k: Number, c: Number, form: TheForm) -> Response:
    """Decide, as another steward, whether a comment stays hidden."""
    restored = form.get("restored") == "yes"

    def do(writer: Writer, access: CharterAccess, k: int, c: int, words: str) -> None:
        moderate.decide_appeal(writer, access, k, c, words, restored=restored)

    return _hiding(ctx, slug, k, c, form, do, "decision", "appeal-decided")


@router.post("/{slug}/desk/pauses")
def pause(ctx: SettledContext, slug: str, form: TheForm) -> Response:
    """Pause someone's comments, as a steward."""
    try:
        with ctx.writing(slug) as (writer, access):
            pause_comments(
                writer, access, form.get("member"), form.day("until"), form.get("reason")
            )
    except Refusal as refused:
        typed = {f"pause-{name}": form.get(name) for name in ("member", "until", "reason")}
        with ctx.reading(slug) as charter_ctx:
            return desks.show_desk(
                charter_ctx, Trouble.of(refused, "pause", unknown="member"), typed
            )
    return ctx.go(addresses.desk(slug, at="pauses"), "paused")


@router.post("/{slug}/desk/pauses/{n:int}/lift")
def lift(ctx: SettledContext, slug: str, n: Number) -> Response:
    """End a pause early."""
    try:
        with ctx.writing(slug) as (writer, access):
            lift_pause(writer, access, n)
    except Refusal as refused:
        with ctx.reading(slug) as charter_ctx:
            return desks.show_desk(charter_ctx, Trouble.of(refused))
    return ctx.go(addresses.desk(slug, at="pauses"), "lifted")
