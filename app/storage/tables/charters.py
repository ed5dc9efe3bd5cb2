"""Charters and their revisions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.storage.tables.base import UTCDateTime


class CharterRow(SQLModel, table=True):
    """A living document. `handle` is its random name in the record; `head` its newest revision.

    `reacted` is the number of the last event that mail has followed from. `public_since` and
    `discussion_since` say since when everyone can read it without a break; `next_openness` and
    `widens_at` what is announced about that: see `amendments.belonging.visibility`.
    """

    __tablename__ = "charter"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    handle: str = Field(unique=True)
    title: str
    timezone: str
    visibility: str
    ruleset: str = Field(sa_type=Text)
    head: int
    reacted: int = 0
    takes_requests: bool = True
    discussion: str = "members"
    public_since: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    discussion_since: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    next_openness: str | None = None
    widens_at: dt.datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_at: dt.datetime = Field(sa_type=UTCDateTime)


class RevisionRow(SQLModel, table=True):
    """A revision: never changed, never deleted.

    `blocks` is JSON, one row `[id, introduced_in, changed_in, lines]` for each block of the text
    (without `lines` where the text was kept before the rows of tables were blocks).
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    charter_id: int = Field(foreign_key="charter.id")
    number: int
    dated: dt.date
    published_at: dt.datetime = Field(sa_type=UTCDateTime)
    title: str
    text: str = Field(sa_type=Text)
    text_sha256: str
    blocks: str = Field(sa_type=Text)
    change_sha256: str = Field(foreign_key="change_set.sha256")
    amendment_id: int | None = Field(default=None, foreign_key="amendment.id")
    round_id: int | None = Field(default=None, foreign_key="round.id", index=True)


class RevisionSizeRow(SQLModel, table=True):
    """What a revision is to its history, kept with it: see `charter.history.measuring`.

    `sections` is JSON. None of it is anybody's words but those of headings of the text.
    """

    __tablename__ = "revision_size"

    charter_id: int = Field(foreign_key="charter.id", primary_key=True)
    number: int = Field(primary_key=True)
    characters: int
    lines: int
    passages: int
    changed: int
    added: int
    taken_out: int
    moved: int
    words_added: int
    words_removed: int
    sections: str = Field(sa_type=Text)


class PassageChangeRow(SQLModel, table=True):
    """A revision in which a passage came, changed or went; in the last case it does not `stand`."""

    __tablename__ = "passage_change"

    charter_id: int = Field(foreign_key="charter.id", primary_key=True)
    block: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    stands: bool


class HeadingNameRow(SQLModel, table=True):
    """The heading that a name led to in a charter's text from a revision on, by the digest of the
    name; until the next row of that name. None: it led nowhere any more.
    """

    __tablename__ = "heading_name"

    charter_id: int = Field(foreign_key="charter.id", primary_key=True)
    name_sha256: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    block: str | None = None


class VisibilityConsentRow(SQLModel, table=True):
    """Whether a member agrees that everyone reads what they said in confidence before."""

    __tablename__ = "visibility_consent"

    member_id: int = Field(foreign_key="membership.id", primary_key=True)
    part: str = Field(primary_key=True)
    granted: bool
    at: dt.datetime = Field(sa_type=UTCDateTime)
