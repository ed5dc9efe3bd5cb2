"""Reporting, hiding and being heard, each act in its own transaction."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.belonging import permissions
from amendments.care import moderation as rules
from amendments.care.moderation import Report, ReportSubject
from amendments.refusals import NotFound, demand
from app.services import entry
from app.services.entry import CharterAccess
from app.services.talking.comment_edits import Found, find_remark
from app.services.texts.wording import plain
from app.services.views import amendment_view
from app.storage.care import moderation
from app.storage.care.moderation import KeptReport
from app.storage.deciding import objections as kept_objections
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.tables import HidingRow, ReportRow
from app.storage.talking import comments
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class Complaint:
    """What someone reports: `promise` is the passage of the charter in force that it points to."""

    about: str = ReportSubject.PROPOSAL
    target: int | None = None
    promise: str = ""
    body: str = ""


def concerned_by(
    reader: Reader, kept: StoredAmendment, about: str, target: int | None
) -> frozenset[int]:
    """Who wrote what a report is about; nobody if there is no such thing."""
    if about == ReportSubject.PROPOSAL:
        return kept.value.authors
    if about == ReportSubject.COMMENT:
        found = comments.comment(reader, kept.id, target) if target else None
        return frozenset({found.member} if found else ())
    every = kept_objections.of_amendment(reader, kept.id)
    return frozenset(one.value.member for one in every if one.value.number == target)


def check_target(
    reader: Reader, access: CharterAccess, amendment: int, about: str, target: int | None
) -> StoredAmendment:
    """The amendment, if it has what would be reported and this person may know of that.

    Raises:
        NotFound: there is no such thing for this person.
    """
    kept = entry.amendment(reader, access, amendment)
    if about == ReportSubject.OBJECTION:
        seen = (
            amendment_view.look_at_amendment(reader, access, amendment).hearings if target else {}
        )
        there = target in seen
    else:
        there = about in set(ReportSubject) and bool(concerned_by(reader, kept, about, target))
    if not there:
        raise NotFound(_("There is nothing like that to report here."))
    return kept


def make_report(writer: Writer, access: CharterAccess, amendment: int, complaint: Complaint) -> int:
    """Report something to the stewards. Returns the number of the report.

    Raises:
        NotFound, NotAllowed, WrongState: there is no such thing, or it is the person's own.
        BadInput: no passage of the charter is named, or the words are too many.
    """
    about, target = complaint.about, complaint.target
    kept = check_target(writer, access, amendment, about, target)
    concerned = concerned_by(writer, kept, about, target)
    number = moderation.next_report_number(writer, access.charter.id)
    what = f"{about} {amendment}" if target is None else f"{about} {amendment}/{target}"
    body = plain(complaint.body, "body")
    event = rules.report(number, access.actor, concerned, what, complaint.promise, body)
    promise = entry.head(writer, access.charter).document.get(complaint.promise)
    rules.check_promise(stands=promise is not None)
    kept_words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    row = ReportRow(
        charter_id=access.charter.id,
        number=number,
        amendment_id=kept.id,
        about=about,
        target=target,
        member_id=access.actor.member,
        block=complaint.promise,
        at=writer.now,
        body_id=kept_words.get("body"),
    )
    moderation.add(writer, row)
    return number


def report_value(reader: Reader, kept: StoredAmendment, report: KeptReport) -> Report:
    """A report as the rules see it."""
    concerned = concerned_by(reader, kept, report.about, report.target)
    return Report(report.number, report.reporter, concerned, is_open=report.settled_at is None)


def settle_report(writer: Writer, access: CharterAccess, number: int, answer: str) -> None:
    """Answer a report, as a steward who is not concerned.

    Raises:
        NotFound, NotAllowed, WrongState: it is not for this person, or answered already.
        BadInput: there is no answer.
    """
    demand(permissions.may_steward(access.actor))
    every = moderation.reports(writer, access.charter.id)
    found = next((one for one in every if one.number == number), None)
    kept = amendments.find(writer, access.charter.id, found.amendment) if found else None
    if found is None or kept is None:
        raise NotFound(_("There is no report {n}.").format(n=number))
    value = report_value(writer, kept, found)
    event = rules.settle_report(value, access.actor, access.community, plain(answer, "answer"))
    kept_words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    moderation.settle(writer, found.id, access.actor.member, kept_words["answer"])


# --- hiding


def hide_comment(
    writer: Writer, access: CharterAccess, amendment: int, number: int, reason: str
) -> None:
    """Hide a comment, as a steward, with a reason that stands in its place.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, or it is not for this person.
        BadInput: there is no reason.
    """
    found = find_remark(writer, access, amendment, number)
    by = frozenset(moderation.reporters(writer, found.kept.id).get(number, ()))
    words = plain(reason, "reason")
    event = rules.hide(amendment, found.remark, access.actor, words, by, access.community)
    kept_words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    row = HidingRow(
        comment_id=found.comment.id,
        member_id=access.actor.member,
        at=writer.now,
        reason_id=kept_words["reason"],
    )
    moderation.add(writer, row)


def restore_comment(writer: Writer, access: CharterAccess, amendment: int, number: int) -> None:
    """Show a hidden comment again, as a steward."""
    found = find_remark(writer, access, amendment, number)
    lines.append(writer, access.charter, rules.restore(amendment, found.remark, access.actor))
    assert access.actor.member is not None
    moderation.restore(writer, _id(found), access.actor.member)


def answer_hiding(
    writer: Writer, access: CharterAccess, amendment: int, number: int, words: str
) -> None:
    """Answer to the stewards, as the author of a hidden comment, once."""
    found = find_remark(writer, access, amendment, number)
    hiding, body = _hiding(found), plain(words, "body")
    event = rules.answer_hiding(amendment, found.remark, hiding, access.actor, body)
    moderation.keep_answer(writer, _id(found), lines.append(writer, access.charter, event)["body"])


def appeal(writer: Writer, access: CharterAccess, amendment: int, number: int, words: str) -> None:
    """Ask another steward to decide, as the author of a hidden comment, once."""
    found = find_remark(writer, access, amendment, number)
    hiding, body = _hiding(found), plain(words, "appeal")
    event = rules.appeal(amendment, found.remark, hiding, access.actor, body, access.community)
    moderation.keep_appeal(writer, _id(found), lines.append(writer, access.charter, event)["body"])


def decide_appeal(
    writer: Writer,
    access: CharterAccess,
    amendment: int,
    number: int,
    words: str,
    *,
    restored: bool,
) -> None:
    """Decide, as another steward, whether a comment stays hidden."""
    found = find_remark(writer, access, amendment, number)
    hiding, reason = _hiding(found), plain(words, "decision")
    event = rules.decide_appeal(
        amendment, found.remark, hiding, access.actor, reason, restored=restored
    )
    kept_words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    moderation.keep_decision(writer, _id(found), access.actor.member, kept_words["reason"])
    if restored:
        moderation.restore(writer, _id(found), access.actor.member)


def _hiding(found: Found) -> rules.Hiding | None:
    return found.comment.hiding.value if found.comment.hiding else None


def _id(found: Found) -> int:
    assert found.comment.hiding is not None
    return found.comment.hiding.id
