"""How people and programs come in: what is kept of codes, sessions and tokens."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import col, or_, select

from app.storage.engine.asking import ask
from app.storage.engine.session import Reader, Writer
from app.storage.tables import (
    ApiTokenRow,
    CeremonyRow,
    IdentityRow,
    PasskeyRow,
    PersonRow,
    SignInRow,
    UTCDateTime,
    WebSessionRow,
    metadata,
)


def usable_codes(
    writer: Writer, address: str, browser: str | None, most_tries: int
) -> Sequence[SignInRow]:
    """The codes of an address (its digest) that this browser could still use, held."""
    mine = or_(col(SignInRow.browser_digest).is_(None), col(SignInRow.browser_digest) == browser)
    wanted = select(SignInRow).where(
        SignInRow.address_digest == address,
        mine,
        col(SignInRow.used_at).is_(None),
        SignInRow.expires_at > writer.now,
        SignInRow.tries < most_tries,
    )
    return writer.session.exec(wanted.with_for_update()).all()


# --- sessions


def _living(reader: Reader) -> tuple[object, object]:
    return col(WebSessionRow.ended_at).is_(None), col(WebSessionRow.expires_at) > reader.now


def session(reader: Reader, digest: str) -> tuple[WebSessionRow, PersonRow] | None:
    """The session with this digest and its person, None if it has ended."""
    wanted = (
        select(WebSessionRow, PersonRow)
        .join(PersonRow, col(PersonRow.id) == WebSessionRow.person_id)
        .where(WebSessionRow.token_digest == digest, *_living(reader))  # type: ignore[arg-type]
    )
    return reader.session.exec(wanted).first()


def sessions_of(reader: Reader, person: int) -> Sequence[WebSessionRow]:
    """The sessions of a person that have not ended, the newest first."""
    wanted = select(WebSessionRow).where(
        WebSessionRow.person_id == person,
        *_living(reader),  # type: ignore[arg-type]
    )
    return reader.session.exec(wanted.order_by(col(WebSessionRow.id).desc())).all()


# --- tokens


_TOKEN = select_columns(*metadata.tables["api_token"].c).where(
    col(ApiTokenRow.token_digest) == bindparam("digest"),
    col(ApiTokenRow.revoked_at).is_(None),
    or_(
        col(ApiTokenRow.expires_at).is_(None),
        col(ApiTokenRow.expires_at) > bindparam("now", type_=UTCDateTime),
    ),
)


def token(reader: Reader, digest: str) -> ApiTokenRow | None:
    """The token with this digest, None if it is not valid (any more)."""
    found = ask(reader, _TOKEN, digest=digest, now=reader.now).mappings().first()
    return ApiTokenRow(**found) if found else None


def tokens_of(reader: Reader, person: int) -> Sequence[ApiTokenRow]:
    """The tokens of a person that are still valid, the newest first."""
    wanted = select(ApiTokenRow).where(
        ApiTokenRow.person_id == person,
        col(ApiTokenRow.revoked_at).is_(None),
        or_(col(ApiTokenRow.expires_at).is_(None), col(ApiTokenRow.expires_at) > reader.now),
    )
    return reader.session.exec(wanted.order_by(col(ApiTokenRow.id).desc())).all()


# --- passkeys and providers


def ceremony(writer: Writer, digest: str) -> CeremonyRow | None:
    """The ceremony with this digest, held until the end."""
    wanted = select(CeremonyRow).where(CeremonyRow.key_digest == digest)
    return writer.session.exec(wanted.with_for_update()).first()


def passkey(writer: Writer, credential_id: str) -> PasskeyRow | None:
    """The passkey with this id, held until the end."""
    wanted = select(PasskeyRow).where(PasskeyRow.credential_id == credential_id)
    return writer.session.exec(wanted.with_for_update()).first()


def passkeys_of(reader: Reader, person: int) -> Sequence[PasskeyRow]:
    """The passkeys of a person, the newest first."""
    wanted = select(PasskeyRow).where(PasskeyRow.person_id == person)
    return reader.session.exec(wanted.order_by(col(PasskeyRow.id).desc())).all()


def identity(reader: Reader, issuer: str, subject: str) -> IdentityRow | None:
    """The account with a provider, if it stands for somebody here."""
    wanted = select(IdentityRow).where(IdentityRow.issuer == issuer, IdentityRow.subject == subject)
    return reader.session.exec(wanted).first()


def identities_of(reader: Reader, person: int) -> Sequence[IdentityRow]:
    """The accounts with providers that stand for a person."""
    wanted = select(IdentityRow).where(IdentityRow.person_id == person)
    return reader.session.exec(wanted.order_by(col(IdentityRow.id).desc())).all()
