"""Signing in by a one-time code, and the sessions and tokens that follow.

A code works once, for ten minutes, for five tries. Only keyed digests are kept, so whoever reads
the database cannot sign in with what is in it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from sqlmodel import col, select

from amendments.refusals import BadInput
from app.services.addresses import read_address
from app.services.wording import plain
from app.storage import charters
from app.storage.database import Reader, Writer
from app.storage.tables import ApiTokenRow, PersonRow, SignInRow, WebSessionRow

#: Without 0 and O, 1, I and L, so that a code can be read aloud and typed from a phone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
SESSION_LASTS = timedelta(days=30)
TOKEN_PREFIX = "lc_"  # noqa: S105 - a mark that lets people recognise a token, no secret


def new_code(writer: Writer, secret: bytes, email: str) -> str | None:
    """A new code for the person with this address, in two groups of four; None if there is none.

    Whoever calls this must not let the answer show which of the two it was.
    """
    person = charters.find_person(writer, read_address(email))
    if person is None or person.id is None:
        return None
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    writer.session.add(
        SignInRow(
            person_id=person.id,
            code_digest=_digest(secret, person.id, code),
            created_at=writer.now,
            expires_at=writer.now + CODE_LASTS,
        )
    )
    return f"{code[:4]}-{code[4:]}"


def _digest(secret: bytes, person_id: int, code: str) -> str:
    return hmac.new(secret, f"sign-in:{person_id}:{code}".encode(), hashlib.sha256).hexdigest()


def use_code(writer: Writer, secret: bytes, email: str, code: str) -> int | None:
    """The id of the person who signs in with this code; None if it does not work.

    A wrong try counts against every code of the person that could still be used, and that has to
    be kept: the caller commits also when the answer is None.
    """
    person = charters.find_person(writer, read_address(email))
    if person is None or person.id is None:
        return None
    given = "".join(code.upper().split()).replace("-", "")[:64]
    wanted = _digest(secret, person.id, given) if given.isascii() else ""
    usable = select(SignInRow).where(
        SignInRow.person_id == person.id,
        col(SignInRow.used_at).is_(None),
        SignInRow.expires_at > writer.now,
        SignInRow.tries < MOST_TRIES,
    )
    rows = list(writer.session.exec(usable.with_for_update()))
    found = [row for row in rows if hmac.compare_digest(row.code_digest, wanted)]
    if not found:
        for row in rows:
            row.tries += 1
        return None
    found[0].used_at = writer.now
    return person.id


def new_session(writer: Writer, person_id: int) -> str:
    """Begin a session of a browser. Returns its secret, which is kept nowhere else."""
    token = secrets.token_urlsafe(32)
    writer.session.add(
        WebSessionRow(
            token_digest=_plain_digest(token),
            person_id=person_id,
            created_at=writer.now,
            expires_at=writer.now + SESSION_LASTS,
        )
    )
    return token


def _plain_digest(token: str) -> str:
    # The token is 256 bits of chance: a plain digest cannot be turned round.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def person_of_session(reader: Reader, token: str) -> PersonRow | None:
    """Who is signed in with this session, None if it has ended."""
    wanted = (
        select(PersonRow)
        .join(WebSessionRow, col(WebSessionRow.person_id) == PersonRow.id)
        .where(
            WebSessionRow.token_digest == _plain_digest(token),
            col(WebSessionRow.ended_at).is_(None),
            WebSessionRow.expires_at > reader.now,
        )
    )
    return reader.session.exec(wanted).first()


def end_session(writer: Writer, token: str) -> None:
    """End the session with this secret, if there is one."""
    wanted = select(WebSessionRow).where(WebSessionRow.token_digest == _plain_digest(token))
    row = writer.session.exec(wanted).first()
    if row is not None and row.ended_at is None:
        row.ended_at = writer.now


def end_all_sessions(writer: Writer, person_id: int) -> int:
    """End every session of a person. Returns how many there were."""
    wanted = select(WebSessionRow).where(
        WebSessionRow.person_id == person_id, col(WebSessionRow.ended_at).is_(None)
    )
    rows = list(writer.session.exec(wanted))
    for row in rows:
        row.ended_at = writer.now
    return len(rows)


def new_token(writer: Writer, email: str, name: str) -> str:
    """A new API token for the person with this address, shown once.

    Raises:
        BadInput: nobody has this address, or the name is too long.
    """
    address = read_address(email)
    person = charters.find_person(writer, address)
    if person is None or person.id is None:
        msg = f"Nobody with the address {address} is known here. Add them to a charter first."
        raise BadInput(msg, field="email")
    if len(plain(name, "name")) > 100:  # noqa: PLR2004
        msg = "The name of a token can have 100 characters at most."
        raise BadInput(msg, field="name")
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    writer.session.add(
        ApiTokenRow(
            token_digest=_plain_digest(token),
            person_id=person.id,
            name=name,
            created_at=writer.now,
        )
    )
    return token


def person_of_token(reader: Reader, token: str) -> PersonRow | None:
    """Whose token this is, None if it is nobody's (any more)."""
    wanted = (
        select(PersonRow)
        .join(ApiTokenRow, col(ApiTokenRow.person_id) == PersonRow.id)
        .where(
            ApiTokenRow.token_digest == _plain_digest(token),
            col(ApiTokenRow.revoked_at).is_(None),
        )
    )
    return reader.session.exec(wanted).first()
