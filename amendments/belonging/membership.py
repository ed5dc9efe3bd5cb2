"""Belonging to a charter: added by its operator, under another name or role, and leaving.

Rolls of open rounds stay as they are, and so do answers that were given.
"""

from __future__ import annotations

from datetime import datetime

from amendments.belonging import permissions
from amendments.belonging.erasing import HAND_OVER
from amendments.belonging.people import Actor, Community, Role
from amendments.record.events import Event, EventKind
from amendments.refusals import NotAllowed, Permission, WrongState, demand
from amendments.saying import said
from charter.language import N_
from charter.language import gettext as _

LAST_STEWARD = N_("This is the only steward. Make someone else a steward first.")


def added(handle: str, role: Role, until: datetime | None, name: str) -> Event:
    """Whoever operates the place added a member; a steward's term ends at `until`, if given."""
    return Event(EventKind.MEMBER_ADDED, None, _as(handle, role, until), {"name": name})


def may_have_role(member: int, role: Role, community: Community) -> Permission:
    """Whether a member can be given a role: a charter keeps one steward at least."""
    if role is Role.MEMBER and community.stewards == {member}:
        return WrongState(_(LAST_STEWARD))
    return True


def given_role(handle: str, role: Role, until: datetime | None) -> Event:
    """Whoever operates the place gave a member a role."""
    return Event(EventKind.MEMBER_CHANGED, None, _as(handle, role, until))


def _as(handle: str, role: Role, until: datetime | None) -> dict[str, object]:
    data: dict[str, object] = {"member": handle, "role": role}
    return {**data, "until": until} if until is not None else data


def renamed(handle: str, name: str) -> Event:
    """A member goes by another name."""
    return Event(EventKind.MEMBER_RENAMED, handle, {"member": handle}, {"name": name})


def may_leave(actor: Actor, community: Community) -> Permission:
    """Whether someone may leave: any member, but not the only steward."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if community.stewards == {actor.member}:
        return WrongState(_(HAND_OVER))
    return True


def leave(actor: Actor, community: Community) -> Event:
    """Leave the charter."""
    demand(may_leave(actor, community))
    return Event(EventKind.MEMBER_LEFT, actor.handle, {"member": actor.handle})


def may_remove(actor: Actor | None, member: int, community: Community) -> Permission:
    """Whether someone may remove a member. `actor` is None for the operator of this place."""
    if actor is not None:
        steward = permissions.may_steward(actor)
        if steward is not True:
            return steward
        if actor.member == member:
            return NotAllowed(_("To go yourself, leave the charter on its members page."))
        if member in community.stewards:
            return NotAllowed(
                _("This is a steward, so it takes two stewards: one proposes it, another confirms.")
            )
    if community.stewards == {member}:
        return WrongState(_(LAST_STEWARD))
    return True


def remove(
    actor: Actor | None, member: int, handle: str, reason: str, community: Community
) -> Event:
    """Remove a member, with a reason that is recorded."""
    demand(may_remove(actor, member, community))
    words = {"reason": said(reason, _("Please say why: the reason is recorded."), field="reason")}
    by = actor.handle if actor else None
    return Event(EventKind.MEMBER_REMOVED, by, {"member": handle}, words)
