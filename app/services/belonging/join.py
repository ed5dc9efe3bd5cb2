"""Saying yes or no to an invitation. Only whoever has its secret knows that there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amendments.belonging import joining
from amendments.belonging.people import Role
from amendments.refusals import demand
from app.services import entry
from app.services.authentication.addresses import find_person, is_same, read_address
from app.services.authentication.digests import plain_digest
from app.services.belonging.names import called, demand_unlike, name_from, read_name
from app.storage.belonging import invitations
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.tables import InvitationRow, PersonRow
from app.storage.texts import charters
from app.storage.texts.charters import Charter


@dataclass(frozen=True, slots=True)
class OpenedInvitation:
    """What someone finds behind the secret of a link.

    `address` is whose it is, None for a link that several can use. `asks` says that it leads to a
    request instead of to belonging. `via` is the link that stands behind a mail.
    """

    charter: Charter
    row: InvitationRow
    via: InvitationRow | None
    who: str
    ends_at: datetime

    @property
    def address(self) -> str | None:
        """Whose it is."""
        return self.row.address

    @property
    def asks(self) -> bool:
        """Whether it leads to a request."""
        return self.row.number is None and self.via is None

    @property
    def invitation(self) -> InvitationRow:
        """The invitation that counts."""
        return self.via or self.row


def open_link(reader: Reader, slug: str, token: str) -> OpenedInvitation:
    """What is behind the secret of a link.

    Raises:
        NotFound: nothing, or nothing any more; which of them is not said.
    """
    return _open(reader, charters.find(reader, slug), token)


def _open(reader: Reader, charter: Charter | None, token: str) -> OpenedInvitation:
    row = invitations.invitation_by(reader, charter.id, plain_digest(token)) if charter else None
    via = reader.session.get(InvitationRow, row.via_id) if row and row.via_id else None
    demand(joining.may_use(invitations.value_of(row) if row else None, reader.now))
    if via is not None:
        demand(joining.may_use(invitations.value_of(via), reader.now))
    assert charter is not None
    assert row is not None
    return OpenedInvitation(charter, row, via, _who(reader, charter, via or row), row.ends_at)


def _who(reader: Reader, charter: Charter, row: InvitationRow) -> str:
    """The name of the steward who invites, empty for the operator and for those who left."""
    return called(reader, charter.id, row.made_by)


def open_to_write(writer: Writer, slug: str, token: str) -> OpenedInvitation:
    """The same, with the charter locked.

    Raises:
        NotFound: as for `open_link`.
    """
    charter = charters.lock(writer, slug)
    if charter is not None:
        entry.enter_as_server(writer, charter)
    return _open(writer, charter, token)


def whose(writer: Writer, opened: OpenedInvitation, name: str, person: int | None) -> PersonRow:
    """The person who says yes: whoever is signed in, or the owner of the address.

    Raises:
        NotAllowed: it is meant for another address, or nobody is known.
        BadInput: the name of somebody new cannot be used. Only who is invited hears that a member
            goes by it: to strangers who ask, the names here are not told.
    """
    signed_in = charters.person(writer, person) if person is not None else None
    if opened.address is None:
        demand(joining.may_take_link(signed_in=signed_in is not None))
        assert signed_in is not None
        return signed_in
    another = signed_in is not None and not is_same(signed_in.email, opened.address)
    demand(joining.may_take_sent(to_another=another))
    found = find_person(writer, opened.address)
    if found is not None:
        return found
    wanted = read_name(name)
    if wanted and not opened.asks:
        demand_unlike(writer, opened.charter.id, wanted)
    address = read_address(opened.address)
    return charters.add_person(writer, address, wanted or name_from(address))


def accept(
    writer: Writer, opened: OpenedInvitation, name: str, person: int | None
) -> tuple[str, bool]:
    """Say yes to an invitation. Returns the address of who did, and whether they are new here.

    Raises:
        NotAllowed, BadInput: see `whose`, and the name.
    """
    charter, who = opened.charter, whose(writer, opened, name, person)
    assert who.id is not None
    present = charters.membership_of(writer, charter.id, who.id)
    if present is None:
        _demand_not_former(writer, opened, who.id)
        row = charters.add_member(writer, charter.id, who.id, Role.MEMBER)
        number = opened.invitation.number
        lines.append(
            writer,
            charter,
            joining.joined(row.handle, row.handle, who.name, invitation=number, request=None),
        )
        invitations.end_request(writer, charter.id, who.id)
        invitations.use(writer, opened.invitation)
    if opened.address is not None and opened.row.over_at is None:
        _end_personal(writer, opened, joined=present is None)
    return who.email, present is None


def _end_personal(writer: Writer, opened: OpenedInvitation, *, joined: bool) -> None:
    """One mail is for one yes; where nobody joined by it, the record says that it is over."""
    if not joined:
        _decline(writer, opened)
    invitations.end(writer, opened.row)


def _demand_not_former(writer: Writer, opened: OpenedInvitation, person: int) -> None:
    """Let nobody come back by a link that goes round: they may have been removed."""
    is_personal = opened.invitation.number is not None and opened.row is opened.invitation
    if is_personal and opened.address is not None:
        return
    belonged = charters.belonged_before(writer, opened.charter.id, person)
    demand(joining.may_come_back(belonged=belonged))


def decline(writer: Writer, opened: OpenedInvitation) -> None:
    """Say no. A link that others can use too stays as it is."""
    if opened.address is None:
        return
    _decline(writer, opened)
    invitations.end(writer, opened.row)


def _decline(writer: Writer, opened: OpenedInvitation) -> None:
    """The record says so where it says that there was an invitation."""
    if opened.row.number is not None:
        lines.append(writer, opened.charter, joining.declined(opened.row.number))
