"""Adding a member without asking them, or giving one another role: for whoever operates this place.

Stewards invite instead (`app.services.belonging.invite`), and agree on stewards
(`app.services.belonging.stewards`).
"""

from __future__ import annotations

from datetime import datetime

from amendments.belonging import membership
from amendments.belonging.people import Role
from amendments.refusals import demand
from app.services.authentication.addresses import find_person, read_address
from app.services.belonging.names import demand_unlike, name_from, read_name
from app.storage.belonging import invitations
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.texts import charters
from app.storage.texts.charters import Charter


def add_member(
    writer: Writer,
    charter: Charter,
    email: str,
    *,
    name: str = "",
    role: Role | None = None,
    until: datetime | None = None,
) -> int:
    """Add a member, or give one another role. Returns the number of the membership.

    Without a role, someone new is a member and someone present stays what they are. A name counts
    for someone who is new to this place; after that it is their own. A steward's term ends at
    `until`, if that is given.

    Raises:
        BadInput: the address or the name cannot be used, or it can be taken for somebody else's.
        WrongState: the last steward would be gone.
    """
    address, wanted = read_address(email), read_name(name)
    person = find_person(writer, email)
    if person is None:
        if wanted:
            demand_unlike(writer, charter.id, wanted)
        person = charters.add_person(writer, address, wanted or name_from(address))
    assert person.id is not None
    present = charters.membership_of(writer, charter.id, person.id)
    if present is not None:
        assert present.id is not None
        _change_role(writer, charter, present.id, present.handle, role, until)
        return present.id
    row = charters.add_member(writer, charter.id, person.id, role or Role.MEMBER)
    assert row.id is not None
    invitations.end_request(writer, charter.id, person.id)
    event = membership.added(row.handle, role or Role.MEMBER, until, person.name)
    lines.append(writer, charter, event)
    charters.set_role(writer, row.id, role or Role.MEMBER, until)
    return row.id


def _change_role(
    writer: Writer,
    charter: Charter,
    member: int,
    handle: str,
    role: Role | None,
    until: datetime | None,
) -> None:
    community = charters.community(writer, charter.id)
    now = Role.STEWARD if member in community.stewards else Role.MEMBER
    if role is None or (role is now and until is None):
        return
    demand(membership.may_have_role(member, role, community))
    lines.append(writer, charter, membership.given_role(handle, role, until))
    charters.set_role(writer, member, role, until)
