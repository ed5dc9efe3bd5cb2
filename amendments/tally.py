"""Counting the answers of a round, and the outcome that follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from amendments.objections import ObjectionStatus
from amendments.stances import StanceKind


class Outcome(StrEnum):
    """How a round ended."""

    PASSED = "passed"
    BLOCKED = "blocked"
    INQUORATE = "inquorate"
    VOID = "void"
    SUBSTANTIVE = "substantive"


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers counted. `counts` has every kind; `needed` is the quorum in people."""

    roll_size: int
    needed: int
    counts: Mapping[StanceKind, int]
    open_objections: int

    @property
    def settled(self) -> int:
        """How many gave an answer other than “I need more time”."""
        return sum(n for kind, n in self.counts.items() if kind is not StanceKind.NEED_TIME)

    @property
    def consenting(self) -> int:
        """How many consent, with or without a concern."""
        return self.counts[StanceKind.CONSENT] + self.counts[StanceKind.CONCERN]

    @property
    def silent(self) -> int:
        """How many of the roll have not answered at all."""
        return self.roll_size - sum(self.counts.values())

    @property
    def everyone_has_answered(self) -> bool:
        """Whether the whole roll has given a settled answer."""
        return self.settled >= self.roll_size


#: What an answer `object` counts as once its objection has ended.
_AFTER_OBJECTION = {
    ObjectionStatus.WITHDRAWN: StanceKind.STAND_ASIDE,
    ObjectionStatus.KEPT_AS_CONCERN: StanceKind.CONCERN,
    ObjectionStatus.INTEGRATED: StanceKind.CONSENT,
}


def counted_as(kind: StanceKind, objection: ObjectionStatus | None) -> StanceKind:
    """What a stance counts as, given what became of its author's objection.

    An objection that was withdrawn leaves its author standing aside: nobody is counted as
    consenting who has not said so.
    """
    if kind is StanceKind.OBJECT and objection is not None:
        return _AFTER_OBJECTION.get(objection, kind)
    return kind


def count(
    kinds: Iterable[StanceKind], *, roll_size: int, needed: int, open_objections: int
) -> Tally:
    """Count answers, one for each member who gave one."""
    found = Counter(kinds)
    return Tally(roll_size, needed, {kind: found[kind] for kind in StanceKind}, open_objections)


def outcome_of(tally: Tally, *, publishable: bool) -> Outcome:
    """The outcome that follows. Silence is never consent, and an open objection always blocks."""
    if not publishable:
        return Outcome.VOID
    if tally.open_objections:
        return Outcome.BLOCKED
    if tally.settled < tally.needed or not tally.consenting:
        return Outcome.INQUORATE
    return Outcome.PASSED


def in_words(tally: Tally, outcome: Outcome, *, editorial: bool = False) -> str:
    """The outcome as a sentence or two, from the facts alone."""
    if editorial and outcome is Outcome.PASSED:
        return (
            "The correction was published: nobody said in time that it changes the meaning. "
            f"{tally.roll_size} on the roll could have said so."
        )
    if outcome is Outcome.SUBSTANTIVE or editorial:
        return _OUTCOME_IN_WORDS[outcome]
    counts = tally.counts
    said = (
        (counts[StanceKind.CONSENT], "consented", "consented"),
        (counts[StanceKind.CONCERN], "consented with a concern", "consented with a concern"),
        (counts[StanceKind.STAND_ASIDE], "stood aside", "stood aside"),
        (counts[StanceKind.NEED_TIME], "needed more time", "needed more time"),
        (counts[StanceKind.OBJECT], "objected", "objected"),
        (tally.silent, "did not answer", "did not answer"),
    )
    answers = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in said if n)
    return f"{_OUTCOME_IN_WORDS[outcome]} Of {tally.roll_size} on the roll, {answers}."


_OUTCOME_IN_WORDS = {
    Outcome.PASSED: "The proposal passed.",
    Outcome.BLOCKED: "The proposal did not pass: an objection is open.",
    Outcome.INQUORATE: "The proposal did not pass: too few answered, or nobody consented.",
    Outcome.VOID: "The decision is void: the text can no longer be published as it stands.",
    Outcome.SUBSTANTIVE: (
        "A member said that this changes the meaning. It is an ordinary proposal from here on."
    ),
}
