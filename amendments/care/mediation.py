"""Mediation: a private conversation between the people concerned and one steward.

Nobody else reads it, no other steward either, and the record holds nothing of it: what is said here
decides nothing about the charter.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from amendments.belonging import permissions
from amendments.belonging.people import Actor, Community
from amendments.refusals import BadInput, NotFound, Permission, WrongState, demand
from charter.language import gettext as _

#: How many others one can ask into a conversation. How many that one began may be open, or so new
#: that ending them makes no room for another: nobody is to be called into one after the other.
MOST_OTHERS = 4
MOST_OPEN = 3
NEW_FOR = timedelta(days=1)
#: How long a conversation is kept after its end, and how long while nobody writes in it.
KEPT_AFTER_END = timedelta(days=30)
KEPT_IN_SILENCE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Mediation:
    """A conversation as the rules see it. `concerned` are the people who have not left it.

    `steward` and `begun_by` are None where they were erased.
    """

    steward: int | None
    begun_by: int | None
    concerned: frozenset[int]
    is_over: bool = False


def may_begin(actor: Actor, open_now: int) -> Permission:
    """Whether someone may begin a conversation. `open_now` of theirs are open, or new."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if open_now >= MOST_OPEN:
        return WrongState(
            _(
                "You have begun {n} conversations that are still open or less than a day old. "
                "That is the most. Please end one, or wait a day."
            ).format(n=open_now)
        )
    return True


def begin(
    actor: Actor, steward: int, others: Collection[int], community: Community, open_now: int
) -> Mediation:
    """Begin a conversation with one steward and, if wanted, others whom it concerns.

    Raises:
        NotAllowed, WrongState: as `may_begin` says.
        BadInput: it is no steward, or the others are none who can be asked.
    """
    demand(may_begin(actor, open_now))
    assert actor.member is not None
    is_own = steward == actor.member
    if steward not in community.stewards or (is_own and not actor.is_steward):
        raise BadInput(_("Please choose a steward."), field="steward")
    asked = frozenset(others) - {actor.member}
    if not asked <= community.members:
        raise BadInput(_("Please choose members of this charter."), field="people")
    if steward in asked:
        raise BadInput(
            _("A steward who is concerned cannot mediate too. Please choose another steward."),
            field="steward",
        )
    if is_own and not asked:
        raise BadInput(_("Please choose with whom you want to speak."), field="people")
    if len(asked) > MOST_OTHERS:
        msg = _("Please choose no more than {n} people.").format(n=MOST_OTHERS)
        raise BadInput(msg, field="people")
    concerned = asked if is_own else asked | {actor.member}
    return Mediation(steward, actor.member, concerned)


def may_read(actor: Actor, mediation: Mediation) -> Permission:
    """Whether someone may know of a conversation: the people in it, and its one steward.

    Whoever was its steward and is none any more reads it no more.
    """
    if actor.is_member and actor.member in mediation.concerned:
        return True
    if actor.is_steward and actor.member == mediation.steward:
        return True
    return NotFound(_("There is no such conversation here."))


def _goes_on(actor: Actor, mediation: Mediation) -> Permission:
    read = may_read(actor, mediation)
    if read is True and mediation.is_over:
        return WrongState(_("This conversation has ended."))
    return read


def may_write(actor: Actor, mediation: Mediation, community: Community) -> Permission:
    """Whether someone may write in a conversation. A pause of comments is none of this."""
    here = _goes_on(actor, mediation)
    if here is not True:
        return here
    if mediation.steward not in community.stewards:
        return WrongState(
            _(
                "The steward of this conversation is not a steward any more, so nobody can write "
                "here. You can begin another one."
            )
        )
    in_it = mediation.concerned | {mediation.steward}
    if not in_it & community.members - {actor.member}:
        return WrongState(_("Nobody else is in this conversation any more."))
    return True


def may_leave(actor: Actor, mediation: Mediation) -> Permission:
    """Whether someone may leave a conversation: whom it concerns, not its steward."""
    here = _goes_on(actor, mediation)
    if here is True and actor.member == mediation.steward:
        return WrongState(_("The steward cannot leave a conversation, but can end it."))
    return here


def may_end(actor: Actor, mediation: Mediation) -> Permission:
    """Whether someone may end a conversation for everyone: its steward, or who began it."""
    here = _goes_on(actor, mediation)
    if here is True and actor.member not in {mediation.steward, mediation.begun_by}:
        return WrongState(
            _("Only its steward, or who began it, can end this conversation. You can leave it.")
        )
    return here
