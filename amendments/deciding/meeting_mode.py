"""Meeting mode: a steward writes down what a member says, who can correct it until the close."""

from __future__ import annotations

from datetime import datetime

from amendments.belonging import permissions
from amendments.belonging.people import Actor, Community
from amendments.deciding.answering import may_answer
from amendments.deciding.rounds import Round
from amendments.deciding.tally import outcome_in_a_word
from amendments.refusals import NotAllowed, Permission, WrongState
from charter.language import gettext as _


def may_record(
    actor: Actor, decision: Round, authors: frozenset[int], community: Community
) -> Permission:
    """Whether a steward may write down answers that are spoken in a meeting."""
    allowed = permissions.may_decide_about(actor, authors, community)
    if allowed is not True:
        return allowed
    if not decision.is_open:
        return WrongState(
            _("This decision is already closed. Its outcome: {outcome}.").format(
                outcome=outcome_in_a_word(decision.outcome)
            )
        )
    if decision.editorial:
        return WrongState(_("This is a correction: it needs no answers."))
    return True


def may_record_for(decision: Round, member: int, community: Community, now: datetime) -> Permission:
    """Whether an answer may be written down for this member: not over one of their own.

    Who is gone cannot answer any more, so nobody answers for them either.
    """
    answerable = may_answer(decision, member, now)
    if answerable is not True:
        return answerable
    if member not in community.members:
        return NotAllowed(_("This person is not a member any more, so nobody can answer for them."))
    given = decision.stances.get(decision.seat_of(member) or "")
    if given is not None and given.recorded_by is None:
        return WrongState(_("This member has answered already; only they can change their answer."))
    return True
