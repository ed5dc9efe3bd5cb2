"""Rounds: answers, objections, and how they end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field

from amendments.deciding.stances import STANCE, StanceKind
from amendments.deciding.tally import Outcome, Shortfall
from amendments.writing.causes import CauseKind
from app.services.views.public_values import ExtensionOut, ObjectionOut, StanceOut
from app.web.api.schemas.base import Body, Handle, RuleValue
from app.web.api.schemas.carrying import asked, carries, left_out


class CauseOut(BaseModel):
    """Why a decision ended; `revision` and `amendment` are what was published, if that did it."""

    kind: CauseKind
    revision: int | None
    amendment: int | None


class RoundOut(BaseModel):
    """A decision, as the person who asks may see it.

    `base` is the revision that was in force when it opened, and `result_sha256` the digest of the
    text that would result then: that text with the change in it. `cause` is why it ended,
    `shortfall` what was missing where it is inquorate.

    `stances` holds only one's own until the others' are revealed (`revealed`). `nameless`: someone
    objected in confidence, so the others' names are not shown to this person. `statement` is the
    outcome from the facts alone, `outcome_statement` what a steward wrote about it. `unconfirmed`
    answers were given before the text around the change moved: with them it is not closed early.
    `my_stance_confirmed` is false if one's own is such an answer; `…/stance/repeat` confirms it.
    `again` tells members why it decides on words again to which an objection was open.
    """

    number: int
    status: Literal["open", "closed"]
    version: int
    base: int
    result_sha256: str | None
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    roll_size: int
    answered: int
    answers_needed: int
    unconfirmed: int
    change_sha256: str
    outcome: Outcome | None
    shortfall: Shortfall | None
    cause: CauseOut | None
    statement: str | None
    outcome_statement: str | None
    revision: int | None
    revealed: bool
    nameless: bool
    editorial: bool
    extensions: list[ExtensionOut]
    counts: dict[StanceKind, int] | None
    stances: list[StanceOut]
    my_stance: StanceOut | None
    my_stance_confirmed: bool
    objections: list[ObjectionOut]
    ruleset: dict[str, RuleValue]
    again: str | None = None


class CloseOut(BaseModel):
    """How a round ended; `revision` is the number of what it published."""

    outcome: Outcome
    revision: int | None


# --- what requests carry


class NewRound(Body):
    """A round. Without `closes_at` it lasts as long as the ruleset says.

    `again` is why the same words are decided on again, where an objection to them is open.
    """

    closes_at: AwareDatetime | None = None
    again: str = ""


@carries(left_out(STANCE), after="stance")
class NewStance(Body):
    """An answer. `concern` and `object` need a reason, `object` also `acceptable_if`.

    `confidential`: an objection whose author's name is for the stewards only. Its words are shown.
    """

    stance: StanceKind
    confidential: bool = False


class Resolution(Body):
    """How an objection ends."""

    resolution: Literal["withdrawn", "kept_as_concern", "integrated", "set_aside"]
    note: str = ""


@carries(asked(STANCE), after="stance")
class Spoken(Body):
    """What a member, named by their handle, said in a meeting."""

    member: Handle
    stance: StanceKind


#: The answers of a meeting: all of them are written down, or none.
SpokenList = Annotated[list[Spoken], Field(min_length=1, max_length=1000)]


class MoreTime(Body):
    """A later deadline, and why everyone gets more time."""

    closes_at: AwareDatetime
    reason: str


class Dispute(Body):
    """What changes in the meaning."""

    reason: str


class Support(Body):
    """Whether the caller sees an objection too."""

    supports: bool = True


class NewTurn(Body):
    """Something said about whether an objection qualifies as one."""

    says: Literal["qualifies", "asks", "doubts", "improves"]
    body: str


class NewStatement(Body):
    """The outcome of a decision in words."""

    statement: str
