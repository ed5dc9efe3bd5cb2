"""Members: who belongs to a charter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from amendments.belonging.joining import MOST_DAYS, MOST_USES
from app.web.api.schemas.base import Body, Handle


class MemberOut(BaseModel):
    """Someone in a charter. `member` is their name in its record.

    `term_ends_at` is when a steward's term ends; in the past, it goes on until another is there.
    `before` holds the names that they went by until lately, null where there are none to tell.
    """

    member: str
    name: str
    role: Literal["member", "steward"]
    joined_at: datetime
    term_ends_at: datetime | None = None
    before: str | None = None


class InvitationOut(BaseModel):
    """An open invitation. One without an address is a link that `uses` people can use.

    `link` is there when it is made, and never again; one to an address goes there by mail.
    """

    invitation: int
    address: str | None
    uses: int
    used: int
    ends_at: datetime
    link: str | None = None


class RequestOut(BaseModel):
    """Somebody asks to join, and why. Stewards see it."""

    request: int
    name: str
    why: str
    asked_at: datetime


class Asked(BaseModel):
    """What was asked: the number of the request."""

    request: int


class RequestsOut(BaseModel):
    """Whether people can ask to join."""

    open: bool


class StewardChangeOut(BaseModel):
    """What one steward proposed about `member`, and another can confirm until `ends_at`."""

    change: int
    way: Literal["make", "end", "remove"]
    member: str
    proposed_by: str
    proposed_at: datetime
    ends_at: datetime
    term_ends_at: datetime | None
    reason: str | None
    answer: str | None


class StewardChanged(BaseModel):
    """The number of the change, null where it needs no second steward; whether it is done."""

    change: int | None
    done: bool


class SteppedDown(BaseModel):
    """What someone is now who stepped down."""

    role: Literal["member"]


class CalendarOut(BaseModel):
    """Where a calendar program finds the charter's calendar. Whoever has it can see that."""

    address: str


# --- what requests carry


class NewInvitation(Body):
    """An invitation to one address; or, without one, a link for some people and some days."""

    email: str | None = None
    uses: Annotated[int, Field(ge=1, le=MOST_USES)] = 10
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 7


class NewRequest(Body):
    """Why somebody would like to join, in a few words that stewards read."""

    why: str


class RequestAnswer(Body):
    """Yes, or no with a reason that the person reads."""

    answer: Literal["yes", "no"]
    reason: str = ""


class RequestsSwitch(Body):
    """Whether people can ask to join."""

    open: bool


class NewStewardChange(Body):
    """Make `member` a steward, until the end of `last_day` if given; or end that; or remove them.

    A reason is needed to end it or to remove them.
    """

    way: Literal["make", "end", "remove"]
    member: Handle
    last_day: date | None = None
    reason: str = ""


class NewName(Body):
    """The name that somebody goes by, in one line."""

    name: str


class StewardAnswer(Body):
    """What the person says whom a change is about. All stewards see it."""

    answer: str


class Removal(Body):
    """Why someone is removed. The reason is recorded."""

    reason: str


class NewCalendar(Body):
    """`renew` makes a new address; those that the caller had before stop working."""

    renew: bool = False
