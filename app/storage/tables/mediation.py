"""Mediation: private conversations, apart from the record."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class MediationRow(SQLModel, table=True):
    """A conversation. Its number is a random one, so that it tells nobody how many there are."""

    __tablename__ = "mediation"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    number: int
    begun_at: dt.datetime = Field(sa_type=UTCDateTime)
    written_at: dt.datetime = Field(sa_type=UTCDateTime, index=True)
    ended_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)


class MediationPersonRow(SQLModel, table=True):
    """Someone in a conversation: its steward, who began it, or whom it concerns."""

    __tablename__ = "mediation_person"
    __table_args__ = (UniqueConstraint("mediation_id", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    mediation_id: int = Field(foreign_key="mediation.id")
    member_id: int = Field(foreign_key="membership.id", index=True)
    is_steward: bool
    has_begun: bool
    left_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class MediationNoteRow(SQLModel, table=True):
    """What someone wrote there; without words once they were erased with their writer.

    `is_told`: it was looked at who is to get a letter about it.
    """

    __tablename__ = "mediation_note"
    __table_args__ = (UniqueConstraint("mediation_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    mediation_id: int = Field(foreign_key="mediation.id")
    number: int
    member_id: int = Field(foreign_key="membership.id", index=True)
    at: dt.datetime = Field(sa_type=UTCDateTime)
    text: str | None = Field(default=None, sa_type=Text)
    is_told: bool = Field(default=False, index=True)
