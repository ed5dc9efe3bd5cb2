"""Looking at reports and appeals: what stewards have to decide, and what came of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amendments.care import moderation as rules
from amendments.care.moderation import ReportSubject
from amendments.refusals import Permission
from app import addresses
from app.services import entry
from app.services.care.moderate import report_value
from app.services.entry import CharterAccess
from app.services.talking.comment_edits import remark_of
from app.storage.care import moderation
from app.storage.care.moderation import KeptHiding, KeptReport
from app.storage.engine.session import Reader
from app.storage.talking import comments
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as a steward, or who made it, may see it. `promise` is the passage in force."""

    report: KeptReport
    title: str
    promise: str
    may_handle: Permission


@dataclass(frozen=True, slots=True)
class HiddenComment:
    """A hidden comment: where it is, whose, and what was said about hiding it."""

    amendment: int
    comment: int
    member: int
    title: str
    at: datetime
    hiding: KeptHiding
    may_decide: Permission
    may_answer: Permission
    may_appeal: Permission


def open_reports(reader: Reader, access: CharterAccess) -> list[ReportView]:
    """The reports that wait for a steward, oldest first."""
    if not access.actor.is_steward:
        return []
    found = moderation.reports(reader, access.charter.id, only_open=True)
    return [_look(reader, access, one) for one in reversed(found)]


def own_reports(reader: Reader, access: CharterAccess) -> list[ReportView]:
    """What the person who came in has reported, newest first."""
    if access.actor.member is None:
        return []
    found = moderation.reports(reader, access.charter.id, reporter=access.actor.member)
    return [_look(reader, access, one) for one in found]


def own_report(
    reader: Reader, access: CharterAccess, amendment: int, about: str, target: int | None
) -> ReportView | None:
    """The newest report of the person who came in about one thing."""
    same = (amendment, about, target)
    every = own_reports(reader, access)
    return next(
        (
            one
            for one in every
            if (one.report.amendment, one.report.about, one.report.target) == same
        ),
        None,
    )


def _look(reader: Reader, access: CharterAccess, report: KeptReport) -> ReportView:
    kept = amendments.find(reader, access.charter.id, report.amendment)
    assert kept is not None
    block = entry.head(reader, access.charter).document.get(report.block or "")
    return ReportView(
        report=report,
        title=_title(reader, kept),
        promise=block.text if block else "",
        may_handle=rules.may_handle(
            access.actor, report_value(reader, kept, report), access.community
        ),
    )


def _title(reader: Reader, kept: StoredAmendment) -> str:
    return entry.newest_version(reader, kept).title


def hidden(reader: Reader, access: CharterAccess, *, only_own: bool = False) -> list[HiddenComment]:
    """The hidden comments that this person has to do with: their own, and for stewards appeals."""
    found = moderation.hidden_comments(reader, access.charter.id)
    looks: list[HiddenComment] = []
    for row, number in found:
        kept = amendments.find(reader, access.charter.id, number)
        is_own = row.member_id == access.actor.member
        if kept is None or not entry.visible(access, kept) or (only_own and not is_own):
            continue
        looks.append(_hidden(reader, access, kept, row.number))
    return looks


def _hidden(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, number: int
) -> HiddenComment:
    comment = comments.comment(reader, kept.id, number)
    assert comment is not None
    thread = comments.first_of_thread(reader, kept.id, number)
    remark, hiding = remark_of(comment, thread), comment.hiding
    assert hiding is not None
    return HiddenComment(
        amendment=kept.value.number,
        comment=number,
        member=comment.member,
        title=_title(reader, kept),
        at=hiding.at,
        hiding=hiding,
        may_decide=rules.may_decide_appeal(access.actor, remark, hiding.value),
        may_answer=rules.may_answer_hiding(access.actor, remark, hiding.value),
        may_appeal=rules.may_appeal(access.actor, remark, hiding.value, access.community),
    )


def to_hear(reader: Reader, access: CharterAccess) -> int:
    """How many reports and appeals wait for the steward who came in."""
    if not access.actor.is_steward:
        return 0
    reports = sum(one.may_handle is True for one in open_reports(reader, access))
    return reports + sum(one.may_decide is True for one in hidden(reader, access))


def address_of(slug: str, amendment: int, about: str, target: int | None) -> str:
    """Where something that was reported stands."""
    if target is None:
        return addresses.amendment(slug, amendment)
    if ReportSubject(about) is ReportSubject.COMMENT:
        return addresses.comment(slug, amendment, target)
    return addresses.objection(slug, amendment, target)
