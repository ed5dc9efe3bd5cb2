"""Members: who belongs to a charter."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from app.web.api.schemas.base import Body


class MemberOut(BaseModel):
    """Someone in a charter. `member` is their name in its record."""

    member: str
    name: str
    role: Literal["member", "steward"]
    joined_at: datetime


class CalendarOut(BaseModel):
    """Where a calendar program finds the charter's calendar. Whoever has it can see that."""

    address: str


# --- what requests carry


class NewMember(Body):
    """Someone who joins, by their address; or another role for someone who is here."""

    email: str
    name: str = ""
    role: Literal["member", "steward"] | None = None


class Removal(Body):
    """Why someone is removed. The reason is recorded."""

    reason: str


class NewCalendar(Body):
    """`renew` makes a new address; those that the caller had before stop working."""

    renew: bool = False
