"""The whole record of one decision, in one piece: what it was about, who said what, what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from amendments.belonging.people import Role
from amendments.deciding.stances import StanceKind
from amendments.deciding.tally import Outcome
from amendments.fields import texts_in
from amendments.writing.fields import PROPOSAL, ProposalWords
from app.services import entry
from app.services.belonging.people import People, Who, people_of
from app.services.entry import CharterAccess
from app.services.views.decision_view import RoundView, look_at_round
from app.services.views.public_decision import round_people, tell_round, tell_stance
from app.services.views.public_values import (
    ExtensionOut,
    ObjectionOut,
    PublicRound,
    StanceOut,
    StatementOut,
)
from app.services.writing.proposed import frozen_text
from app.storage.deciding import stance_history
from app.storage.engine.session import Reader
from app.storage.texts import revisions
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment, Version


@dataclass(frozen=True, kw_only=True)
class FrozenVersion:
    """Which version a decision was about."""

    version: int


@dataclass(frozen=True, kw_only=True)
class FrozenText(ProposalWords, FrozenVersion):
    """What a decision was about: the text before and after, and the exact change between them.

    `base` is the revision that was in force when it opened, with which the change makes the text
    after; the change was written on revision `written_on`.
    """

    authors: tuple[Who, ...]
    base: int
    written_on: int
    before: str
    after: str
    result_sha256: str
    change_set: Mapping[str, Any]
    change_sha256: str
    rules: Mapping[str, bool | int | str]


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """All that one person answered in a round, oldest first; the last one counts."""

    member: str | None
    name: str
    answers: tuple[StanceOut, ...]
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class RevisionMade:
    """The revision that a decision published."""

    number: int
    dated: date
    published_at: datetime
    text_sha256: str


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """The whole record of one decision, as the person who asks may see it.

    `answers` holds only one's own until the others' are revealed (`revealed`). `nameless`: someone
    objected in confidence, so the others' names are not shown to this person. `statement` is the
    outcome from the facts alone, `statements` what stewards wrote about it; the newest counts.
    """

    charter: str
    charter_title: str
    timezone: str
    amendment: int
    round: int
    editorial: bool
    text: FrozenText
    ruleset: Mapping[str, bool | int | str]
    opened_at: datetime
    opened_by: Who
    closes_at: datetime
    closed_at: datetime | None
    closed_by: Who | None
    roll_size: int
    answered: int
    answers_needed: int
    revealed: bool
    nameless: bool
    counts: Mapping[StanceKind, int] | None
    answers: tuple[GivenAnswers, ...]
    objections: tuple[ObjectionOut, ...]
    extensions: tuple[ExtensionOut, ...]
    outcome: Outcome | None
    statement: str | None
    statements: tuple[StatementOut, ...]
    revision: RevisionMade | None


def round_record(reader: Reader, access: CharterAccess, amendment: int, number: int) -> RoundRecord:
    """The whole record of a round.

    Raises:
        NotFound: there is no such round, or the person may not know of it.
    """
    kept = entry.amendment(reader, access, amendment)
    view = look_at_round(reader, access, kept, entry.decision(reader, kept, number))
    people = people_of(reader, access)
    told = tell_round(reader, access, kept, view, people)
    answers = _answers(reader, access, view, people)
    return _record(reader, access, kept, view, people, told, answers)


def _record(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    view: RoundView,
    people: People,
    told: PublicRound,
    answers: tuple[GivenAnswers, ...],
) -> RoundRecord:
    value, closed_by = view.kept.value, view.kept.closed_by
    return RoundRecord(
        charter=access.charter.slug,
        charter_title=access.charter.title,
        timezone=access.charter.zone.key,
        amendment=value.amendment,
        round=value.number,
        editorial=value.editorial,
        text=_text(reader, access, kept, view, people),
        ruleset=dict(value.ruleset.to_dict()),
        opened_at=value.opened_at,
        opened_by=people.who(view.kept.opened_by),
        closes_at=value.closes_at,
        closed_at=value.closed_at,
        closed_by=people.who(closed_by) if closed_by is not None else None,
        roll_size=len(value.roll),
        answered=len(value.stances),
        answers_needed=view.tally.needed,
        revealed=view.sees_answers,
        nameless=told.nameless,
        counts=dict(view.tally.counts) if view.sees_answers or not value.is_open else None,
        answers=answers,
        objections=told.objections,
        extensions=told.extensions,
        outcome=value.outcome,
        statement=view.kept.statement,
        statements=told.statements,
        revision=_revision(reader, access, view),
    )


def _text(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, view: RoundView, people: People
) -> FrozenText:
    version = amendments.version(reader, kept.id, view.kept.value.version)
    assert isinstance(version, Version)
    on, frozen = frozen_text(reader, access.charter, version, view.kept.value)
    return FrozenText(
        version=version.number,
        authors=tuple(people.who(one) for one in sorted(kept.value.authors)),
        base=on.number,
        written_on=version.base,
        before=on.document.text,
        after=frozen.text,
        result_sha256=frozen.sha256,
        change_set=revisions.change_set(reader, version.change_sha256).to_dict(),
        change_sha256=version.change_sha256,
        rules=dict(version.rules),
        **texts_in(version, PROPOSAL),
    )


def _answers(
    reader: Reader, access: CharterAccess, view: RoundView, people: People
) -> tuple[GivenAnswers, ...]:
    """Who answered what, in the order of the answers that count: it tells nobody's name."""
    here = round_people(access, view, people)
    given: dict[int, list[StanceOut]] = {member: [] for member, _ in view.stances}
    for member, stance in stance_history.of_round(reader, view.kept.id):
        if member in given:
            given[member].append(tell_stance(member, view, stance, here))
    return tuple(
        GivenAnswers(who.member, who.name, tuple(answers), who.role)
        for member, answers in given.items()
        for who in (here.who(member),)
    )


def _revision(reader: Reader, access: CharterAccess, view: RoundView) -> RevisionMade | None:
    if view.kept.revision is None:
        return None
    made = entry.revision(reader, access.charter, view.kept.revision)
    return RevisionMade(made.number, made.dated, made.published_at, made.text_sha256)
