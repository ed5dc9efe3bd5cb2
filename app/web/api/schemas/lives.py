"""How the life of an amendment ends, and what is announced about its end."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from amendments.writing.ending import EndReason
from app.services.belonging.people import Who
from app.web.api.schemas.base import Body, RevisionNumber


class EndOut(BaseModel):
    """How an amendment ended.

    Of a closed one, `reason` is why (`contained`, `duplicate` of `of`, `stale`) and `note` what was
    said about it; of a withdrawn one, `reason` is what its author said. `by` is who withdrew it or
    announced that it is closed; null where nobody did.
    """

    kind: Literal["adopted", "withdrawn", "closed"]
    reason: str | None
    note: str | None
    at: datetime
    by: Who | None
    of: int | None
    revision: int | None


class ClosingOut(BaseModel):
    """That an amendment is closed at `until` unless a member says no before."""

    reason: EndReason
    of: int | None
    note: str
    at: datetime
    until: datetime
    by: Who


class Withdrawal(Body):
    """Why a proposal is withdrawn, if its author says so."""

    reason: str = ""


class NewClosing(Body):
    """Why nothing is left to decide. `of` is the number of the amendment that asks for the same."""

    reason: EndReason
    note: str = ""
    of: RevisionNumber | None = None


class NewRefusal(Body):
    """Why a proposal is to go on."""

    reason: str
