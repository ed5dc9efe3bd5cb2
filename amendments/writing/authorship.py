"""Who writes an amendment: an author asks, the other says yes; an author leaves, or hands it over.

Whoever has left stays named as one who wrote it. While it is being decided its authors stay: what
is decided was written by them, and no steward is to guide what they have just written.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from amendments.belonging import permissions
from amendments.belonging.people import Actor, Community
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, NotAllowed, Permission, WrongState, demand
from amendments.status import IN_WORDS, UNDECIDED, Status
from amendments.writing.lifecycle import Amendment
from charter.language import gettext as _


def may_invite(actor: Actor, amendment: Amendment) -> Permission:
    """Whether someone may ask others to write with them: an author, before it is being decided."""
    if actor.member is None or actor.member not in amendment.authors:
        return NotAllowed(_("Only the author of this proposal can do this."))
    return _still_written(amendment)


def _still_written(amendment: Amendment) -> Permission:
    if amendment.status not in {Status.DRAFT, Status.DISCUSSION}:
        return WrongState(
            _("This proposal is {in_words}, so its authors stay.").format(
                in_words=_(IN_WORDS[amendment.status])
            )
        )
    return True


def invite(
    amendment: Amendment,
    actor: Actor,
    member: int | None,
    handle: str,
    community: Community,
    *,
    hand_over: bool = False,
) -> Event:
    """Ask a member to become an author too, or instead. They are none before they say yes.

    `member` is None where nobody who is present goes by the handle.

    Raises:
        NotAllowed, WrongState: as `may_invite` says.
        BadInput: this is no member, or an author already.
    """
    if member is None:
        raise _no_member()
    demand(may_invite(actor, amendment))
    if member not in community.members:
        raise _no_member()
    if member in amendment.authors:
        msg = _("They are an author of this proposal already.")
        raise BadInput(msg, field="member")
    data: dict[str, object] = {"amendment": amendment.number, "member": handle}
    if hand_over:
        data["hand_over"] = True
    return Event(EventKind.AUTHOR_INVITED, actor.handle, data)


def _no_member() -> BadInput:
    return BadInput(_("Please choose a member of this charter."), field="member")


def may_join(actor: Actor, amendment: Amendment, *, invited: bool) -> Permission:
    """Whether someone may become an author: who was asked, before it is being decided."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if not invited:
        return NotAllowed(_("The author has not asked you to write this proposal with them."))
    return _still_written(amendment)


def join(
    amendment: Amendment, actor: Actor, *, invited: bool, in_place_of: Actor | None = None
) -> tuple[Amendment, Event]:
    """Become an author too. `in_place_of` is who handed it over, and leaves with this yes."""
    demand(may_join(actor, amendment, invited=invited))
    assert actor.member is not None
    joined = replace(
        amendment,
        authors=amendment.authors | {actor.member},
        former=amendment.former - {actor.member},
    )
    data: dict[str, object] = {"amendment": amendment.number}
    if in_place_of is not None and in_place_of.member in joined.authors:
        joined = _without(joined, in_place_of)
        data["in_place_of"] = in_place_of.handle
    return joined, Event(EventKind.AUTHOR_JOINED, actor.handle, data)


def may_leave_authorship(actor: Actor, amendment: Amendment, community: Community) -> Permission:
    """Whether an author may stop being one: of what is not being decided, and not of a draft that
    nobody else would see any more.
    """
    if not actor.is_member or actor.member not in amendment.authors:
        return NotAllowed(_("Only the author of this proposal can do this."))
    still = _still_written(amendment)
    if still is not True:
        return still
    others = (amendment.authors - {actor.member}) & community.members
    if amendment.submitted_at is None and not others:
        return WrongState(
            _("Nobody else has seen this draft. Withdraw it instead, or hand it over to a member.")
        )
    return True


def leave(amendment: Amendment, actor: Actor, community: Community) -> tuple[Amendment, Event]:
    """Stop being an author. A proposal that is left by all can be taken up by any member."""
    demand(may_leave_authorship(actor, amendment, community))
    event = Event(EventKind.AUTHOR_LEFT, actor.handle, {"amendment": amendment.number})
    return _without(amendment, actor), event


def _without(amendment: Amendment, actor: Actor) -> Amendment:
    assert actor.member is not None
    return replace(
        amendment,
        authors=amendment.authors - {actor.member},
        former=amendment.former | {actor.member},
    )


def goes_with(amendment: Amendment, member: int, community: Community) -> bool:
    """Whether a draft ends when a member leaves the charter, as nobody else has seen it."""
    if amendment.status not in UNDECIDED or amendment.submitted_at is not None:
        return False
    others = (amendment.authors & community.members) - {member}
    return member in amendment.authors and not others


def is_orphan(amendment: Amendment, community: Community) -> bool:
    """Whether it is undecided, known to all, and none of its authors is here any more."""
    known = amendment.status in UNDECIDED and amendment.submitted_at is not None
    return known and not amendment.authors & community.members


def may_take_up(actor: Actor, amendment: Amendment, community: Community) -> Permission:
    """Whether someone may go on with a proposal that nobody writes any more, or was withdrawn."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if amendment.submitted_at is None:
        return WrongState(
            _("This was never brought before the members. Begin a proposal of your own instead.")
        )
    if amendment.status is Status.WITHDRAWN:
        return True
    return _may_take_up_orphan(actor, amendment, community)


def _may_take_up_orphan(actor: Actor, amendment: Amendment, community: Community) -> Permission:
    if amendment.status not in UNDECIDED:
        return WrongState(
            _("This proposal is {in_words}, so nobody can take it up.").format(
                in_words=_(IN_WORDS[amendment.status])
            )
        )
    if actor.member in amendment.authors:
        return WrongState(_("You are an author of this proposal already."))
    if not is_orphan(amendment, community):
        return WrongState(_("This proposal has an author. You can ask to write it with them."))
    if amendment.status is Status.ROUND:
        return WrongState(
            _("A decision on this proposal is under way. Wait for its outcome, then take it up.")
        )
    return True


def words_are_there(*, erased: bool) -> Permission:
    """Whether there is something to go on with in what was withdrawn."""
    return WrongState(_("Its words were erased, as their author wished.")) if erased else True


def take_up(
    amendment: Amendment, actor: Actor, community: Community, now: datetime
) -> tuple[Amendment, Event]:
    """Become the author of a proposal that nobody writes any more, or that was withdrawn.

    Those who wrote it stay named. What was withdrawn is in discussion again, as long as if it were
    new.
    """
    demand(may_take_up(actor, amendment, community))
    assert actor.member is not None
    withdrawn = amendment.status is Status.WITHDRAWN
    taken = replace(
        amendment,
        authors=frozenset({actor.member}),
        former=amendment.writers - {actor.member},
    )
    if withdrawn:
        taken = replace(taken, status=Status.DISCUSSION, submitted_at=now, blocked_rounds=0)
    data = {"amendment": amendment.number, "withdrawn": withdrawn}
    return taken, Event(EventKind.TAKEN_UP, actor.handle, data)
