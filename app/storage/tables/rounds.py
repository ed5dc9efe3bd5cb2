"""Rounds, their rolls, answers and objections."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, Text, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class RoundRow(SQLModel, table=True):
    """A decision on one frozen version. `outcome` is empty until it is closed.

    `closing` is JSON: what was counted when it closed, which later acts do not change.
    `unconfirmed` is JSON: the seats that answered before the text around the change moved, and
    `read_with` the number of the revision with which the first of them read it. `in_force` is the
    number of the revision in force when it opened, `result_sha256` the digest of the text that
    would result then; `cause` is JSON: why it ended. `held`: what is said in it comes into the
    record when it ends.
    """

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("amendment_id", "number"),
        # One open round an amendment at the most, whatever races there are.
        Index(
            "uq_round_open",
            "amendment_id",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
        Index("ix_round_due", "outcome", "closes_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id")
    number: int
    version: int
    base: int
    change_sha256: str = Field(foreign_key="change_set.sha256")
    ruleset: str = Field(sa_type=Text)
    opened_at: dt.datetime = Field(sa_type=UTCDateTime)
    opened_by: int = Field(foreign_key="membership.id")
    closes_at: dt.datetime = Field(sa_type=UTCDateTime)
    more_time_given: bool = False
    closed_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    closed_by: int | None = Field(default=None, foreign_key="membership.id")
    outcome: str | None = None
    statement: str | None = Field(default=None, sa_type=Text)
    closing: str | None = Field(default=None, sa_type=Text)
    editorial: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    unconfirmed: str = Field(default="[]", sa_type=Text, sa_column_kwargs={"server_default": "[]"})
    read_with: int | None = None
    in_force: int | None = None
    result_sha256: str | None = Field(default=None, sa_type=Text)
    cause: str | None = Field(default=None, sa_type=Text)
    held: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class StatementRow(SQLModel, table=True):
    """What a steward wrote about the outcome of a round; the newest one counts."""

    __tablename__ = "statement"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    member_id: int = Field(foreign_key="membership.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    body_id: int = Field(foreign_key="words.id")


class ExtensionRow(SQLModel, table=True):
    """More time that a steward gave to everyone in a round, and why."""

    __tablename__ = "extension"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    member_id: int = Field(foreign_key="membership.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    closes_at: dt.datetime = Field(sa_type=UTCDateTime)
    reason_id: int = Field(foreign_key="words.id")


class DeadlineMoveRow(SQLModel, table=True):
    """A deadline that moved by itself: until when, and why. What stewards give is an extension.

    `cause` is one of `amendments.deciding.extending.Cause`; `revision` the number of the one that
    moved the text, for that cause alone.
    """

    __tablename__ = "deadline_move"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    at: dt.datetime = Field(sa_type=UTCDateTime)
    closes_at: dt.datetime = Field(sa_type=UTCDateTime)
    cause: str
    revision: int | None = None


class SeatRow(SQLModel, table=True):
    """A place on the roll of a round: who may answer. `seat` is their random name in the record."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("round_id", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    member_id: int = Field(foreign_key="membership.id")
    seat: str = Field(unique=True)


class StanceRow(SQLModel, table=True):
    """An answer: never changed, never deleted. A changed answer is a new row.

    `recorded_by` is the steward who wrote down what a member said in a meeting, until the member
    answers. `confidential` is an objection whose author is known to the stewards only.
    """

    __tablename__ = "stance"

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    kind: str
    at: dt.datetime = Field(sa_type=UTCDateTime)
    reason_id: int | None = Field(default=None, foreign_key="words.id")
    acceptable_if_id: int | None = Field(default=None, foreign_key="words.id")
    recorded_by: int | None = None
    confidential: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class ObjectionRow(SQLModel, table=True):
    """An objection and what became of it.

    `resolved_in` is the round it ended in or after, `resolved_on` the version of the text then.
    """

    __tablename__ = "objection"
    __table_args__ = (UniqueConstraint("amendment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id")
    number: int
    member_id: int = Field(foreign_key="membership.id")
    first_round: int
    raised_in: int
    raised_on: int
    status: str
    resolved_in: int | None = None
    resolved_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    resolution_id: int | None = Field(default=None, foreign_key="words.id")
    resolved_on: int | None = None
    confidential: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    author_left: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class SupportRow(SQLModel, table=True):
    """A member who sees an objection too."""

    __tablename__ = "objection_support"

    objection_id: int = Field(foreign_key="objection.id", primary_key=True)
    member_id: int = Field(foreign_key="membership.id", primary_key=True)
    at: dt.datetime = Field(sa_type=UTCDateTime)


class TurnRow(SQLModel, table=True):
    """What someone said when an objection was tested, in order."""

    __tablename__ = "objection_turn"

    id: int | None = Field(default=None, primary_key=True)
    objection_id: int = Field(foreign_key="objection.id", index=True)
    member_id: int = Field(foreign_key="membership.id")
    says: str
    at: dt.datetime = Field(sa_type=UTCDateTime)
    body_id: int = Field(foreign_key="words.id")


class SettingAsideRow(SQLModel, table=True):
    """A steward who would set an objection aside, and why. It takes two.

    `raised_in` is the round in which the objection stood then. Raising it again, in the same words
    or others, begins anew.
    """

    __tablename__ = "setting_aside"

    id: int | None = Field(default=None, primary_key=True)
    objection_id: int = Field(foreign_key="objection.id", index=True)
    member_id: int = Field(foreign_key="membership.id")
    raised_in: int
    at: dt.datetime = Field(sa_type=UTCDateTime)
    reason_id: int = Field(foreign_key="words.id")
