"""What someone is writing and has not sent: private, apart from the record."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class KeptDraftRow(SQLModel, table=True):
    """The fields of a form as they stand, in JSON; empty once it was sent or thrown away.

    `key` names it in its person's pages, `pen` the window that wrote last. `amendment` is the
    number of the proposal whose new version it is.
    """

    __tablename__ = "kept_draft"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    charter_id: int = Field(foreign_key="charter.id")
    key: str
    amendment: int | None = None
    version: int
    pen: str
    fields: str = Field(sa_type=Text)
    saved_at: dt.datetime = Field(sa_type=UTCDateTime, index=True)
    ended_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
