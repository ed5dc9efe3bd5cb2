"""The glossary of a charter: every edit of every entry."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class GlossaryEditRow(SQLModel, table=True):
    """An edit of an entry; the newest one stands. Without words, the entry was taken out.

    `restores` is the number of the earlier edit that it goes back to.
    """

    __tablename__ = "glossary_edit"
    __table_args__ = (UniqueConstraint("charter_id", "entry", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    entry: int
    number: int
    member_id: int = Field(foreign_key="membership.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    restores: int | None = None
    term_id: int | None = Field(default=None, foreign_key="words.id")
    meaning_id: int | None = Field(default=None, foreign_key="words.id")
