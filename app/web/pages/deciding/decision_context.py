"""A decision as its page shows it: people, answers, objections, and what one can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from markupsafe import Markup

from amendments.deciding.extending import IN_WORDS, DeadlineMove
from amendments.deciding.objections import STATUS_IN_WORDS
from amendments.deciding.rounds import Round
from amendments.deciding.stances import MEANING, STANCE, Stance, StanceKind
from amendments.deciding.tally import Outcome, Shortfall
from amendments.fields import names_of
from amendments.writing.causes import in_words as cause_in_words
from app.rendering.markdown.html import words_to_html
from app.services.entry import CharterAccess
from app.services.views.amendment_view import SOMEONE, AmendmentView, Names
from app.services.views.decision_view import RoundView
from app.storage.deciding.round_notes import Statement
from app.web.pages.deciding.objection_context import ObjectionView, objection_views
from app.web.pages.deciding.round_picture import CrowdView, crowd_view
from app.web.rendering.redline import Redline
from charter.language import N_, both
from charter.language import gettext as _

OUTCOMES = {
    "passed": N_("Passed"),
    "blocked": N_("Not passed: an objection is open"),
    "inquorate": N_("Not passed: too few answers"),
    "void": N_("Void"),
    "substantive": N_("Became an ordinary proposal"),
}

#: What someone did, to follow their name.
DID = {
    StanceKind.CONSENT: N_("consents"),
    StanceKind.CONCERN: N_("consents, with a concern"),
    StanceKind.STAND_ASIDE: N_("stands aside"),
    StanceKind.NEED_TIME: N_("needs more time"),
    StanceKind.OBJECT: N_("objects"),
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
    recorded_by: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class StatementView:
    """The outcome in a steward's words."""

    name: str
    at: datetime
    html: Markup
    text: str


@dataclass(frozen=True, slots=True)
class MoveView:
    """A deadline that moved, and why; `name` and `html` are a steward's who gave more time.

    `at` is when, or `on` which day where it is not told more exactly. `revision` is the one that
    changed the text around the proposal.
    """

    until: datetime
    words: str
    at: datetime | None
    on: date | None
    revision: int | None = None
    name: str = ""
    html: Markup | None = None


@dataclass(frozen=True, slots=True)
class RenewalView:
    """An answer that can be given again with one press.

    `recorded_by` is the steward who wrote it down in a meeting. `is_here`: it was given in this
    decision, before the text around the change moved. Else it was given in decision `round`, and
    `since` is what has changed in the text since then.
    """

    answer: AnswerView
    recorded_by: str
    round: int
    version: int
    since: Redline | None
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class CauseView:
    """Why a decision ended, and the revision that did it, if one did."""

    words: str
    revision: int | None


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
    may: RoundView
    renewal: RenewalView | None
    stated: StatementView | None
    moves: tuple[MoveView, ...]
    is_correction: bool
    sees_names: bool
    is_nameless: bool
    crowd: CrowdView
    text_moved: Redline | None = None
    unconfirmed: int = 0
    cause: CauseView | None = None
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def again_html(self) -> Markup:
        """Why the same words are decided on again."""
        return words_to_html(self.may.again or "")

    @property
    def choices(self) -> tuple[tuple[str, str, str], ...]:
        """The five answers: value, title, meaning."""
        return tuple((kind.value, *both(words)) for kind, words in MEANING.items())


def cause_view(value: Round) -> CauseView | None:
    """Why a decision ended; None while it is open, or where that was not kept."""
    if value.cause is None:
        return None
    return CauseView(cause_in_words(value.cause), value.cause.revision)


def decision_view(
    access: CharterAccess,
    view: AmendmentView,
    one: RoundView,
    typed: Mapping[str, str] | None = None,
    since: Redline | None = None,
    text_moved: Redline | None = None,
) -> DecisionView:
    """A decision, ready to be shown.

    `since`: what changed since the person's answer before; `text_moved`: what did around it.
    """
    value, me = one.kept.value, access.actor.member
    named = _Names(access, view, one)
    mine = named.answer(me, one.mine) if one.mine is not None and me is not None else None
    return DecisionView(
        number=value.number,
        version=value.version,
        is_open=value.is_open,
        is_due=one.is_due,
        opened_at=value.opened_at,
        closes_at=value.closes_at,
        closed_at=value.closed_at,
        outcome=_outcome(one),
        cause=cause_view(value),
        statement=one.kept.statement or "",
        revision=one.kept.revision,
        people=_people(access, view, one),
        answered=len(one.answered),
        roll_size=one.tally.roll_size,
        needed=one.tally.needed,
        sees_answers=one.sees_answers,
        reveal=value.ruleset.reveal.value,
        answers=tuple(named.answer(member, stance) for member, stance in one.stances),
        objections=objection_views(access, view, one),
        carried_mine=_carries_mine(value, me),
        mine=mine,
        may=one,
        renewal=_renewal(named, one, mine, since),
        stated=named.said(one.statements[-1]) if one.statements else None,
        moves=tuple(named.move(each) for each in one.moves),
        is_correction=value.editorial,
        sees_names=one.sees_names,
        is_nameless=value.is_nameless,
        crowd=crowd_view(
            [stance.kind for _, stance in one.stances], len(one.answered), len(value.roll)
        ),
        ended=_ended(value, me),
        text_moved=text_moved,
        unconfirmed=len(value.unconfirmed),
        typed=typed
        or _typed(
            None if _ended(value, me) else one.mine, confidential=_is_confidential(value, me)
        ),
    )


def _outcome(one: RoundView) -> str:
    """The outcome as a heading; empty while there is none."""
    outcome = one.kept.value.outcome
    if outcome is Outcome.INQUORATE and one.tally.shortfall is Shortfall.NOBODY_CONSENTED:
        return _("Not passed: nobody consented")
    return _(OUTCOMES[outcome]) if outcome else ""


def _carries_mine(value: Round, me: int | None) -> bool:
    """Whether an objection of this person was carried into the decision and is still open."""
    carried = value.objection_of(me) if me is not None else None
    return bool(carried and carried.is_open and carried.raised_in < value.number)


def _ended(value: Round, me: int | None) -> str:
    """What became of this person's objection, if it is not open any more; empty otherwise."""
    own = value.objection_of(me) if me is not None else None
    return "" if own is None or own.is_open else _(STATUS_IN_WORDS[own.status])


def _is_confidential(value: Round, me: int | None) -> bool:
    own = value.objection_of(me) if me is not None else None
    return own is not None and own.confidential


def _typed(mine: Stance | None, *, confidential: bool) -> dict[str, str]:
    return {
        "stance": mine.kind.value if mine else "",
        **{name: getattr(mine, name, None) or "" for name in names_of(*STANCE)},
        "confidential": "yes" if mine and confidential else "",
    }


def _renewal(
    named: _Names, one: RoundView, mine: AnswerView | None, since: Redline | None
) -> RenewalView | None:
    if one.may_answer is not True:
        return None
    if mine is not None:
        here = one.kept.value
        moved = here.is_unconfirmed(named.access.actor.member)
        if not (mine.recorded_by or moved):
            return None
        return RenewalView(mine, mine.recorded_by, here.number, here.version, None, is_here=moved)
    if one.before is None:
        return None
    me = named.access.actor.member
    assert me is not None
    answer = named.answer(me, one.before.stance)
    return RenewalView(answer, "", one.before.round, one.before.version, since)


def _people(access: CharterAccess, view: AmendmentView, one: RoundView) -> tuple[PersonMark, ...]:
    """Everyone on the roll; without names, who has answered would tell too much."""
    names = view.names if one.told.who_answered else Names({})
    marks = [
        PersonMark(names.of(member), member in one.answered, member == access.actor.member)
        for member in one.kept.value.roll.values()
    ]
    return tuple(sorted(marks, key=lambda mark: (not mark.answered, mark.name)))


def html_of(words: str | None) -> Markup | None:
    """Words that someone wrote, if there are any."""
    return words_to_html(words) if words else None


@dataclass(frozen=True, slots=True)
class _Names:
    """Answers with the names that this person may see."""

    access: CharterAccess
    view: AmendmentView
    one: RoundView

    def of(self, member: int) -> str:
        """Someone's name, or that of nobody in particular."""
        mine = member == self.access.actor.member
        return self.view.names.of(member) if mine or self.one.sees_names else _(SOMEONE)

    def answer(self, member: int, stance: Stance) -> AnswerView:
        """One answer."""
        return AnswerView(
            name=self.of(member),
            kind=stance.kind.value,
            title=_(MEANING[stance.kind][0]),
            did=_(DID[stance.kind]),
            reason=html_of(stance.reason),
            acceptable_if=html_of(stance.acceptable_if),
            at=stance.at,
            recorded_by=self.view.names.of(stance.recorded_by) if stance.recorded_by else "",
            is_gone=self.one.sees_names and member not in self.access.community.members,
        )

    def said(self, words: Statement) -> StatementView:
        """What a steward wrote about the round."""
        name = self.view.names.of(words.member)
        return StatementView(name, words.at, words_to_html(words.body), words.body)

    def move(self, move: DeadlineMove) -> MoveView:
        """A deadline that moved."""
        return MoveView(
            until=move.until,
            words=_(IN_WORDS[move.cause]),
            at=move.at,
            on=move.on,
            revision=move.revision,
            name=self.view.names.of(move.member) if move.member is not None else "",
            html=html_of(move.reason),
        )
