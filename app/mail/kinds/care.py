"""Reports and hidden comments: told without the words that are confidential."""

from __future__ import annotations

from collections.abc import Iterable

from amendments.care import moderation as rules
from amendments.record.events import EventKind
from app import addresses
from app.mail.kinds.kind import Letter, MailKind, Occasion, at_once
from app.services.care.moderate import report_value
from app.services.talking.comment_edits import remark_of
from app.storage.care import moderation, pauses
from app.storage.care.moderation import KeptReport
from app.storage.care.pauses import KeptPause
from app.storage.talking import comments
from app.storage.talking.comments import Comment
from app.storage.writing import amendments
from charter.language import N_


def _report(occasion: Occasion) -> KeptReport:
    every = occasion.read(moderation.reports, occasion.access.charter.id)
    return next(one for one in every if one.number == int(occasion.data["report"]))


def _comment(occasion: Occasion) -> Comment:
    number = int(occasion.data["comment"])
    found = occasion.read(comments.comment, occasion.amendment().id, number)
    assert found is not None
    return found


def _stewards_who_may_help(occasion: Occasion) -> Iterable[int]:
    """Those who are not concerned themselves; all of them where everyone is."""
    stewards = set(occasion.access.community.stewards)
    if "report" in occasion.data:
        report = _report(occasion)
        kept = occasion.read(amendments.find, occasion.access.charter.id, report.amendment)
        assert kept is not None
        value = report_value(occasion.reader, kept, report)
        return (stewards - value.concerned - {value.reporter}) or stewards
    comment = _comment(occasion)
    by = comment.hiding.value.by if comment.hiding else None
    return {one for one in stewards if one not in {by, comment.member}}


def _asks_for_care(occasion: Occasion) -> Letter | None:
    if "report" in occasion.data:
        if _report(occasion).settled_at is not None:
            return None
        return Letter(
            {"is_report": True}, addresses.desk("", at=f"report-{occasion.data['report']}")
        )
    comment = _comment(occasion)
    amendment = occasion.amendment().id
    thread = occasion.read(comments.first_of_thread, amendment, comment.number)
    hiding = comment.hiding.value if comment.hiding else None
    may = rules.may_decide_appeal(occasion.access.actor, remark_of(comment, thread), hiding)
    if may is not True:
        return None
    path = addresses.comment("", occasion.number, comment.number)
    return Letter({"is_report": False}, path)


def _who_reported(occasion: Occasion) -> Iterable[int]:
    return [_report(occasion).reporter]


def _what_was_answered(occasion: Occasion) -> Letter:
    report = _report(occasion)
    path = addresses.report("", report.amendment, about=report.about, n=report.target)
    return Letter({"answer": report.answer}, path)


def _whose_comment(occasion: Occasion) -> Iterable[int]:
    return [_comment(occasion).member]


def _what_became_of_it(occasion: Occasion) -> Letter:
    comment = _comment(occasion)
    hiding = comment.hiding
    facts = {
        "number": occasion.number,
        "title": occasion.version(occasion.amendment()).title,
        "is_hidden": hiding is not None,
        "reason": hiding.reason if hiding else "",
        "decision": hiding.decision if hiding else "",
    }
    path = addresses.comment("", occasion.number, comment.number)
    return Letter(facts, path, occasion.number)


REPORTED = MailKind(
    name="reported",
    title=N_("As a steward: something is reported, or you are asked about a hidden comment"),
    follows={EventKind.REPORTED: at_once, EventKind.HIDING_APPEALED: at_once},
    people=_stewards_who_may_help,
    look=_asks_for_care,
    important=True,
)
REPORT_ANSWERED = MailKind(
    name="report-answered",
    title=N_("The stewards answer what you reported"),
    follows={EventKind.REPORT_SETTLED: at_once},
    people=_who_reported,
    look=_what_was_answered,
)
HIDDEN = MailKind(
    name="hidden",
    title=N_("A steward hides a comment of yours, or it is shown again"),
    follows={
        EventKind.COMMENT_HIDDEN: at_once,
        EventKind.COMMENT_RESTORED: at_once,
        EventKind.APPEAL_DECIDED: at_once,
    },
    people=_whose_comment,
    look=_what_became_of_it,
)


def _pause(occasion: Occasion) -> KeptPause:
    every = occasion.read(pauses.pauses, occasion.access.charter.id)
    return next(one for one in every if one.value.number == int(occasion.data["pause"]))


def _whose_comments(occasion: Occasion) -> Iterable[int]:
    return [_pause(occasion).value.member]


def _that_it_is_paused(occasion: Occasion) -> Letter:
    paused = _pause(occasion)
    facts = {
        "who": occasion.names().get(paused.value.by, ""),
        "last_day": paused.value.last_day(occasion.access.charter.zone),
        "runs": paused.value.runs(occasion.reader.now),
        "reason": paused.reason,
    }
    return Letter(facts, "")


PAUSED = MailKind(
    name="paused",
    title=N_("A steward pauses your comments, or ends the pause"),
    follows={EventKind.PAUSED: at_once, EventKind.PAUSE_LIFTED: at_once},
    people=_whose_comments,
    look=_that_it_is_paused,
)
