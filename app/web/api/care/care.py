"""Care in conversation: reports, hidden comments, and how their authors are heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from amendments.belonging.permissions import may_steward
from amendments.refusals import demand
from app.services import entry
from app.services.belonging.people import People, people_of
from app.services.care import moderate
from app.services.care.moderate import Complaint
from app.services.care.pause import lift_pause, pause_comments, running
from app.services.talking.followed import follow_comments
from app.services.talking.look_again import waiting_asks
from app.services.talking.mirror import MOST_NAMES, look_in_mirror, not_heard
from app.services.views.amendment_view import demand_member
from app.services.views.comment_view import comments_for
from app.services.views.moderation_view import ReportView, open_reports, own_reports
from app.storage.care.moderation import KeptReport
from app.web.api import schemas, shapes
from app.web.api.answers import Page
from app.web.api.caller import Anyone, Number, Slug
from app.web.api.inside import Inside, ToWrite
from app.web.api.texts.charters import Cursor
from app.web.installation import Reading
from app.web.limits import Counted, spend
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}", tags=["care"])

ReportNumber = Annotated[Number, Path(description="The number of the report")]
_COMMENT = "/amendments/{number}/comments/{comment_number}"


@router.get("/reports")
def list_reports(reader: Reading, person: Anyone, slug: Slug) -> Page[schemas.ReportOut]:
    """The caller's own reports; for stewards also those that wait for one who is not concerned."""
    access = entry.enter(reader, slug, person)
    demand_member(access)
    people = people_of(reader, access)
    found = {one.report.number: one.report for one in own_reports(reader, access)}
    waiting = [one for one in open_reports(reader, access) if one.may_handle is True]
    found |= {one.report.number: one.report for one in waiting}
    items = [_report_out(one, people) for _, one in sorted(found.items())]
    return Page[schemas.ReportOut](items=items, next=None)


def _report_out(report: KeptReport, people: People) -> schemas.ReportOut:
    return schemas.ReportOut(
        id=report.number,
        amendment=report.amendment,
        about=report.about,  # type: ignore[arg-type] # pydantic checks it
        target=report.target,
        promise=report.block,
        body=report.body,
        by=people.who(report.reporter),
        at=report.at,
        settled_at=report.settled_at,
        answer=report.answer,
    )


@router.post("/amendments/{number}/reports", status_code=201, response_model=schemas.ReportOut)
def report(inside: ToWrite, number: Number, body: schemas.NewReport) -> Response:
    """Report something to the stewards. Whose words it is about is not told who did."""
    spend(inside.request, Counted.COMMENTS, inside.caller.person)

    def act() -> schemas.ReportOut:
        complaint = Complaint(body.about, body.target, body.promise, body.body)
        made = moderate.make_report(inside.writer, inside.access, number, complaint)
        return _own(inside, made)

    return inside.once(act, status=201, body=body)


def _own(inside: Inside, number: int) -> schemas.ReportOut:
    every: list[ReportView] = own_reports(inside.writer, inside.access)
    found = next(one.report for one in every if one.report.number == number)
    return _report_out(found, people_of(inside.writer, inside.access))


@router.post("/reports/{report_number}/answer", status_code=204, response_model=None)
def answer_report(inside: ToWrite, report_number: ReportNumber, body: schemas.Words) -> Response:
    """Answer who reported something, and close the report. Stewards who are not concerned only."""

    def act() -> None:
        moderate.settle_report(inside.writer, inside.access, report_number, body.body)

    return inside.once(act, status=204, body=body)


def _hiding(
    inside: Inside, number: int, comment: int, do: Callable[[], object], body: object = None
) -> Response:
    """Do something about a comment, and answer with it."""

    def act() -> schemas.CommentOut:
        do()
        kept = entry.amendment(inside.writer, inside.access, number)
        [found] = comments_for(inside.writer, inside.access, kept, (comment,))
        places = follow_comments(inside.writer, inside.access, kept, [found])
        people, asks = people_of(inside.writer, inside.access), waiting_asks(kept, [found])
        return shapes.comment_out(found, people, places, asks)

    return inside.once(act, body=body)


@router.post(_COMMENT + "/hide", response_model=schemas.CommentOut)
def hide(
    inside: ToWrite, number: Number, comment_number: Number, body: schemas.HidingReason
) -> Response:
    """Hide a comment, with a reason that stands in its place. Stewards only."""
    writer, access = inside.writer, inside.access

    def do() -> None:
        moderate.hide_comment(writer, access, number, comment_number, body.reason)

    return _hiding(inside, number, comment_number, do, body)


@router.post(_COMMENT + "/restore", response_model=schemas.CommentOut)
def restore(inside: ToWrite, number: Number, comment_number: Number) -> Response:
    """Show a hidden comment again. Stewards only."""

    def do() -> None:
        moderate.restore_comment(inside.writer, inside.access, number, comment_number)

    return _hiding(inside, number, comment_number, do)


@router.post(_COMMENT + "/hiding/answer", response_model=schemas.CommentOut)
def answer_hiding(
    inside: ToWrite, number: Number, comment_number: Number, body: schemas.Words
) -> Response:
    """Answer to the stewards, as the author of a hidden comment, once."""

    def do() -> None:
        moderate.answer_hiding(inside.writer, inside.access, number, comment_number, body.body)

    return _hiding(inside, number, comment_number, do, body)


@router.post(_COMMENT + "/hiding/appeal", response_model=schemas.CommentOut)
def appeal(
    inside: ToWrite, number: Number, comment_number: Number, body: schemas.Words
) -> Response:
    """Ask another steward to decide, as the author of a hidden comment, once."""

    def do() -> None:
        moderate.appeal(inside.writer, inside.access, number, comment_number, body.body)

    return _hiding(inside, number, comment_number, do, body)


@router.post(_COMMENT + "/hiding/decision", response_model=schemas.CommentOut)
def decide(
    inside: ToWrite, number: Number, comment_number: Number, body: schemas.AppealDecision
) -> Response:
    """Decide whether a comment stays hidden, as another steward than the one who hid it."""
    writer, access = inside.writer, inside.access

    def do() -> None:
        moderate.decide_appeal(
            writer, access, number, comment_number, body.reason, restored=body.restored
        )

    return _hiding(inside, number, comment_number, do, body)


@router.get("/amendments/{number}/mirror")
def mirror(reader: Reading, person: Anyone, slug: Slug, number: Number) -> schemas.MirrorOut:
    """How much of the discussion is the caller's words, in percent, and how many are silent."""
    access = entry.enter(reader, slug, person)
    demand_member(access)
    seen = look_in_mirror(reader, access, entry.amendment(reader, access, number))
    members = len(access.community.members)
    if seen is None:
        return schemas.MirrorOut(share=0, silent=members, members=members)
    return schemas.MirrorOut(share=seen.share, silent=seen.silent, members=seen.members)


@router.get("/amendments/{number}/not-heard")
def not_yet_heard(
    reader: Reading,
    person: Anyone,
    slug: Slug,
    number: Number,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=MOST_NAMES)] = MOST_NAMES,
) -> schemas.NotHeardOut:
    """Who has not been heard on an amendment, by the alphabet. Stewards only.

    Of many, those who have been here longest come first; `next` is the cursor of those who follow.
    """
    access = entry.enter(reader, slug, person)
    demand(may_steward(access.actor))
    kept = entry.amendment(reader, access, number)
    after = int(cursor) if cursor is not None else 0
    names, more = not_heard(reader, access, kept, after, limit)
    return schemas.NotHeardOut(names=names, next=str(more) if more is not None else None)


@router.post("/pauses", status_code=204, response_model=None)
def pause(inside: ToWrite, body: schemas.NewPause) -> Response:
    """Pause a member's comments until the end of a day. Stewards only."""

    def act() -> None:
        pause_comments(inside.writer, inside.access, body.member, body.until, body.reason)

    return inside.once(act, status=204, body=body)


@router.post("/pauses/{number}/lift", status_code=204, response_model=None)
def lift(inside: ToWrite, number: Number) -> Response:
    """End a pause early. Stewards only."""

    def act() -> None:
        lift_pause(inside.writer, inside.access, number)

    return inside.once(act, status=204)


@router.get("/pauses")
def list_pauses(reader: Reading, person: Anyone, slug: Slug) -> Page[schemas.PauseOut]:
    """The pauses that hold now: all of them for stewards, for others their own."""
    access = entry.enter(reader, slug, person)
    demand_member(access)
    people = people_of(reader, access)
    items = [
        schemas.PauseOut(
            id=one.value.number,
            member=people.who(one.value.member),
            by=people.who(one.value.by),
            until=one.value.until,
            reason=one.reason,
        )
        for one in running(reader, access)
    ]
    return Page[schemas.PauseOut](items=items, next=None)
