"""Who was erased, without saying who: kept so that a restored backup brings nobody back."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class ErasureRow(SQLModel, table=True):
    """Somebody was erased. `person` is a digest that only a backup with them in it can match.

    `finished_at` is empty while a decision still needs a wording of theirs; `cleaned_at` while
    the file of the database may still hold what was deleted from it.
    """

    __tablename__ = "erasure"

    person: str = Field(primary_key=True)
    at: dt.datetime = Field(sa_type=UTCDateTime)
    words: bool
    finished_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    cleaned_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
