"""Corrections: typing errors, links, form. Published unless someone says the meaning changes."""

from __future__ import annotations

from datetime import datetime

from amendments.belonging.people import Actor
from amendments.belonging.permissions import may_take_part
from amendments.deciding import closing
from amendments.deciding.rounds import Round
from amendments.deciding.tally import outcome_in_a_word
from amendments.record.events import Event, EventKind
from amendments.refusals import Permission, WrongState, demand
from amendments.saying import said
from amendments.writing.lifecycle import Amendment
from charter.language import gettext as _


def may_dispute(actor: Actor, decision: Round, now: datetime) -> Permission:
    """Whether someone may say that a correction changes the meaning: any member, in time."""
    member = may_take_part(actor)
    if member is not True:
        return member
    if not decision.editorial:
        return WrongState(_("This is an ordinary decision: answer in it instead."))
    if not decision.is_open:
        return WrongState(
            _("This decision is closed. Its outcome: {outcome}.").format(
                outcome=outcome_in_a_word(decision.outcome)
            )
        )
    if now >= decision.closes_at:
        return WrongState(_("The deadline has passed. You can propose to change the text back."))
    return True


def dispute(
    decision: Round, amendment: Amendment, actor: Actor, reason: str, now: datetime
) -> tuple[Amendment, Round, tuple[Event, Event]]:
    """Turn a correction into an ordinary proposal, whose discussion begins now.

    Raises:
        NotAllowed, WrongState: as `may_dispute` says.
        BadInput: there is no reason.
    """
    demand(may_dispute(actor, decision, now))
    asked = _("Please say what changes in the meaning, so that it can be discussed.")
    words = {"reason": said(reason, asked, field="reason")}
    data = {"amendment": decision.amendment, "round": decision.number}
    disputed = Event(EventKind.CORRECTION_DISPUTED, actor.handle, data, words)
    after, closed, ended = closing.close(
        decision, amendment, now, publishable=True, by=None, disputed=True
    )
    return after, closed, (disputed, ended)
