"""Setting an objection aside: off by default; two stewards, neither an author, with reasons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from amendments.belonging import permissions
from amendments.belonging.people import Actor
from amendments.deciding.objection_hearing import UNSEEN
from amendments.deciding.objections import Objection, ObjectionStatus, still_open
from amendments.deciding.rounds import Round
from amendments.record.events import Event, EventKind
from amendments.refusals import NotAllowed, Permission, WrongState, demand
from amendments.saying import said
from charter.language import N_
from charter.language import gettext as _

NOT_HERE = N_("The rules of this charter do not allow setting an objection aside.")


def is_allowed_here(decision: Round) -> Permission:
    """Whether the rules that a round pinned allow it at all."""
    return True if decision.ruleset.set_aside else NotAllowed(_(NOT_HERE))


def may_set_aside(
    actor: Actor, decision: Round, objection: Objection, authors: frozenset[int], *, sees: bool
) -> Permission:
    """Whether a steward may speak for setting an objection aside."""
    here = is_allowed_here(decision)
    if here is not True:
        return here
    allowed = _may_be_one_of_the_two(actor, objection, authors)
    if allowed is not True:
        return allowed
    if not sees:
        return NotAllowed(_(UNSEEN))
    return still_open(objection)


def _may_be_one_of_the_two(
    actor: Actor, objection: Objection, authors: frozenset[int]
) -> Permission:
    steward = permissions.may_steward(actor)
    if steward is not True:
        return steward
    if actor.member in authors:
        return NotAllowed(
            _("This is your own proposal, so you cannot set an objection to it aside.")
        )
    if actor.member == objection.member:
        return NotAllowed(_("This is your own objection. You can withdraw it instead."))
    return True


def set_aside(
    decision: Round,
    objection: Objection,
    actor: Actor,
    reason: str,
    authors: frozenset[int],
    spoken: Collection[int],
    *,
    sees: bool,
) -> tuple[Objection, Event]:
    """Speak for setting an objection aside; the second steward who does sets it aside.

    `spoken` are the stewards who have spoken for it since the objection was last raised.

    Raises:
        NotAllowed, WrongState: as `may_set_aside` says; or this steward has spoken already.
        BadInput: there is no reason.
    """
    demand(may_set_aside(actor, decision, objection, authors, sees=sees))
    if actor.member in spoken:
        msg = _("You have said so already. It takes a second steward who sees it the same way.")
        raise WrongState(msg)
    words = said(reason, _("Please say why: the reason stays with the objection."), field="note")
    data = {
        "amendment": decision.amendment,
        "round": decision.number,
        "objection": objection.number,
    }
    if not spoken:
        return objection, Event(EventKind.SET_ASIDE_PROPOSED, actor.handle, data, {"reason": words})
    ended = {
        **data,
        "seat": decision.seat_of(objection.member),
        "status": ObjectionStatus.SET_ASIDE,
    }
    after = replace(objection, status=ObjectionStatus.SET_ASIDE)
    return after, Event(EventKind.OBJECTION_RESOLVED, actor.handle, ended, {"note": words})
