"""Accounts with a provider of identities that stand for people here: by issuer and subject alone.

An address is no identity: it can pass to somebody else. It connects an account only where the
operator trusts the provider with that, and only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amendments.refusals import BadInput, WrongState
from app.provider import Account
from app.services.authentication.addresses import find_person
from app.storage.belonging import authentication
from app.storage.engine.session import Reader, Writer
from app.storage.tables import IdentityRow
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class Identity:
    """A connected account in its person's list."""

    id: int
    issuer: str
    created_at: datetime
    last_used_on: date | None


def list_identities(reader: Reader, person: int) -> list[Identity]:
    """The connected accounts of a person, the newest first."""
    return [
        Identity(row.id, row.issuer, row.created_at, row.last_used_on)
        for row in authentication.identities_of(reader, person)
        if row.id is not None
    ]


def is_connected(reader: Reader, account: Account) -> bool:
    """Whether an account stands for somebody already."""
    return authentication.identity(reader, account.issuer, account.subject) is not None


def person_of(writer: Writer, account: Account, *, trust_email: bool) -> int | None:
    """The id of the person whom an account stands for, None if it stands for nobody here."""
    row = authentication.identity(writer, account.issuer, account.subject)
    if row is not None:
        row.last_used_on = writer.now.date()
        return row.person_id
    if not trust_email or account.email is None:
        return None
    try:
        person = find_person(writer, account.email)
    except BadInput:
        return None
    if person is None or person.id is None:
        return None
    connect(writer, account, person.id)
    return person.id


def connect(writer: Writer, account: Account, person: int) -> None:
    """Let an account stand for a person.

    Raises:
        WrongState: it stands for somebody already.
    """
    row = authentication.identity(writer, account.issuer, account.subject)
    if row is not None:
        if row.person_id == person:
            raise WrongState(_("This account stands for you already. Nothing was changed."))
        raise WrongState(_("This account stands for someone else here. Nothing was changed."))
    writer.session.add(
        IdentityRow(
            person_id=person,
            issuer=account.issuer,
            subject=account.subject,
            created_at=writer.now,
            last_used_on=writer.now.date(),
        )
    )


def disconnect(writer: Writer, person: int, identity: int) -> bool:
    """Let an account stand for nobody any more. Whether it was this person's."""
    for row in authentication.identities_of(writer, person):
        if row.id == identity:
            writer.session.delete(row)
            return True
    return False
