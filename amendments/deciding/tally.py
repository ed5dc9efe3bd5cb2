"""Counting the answers of a round, and the outcome that follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.stances import StanceKind
from amendments.writing.causes import Cause
from amendments.writing.causes import in_words as cause_in_words
from charter.language import N_, ngettext
from charter.language import gettext as _


class Outcome(StrEnum):
    """How a round ended."""

    PASSED = "passed"
    BLOCKED = "blocked"
    INQUORATE = "inquorate"
    VOID = "void"
    SUBSTANTIVE = "substantive"


class Shortfall(StrEnum):
    """Why a decision that nobody objects to did not pass."""

    TOO_FEW = "too_few"
    NOBODY_CONSENTED = "nobody_consented"


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
    def shortfall(self) -> Shortfall | None:
        """What is missing to pass; None where nothing is, objections aside."""
        if self.settled < self.needed:
            return Shortfall.TOO_FEW
        return None if self.consenting else Shortfall.NOBODY_CONSENTED

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


def counted_as(
    kind: StanceKind, objection: ObjectionStatus | None, *, author_left: bool = False
) -> StanceKind:
    """What a stance counts as, given what became of its author's objection.

    An objection that was withdrawn, or that was kept as a concern because its author left, leaves
    its author standing aside: nobody is counted as consenting who has not said so.
    """
    if kind is StanceKind.OBJECT and author_left:
        return StanceKind.STAND_ASIDE
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
    if tally.shortfall is not None:
        return Outcome.INQUORATE
    return Outcome.PASSED


def in_words(
    tally: Tally, outcome: Outcome, *, editorial: bool = False, cause: Cause | None = None
) -> str:
    """The outcome as a sentence or two, from the facts alone, and why it ended if it is void."""
    size = tally.roll_size
    if editorial and outcome is Outcome.PASSED:
        return ngettext(
            "The correction was published: nobody said in time that it changes the meaning. "
            "{n} on the roll could have said so.",
            "The correction was published: nobody said in time that it changes the meaning. "
            "{n} on the roll could have said so.",
            size,
        ).format(n=size)
    outcome_said = _said(tally, outcome, cause)
    if outcome is Outcome.SUBSTANTIVE or editorial:
        return outcome_said
    answers = ngettext("Of {n} on the roll, {answers}.", "Of {n} on the roll, {answers}.", size)
    return f"{outcome_said} {answers.format(n=size, answers=', '.join(_answers(tally)))}"


def _said(tally: Tally, outcome: Outcome, cause: Cause | None) -> str:
    if outcome is Outcome.VOID and cause is not None:
        return f"{_('The decision is void.')} {cause_in_words(cause)}"
    if outcome is not Outcome.INQUORATE:
        return _(_OUTCOME_IN_WORDS[outcome])
    if tally.shortfall is Shortfall.NOBODY_CONSENTED:
        return _("The proposal did not pass: nobody consented.")
    return ngettext(
        "The proposal did not pass: too few answered, {n} answer was needed.",
        "The proposal did not pass: too few answered, {n} answers were needed.",
        tally.needed,
    ).format(n=tally.needed)


def _answers(tally: Tally) -> list[str]:
    """How many gave each answer, in words."""
    consent, concern, aside, time, objected = (tally.counts[kind] for kind in StanceKind)
    said = (
        (consent, ngettext("{n} consented", "{n} consented", consent)),
        (
            concern,
            ngettext("{n} consented with a concern", "{n} consented with a concern", concern),
        ),
        (aside, ngettext("{n} stood aside", "{n} stood aside", aside)),
        (time, ngettext("{n} needed more time", "{n} needed more time", time)),
        (objected, ngettext("{n} objected", "{n} objected", objected)),
        (tally.silent, ngettext("{n} did not answer", "{n} did not answer", tally.silent)),
    )
    return [words.format(n=n) for n, words in said if n]


def outcome_in_a_word(outcome: Outcome | None) -> str:
    """An outcome as part of a sentence."""
    return _(_IN_A_WORD[outcome]) if outcome else ""


_IN_A_WORD = {
    Outcome.PASSED: N_("passed"),
    Outcome.BLOCKED: N_("blocked"),
    Outcome.INQUORATE: N_("inquorate"),
    Outcome.VOID: N_("void"),
    Outcome.SUBSTANTIVE: N_("substantive"),
}
_OUTCOME_IN_WORDS = {
    Outcome.PASSED: N_("The proposal passed."),
    Outcome.BLOCKED: N_("The proposal did not pass: an objection is open."),
    Outcome.VOID: N_("The decision is void: the text can no longer be published as it stands."),
    Outcome.SUBSTANTIVE: (
        N_("A member said that this changes the meaning. It is an ordinary proposal from here on.")
    ),
}
