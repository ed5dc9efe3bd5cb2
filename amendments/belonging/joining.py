"""Coming to belong: invitations, and requests to join. Nobody belongs without their own yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from amendments.belonging.people import Actor
from amendments.belonging.permissions import may_steward
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, NotAllowed, NotFound, Permission, WrongState, demand
from amendments.saying import said
from charter.dates import day_in_words
from charter.language import gettext as _

LASTS = timedelta(days=14)
MOST_USES = 500
MOST_DAYS = 90
LONGEST_WHY = 600
#: How long after a no the same person can ask again.
ASK_AGAIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation: for one address, or a link that `uses` people can use."""

    number: int
    uses: int
    used: int
    ends_at: datetime
    is_over: bool = False

    def is_open(self, now: datetime) -> bool:
        """Whether somebody can still say yes to it."""
        return not self.is_over and self.used < self.uses and now < self.ends_at


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """What someone asked of a charter before: whether it still waits, or when the no came."""

    waits: bool = False
    refused_at: datetime | None = None


def invite(
    by: Actor | None, number: int, uses: int, ends_at: datetime, *, personal: bool, now: datetime
) -> Event:
    """Invite one address, or make a link. `by` is None for the operator of this place."""
    if by is not None:
        demand(may_steward(by))
    if not 1 <= uses <= MOST_USES:
        msg = _("Please choose how many people can use it: 1 to {most}.").format(most=MOST_USES)
        raise BadInput(msg, field="uses")
    if not now < ends_at <= now + timedelta(days=MOST_DAYS):
        msg = _("Please choose for how many days it works: 1 to {most}.").format(most=MOST_DAYS)
        raise BadInput(msg, field="days")
    data = {"invitation": number, "personal": personal, "uses": uses, "ends_at": ends_at}
    return Event(EventKind.INVITED, by.handle if by else None, data)


def may_invite_again(*, waits: bool) -> Permission:
    """Whether an address can be invited: not while an invitation to it `waits`."""
    if waits:
        return WrongState(
            _("This address has an open invitation already. Take that one back first.")
        )
    return True


def may_use(invitation: Invitation | None, now: datetime) -> Permission:
    """Whether somebody can say yes to an invitation. Why not is for nobody who only tries."""
    if invitation is None or not invitation.is_open(now):
        return NotFound(
            _(
                "This link does not work any more. It may be used up, taken back or too old. If "
                "you have joined with it, sign in. Else ask whoever gave it to you for a new one."
            )
        )
    return True


def may_take_link(*, signed_in: bool) -> Permission:
    """Whether somebody can say yes to a link that several can use: who is known by then."""
    return True if signed_in else NotAllowed(_("Please say first who you are."))


def may_take_sent(*, to_another: bool) -> Permission:
    """Whether somebody can use what was sent to an address: whoever does not go by another one."""
    if to_another:
        return NotAllowed(
            _(
                "This was sent to another address than the one that you are signed in with. Sign "
                "out to use it, or ask for one to your own address."
            )
        )
    return True


def may_come_back(*, belonged: bool) -> Permission:
    """Whether somebody may join by what was not meant for them by name: they may have been removed
    where they `belonged` before.
    """
    if belonged:
        return NotAllowed(
            _("You belonged to this charter before. Ask a steward for an invitation of your own.")
        )
    return True


def declined(invitation: int) -> Event:
    """Somebody said no to an invitation, or said yes to it who belonged already."""
    return Event(EventKind.INVITATION_DECLINED, None, {"invitation": invitation})


def withdraw_invitation(by: Actor | None, invitation: Invitation, now: datetime) -> Event:
    """Take an invitation back."""
    if by is not None:
        demand(may_steward(by))
    if not invitation.is_open(now):
        raise WrongState(_("This invitation is over already."))
    data = {"invitation": invitation.number}
    return Event(EventKind.INVITATION_WITHDRAWN, by.handle if by else None, data)


def may_ask(
    actor: Actor, before: JoinRequest, now: datetime, *, is_public: bool, takes_requests: bool
) -> Permission:
    """Whether someone may ask to belong to a charter."""
    if actor.is_member:
        return WrongState(_("You belong to this charter already."))
    if not (is_public and takes_requests):
        return NotAllowed(
            _("This charter takes no requests. Whoever wants to join needs an invitation.")
        )
    if before.waits:
        return WrongState(_("You have asked already. The stewards will answer you by mail."))
    if before.refused_at is not None and now < before.refused_at + ASK_AGAIN:
        msg = _("The stewards said no a short while ago. You can ask again on {day}.")
        return WrongState(msg.format(day=day_in_words((before.refused_at + ASK_AGAIN).date())))
    return True


def ask(number: int, why: str, name: str) -> Event:
    """Ask to belong. Whether someone may is asked before."""
    why = said(why, _("Please write a few words: why would you like to join?"), field="why")
    if len(why) > LONGEST_WHY:
        msg = _("A few words are enough: {most} characters at most.").format(most=LONGEST_WHY)
        raise BadInput(msg, field="why")
    return Event(EventKind.JOIN_ASKED, None, {"request": number}, {"why": why, "name": name})


def may_answer_request(actor: Actor, *, waits: bool) -> Permission:
    """Whether someone may say yes or no to a request."""
    steward = may_steward(actor)
    if steward is not True:
        return steward
    return True if waits else WrongState(_("This request has been answered already."))


def refuse_request(actor: Actor, number: int, reason: str, *, waits: bool) -> Event:
    """Say no to a request, with a reason for the person who asked."""
    demand(may_answer_request(actor, waits=waits))
    missing = _("Please say why: the person who asked reads it.")
    words = {"reason": said(reason, missing, field="reason")}
    return Event(EventKind.JOIN_REFUSED, actor.handle, {"request": number}, words)


def take_requests(actor: Actor, *, takes: bool) -> Event:
    """Let people ask to join, or not."""
    demand(may_steward(actor))
    return Event(EventKind.REQUESTS_SWITCHED, actor.handle, {"open": takes})


def joined(
    by: str | None, member: str, name: str, *, invitation: int | None, request: int | None
) -> Event:
    """Somebody belongs now: by an invitation that they took, or a request that was granted."""
    data = {"member": member, "invitation": invitation, "request": request}
    return Event(EventKind.MEMBER_JOINED, by, data, {"name": name})
