"""Who can read a charter."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from app.web.api.schemas.base import Body


class AnnouncedOut(BaseModel):
    """What is announced: who can read it from a moment on."""

    visibility: Literal["public", "members"]
    discussion: Literal["everyone", "members"]
    effective_at: datetime


class ConsentsOut(BaseModel):
    """What the caller answered: null where they have not, which counts as no.

    `asked` are the parts that members are asked about.
    """

    proposals: bool | None = None
    discussion: bool | None = None
    asked: list[Literal["proposals", "discussion"]]


class VisibilityOut(BaseModel):
    """Who can read a charter. `announced` and `consent` are for members."""

    visibility: Literal["public", "members"]
    discussion: Literal["everyone", "members"]
    public_since: datetime | None
    discussion_since: datetime | None
    announced: AnnouncedOut | None = None
    consent: ConsentsOut | None = None


class NewVisibility(Body):
    """Who is to read it. Wider takes effect after a notice, narrower at once."""

    visibility: Literal["public", "members"]
    discussion: Literal["everyone", "members"] = "members"
    reason: str = ""


class NewConsent(Body):
    """Whether everyone may read what the caller wrote before; what is left out stays as it is."""

    proposals: bool | None = None
    discussion: bool | None = None
