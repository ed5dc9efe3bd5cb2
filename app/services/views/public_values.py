"""What is told of a decision to programs: in the API, and in a round's whole record.

The `role` beside a name is what that person is in the charter now, as `Who` tells it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amendments.belonging.people import Role
from amendments.deciding.extending import MoveCause
from amendments.deciding.objection_hearing import Says
from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.stances import StanceKind
from app.services.belonging.people import Who


@dataclass(frozen=True, slots=True)
class StanceOut:
    """Someone's answer in a round.

    `recorded`: a steward wrote it down in a meeting. `left`: its author is no member any more.
    `at` is null where someone objected in confidence: the time of an answer could tell whose it is.
    """

    member: str | None
    name: str
    stance: StanceKind
    reason: str | None
    acceptable_if: str | None
    at: datetime | None
    recorded: bool
    left: bool
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class TurnOut:
    """What someone said when an objection was tested; `at` as for an answer."""

    member: str | None
    name: str
    says: Says
    at: datetime | None
    body: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class SettingAsideOut:
    """A steward who spoke for setting an objection aside, and why."""

    member: str | None
    name: str
    at: datetime
    reason: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class ObjectionOut:
    """An objection, who sees it too, how it was tested, and what became of it.

    `raised_on` and `resolved_on` are versions of the proposal, `first_round` and `resolved_in`
    decisions on it. `raised_on` is null while the decision hides whether it was raised again.
    `resolved_at` is null also where the time could tell whose objection it was. `author_left`: it
    was kept as a concern because who made it left; not told of one made in confidence.
    """

    id: int
    member: str | None
    name: str
    reason: str
    acceptable_if: str
    status: ObjectionStatus
    resolution: str | None
    confidential: bool
    first_round: int
    raised_on: int | None
    resolved_in: int | None
    resolved_on: int | None
    resolved_at: datetime | None
    supporters: tuple[Who, ...]
    turns: tuple[TurnOut, ...]
    set_aside: tuple[SettingAsideOut, ...]
    role: Role | None = None
    author_left: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionOut:
    """A deadline that moved: `until` when, and its `cause`. `closes_at` is `until`, once more.

    `cause` is `steward`, `need_time`, `late_objection`, `text_moved` (by the `revision`), or
    `answer` while it is not told which of the two an answer was. `member`, `name` and `reason` are
    those of a steward, for members. `at` is null where it could tell when somebody answered.
    """

    until: datetime
    cause: MoveCause
    member: str | None
    name: str | None
    at: datetime | None
    closes_at: datetime
    reason: str | None
    revision: int | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class StatementOut:
    """The outcome of a decision in a steward's words."""

    member: str | None
    name: str
    at: datetime
    body: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class PublicRound:
    """Who said what in a round, as one person may see it.

    `nameless`: someone objected in confidence, so the others' names are not shown to this person.
    """

    nameless: bool
    stances: tuple[StanceOut, ...]
    mine: StanceOut | None
    objections: tuple[ObjectionOut, ...]
    extensions: tuple[ExtensionOut, ...]
    statements: tuple[StatementOut, ...]
