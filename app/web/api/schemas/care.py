"""Reports, and what is said about hidden comments."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from app.services.people import Who
from app.web.api.schemas.base import Body, RevisionNumber


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


# --- what requests carry


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
