"""What a place keeps of itself: the last time that was believed, and who was erased."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime

#: Marks a table that tells of this machine alone: no backup holds it, no restore needs it empty.
OF_THIS_MACHINE = "of_this_machine"


class ClockRow(SQLModel, table=True):
    """One row. `steady` are seconds since the machine's start that `boot` names, at the time `at`.

    `accepted` counts how often somebody said that the clock is right after all; `doubted_at` is the
    least that it showed since without being believed.
    """

    __tablename__ = "clock"
    __table_args__ = ({"info": {OF_THIS_MACHINE: True}},)

    id: int | None = Field(default=None, primary_key=True)
    at: dt.datetime = Field(sa_type=UTCDateTime)
    steady: float
    boot: str
    accepted: int = 0
    doubted_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


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
