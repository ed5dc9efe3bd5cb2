"""Care in conversation: what is reported, what stewards hide, and how its author is heard.

Nobody decides in their own case while there is somebody else: not on what they wrote or reported,
nor on an appeal against themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from amendments.belonging import permissions
from amendments.belonging.people import Actor, Community
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, NotAllowed, Permission, WrongState, demand
from amendments.saying import check_length, said
from amendments.talking.comment_life import CommentState
from charter.language import gettext as _


class ReportSubject(StrEnum):
    """What a report is about."""

    PROPOSAL = "proposal"
    COMMENT = "comment"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the rules see it. `concerned` are those who wrote what it is about."""

    number: int
    reporter: int
    concerned: frozenset[int]
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Hiding:
    """That a comment is hidden, by which steward, and how its author was heard so far."""

    by: int
    is_answered: bool = False
    is_appealed: bool = False
    is_decided: bool = False


# --- reports


def may_report(actor: Actor, concerned: frozenset[int]) -> Permission:
    """Whether someone may report something: any member, but not their own words."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if actor.member in concerned:
        return WrongState(_("You wrote this yourself. You can change it or take it back."))
    return True


def report(
    number: int, actor: Actor, concerned: frozenset[int], about: str, promise: str, words: str
) -> Event:
    """Report something, with the passage of the charter that it is about, and words if wanted.

    The line of the record says only that there was a report: everything about it is sealed, and
    nobody is named.
    """
    demand(may_report(actor, concerned))
    body = words.strip()
    check_length(body, "body")
    sealed = {"by": actor.handle or "", "about": about, "promise": promise}
    return Event(
        EventKind.REPORTED, None, {"report": number}, sealed | ({"body": body} if body else {})
    )


def check_promise(*, stands: bool) -> None:
    """Refuse a report that points to no passage of the charter in force.

    Raises:
        BadInput: what it points to does not stand there.
    """
    if not stands:
        raise BadInput(_("Please choose the passage that it is about."), field="promise")


def may_handle(actor: Actor, report: Report, community: Community) -> Permission:
    """Whether a steward may handle a report: not who wrote it, nor whose words it is about."""
    steward = permissions.may_steward(actor)
    if steward is not True:
        return steward
    concerned = report.concerned | {report.reporter}
    if actor.member in concerned and community.stewards - concerned:
        return NotAllowed(_("You are concerned yourself, so another steward has to look at it."))
    return True


def settle_report(report: Report, actor: Actor, community: Community, words: str) -> Event:
    """Answer who reported something, and close the report."""
    demand(may_handle(actor, report, community))
    if not report.is_open:
        raise WrongState(_("This report was answered already."))
    answer = said(words, _("Please write an answer to who reported it."), field="answer")
    data = {"report": report.number}
    return Event(EventKind.REPORT_SETTLED, actor.handle, data, {"answer": answer})


# --- hiding


def may_hide(
    actor: Actor, remark: CommentState, reporters: frozenset[int], community: Community
) -> Permission:
    """Whether a steward may hide a comment: not their own, nor one that they reported."""
    steward = permissions.may_steward(actor)
    if steward is not True:
        return steward
    if actor.member == remark.member:
        return NotAllowed(_("This is your own comment. You can take it back."))
    if remark.is_hidden or remark.is_taken_back:
        return WrongState(_("This comment is not shown already."))
    others = community.stewards - reporters - {remark.member}
    if actor.member in reporters and others:
        return NotAllowed(_("You reported this yourself, so another steward has to decide."))
    return True


def hide(
    amendment: int,
    remark: CommentState,
    actor: Actor,
    reason: str,
    reporters: frozenset[int],
    community: Community,
) -> Event:
    """Hide a comment, with a reason that stands in its place."""
    demand(may_hide(actor, remark, reporters, community))
    words = said(reason, _("Please say why: the reason stands in its place."), field="reason")
    return _about(EventKind.COMMENT_HIDDEN, amendment, remark, actor, {"reason": words})


def may_restore(actor: Actor, remark: CommentState) -> Permission:
    """Whether a steward may show a hidden comment again: not their own."""
    steward = permissions.may_steward(actor)
    if steward is not True:
        return steward
    if not remark.is_hidden:
        return WrongState(_("This comment is not hidden."))
    if actor.member == remark.member:
        return NotAllowed(_("This is your own comment, so another steward has to decide."))
    return True


def restore(amendment: int, remark: CommentState, actor: Actor) -> Event:
    """Show a hidden comment again."""
    demand(may_restore(actor, remark))
    return _about(EventKind.COMMENT_RESTORED, amendment, remark, actor, {})


# --- being heard


def _whose(actor: Actor, remark: CommentState, hiding: Hiding | None) -> Permission:
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if actor.member != remark.member:
        return NotAllowed(_("Only the person who wrote this comment can do this."))
    return True if hiding is not None else WrongState(_("This comment is not hidden."))


def may_answer_hiding(actor: Actor, remark: CommentState, hiding: Hiding | None) -> Permission:
    """Whether someone may answer to the stewards that their comment was hidden: once."""
    own = _whose(actor, remark, hiding)
    if own is True and hiding is not None and hiding.is_answered:
        return WrongState(_("You have answered already. You can still ask another steward."))
    return own


def answer_hiding(
    amendment: int, remark: CommentState, hiding: Hiding | None, actor: Actor, words: str
) -> Event:
    """Answer to the stewards, who alone read it."""
    demand(may_answer_hiding(actor, remark, hiding))
    body = said(words, _("Please write your answer first."), field="body")
    return _about(EventKind.HIDING_ANSWERED, amendment, remark, actor, {"body": body})


def may_appeal(
    actor: Actor, remark: CommentState, hiding: Hiding | None, community: Community
) -> Permission:
    """Whether someone may ask another steward to decide: once, and if there is another one."""
    own = _whose(actor, remark, hiding)
    if own is not True or hiding is None:
        return own
    if hiding.is_appealed:
        return WrongState(_("You have asked another steward already."))
    if not community.stewards - {hiding.by, remark.member}:
        return WrongState(
            _("This charter has no other steward who could decide. You can answer the steward.")
        )
    return True


def appeal(
    amendment: int,
    remark: CommentState,
    hiding: Hiding | None,
    actor: Actor,
    words: str,
    community: Community,
) -> Event:
    """Ask another steward to decide whether a comment stays hidden."""
    demand(may_appeal(actor, remark, hiding, community))
    body = said(words, _("Please say why it should be shown."), field="appeal")
    return _about(EventKind.HIDING_APPEALED, amendment, remark, actor, {"body": body})


def may_decide_appeal(actor: Actor, remark: CommentState, hiding: Hiding | None) -> Permission:
    """Whether a steward may decide an appeal: one who neither hid the comment nor wrote it."""
    steward = permissions.may_steward(actor)
    if steward is not True:
        return steward
    if hiding is None or not hiding.is_appealed or hiding.is_decided:
        return WrongState(_("Nobody has asked for this to be decided."))
    if actor.member in {hiding.by, remark.member}:
        return NotAllowed(_("You are concerned yourself, so another steward has to decide."))
    return True


def decide_appeal(
    amendment: int,
    remark: CommentState,
    hiding: Hiding | None,
    actor: Actor,
    words: str,
    *,
    restored: bool,
) -> Event:
    """Decide whether a comment stays hidden, with a reason for who wrote it."""
    demand(may_decide_appeal(actor, remark, hiding))
    reason = said(words, _("Please say why, to the person who asked."), field="decision")
    data = {"amendment": amendment, "comment": remark.number, "restored": restored}
    return Event(EventKind.APPEAL_DECIDED, actor.handle, data, {"reason": reason})


def _about(
    kind: EventKind, amendment: int, remark: CommentState, actor: Actor, words: dict[str, str]
) -> Event:
    data = {"amendment": amendment, "comment": remark.number}
    return Event(kind, actor.handle, data, words)
