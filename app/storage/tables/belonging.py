"""Who is invited to a charter, who asks to belong to it, and what is to change about stewards."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class InvitationRow(SQLModel, table=True):
    """An invitation; only the digest of the secret in its link is kept.

    One that `is_personal` is for the `address` alone, which goes when it is over. Without a
    `number` it is no invitation of its own: it lets somebody show that an address is theirs, to use
    the link `via_id`, or to ask to join.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    number: int | None = None
    via_id: int | None = Field(default=None, foreign_key="invitation.id")
    is_personal: bool
    address: str | None = None
    token_digest: str = Field(unique=True)
    uses: int
    used: int = 0
    made_by: int | None = Field(default=None, foreign_key="membership.id")
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    ends_at: dt.datetime = Field(sa_type=UTCDateTime)
    over_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class JoinRequestRow(SQLModel, table=True):
    """Somebody asks to belong to a charter; why stands with the personal words.

    Who it was is forgotten some time after the answer.
    """

    __tablename__ = "join_request"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    number: int
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    why_id: int | None = Field(default=None, foreign_key="words.id")
    asked_at: dt.datetime = Field(sa_type=UTCDateTime)
    answered_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    granted: bool | None = None


class StewardChangeRow(SQLModel, table=True):
    """What a steward proposed about a steward, or who is to be one; another can confirm it."""

    __tablename__ = "steward_change"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    number: int
    way: str
    member_id: int = Field(foreign_key="membership.id")
    proposed_by: int = Field(foreign_key="membership.id")
    proposed_at: dt.datetime = Field(sa_type=UTCDateTime)
    until: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    reason_id: int | None = Field(default=None, foreign_key="words.id")
    answer_id: int | None = Field(default=None, foreign_key="words.id")
    over_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
