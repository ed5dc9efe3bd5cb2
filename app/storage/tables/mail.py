"""Mail: who waits to be told what, how each person wants it, and the messages on their way."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class NoticeRow(SQLModel, table=True):
    """Somebody is to be told of the line `seq` of a record. It holds no words of anybody.

    Below zero, `seq` is the number of a line that is held back.

    Without a person, those whom it concerns are looked up when it is due. `ready_at` is when it
    could have gone out, were it not for quiet hours or a digest.
    """

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("charter_id", "seq", "kind", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    seq: int
    kind: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    due_at: dt.datetime = Field(sa_type=UTCDateTime, index=True)
    ready_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)


class MailChoiceRow(SQLModel, table=True):
    """How a person wants the mail of one charter. `switched_off` names kinds, between spaces."""

    __tablename__ = "mail_choice"
    __table_args__ = (UniqueConstraint("person_id", "charter_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    charter_id: int = Field(foreign_key="charter.id")
    rhythm: str
    holds_important: bool
    switched_off: str


class QuietHoursRow(SQLModel, table=True):
    """When a person wants no mail: whole hours. Without a time zone, in each charter's own."""

    __tablename__ = "quiet_hours"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    begins: int
    ends: int
    timezone: str | None = None


class OutgoingMailRow(SQLModel, table=True):
    """A message that waits to be sent; its words are emptied once it is.

    `headers` is JSON. After `not_after` it would only mislead, and is not sent any more.
    """

    __tablename__ = "outgoing_mail"

    id: int | None = Field(default=None, primary_key=True)
    to_address: str
    subject: str
    body: str = Field(sa_type=Text)
    html: str | None = Field(default=None, sa_type=Text)
    headers: str | None = Field(default=None, sa_type=Text)
    created_at: dt.datetime = Field(sa_type=UTCDateTime)
    due_at: dt.datetime = Field(sa_type=UTCDateTime, index=True)
    not_after: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    tries: int = 0
    sent_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
