"""Amendments, their versions, and what is said about them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class ChangeSetRow(SQLModel, table=True):
    """A change set in its canonical JSON form, by its digest."""

    __tablename__ = "change_set"

    sha256: str = Field(primary_key=True)
    json_text: str = Field(sa_type=Text)


class AmendmentRow(SQLModel, table=True):
    """An amendment. What it proposes is in its versions; `version` numbers the newest."""

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    number: int
    status: str
    version: int
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    submitted_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    blocked_rounds: int = 0
    review_on: dt.date | None = None


class AuthorRow(SQLModel, table=True):
    """Who wrote an amendment; more than one can."""

    __tablename__ = "author"

    amendment_id: int = Field(foreign_key="amendment.id", primary_key=True)
    member_id: int = Field(foreign_key="membership.id", primary_key=True)


class VersionRow(SQLModel, table=True):
    """A version: never changed, never deleted. Its words stand in `words`."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("amendment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id")
    number: int
    base: int
    change_sha256: str = Field(foreign_key="change_set.sha256")
    member_id: int = Field(foreign_key="membership.id")
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    title_id: int = Field(foreign_key="words.id")
    summary_id: int | None = Field(default=None, foreign_key="words.id")
    reason_id: int | None = Field(default=None, foreign_key="words.id")
    note_id: int | None = Field(default=None, foreign_key="words.id")


class CommentRow(SQLModel, table=True):
    """A remark on an amendment or on a passage of one of its versions."""

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("amendment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id")
    number: int
    version: int
    member_id: int = Field(foreign_key="membership.id")
    kind: str
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    reply_to: int | None = None
    anchor_block: str | None = None
    body_id: int = Field(foreign_key="words.id")
    quote_id: int | None = Field(default=None, foreign_key="words.id")
    replacement_id: int | None = Field(default=None, foreign_key="words.id")
