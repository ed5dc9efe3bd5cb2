"""More time for everyone in a round: a steward can give it, never take it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from amendments.belonging import permissions
from amendments.belonging.people import Actor, Community
from amendments.deciding.opening import FURTHEST_DEADLINE
from amendments.deciding.rounds import Round
from amendments.deciding.tally import outcome_in_a_word
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, Permission, WrongState
from amendments.saying import said
from charter.dates import moment_in_a_sentence
from charter.language import N_
from charter.language import gettext as _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class MoveCause(StrEnum):
    """Why a deadline moved; `ANSWER` where it is not told which of the two before it did it."""

    STEWARD = "steward"
    TEXT_MOVED = "text_moved"
    NEED_TIME = "need_time"
    LATE_OBJECTION = "late_objection"
    ANSWER = "answer"


#: What would tell somebody's answer.
OF_ANSWERS = frozenset({MoveCause.NEED_TIME, MoveCause.LATE_OBJECTION})
IN_WORDS = {
    MoveCause.STEWARD: N_("A steward gave everyone more time."),
    MoveCause.NEED_TIME: N_("Someone needs more time, so everyone has it."),
    MoveCause.LATE_OBJECTION: N_("An objection came late, so everyone has time to think about it."),
    MoveCause.TEXT_MOVED: N_("The text around this proposal changed, so everyone can look again."),
    MoveCause.ANSWER: N_("An answer gives everyone more time."),
}


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """A deadline that moved: until when, and why.

    `at` is when; where that is not to be told, `on` says the day. `revision` is the one that moved
    the text, for that cause alone; `member` and `reason` are a steward's.
    """

    until: datetime
    cause: MoveCause
    at: datetime | None = None
    on: date | None = None
    revision: int | None = None
    member: int | None = None
    reason: str = ""


def may_extend(
    actor: Actor, decision: Round, authors: frozenset[int], community: Community, now: datetime
) -> Permission:
    """Whether this person may move the deadline of a round to a later time."""
    allowed = permissions.may_decide_about(actor, authors, community)
    if allowed is not True:
        return allowed
    if not decision.is_open:
        return WrongState(
            _("This decision is already closed. Its outcome: {outcome}.").format(
                outcome=outcome_in_a_word(decision.outcome)
            )
        )
    if now >= decision.closes_at:
        return WrongState(_("The deadline has passed, so it cannot be moved any more."))
    return True


def extend(
    decision: Round, actor: Actor, closes_at: datetime, reason: str, zone: ZoneInfo
) -> tuple[Round, Event]:
    """DeadlineMove the deadline to a later time, with a reason that everyone is told.

    Raises:
        BadInput: the time is not later than the deadline, or too far away; or there is no reason.
    """
    if closes_at <= decision.closes_at:
        local = decision.closes_at.astimezone(zone)
        msg = _("A deadline can only be moved to a later time. It is {local} now.").format(
            local=moment_in_a_sentence(local)
        )
        raise BadInput(msg, field="closes_at")
    if closes_at > decision.opened_at + FURTHEST_DEADLINE:
        msg = _("That is more than a year after the decision was opened. Choose an earlier time.")
        raise BadInput(msg, field="closes_at")
    words = {"reason": said(reason, _("Please say why everyone gets more time."), field="reason")}
    data = {
        "amendment": decision.amendment,
        "round": decision.number,
        "closes_at": closes_at,
        "extended_for": "steward",
    }
    event = Event(EventKind.ROUND_EXTENDED, actor.handle, data, words)
    return replace(decision, closes_at=closes_at), event
