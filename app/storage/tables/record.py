"""The record's lines, and the personal words that they hold only a digest of."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class EventRow(SQLModel, table=True):
    """A line of the record: never changed, never deleted. `line` is its exact text."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("charter_id", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    seq: int
    at: dt.datetime = Field(sa_type=UTCDateTime)
    kind: str
    line: str = Field(sa_type=Text)
    digest: str
    amendment_number: int | None = None


class WordsRow(SQLModel, table=True):
    """Personal words or a name: the salt and the text of a sealed digest; both can be erased."""

    __tablename__ = "words"

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id", index=True)
    seq: int
    name: str
    digest: str
    salt: str | None
    text: str | None = Field(default=None, sa_type=Text)
