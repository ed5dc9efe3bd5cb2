"""A member's own address of a charter's calendar: calendar programs cannot sign in.

It rests on a row among the person's tokens: revoking that row ends their calendar addresses of all
charters. The address itself is signed, not kept. It opens the calendar and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from sqlmodel import col, select

from amendments.belonging.permissions import may_take_part
from amendments.refusals import demand
from app import addresses
from app.services.entry import CharterAccess
from app.storage.engine.session import Reader, Writer
from app.storage.tables import ApiTokenRow
from app.storage.texts import charters
from app.storage.texts.charters import Charter

NAME = "(calendar address)"
#: Nine digits at most: what no database can hold is nobody's.
_FORM = re.compile(r"(\d{1,9})\.([A-Za-z0-9_-]{43})", re.ASCII)


def calendar_path(
    writer: Writer, secret: bytes, access: CharterAccess, person: int, *, renew: bool = False
) -> str:
    """The path of a member's own address. `renew` ends the addresses they had before.

    Raises:
        NotAllowed: the person is no member.
    """
    demand(may_take_part(access.actor))
    if renew:
        revoke(writer, person)
    row = _live(writer, person)
    if row is None:
        # No token has this digest: the row is there to be revoked, not to be signed in with.
        row = ApiTokenRow(
            token_digest=secrets.token_hex(32),
            person_id=person,
            name=NAME,
            scope="read",
            created_at=writer.now,
        )
        writer.session.add(row)
        writer.session.flush()
    said = f"{row.id}.{_signature(secret, access.charter, row)}"
    return addresses.calendar_file(access.charter.slug, said)


def revoke(writer: Writer, person: int) -> None:
    """End a person's calendar addresses."""
    row = _live(writer, person)
    if row is not None:
        row.revoked_at = writer.now
        writer.session.flush()


def person_of_address(reader: Reader, secret: bytes, slug: str, token: str) -> int | None:
    """Whose calendar address this is, None if it is nobody's (any more)."""
    found, charter = _FORM.fullmatch(token), charters.find(reader, slug)
    if found is None or charter is None:
        return None
    wanted = select(ApiTokenRow).where(
        ApiTokenRow.id == int(found[1]),
        ApiTokenRow.name == NAME,
        col(ApiTokenRow.revoked_at).is_(None),
    )
    row = reader.session.exec(wanted).first()
    if row is None or not hmac.compare_digest(found[2], _signature(secret, charter, row)):
        return None
    return row.person_id


def _live(reader: Reader, person: int) -> ApiTokenRow | None:
    wanted = select(ApiTokenRow).where(
        ApiTokenRow.person_id == person,
        ApiTokenRow.name == NAME,
        col(ApiTokenRow.revoked_at).is_(None),
    )
    return reader.session.exec(wanted.order_by(col(ApiTokenRow.id).desc())).first()


def _signature(secret: bytes, charter: Charter, row: ApiTokenRow) -> str:
    said = f"calendar:{row.id}:{row.person_id}:{charter.handle}"
    digest = hmac.digest(secret, said.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
