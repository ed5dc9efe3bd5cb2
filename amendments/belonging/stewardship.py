"""Who is a steward, for how long, and how that changes: where there are several, by two of them.

A term ends by the clock alone. Where the last term ends, it goes on until another steward is there,
so that no charter is ever without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from amendments.belonging.people import Actor, Community
from amendments.belonging.permissions import may_steward
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, NotAllowed, Permission, WrongState, demand
from amendments.saying import said
from charter.language import gettext as _

CONFIRM_WITHIN = timedelta(days=14)
LONGEST_TERM = timedelta(days=3660)
#: How long before its end stewards and the person are reminded of a term.
REMIND_BEFORE = timedelta(days=14)
Key = TypeVar("Key")


class StewardChangeKind(StrEnum):
    """What two stewards can do about a third person."""

    MAKE = "make"
    END = "end"
    REMOVE = "remove"


def stewards_at(terms: Mapping[Key, datetime | None], now: datetime) -> frozenset[Key]:
    """Who of those with a term is a steward at a moment; None is a term without an end.

    If every term has ended, the one that ended last goes on.
    """
    running = frozenset(who for who, ends in terms.items() if ends is None or now < ends)
    if running or not terms:
        return running
    last = max(ends for ends in terms.values() if ends is not None)
    return frozenset(who for who, ends in terms.items() if ends == last)


@dataclass(frozen=True, slots=True)
class StewardChange:
    """What a steward proposed about a person; another steward can confirm it for a time."""

    number: int
    way: StewardChangeKind
    member: int
    proposed_by: int
    proposed_at: datetime
    until: datetime | None = None
    is_over: bool = False

    @property
    def ends_at(self) -> datetime:
        """When it can be confirmed no more."""
        return self.proposed_at + CONFIRM_WITHIN

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be confirmed."""
        return not self.is_over and now < self.ends_at


def takes_two(community: Community) -> bool:
    """Whether another steward has to confirm: only where there is another."""
    return len(community.stewards) > 1


def may_propose(
    actor: Actor, way: StewardChangeKind, member: int, community: Community
) -> Permission:
    """Whether someone may begin such a change; a charter's only steward does it at once."""
    steward = may_steward(actor)
    if steward is not True:
        return steward
    if member not in community.members:
        return WrongState(_("They do not belong to this charter any more."))
    if way is not StewardChangeKind.MAKE:
        return _may_end(actor, member, community)
    if community.stewards == {member}:
        return WrongState(
            _("This is the only steward. The term goes on until another steward is there.")
        )
    return True


def _may_end(actor: Actor, member: int, community: Community) -> Permission:
    if member not in community.stewards:
        return WrongState(_("They are not a steward (any more)."))
    if member == actor.member:
        return NotAllowed(_("This is about yourself. You can step down on the members page."))
    if len(community.stewards) == 2:  # noqa: PLR2004
        return WrongState(
            _(
                "There are only two stewards, so nobody could confirm this. Make a third person a "
                "steward together first, or let the term come to its end."
            )
        )
    return True


def check_until(until: datetime | None, now: datetime) -> None:
    """Refuse a term that would be over at once, or that nobody lives to see.

    Raises:
        BadInput: it is one of these.
    """
    if until is None:
        return
    if until <= now:
        raise BadInput(_("This day is over. Choose a later one."), field="until")
    if until > now + LONGEST_TERM:
        raise BadInput(_("A term can have ten years at most."), field="until")


def propose(
    actor: Actor, change: StewardChange, handle: str, reason: str, community: Community
) -> Event:
    """Propose a change about a person, named by their handle in the record."""
    demand(may_propose(actor, change.way, change.member, community))
    data = _data(change, handle)
    return Event(EventKind.STEWARD_PROPOSED, actor.handle, data, reason_words(change.way, reason))


def reason_words(way: StewardChangeKind, reason: str) -> dict[str, str]:
    """The reason, which is needed unless somebody is made a steward."""
    if way is StewardChangeKind.MAKE and not reason.strip():
        return {}
    missing = _("Please say why: the person it is about reads it.")
    return {"reason": said(reason, missing, field="reason")}


def make_alone(actor: Actor, change: StewardChange, handle: str, community: Community) -> Event:
    """Make somebody a steward as the only one."""
    demand(may_propose(actor, StewardChangeKind.MAKE, change.member, community))
    if takes_two(community):
        raise NotAllowed(_("This takes two stewards."))
    data: dict[str, object] = {"member": handle, "role": "steward"}
    if change.until is not None:
        data["until"] = change.until
    return Event(EventKind.MEMBER_CHANGED, actor.handle, data)


def may_confirm(
    actor: Actor, change: StewardChange, community: Community, now: datetime
) -> Permission:
    """Whether someone may confirm a change as the second steward."""
    steward = may_steward(actor)
    if steward is not True:
        return steward
    if not change.is_open(now):
        return WrongState(_("This is over already."))
    if actor.member == change.proposed_by:
        return NotAllowed(_("You proposed this, so another steward has to confirm it."))
    if actor.member == change.member:
        return NotAllowed(_("This is about yourself, so another steward has to confirm it."))
    return _still_fits(change, community, now)


def _still_fits(change: StewardChange, community: Community, now: datetime) -> Permission:
    """Whether what was proposed can still be done."""
    if change.proposed_by not in community.stewards:
        return WrongState(
            _("Whoever proposed this is not a steward any more. Propose it yourself.")
        )
    if change.until is not None and change.until <= now:
        return WrongState(_("The term that was proposed would be over already."))
    if change.way is StewardChangeKind.MAKE:
        present = change.member in community.members
        return present or WrongState(_("They do not belong to this charter any more."))
    present = change.member in community.stewards
    return present or WrongState(_("They are not a steward (any more)."))


def confirm(
    actor: Actor,
    change: StewardChange,
    handle: str,
    reason: str,
    community: Community,
    now: datetime,
) -> Event:
    """Confirm a change: with this it is done. Members can read the reason from now on."""
    demand(may_confirm(actor, change, community, now))
    words = {"reason": reason} if reason else {}
    return Event(EventKind.STEWARD_CONFIRMED, actor.handle, _data(change, handle), words)


def _data(change: StewardChange, handle: str) -> dict[str, object]:
    data: dict[str, object] = {
        "change": change.number,
        "way": change.way.value,
        "member": handle,
    }
    if change.until is not None:
        data["until"] = change.until
    return data


def may_stop(actor: Actor, change: StewardChange, now: datetime) -> Permission:
    """Whether someone may end a change that is not done: any steward whom it is not about."""
    steward = may_steward(actor)
    if steward is not True:
        return steward
    if actor.member == change.member and actor.member != change.proposed_by:
        return NotAllowed(_("This is about yourself. You can write an answer."))
    return True if change.is_open(now) else WrongState(_("This is over already."))


def stop(actor: Actor, change: StewardChange, now: datetime) -> Event:
    """End a change that is not done."""
    demand(may_stop(actor, change, now))
    return Event(EventKind.STEWARD_STOPPED, actor.handle, {"change": change.number})


def may_reply(actor: Actor, change: StewardChange, now: datetime) -> Permission:
    """Whether someone may write an answer: only whom it is about."""
    if actor.member != change.member:
        return NotAllowed(_("Only the person it is about can write an answer."))
    return True if change.is_open(now) else WrongState(_("This is over already."))


def reply(actor: Actor, change: StewardChange, words: str, now: datetime) -> Event:
    """Write an answer, as the person it is about."""
    demand(may_reply(actor, change, now))
    missing = _("Please write your answer first.")
    answer = {"answer": said(words, missing, field="answer")}
    return Event(EventKind.STEWARD_ANSWERED, actor.handle, {"change": change.number}, answer)


def may_step_down(actor: Actor, community: Community) -> Permission:
    """Whether a steward may be a member again: not the only one."""
    steward = may_steward(actor)
    if steward is not True:
        return steward
    if community.stewards == {actor.member}:
        return WrongState(_("You are the only steward. Make someone else a steward first."))
    return True


def step_down(actor: Actor, community: Community) -> Event:
    """Be a member again."""
    demand(may_step_down(actor, community))
    return Event(EventKind.STEWARD_RESIGNED, actor.handle, {"member": actor.handle})
