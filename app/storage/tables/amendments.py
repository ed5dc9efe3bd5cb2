"""Amendments, their versions, and what is said about them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class ChangeSetRow(SQLModel, table=True):
    """A change set in its canonical JSON form, by its digest."""

    __tablename__ = "change_set"

    sha256: str = Field(primary_key=True)
    json_text: str = Field(sa_type=Text)


class AmendmentRow(SQLModel, table=True):
    """An amendment. What it proposes is in its versions; `version` numbers the newest.

    `review_of` is the number of the amendment that it reviews; `reviewed_at` says when a review of
    this one was adopted.
    """

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    number: int
    status: str
    version: int
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    submitted_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    blocked_rounds: int = 0
    review_on: dt.date | None = None
    editorial: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    review_of: int | None = None
    review_announced_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    reviewed_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class AuthorRow(SQLModel, table=True):
    """Who writes an amendment, more than one can; and who did, until `left_at`."""

    __tablename__ = "author"

    amendment_id: int = Field(foreign_key="amendment.id", primary_key=True)
    member_id: int = Field(foreign_key="membership.id", primary_key=True)
    left_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class AuthorInvitationRow(SQLModel, table=True):
    """A member who was asked to write an amendment too, and has not said yes yet.

    `hand_over`: who asked leaves its authorship with that yes.
    """

    __tablename__ = "author_invitation"

    amendment_id: int = Field(foreign_key="amendment.id", primary_key=True)
    member_id: int = Field(foreign_key="membership.id", primary_key=True)
    invited_by: int = Field(foreign_key="membership.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    hand_over: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class VersionRow(SQLModel, table=True):
    """A version: never changed, never deleted. Its words stand in `words`.

    `rules` is JSON: the decision rules that it would change. `suggestion` is the number of the
    comment whose wording it took over; `answers` is JSON: the objections that it means to meet.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("amendment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id")
    number: int
    base: int
    change_sha256: str = Field(foreign_key="change_set.sha256")
    member_id: int = Field(foreign_key="membership.id")
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    title_id: int = Field(foreign_key="words.id")
    summary_id: int | None = Field(default=None, foreign_key="words.id")
    reason_id: int | None = Field(default=None, foreign_key="words.id")
    note_id: int | None = Field(default=None, foreign_key="words.id")
    rules: str | None = Field(default=None, sa_type=Text)
    suggestion: int | None = None
    answers: str | None = Field(default=None, sa_type=Text)


class CommentRow(SQLModel, table=True):
    """A remark on an amendment or on a passage of one of its versions."""

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("amendment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id")
    number: int
    version: int
    member_id: int = Field(foreign_key="membership.id")
    kind: str
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    reply_to: int | None = None
    anchor_block: str | None = None
    body_id: int = Field(foreign_key="words.id")
    quote_id: int | None = Field(default=None, foreign_key="words.id")
    replacement_id: int | None = Field(default=None, foreign_key="words.id")
    answered_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    answered_by: int | None = None
    taken_back_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    settled_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    settled_by: int | None = None
    occurrence: int | None = None


class CommentEditRow(SQLModel, table=True):
    """Other words that an author put in the place of a comment's; the earlier ones stay."""

    __tablename__ = "comment_edit"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    comment_id: int = Field(foreign_key="comment.id")
    number: int
    at: dt.datetime = Field(sa_type=UTCDateTime)
    body_id: int = Field(foreign_key="words.id")


class MentionRow(SQLModel, table=True):
    """A member who is called by name in a comment. `edit` numbers the wording that first did."""

    __tablename__ = "mention"

    comment_id: int = Field(foreign_key="comment.id", primary_key=True)
    member_id: int = Field(foreign_key="membership.id", primary_key=True, index=True)
    edit: int = 0


class SummaryRow(SQLModel, table=True):
    """A steward's summary of a discussion; the newest one is shown first."""

    __tablename__ = "summary"

    id: int | None = Field(default=None, primary_key=True)
    amendment_id: int = Field(foreign_key="amendment.id", index=True)
    version: int
    member_id: int = Field(foreign_key="membership.id")
    at: dt.datetime = Field(sa_type=UTCDateTime)
    body_id: int = Field(foreign_key="words.id")


class SenseRow(SQLModel, table=True):
    """How an amendment feels to a member so far; it binds nobody, and only the latest is kept."""

    __tablename__ = "sense"

    amendment_id: int = Field(foreign_key="amendment.id", primary_key=True)
    member_id: int = Field(foreign_key="membership.id", primary_key=True)
    sense: str
    version: int
    at: dt.datetime = Field(sa_type=UTCDateTime)


class SeenRow(SQLModel, table=True):
    """The newest version that a member has said they have looked at. Reading is never tracked."""

    __tablename__ = "seen"

    amendment_id: int = Field(foreign_key="amendment.id", primary_key=True)
    member_id: int = Field(foreign_key="membership.id", primary_key=True)
    version: int
