"""Signing in by a one-time code.

A code works once, for ten minutes, for five tries, and only in the browser that asked for it. Of
code, address and browser only keyed digests are kept, so whoever reads the database cannot sign in
with what is in it. An address that nobody has is treated alike down to the rows that are written:
neither answers nor their times tell who belongs here.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from app.services.authentication.addresses import find_person, read_address
from app.services.authentication.digests import keyed_digest, plain_digest
from app.storage.belonging import authentication
from app.storage.engine.session import Writer
from app.storage.tables import SignInRow

#: Without 0 and O, 1, I and L, so that a code can be read aloud and typed from a phone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5


def new_code(writer: Writer, secret: bytes, email: str, browser: str | None = None) -> str | None:
    """A new code for the person with this address, in two groups of four; None if there is none.

    `browser` is the secret of the browser that asks, and only there the code will work; None is
    for the operator of this place. Whoever calls this must not let the answer show whether there
    is such a person.
    """
    address, person = read_address(email), find_person(writer, email)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    writer.session.add(
        SignInRow(
            person_id=person.id if person else None,
            address_digest=_address_digest(secret, address),
            browser_digest=plain_digest(browser) if browser else None,
            code_digest=_code_digest(secret, address, code),
            created_at=writer.now,
            expires_at=writer.now + CODE_LASTS,
        )
    )
    return f"{code[:4]}-{code[4:]}" if person else None


def _address_digest(secret: bytes, address: str) -> str:
    return keyed_digest(secret, "sign-in-address", address)


def _code_digest(secret: bytes, address: str, code: str) -> str:
    return keyed_digest(secret, "sign-in-code", address, code)


def use_code(
    writer: Writer, secret: bytes, email: str, code: str, browser: str | None = None
) -> int | None:
    """The id of the person who signs in with this code; None if it does not work.

    A wrong try counts against every code that this browser could still use, and that has to be
    kept: the caller commits also when the answer is None. The codes of other browsers are out of
    its reach, so nobody can use up the tries of somebody else.
    """
    address = read_address(email)
    given = "".join(code.upper().split()).replace("-", "")[:64]
    wanted = _code_digest(secret, address, given)
    mine = plain_digest(browser) if browser else None
    rows = authentication.usable_codes(writer, _address_digest(secret, address), mine, MOST_TRIES)
    found = [row for row in rows if hmac.compare_digest(row.code_digest, wanted)]
    if not found:
        for row in rows:
            row.tries += 1
        return None
    found[0].used_at = writer.now
    return found[0].person_id
