"""Inviting people: one by their address, or several by a link. Nobody is made a member by it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amendments.belonging import joining
from amendments.belonging.people import Actor
from amendments.refusals import NotFound, demand
from app.services.authentication.addresses import is_same, read_address
from app.services.authentication.digests import plain_digest
from app.storage.belonging import invitations
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.tables import InvitationRow
from app.storage.texts.charters import Charter
from charter.language import gettext as _

#: How long somebody has to show that an address is theirs.
PROOF_LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class InvitationMade:
    """A new invitation, and the secret of its link, which is kept nowhere."""

    number: int
    token: str
    ends_at: datetime


def invite_address(
    writer: Writer, charter: Charter, email: str, *, by: Actor | None
) -> InvitationMade:
    """Invite the person with an address. Whether they have an account here is not looked at.

    Raises:
        NotAllowed: `by` is not a steward; None is for the operator of this place.
        BadInput: the address cannot be used.
        WrongState: this address has an open invitation.
    """
    address = read_address(email)
    waiting = invitations.open_invitations(writer, charter.id)
    waits = any(is_same(one.address or "", address) for one in waiting)
    demand(joining.may_invite_again(waits=waits))
    return _make(writer, charter, uses=1, lasts=joining.LASTS, address=address, by=by)


def invite_by_link(
    writer: Writer, charter: Charter, *, uses: int, days: int, by: Actor | None
) -> InvitationMade:
    """Make a link that some people can use for some days.

    Raises:
        NotAllowed: `by` is not a steward; None is for the operator of this place.
        BadInput: that is too many, or too long.
    """
    days = min(max(days, 0), joining.MOST_DAYS + 1)
    return _make(writer, charter, uses=uses, lasts=timedelta(days=days), address=None, by=by)


def _make(
    writer: Writer,
    charter: Charter,
    *,
    uses: int,
    lasts: timedelta,
    address: str | None,
    by: Actor | None,
) -> InvitationMade:
    number = invitations.next_number(writer, InvitationRow, charter.id)
    now, personal = writer.now, address is not None
    event = joining.invite(by, number, uses, now + lasts, personal=personal, now=now)
    lines.append(writer, charter, event)
    token, row = _row(writer, charter, lasts, address)
    row.number, row.uses, row.made_by = number, uses, by.member if by else None
    invitations.add(writer, row)
    return InvitationMade(number, token, row.ends_at)


def _row(
    writer: Writer, charter: Charter, lasts: timedelta, address: str | None
) -> tuple[str, InvitationRow]:
    token = secrets.token_urlsafe(24)
    return token, InvitationRow(
        charter_id=charter.id,
        is_personal=address is not None,
        address=address,
        token_digest=plain_digest(token),
        uses=1,
        created_at=writer.now,
        ends_at=writer.now + lasts,
    )


def let_prove(writer: Writer, charter: Charter, email: str, via: int | None) -> str:
    """Let somebody show that an address is theirs. Returns the secret for a mail to it.

    `via` is the id of the link that they would use; None is to ask to join.
    """
    token, row = _row(writer, charter, PROOF_LASTS, read_address(email))
    row.via_id = via
    invitations.add(writer, row)
    return token


def withdraw_invitation(writer: Writer, charter: Charter, number: int, *, by: Actor | None) -> None:
    """Take an invitation back: its link works no more.

    Raises:
        NotFound: there is none with this number.
        NotAllowed, WrongState: it is not for this person, or it is over.
    """
    row = invitations.invitation(writer, charter.id, number)
    if row is None:
        raise NotFound(_("There is no such invitation."))
    event = joining.withdraw_invitation(by, invitations.value_of(row), writer.now)
    lines.append(writer, charter, event)
    invitations.end(writer, row)


def open_invitations(reader: Reader, charter: Charter) -> Sequence[InvitationRow]:
    """The invitations that somebody can still say yes to."""
    return invitations.open_invitations(reader, charter.id)
