"""Writing an amendment together: an author asks, the other says yes."""

from __future__ import annotations

from dataclasses import replace

from amendments import permissions
from amendments.events import Event, Kind
from amendments.lifecycle import Amendment
from amendments.people import Actor, Community
from amendments.refusals import Answer, BadInput, NotAllowed, WrongState, demand
from amendments.status import IN_WORDS, Status
from charter.language import gettext as _


def may_invite(actor: Actor, amendment: Amendment) -> Answer:
    """Whether someone may ask others to write with them: an author, before it is being decided."""
    if actor.member is None or actor.member not in amendment.authors:
        return NotAllowed(_("Only the author of this proposal can do this."))
    return _still_written(amendment)


def _still_written(amendment: Amendment) -> Answer:
    if amendment.status not in {Status.DRAFT, Status.DISCUSSION}:
        return WrongState(
            _("This proposal is {in_words}, so its authors stay.").format(
                in_words=_(IN_WORDS[amendment.status])
            )
        )
    return True


def invite(
    amendment: Amendment, actor: Actor, member: int, handle: str, community: Community
) -> Event:
    """Ask a member to become an author too. They are none before they say yes.

    Raises:
        NotAllowed, WrongState: as `may_invite` says.
        BadInput: this is no member, or an author already.
    """
    demand(may_invite(actor, amendment))
    if member not in community.members:
        msg = _("Please choose a member of this charter.")
        raise BadInput(msg, field="member")
    if member in amendment.authors:
        msg = _("They are an author of this proposal already.")
        raise BadInput(msg, field="member")
    data = {"amendment": amendment.number, "member": handle}
    return Event(Kind.AUTHOR_INVITED, actor.handle, data)


def may_join(actor: Actor, amendment: Amendment, *, invited: bool) -> Answer:
    """Whether someone may become an author: who was asked, before it is being decided."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if not invited:
        return NotAllowed(_("The author has not asked you to write this proposal with them."))
    return _still_written(amendment)


def join(amendment: Amendment, actor: Actor, *, invited: bool) -> tuple[Amendment, Event]:
    """Become an author too."""
    demand(may_join(actor, amendment, invited=invited))
    assert actor.member is not None
    joined = replace(amendment, authors=amendment.authors | {actor.member})
    return joined, Event(Kind.AUTHOR_JOINED, actor.handle, {"amendment": amendment.number})
