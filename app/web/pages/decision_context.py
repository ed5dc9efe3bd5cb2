"""A decision as its page shows it: people, answers, objections, and what one can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from amendments.objections import STATUS_IN_WORDS, ObjectionStatus
from amendments.refusals import Answer
from amendments.rounds import Round
from amendments.stances import MEANING, Stance, StanceKind
from amendments.status import UNDECIDED
from app.rendering.markdown import words_to_html
from app.services.entry import Room
from app.services.looks import AmendmentLook
from app.services.round_looks import RoundLook
from app.storage.objections import KeptObjection

OUTCOMES = {
    "passed": "Passed",
    "blocked": "Not passed: an objection is open",
    "inquorate": "Not passed: too few answers",
    "void": "Void",
}

#: What someone did, to follow their name.
DID = {
    StanceKind.CONSENT: "consents",
    StanceKind.CONCERN: "consents, with a concern",
    StanceKind.STAND_ASIDE: "stands aside",
    StanceKind.NEED_TIME: "needs more time",
    StanceKind.OBJECT: "objects",
}


@dataclass(frozen=True, slots=True)
class PersonMark:
    """One person on the roll."""

    name: str
    answered: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer with its words."""

    name: str
    kind: str
    title: str
    did: str
    reason: Markup | None
    acceptable_if: Markup | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection and what became of it. `endings` are how its author can end it now."""

    number: int
    name: str
    status: str
    is_open: bool
    in_words: str
    reason: Markup
    acceptable_if: Markup
    resolution: Markup | None
    endings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision as one person may see it."""

    number: int
    version: int
    is_open: bool
    is_due: bool
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    outcome: str
    statement: str
    revision: int | None
    people: tuple[PersonMark, ...]
    answered: int
    roll_size: int
    needed: int
    sees_answers: bool
    reveal: str
    answers: tuple[AnswerView, ...]
    objections: tuple[ObjectionView, ...]
    carried_mine: bool
    mine: AnswerView | None
    ended: str
    may_answer: Answer
    may_close: Answer
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> tuple[tuple[str, str, str], ...]:
        """The five answers: value, title, meaning."""
        return tuple((kind.value, *words) for kind, words in MEANING.items())


def decision_view(
    room: Room, look: AmendmentLook, one: RoundLook, typed: Mapping[str, str] | None = None
) -> DecisionView:
    """A decision, ready to be shown."""
    value, me = one.kept.value, room.actor.member
    mine = _answer(look, me, one.mine) if one.mine is not None and me is not None else None
    return DecisionView(
        number=value.number,
        version=value.version,
        is_open=value.is_open,
        is_due=one.is_due,
        opened_at=value.opened_at,
        closes_at=value.closes_at,
        closed_at=value.closed_at,
        outcome=OUTCOMES[value.outcome] if value.outcome else "",
        statement=one.kept.statement or "",
        revision=one.kept.revision,
        people=_people(room, look, one),
        answered=len(one.answered),
        roll_size=one.tally.roll_size,
        needed=one.tally.needed,
        sees_answers=one.sees_answers,
        reveal=value.ruleset.reveal.value,
        answers=tuple(_answer(look, member, stance) for member, stance in one.stances),
        objections=tuple(_objection(room, look, kept) for kept in one.objections),
        carried_mine=_carries_mine(value, me),
        mine=mine,
        may_answer=one.may_answer,
        may_close=one.may_close,
        ended=_ended(value, me),
        typed=typed or _typed(None if _ended(value, me) else one.mine),
    )


def _carries_mine(value: Round, me: int | None) -> bool:
    """Whether an objection of this person was carried into the decision and is still open."""
    carried = value.objection_of(me) if me is not None else None
    return bool(carried and carried.is_open and carried.raised_in < value.number)


def _ended(value: Round, me: int | None) -> str:
    """What became of this person's objection, if it is not open any more; empty otherwise."""
    own = value.objection_of(me) if me is not None else None
    return "" if own is None or own.is_open else STATUS_IN_WORDS[own.status]


def _typed(mine: Stance | None) -> dict[str, str]:
    if mine is None:
        return {"stance": "", "reason": "", "acceptable_if": ""}
    return {
        "stance": mine.kind.value,
        "reason": mine.reason or "",
        "acceptable_if": mine.acceptable_if or "",
    }


def _people(room: Room, look: AmendmentLook, one: RoundLook) -> tuple[PersonMark, ...]:
    marks = [
        PersonMark(look.names.of(member), member in one.answered, member == room.actor.member)
        for member in one.kept.value.roll.values()
    ]
    return tuple(sorted(marks, key=lambda mark: (not mark.answered, mark.name)))


def _html(words: str | None) -> Markup | None:
    return words_to_html(words) if words else None


def _answer(look: AmendmentLook, member: int, stance: Stance) -> AnswerView:
    return AnswerView(
        name=look.names.of(member),
        kind=stance.kind.value,
        title=MEANING[stance.kind][0],
        did=DID[stance.kind],
        reason=_html(stance.reason),
        acceptable_if=_html(stance.acceptable_if),
        at=stance.at,
    )


def _objection(room: Room, look: AmendmentLook, kept: KeptObjection) -> ObjectionView:
    value = kept.value
    mine = value.member == room.actor.member
    return ObjectionView(
        number=value.number,
        name=look.names.of(value.member),
        status=value.status.value,
        is_open=value.is_open,
        in_words=STATUS_IN_WORDS[value.status],
        reason=words_to_html(kept.reason),
        acceptable_if=words_to_html(kept.acceptable_if),
        resolution=_html(kept.resolution),
        endings=_endings(look, kept) if mine and look.status in UNDECIDED else (),
    )


def _endings(look: AmendmentLook, kept: KeptObjection) -> tuple[tuple[str, str], ...]:
    if not kept.value.is_open:
        return ()
    changed = look.version.number > kept.value.raised_on
    integrated = (ObjectionStatus.INTEGRATED.value, "The changed text meets my objection")
    return (
        *((integrated,) if changed else ()),
        (ObjectionStatus.KEPT_AS_CONCERN.value, "It can go ahead; keep this as a concern"),
        (ObjectionStatus.WITHDRAWN.value, "I withdraw it"),
    )
