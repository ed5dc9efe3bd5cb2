"""The five answers a member can give in a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from amendments.fields import Field, declared, fields_of, given
from amendments.refusals import BadInput
from charter.language import N_
from charter.language import gettext as _


class StanceKind(StrEnum):
    """What a member answers."""

    CONSENT = "consent"
    CONCERN = "concern"
    STAND_ASIDE = "stand_aside"
    NEED_TIME = "need_time"
    OBJECT = "object"


#: What each answer says and does, in words for the form and for the pages.
MEANING = {
    StanceKind.CONSENT: (N_("I consent"), N_("Good enough for now, and safe enough to try.")),
    StanceKind.CONCERN: (
        N_("I consent, with a concern"),
        N_("It can go ahead. Your concern is kept with the decision."),
    ),
    StanceKind.STAND_ASIDE: (
        N_("I stand aside"),
        N_("You leave this decision to the others, and do not stop it."),
    ),
    StanceKind.NEED_TIME: (
        N_("I need more time"),
        N_("The decision stays open longer, once. Please come back to answer."),
    ),
    StanceKind.OBJECT: (
        N_("I object"),
        N_("It cannot go ahead as it stands. Say why, and what would make it acceptable."),
    ),
}


@dataclass(frozen=True, kw_only=True)
class StanceWords:
    """The words of an answer. An objection needs both, a concern its reason."""

    reason: str | None = declared(Field(), None)
    acceptable_if: str | None = declared(Field(), None)


STANCE = fields_of(StanceWords)


@dataclass(frozen=True, slots=True)
class Stance(StanceWords):
    """One member's answer. `seat` is their random name on the roll of this round.

    `recorded_by` is the steward who wrote it down in a meeting, until the member answers.
    """

    seat: str
    kind: StanceKind
    at: datetime
    recorded_by: int | None = None


def check_stance(kind: str, words: Mapping[str, str | None]) -> tuple[StanceKind, dict[str, str]]:
    """The kind of answer and its words by their fields, trimmed.

    Raises:
        BadInput: there is no such answer, or the words it needs are missing or too long.
    """
    if kind not in set(StanceKind):
        msg = _("Please choose one of the five answers first.")
        raise BadInput(msg, field="stance")
    stance = StanceKind(kind)
    kept = given(STANCE, words)
    _check_needed(stance, kept)
    if stance is not StanceKind.OBJECT:
        kept.pop("acceptable_if", None)
    return stance, kept


def _check_needed(stance: StanceKind, words: dict[str, str]) -> None:
    if stance is StanceKind.CONCERN and "reason" not in words:
        msg = _("Please say what your concern is, so that it can be kept with the decision.")
        raise BadInput(msg, field="reason")
    if stance is StanceKind.OBJECT and "reason" not in words:
        msg = _("An objection needs its reason: what could go wrong, or what is missing?")
        raise BadInput(msg, field="reason")
    if stance is StanceKind.OBJECT and "acceptable_if" not in words:
        msg = _("Please say what would make the proposal acceptable to you.")
        raise BadInput(msg, field="acceptable_if")
