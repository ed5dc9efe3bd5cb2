"""Before a round: questions that get answered, a summary, and how it feels so far."""

from __future__ import annotations

from enum import StrEnum

from amendments.belonging import permissions
from amendments.belonging.people import Actor
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, NotAllowed, Permission, WrongState, demand
from amendments.saying import said
from amendments.status import Status
from amendments.writing.lifecycle import Amendment
from charter.language import N_
from charter.language import gettext as _


class Sense(StrEnum):
    """How a proposal feels so far. It binds nobody."""

    READY = "ready"
    ALMOST = "almost"
    NOT_YET = "not_yet"


SENSES = {
    Sense.READY: (N_("Feels ready"), N_("You could live with it as it is.")),
    Sense.ALMOST: (N_("Almost"), N_("Something small is missing.")),
    Sense.NOT_YET: (N_("Not yet"), N_("It needs more talk first.")),
}


def may_give_sense(actor: Actor, amendment: Amendment) -> Permission:
    """Whether someone may say how a proposal feels so far: any member, while it is discussed."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if amendment.status is not Status.DISCUSSION:
        return WrongState(_("This is asked while a proposal is being discussed."))
    return True


def give_sense(amendment: Amendment, actor: Actor, sense: str) -> Event:
    """Say how a proposal feels so far.

    Raises:
        NotAllowed, WrongState: as `may_give_sense` says.
        BadInput: it is none of the three.
    """
    demand(may_give_sense(actor, amendment))
    if sense not in set(Sense):
        msg = _("Please choose one of the three.")
        raise BadInput(msg, field="sense")
    data = {"amendment": amendment.number, "version": amendment.version}
    return Event(EventKind.SENSED, actor.handle, data, {"sense": sense})


def may_summarise(actor: Actor, amendment: Amendment) -> Permission:
    """Whether someone may sum the discussion up: a steward, while it is not settled."""
    steward = permissions.may_steward(actor)
    if steward is not True:
        return steward
    if amendment.status not in {Status.DISCUSSION, Status.ROUND}:
        return WrongState(_("A summary is written while a proposal is discussed or decided."))
    return True


def summarise(amendment: Amendment, actor: Actor, words: str) -> Event:
    """Sum the discussion up for everyone who comes to it later."""
    demand(may_summarise(actor, amendment))
    body = said(words, _("Please write the summary first."), field="body")
    data = {"amendment": amendment.number, "version": amendment.version}
    return Event(EventKind.SUMMARISED, actor.handle, data, {"body": body})


def may_mark_answered(actor: Actor, amendment: Amendment, asker: int) -> Permission:
    """Whether someone may say that a question is answered: who asked, an author, a steward."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if actor.member == asker or actor.member in amendment.authors or actor.is_steward:
        return True
    return NotAllowed(
        _("The person who asked, an author or a steward can say that it is answered.")
    )


def mark_answered(
    amendment: Amendment, actor: Actor, comment: int, asker: int, *, answered: bool
) -> Event:
    """Say that a question is answered, or that it is open again."""
    demand(may_mark_answered(actor, amendment, asker))
    data = {"amendment": amendment.number, "comment": comment, "answered": answered}
    return Event(EventKind.QUESTION_ANSWERED, actor.handle, data)
