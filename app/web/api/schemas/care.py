"""Reports, and what is said about hidden comments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from app.services.belonging.people import Who
from app.web.api.schemas.base import Body, Handle, RevisionNumber


class ReportOut(BaseModel):
    """A report, as who made it and the stewards who are not concerned may see it.

    `promise` is the id of the passage of the charter that it points to.
    """

    id: int
    amendment: int
    about: Literal["proposal", "comment", "objection"]
    target: int | None
    promise: str | None
    body: str
    by: Who | None
    at: datetime
    settled_at: datetime | None
    answer: str


class MirrorOut(BaseModel):
    """The caller's part of the words in percent, and how many members have not been heard."""

    share: int
    silent: int
    members: int


class NotHeardOut(BaseModel):
    """Some who have not been heard, by the alphabet; `next` is the cursor of those who follow."""

    names: list[str]
    next: str | None = None


class PauseOut(BaseModel):
    """That a member's comments are paused."""

    id: int
    member: Who
    by: Who
    until: datetime
    reason: str


# --- what requests carry


class NewPause(Body):
    """Whose comments are paused, until the end of which day, and why."""

    member: Handle
    until: date
    reason: str


class NewReport(Body):
    """A report to the stewards."""

    about: Literal["proposal", "comment", "objection"] = "proposal"
    target: RevisionNumber | None = None
    promise: str
    body: str = ""


class HidingReason(Body):
    """Why a comment is hidden. It stands in its place."""

    reason: str


class Words(Body):
    """What someone says."""

    body: str


class AppealDecision(Body):
    """Whether a comment is shown again, and why."""

    restored: bool
    reason: str
