"""The record's lines, and the personal words that they hold only a digest of."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class EventRow(SQLModel, table=True):
    """A line of the record: never changed, never deleted. `line` is its exact text."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("charter_id", "seq"),
        Index("ix_event_charter_id_amendment_number_seq", "charter_id", "amendment_number", "seq"),
        Index("ix_event_charter_id_kind_seq", "charter_id", "kind", "seq"),
    )

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    seq: int
    at: dt.datetime = Field(sa_type=UTCDateTime)
    kind: str
    line: str = Field(sa_type=Text)
    digest: str
    amendment_number: int | None = None


class WordsRow(SQLModel, table=True):
    """Personal words or a name: the salt and the text of a sealed digest; both can be erased.

    `seq` is 0 for words of a line that is held back.
    """

    __tablename__ = "words"
    __table_args__ = (Index("ix_words_charter_id_seq", "charter_id", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    seq: int
    name: str
    digest: str
    salt: str | None
    text: str | None = Field(default=None, sa_type=Text)


class HeldLineRow(SQLModel, table=True):
    """A line that is held back from the record until its round ends.

    `data` is JSON, `words` too: the ids of its sealed words by their names. `after` is the number
    of the last line that stood in the record then. `is_told`: it is noted who is to be told of it.
    `seq` is its number once it is written; the row goes when that has been noticed.
    """

    __tablename__ = "held_line"

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id", index=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    amendment_number: int
    at: dt.datetime = Field(sa_type=UTCDateTime)
    kind: str
    actor: str | None = None
    data: str = Field(sa_type=Text)
    words: str = Field(sa_type=Text)
    after: int
    is_told: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    seq: int | None = None
