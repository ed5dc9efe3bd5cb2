"""Adding a member to a charter, or changing what they are there."""

from __future__ import annotations

from amendments.events import Event, Kind
from amendments.people import Actor, Role
from amendments.permissions import may_steward
from amendments.refusals import BadInput, WrongState, demand
from app.services.addresses import name_from, read_address
from app.services.wording import plain
from app.storage import charters, record
from app.storage.charters import Charter
from app.storage.database import Writer
from app.storage.tables import MembershipRow
from charter.language import gettext as _

LONGEST_NAME = 100


def add_member(
    writer: Writer,
    charter: Charter,
    email: str,
    *,
    name: str = "",
    role: Role | None = None,
    by: Actor | None = None,
    only_new: bool = False,
) -> int:
    """Add a member, or give one another role. Returns the number of the membership.

    Without a role, someone new is a member and someone present stays what they are. A name counts
    for someone who is new to this place; after that it is their own. `by` is the steward who does
    it, None for the operator of this place. With `only_new`, someone who is here is refused.

    Raises:
        NotAllowed: `by` is not a steward.
        BadInput: the address or the name cannot be used.
        WrongState: the last steward would be gone.
    """
    if by is not None:
        demand(may_steward(by))
    address, wanted = read_address(email), plain(name, "name").strip()
    if len(wanted) > LONGEST_NAME:
        msg = _("A name can have {longest_name} characters at most.").format(
            longest_name=LONGEST_NAME
        )
        raise BadInput(msg, field="name")
    person = charters.find_person(writer, address)
    if person is None:
        person = charters.add_person(writer, address, wanted or name_from(address))
    assert person.id is not None
    handle = by.handle if by else None
    present = charters.membership_of(writer, charter.id, person.id)
    if present is not None and only_new:
        msg = _("{name} is here already, as a {role}. Nothing was changed.").format(
            name=person.name, role=present.role
        )
        raise WrongState(msg)
    if present is not None:
        return _change_role(writer, charter, present, role, handle)
    row = charters.add_member(writer, charter.id, person.id, role or Role.MEMBER)
    data = {"member": row.handle, "role": row.role}
    record.append(writer, charter, Event(Kind.MEMBER_ADDED, handle, data, {"name": person.name}))
    assert row.id is not None
    return row.id


def _change_role(
    writer: Writer, charter: Charter, present: MembershipRow, role: Role | None, by: str | None
) -> int:
    assert present.id is not None
    if role is None or present.role == role.value:
        return present.id
    community = charters.community(writer, charter.id)
    if community.stewards == {present.id}:
        msg = _("This is the only steward. Make someone else a steward first.")
        raise WrongState(msg)
    present.role = role.value
    data = {"member": present.handle, "role": role}
    record.append(writer, charter, Event(Kind.MEMBER_CHANGED, by, data))
    return present.id
