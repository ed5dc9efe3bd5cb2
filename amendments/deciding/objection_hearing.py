"""Hearing an objection: who sees it too, whether its argument qualifies as one, and how it ends.

The question is that of Sociocracy 3.0: an objection is an argument that a proposal has consequences
the community would not want, or that there is a worthwhile way to improve it. What is said here
binds nobody: an objection ends by its author's word.
"""

from __future__ import annotations

from enum import StrEnum

from amendments.belonging.people import Actor
from amendments.belonging.permissions import may_take_part
from amendments.deciding import objections
from amendments.deciding.objections import Objection, still_open
from amendments.deciding.rounds import Round
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, NotAllowed, Permission, WrongState, demand
from amendments.saying import said
from amendments.status import UNDECIDED, Status
from amendments.writing.lifecycle import MEMBER_LEFT
from charter.language import N_
from charter.language import gettext as _

UNSEEN = N_("You see the objections of this decision once you have answered yourself.")


class Says(StrEnum):
    """What someone says when an objection is tested."""

    QUALIFIES = "qualifies"
    ASKS = "asks"
    DOUBTS = "doubts"
    IMPROVES = "improves"


MEANING = {
    Says.QUALIFIES: (
        N_("It qualifies"),
        N_("It shows that something we care about could come to harm."),
    ),
    Says.ASKS: (N_("I have a question"), N_("You would like to understand it better.")),
    Says.DOUBTS: (
        N_("I am not sure that it qualifies"),
        N_("It may be a preference, or about something else."),
    ),
    Says.IMPROVES: (
        N_("I see a way to meet it"),
        N_("A change of the wording that would answer it."),
    ),
}


def may_hear(actor: Actor, objection: Objection, *, sees: bool) -> Permission:
    """Whether someone may take part in testing an objection. `sees`: it is revealed to them."""
    member = may_take_part(actor)
    if member is not True:
        return member
    if not sees:
        return NotAllowed(_(UNSEEN))
    return still_open(objection)


def may_support(actor: Actor, objection: Objection, *, sees: bool) -> Permission:
    """Whether someone may say that they see an objection too."""
    heard = may_hear(actor, objection, sees=sees)
    if heard is not True:
        return heard
    if actor.member == objection.member:
        return WrongState(_("This is your own objection."))
    return True


def support(
    decision: Round, objection: Objection, actor: Actor, *, sees: bool, supports: bool
) -> Event:
    """Say that one sees an objection too, or not any more."""
    demand(may_support(actor, objection, sees=sees))
    data = _about(decision, objection, actor)
    return Event(EventKind.OBJECTION_SUPPORTED, None, {**data, "supports": supports})


def put_to_test(
    decision: Round, objection: Objection, actor: Actor, says: str, words: str, *, sees: bool
) -> Event:
    """Say something about whether an objection qualifies, in one of the four ways.

    Raises:
        NotAllowed, WrongState: as `may_hear` says.
        BadInput: it is none of the four, or says nothing.
    """
    demand(may_hear(actor, objection, sees=sees))
    if says not in set(Says):
        msg = _("Please choose what you want to say first.")
        raise BadInput(msg, field="says")
    body = said(words, _("Please say it in a sentence or two."), field="body")
    data = {**_about(decision, objection, actor), "says": says}
    return Event(EventKind.OBJECTION_TESTED, None, data, {"body": body})


def _about(decision: Round, objection: Objection, actor: Actor) -> dict[str, object]:
    """By the seat on the roll, as answers are; nobody's handle is told."""
    return {
        "amendment": decision.amendment,
        "round": decision.number,
        "objection": objection.number,
        "seat": decision.seat_of(actor.member),
    }


def still_undecided(status: Status) -> Permission:
    """Whether something can still become of the objections to a proposal."""
    if status not in UNDECIDED:
        return WrongState(_("This proposal is settled, so its objections are too."))
    return True


def resolve(
    newest: Round,
    objection: Objection,
    actor: Actor,
    resolution: str,
    note: str,
    version: int,
) -> tuple[Objection, Event]:
    """End an objection as its author says. `version` is the newest of the proposal.

    It may be ended on the page of an earlier round; it counts in the `newest` one.

    Raises:
        BadInput: there is no such resolution.
        NotAllowed, WrongState: as `objections.resolve` says.
    """
    after = objections.resolve(objection, actor, resolution, version)
    data = _ended(newest, after)
    return after, Event(EventKind.OBJECTION_RESOLVED, None, data, {"note": note})


def keep_as_author_left(newest: Round, objection: Objection) -> tuple[Objection, Event]:
    """Keep an open objection as a concern because its author leaves."""
    after = objections.keep_as_author_left(objection)
    data = {**_ended(newest, after), "cause": MEMBER_LEFT}
    return after, Event(EventKind.OBJECTION_RESOLVED, None, data)


def _ended(newest: Round, after: Objection) -> dict[str, object]:
    return {
        "amendment": newest.amendment,
        "round": newest.number,
        "objection": after.number,
        "seat": newest.seat_of(after.member),
        "status": after.status,
    }
