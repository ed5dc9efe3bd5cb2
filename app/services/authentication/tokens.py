"""API tokens: what a program may do in a person's name, and for how long."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from amendments.refusals import BadInput
from app.services.authentication.addresses import find_person, read_address
from app.services.authentication.digests import plain_digest
from app.services.texts.wording import plain
from app.storage.belonging import authentication
from app.storage.engine.session import Reader, Writer
from app.storage.tables import ApiTokenRow
from charter.language import gettext as _

TOKEN_PREFIX = "lc_"  # noqa: S105 - a mark that lets people recognise a token, no secret
LONGEST_NAME = 100


class Scope(StrEnum):
    """What a token may do at most. Never more than its person."""

    READ = "read"
    TAKE_PART = "take-part"
    STEWARD = "steward"


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is valid."""

    id: int
    person: int
    name: str
    scope: Scope
    created_at: datetime
    expires_at: datetime | None
    last_used_on: date | None


def read_scope(text: str) -> Scope:
    """A scope by its name.

    Raises:
        BadInput: there is none with this name.
    """
    try:
        return Scope(text.strip().lower().replace("_", "-").replace(" ", "-"))
    except ValueError as error:
        msg = _("A scope is one of: {names}.").format(names=", ".join(Scope))
        raise BadInput(msg, field="scope") from error


def new_token(
    writer: Writer,
    email: str,
    name: str,
    scope: Scope = Scope.STEWARD,
    lasts: timedelta | None = None,
) -> str:
    """A new token for the person with this address, shown once. Without `lasts` it has no end.

    Raises:
        BadInput: nobody has this address, or the name is too long.
    """
    address = read_address(email)
    person = find_person(writer, email)
    if person is None or person.id is None:
        msg = _(
            "Nobody with the address {address} is known here. Add them to a charter first."
        ).format(address=address)
        raise BadInput(msg, field="email")
    if len(plain(name, "name")) > LONGEST_NAME:
        msg = _("The name of a token can have {longest_name} characters at most.").format(
            longest_name=LONGEST_NAME
        )
        raise BadInput(msg, field="name")
    if lasts is not None and lasts <= timedelta(0):
        msg = _("A token has to last for some time. Write how long, such as P90D.")
        raise BadInput(msg, field="expires")
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    writer.session.add(
        ApiTokenRow(
            token_digest=plain_digest(token),
            person_id=person.id,
            name=name,
            scope=scope.value,
            created_at=writer.now,
            expires_at=writer.now + lasts if lasts else None,
        )
    )
    return token


def find_token(reader: Reader, token: str) -> Token | None:
    """The token with this secret, None if it is not valid (any more)."""
    row = authentication.token(reader, plain_digest(token))
    return _token(row) if row else None


def list_tokens(reader: Reader, person: int) -> list[Token]:
    """The valid tokens of a person, the newest first."""
    return [_token(row) for row in authentication.tokens_of(reader, person)]


def _token(row: ApiTokenRow) -> Token:
    assert row.id is not None
    return Token(
        id=row.id,
        person=row.person_id,
        name=row.name,
        scope=Scope(row.scope),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_on=row.last_used_on,
    )


def note_use(writer: Writer, token_id: int) -> None:
    """Keep the day of a token's use."""
    row = writer.session.get(ApiTokenRow, token_id)
    if row is not None:
        row.last_used_on = writer.now.date()


def revoke_token(writer: Writer, person: int, token_id: int) -> bool:
    """End a token of a person. Whether it was theirs, and had not ended."""
    for row in authentication.tokens_of(writer, person):
        if row.id == token_id:
            row.revoked_at = writer.now
            return True
    return False
