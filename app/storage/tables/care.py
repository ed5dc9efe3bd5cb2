"""Care in conversation: reports, and what stewards hide."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class ReportRow(SQLModel, table=True):
    """Something that a member reported to the stewards, and their answer.

    `about` and `target` say what: a comment or an objection by its number, or the proposal itself.
    `block` is the passage of the charter in force that it points to.
    """

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    number: int
    amendment_id: int = Field(foreign_key="amendment.id")
    about: str
    target: int | None = None
    member_id: int = Field(foreign_key="membership.id", index=True)
    block: str | None = None
    at: dt.datetime = Field(sa_type=UTCDateTime)
    body_id: int | None = Field(default=None, foreign_key="words.id")
    settled_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    settled_by: int | None = None
    answer_id: int | None = Field(default=None, foreign_key="words.id")


class HidingRow(SQLModel, table=True):
    """That a steward hid a comment, why, and how its author was heard; over once restored."""

    __tablename__ = "hiding"

    id: int | None = Field(default=None, primary_key=True)
    comment_id: int = Field(foreign_key="comment.id", index=True)
    member_id: int = Field(foreign_key="membership.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    reason_id: int = Field(foreign_key="words.id")
    answer_id: int | None = Field(default=None, foreign_key="words.id")
    appealed_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    appeal_id: int | None = Field(default=None, foreign_key="words.id")
    decided_by: int | None = None
    decision_id: int | None = Field(default=None, foreign_key="words.id")
    restored_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    restored_by: int | None = None


class LookAgainRow(SQLModel, table=True):
    """That a member asked the author of a comment to look again, on a version; `answer` says how
    that ended: `still_stands`, `settled` or `replied`.
    """

    __tablename__ = "look_again"
    __table_args__ = (UniqueConstraint("comment_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    comment_id: int = Field(foreign_key="comment.id")
    version: int
    member_id: int = Field(foreign_key="membership.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    answer: str | None = None
    answered_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class PauseRow(SQLModel, table=True):
    """That a steward paused a member's comments until a moment, and whether that was lifted."""

    __tablename__ = "pause"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    number: int
    member_id: int = Field(foreign_key="membership.id", index=True)
    paused_by: int = Field(foreign_key="membership.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    until: dt.datetime = Field(sa_type=UTCDateTime)
    reason_id: int = Field(foreign_key="words.id")
    lifted_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    lifted_by: int | None = None
