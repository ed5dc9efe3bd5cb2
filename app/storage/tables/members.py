"""People, and their places in charters."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class PersonRow(SQLModel, table=True):
    """An account: an address and a name. `language` is the one that they chose, if they did.

    `likeness` and `other_likeness` are what the name looks like, to find those that can be taken
    for it: see `amendments.belonging.shown_names.likeness_of`. They are given and erased with the
    name.
    """

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    language: str | None = None
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    likeness: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})
    other_likeness: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})


class MembershipRow(SQLModel, table=True):
    """A person's place in a charter. `handle` is their random name in its record.

    A steward whose term has ended (`term_ends_at`) is a member, whatever `role` says: see
    `amendments.belonging.stewardship`.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("charter_id", "person_id"),
        Index("ix_membership_charter_id_left_at", "charter_id", "left_at", "id"),
        Index("ix_membership_charter_id_role", "charter_id", "role"),
    )

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    handle: str = Field(unique=True)
    role: str
    term_ends_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    joined_at: dt.datetime = Field(sa_type=UTCDateTime)
    left_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    last_read: int | None = None
