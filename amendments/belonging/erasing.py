"""Being forgotten: what a charter's rules say when somebody wants their name, or all, erased.

Whoever is erased leaves every charter in the same moment. Answers and decisions stay as facts, and
so does text that was adopted: it is the community's.
"""

from __future__ import annotations

from amendments.belonging.people import Community
from amendments.record.events import Event, EventKind
from amendments.refusals import Permission, WrongState
from charter.language import N_
from charter.language import gettext as _

HAND_OVER = N_("You are the only steward. Make someone else a steward first.")


def may_be_erased(member: int, community: Community) -> Permission:
    """Whether a member may be erased now: not the only steward of others."""
    if community.stewards == {member} and len(community.members) > 1:
        return WrongState(_(HAND_OVER))
    return True


def may_be_erased_from(title: str, member: int, community: Community) -> Permission:
    """Whether a member may be erased as far as one charter goes; why not, with its title."""
    allowed = may_be_erased(member, community)
    return True if allowed is True else WrongState(f"{title}: {allowed.reason}")


def erase(handle: str, *, words: bool, by_operator: bool) -> Event:
    """Erase a member's name, or their name and `words`. They belong to the charter no more."""
    actor = None if by_operator else handle
    return Event(EventKind.MEMBER_ERASED, actor, {"member": handle, "words": words})
