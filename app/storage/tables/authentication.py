"""Sign-ins, sessions, tokens, kept answers: how people and programs come in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class SignInRow(SQLModel, table=True):
    """A one-time code that was asked for; of code, address and browser only keyed digests are kept.

    There is one for an address that nobody has, too, so that both take the same time.
    """

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    address_digest: str = Field(index=True)
    #: The browser that asked for it; without one, any browser may use it.
    browser_digest: str | None = None
    code_digest: str
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    expires_at: dt.datetime = Field(sa_type=UTCDateTime)
    tries: int = 0
    used_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class WebSessionRow(SQLModel, table=True):
    """A browser that is signed in; only the digest of its cookie is kept.

    `fresh_at` is when its person last showed who they are; of its use only the day is kept.
    """

    __tablename__ = "web_session"

    id: int | None = Field(default=None, primary_key=True)
    token_digest: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    fresh_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    last_used_on: dt.date | None = None
    expires_at: dt.datetime = Field(sa_type=UTCDateTime)
    ended_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class ApiTokenRow(SQLModel, table=True):
    """A program's token; only its digest is kept."""

    __tablename__ = "api_token"

    id: int | None = Field(default=None, primary_key=True)
    token_digest: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    name: str
    scope: str
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    expires_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    last_used_on: dt.date | None = None
    revoked_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class PasskeyRow(SQLModel, table=True):
    """A passkey: the public half of a key that a person's device keeps."""

    __tablename__ = "passkey"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    credential_id: str = Field(unique=True)
    public_key: str
    #: The random name under which the person's devices know them; the same for all their passkeys.
    user_handle: str
    sign_count: int = Field(sa_type=BigInteger)
    name: str
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    last_used_on: dt.date | None = None


class IdentityRow(SQLModel, table=True):
    """An account with a provider of identities that stands for a person here."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    issuer: str
    subject: str
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    last_used_on: dt.date | None = None


class CeremonyRow(SQLModel, table=True):
    """A sign-in by passkey or provider that has begun; only the digest of its key is kept.

    The browser has the key in a cookie, and all that must not be guessed is derived from it.
    """

    __tablename__ = "ceremony"

    id: int | None = Field(default=None, primary_key=True)
    key_digest: str = Field(unique=True)
    kind: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    next: str
    expires_at: dt.datetime = Field(sa_type=UTCDateTime)


class KeptAnswerRow(SQLModel, table=True):
    """The answer to a request with an Idempotency-Key, given again if the request comes again."""

    __tablename__ = "kept_answer"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    key: str
    request_digest: str
    status: int
    body: str = Field(sa_type=Text)
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
