"""Giving one's answer again with one press: confirming it, or renewing it on a changed text."""

from __future__ import annotations

from collections.abc import Iterable

from amendments.deciding.rounds import Round
from amendments.deciding.stances import Stance, StanceKind
from amendments.refusals import WrongState
from charter.language import gettext as _


def answer_before(earlier: Iterable[Round], member: int) -> tuple[Round, Stance] | None:
    """The latest answer of a member in earlier rounds that can be given again, and its round.

    “I need more time” is no answer to repeat.
    """
    for decision in sorted(earlier, key=lambda one: one.number, reverse=True):
        seat = decision.seat_of(member)
        stance = decision.stances.get(seat) if seat else None
        if stance is not None and stance.kind is not StanceKind.NEED_TIME:
            return decision, stance
    return None


def to_repeat(decision: Round, earlier: Iterable[Round], member: int) -> Stance:
    """The answer that a member would give again in this round.

    That is what a steward wrote down for them here, or what they said before the text around the
    change moved, or else their answer in an earlier round.

    Raises:
        WrongState: there is none, or they have answered here already.
    """
    here = decision.stances.get(decision.seat_of(member) or "")
    if here is not None and (here.recorded_by is not None or decision.is_unconfirmed(member)):
        return here
    if here is not None:
        msg = _("You have answered in this decision already.")
        raise WrongState(msg)
    before = answer_before(earlier, member)
    if before is None:
        msg = _("You have not answered before, so there is nothing to renew.")
        raise WrongState(msg)
    return before[1]
