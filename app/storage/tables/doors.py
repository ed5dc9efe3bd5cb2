"""Sign-ins, sessions, tokens, kept answers: how people and programs come in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class SignInRow(SQLModel, table=True):
    """A one-time code that was asked for; only its keyed digest is kept."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    code_digest: str
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    expires_at: dt.datetime = Field(sa_type=UTCDateTime)
    tries: int = 0
    used_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class WebSessionRow(SQLModel, table=True):
    """A browser that is signed in; only the digest of its cookie is kept."""

    __tablename__ = "web_session"

    id: int | None = Field(default=None, primary_key=True)
    token_digest: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    expires_at: dt.datetime = Field(sa_type=UTCDateTime)
    ended_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class ApiTokenRow(SQLModel, table=True):
    """A program's token; only its digest is kept."""

    __tablename__ = "api_token"

    id: int | None = Field(default=None, primary_key=True)
    token_digest: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    name: str
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    revoked_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


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
