"""How lives of amendments end, and what was announced about their end."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class AmendmentEndRow(SQLModel, table=True):
    """That an amendment was withdrawn or closed, and why. One that goes on again can end again.

    `member_id` withdrew it, or had announced that it is closed; nobody did where a rule did.
    """

    __tablename__ = "amendment_end"

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id", index=True)
    kind: str
    at: dt.datetime = Field(sa_type=UTCDateTime)
    member_id: int | None = Field(default=None, foreign_key="membership.id")
    reason: str | None = None
    same_as: int | None = None
    note_id: int | None = Field(default=None, foreign_key="words.id")


class AnnouncedEndRow(SQLModel, table=True):
    """That a steward announced that an amendment is closed at `ends_at` unless someone says no.

    `outcome` is empty until it is over: `closed`, `refused`, `stopped` or `overtaken`. `same_as` is
    the number of the amendment that asks for the same.
    """

    __tablename__ = "announced_end"

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id", index=True)
    member_id: int = Field(foreign_key="membership.id")
    reason: str
    same_as: int | None = None
    note_id: int | None = Field(default=None, foreign_key="words.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    ends_at: dt.datetime = Field(sa_type=UTCDateTime)
    outcome: str | None = None
    over_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    refused_by: int | None = Field(default=None, foreign_key="membership.id")
    refusal_id: int | None = Field(default=None, foreign_key="words.id")


class TakenUpRow(SQLModel, table=True):
    """That a member took up an amendment that was withdrawn, or that nobody wrote any more."""

    __tablename__ = "taken_up"

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id", index=True)
    member_id: int = Field(foreign_key="membership.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    withdrawn: bool
