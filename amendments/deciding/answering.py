"""Answering in a round, and the time that some answers give to everyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from amendments.belonging.people import Actor
from amendments.deciding import objections as objection_rules
from amendments.deciding.extending import MoveCause
from amendments.deciding.objections import Objection
from amendments.deciding.rounds import Round
from amendments.deciding.stances import STANCE, Stance, StanceKind
from amendments.deciding.tally import outcome_in_a_word
from amendments.durations import coarsely, later_at_least
from amendments.fields import names_of
from amendments.record.events import Event, EventKind
from amendments.refusals import NotAllowed, Permission, WrongState, demand
from charter.language import gettext as _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer is given: by the member, or written down by a steward in a meeting.

    `confidential` counts for an objection: its author's name is for the stewards only. `read_with`
    is the number of the revision in force, with which the change was read.
    """

    recorded_by: Actor | None = None
    confidential: bool = False
    read_with: int | None = None


IN_PERSON = Manner()


def may_answer(decision: Round, member: int | None, now: datetime) -> Permission:
    """Whether a member may take or change a stance now."""
    if decision.outcome is not None:
        return WrongState(
            _("This decision is closed. Its outcome: {outcome}.").format(
                outcome=outcome_in_a_word(decision.outcome)
            )
        )
    if decision.seat_of(member) is None:
        return NotAllowed(
            _(
                "You are not on the roll of this decision: only those who were members "
                "when it opened can answer."
            )
        )
    if decision.editorial:
        return WrongState(
            _(
                "This is a correction: it needs no answers. If it changes the meaning, "
                "say so, and it becomes an ordinary proposal."
            )
        )
    if now >= decision.closes_at:
        return WrongState(_("The deadline has passed, so this answer came too late to count."))
    return True


def take_stance(
    decision: Round,
    member: int,
    kind: StanceKind,
    words: Mapping[str, str],
    now: datetime,
    zone: ZoneInfo,
    next_objection: int,
    manner: Manner = IN_PERSON,
) -> tuple[Round, Event]:
    """Take or change a stance. `next_objection` is the number a new objection would have."""
    demand(may_answer(decision, member, now))
    seat = next(seat for seat, who in decision.roll.items() if who == member)
    steward = manner.recorded_by
    stance = Stance(
        seat,
        kind,
        now,
        recorded_by=steward.member if steward else None,
        **words,
    )
    answered = replace(
        decision,
        stances={**decision.stances, seat: stance},
        unconfirmed=decision.unconfirmed - {seat},
        objections=_objections_after(
            decision, member, kind, next_objection, confidential=manner.confidential
        ),
    )
    mine = decision.objection_of(member)
    is_new = mine is None or mine.raised_in < decision.number
    extended = _extended(answered, kind, now, zone, is_new_objection=is_new)
    data = {
        "amendment": decision.amendment,
        "round": decision.number,
        "seat": seat,
        "recorded_by": steward.handle if steward else None,
        # What is held comes without its moment: which text it is about is told instead, and a
        # deadline that moved by a line of its own.
        **({"read_with": manner.read_with} if decision.held else {"closes_at": extended.closes_at}),
    }
    # The same words for every answer: which are there must not tell what it was.
    sealed = {"stance": kind.value, **dict.fromkeys(names_of(*STANCE), ""), **words}
    return extended, Event(EventKind.STANCE_TAKEN, None, data, sealed)


def _objections_after(
    decision: Round,
    member: int,
    kind: StanceKind,
    next_objection: int,
    *,
    confidential: bool,
) -> tuple[Objection, ...]:
    mine = decision.objection_of(member)
    if mine is not None:
        changed = objection_rules.after_stance(
            mine, kind, decision.number, decision.version, confidential=confidential
        )
        return tuple(changed if one is mine else one for one in decision.objections)
    if kind is not StanceKind.OBJECT:
        return decision.objections
    new = Objection(
        next_objection,
        member,
        first_round=decision.number,
        raised_in=decision.number,
        raised_on=decision.version,
        confidential=confidential,
    )
    return (*decision.objections, new)


def _extended(
    decision: Round, kind: StanceKind, now: datetime, zone: ZoneInfo, *, is_new_objection: bool
) -> Round:
    """Give the time that the first `need_time` asks for, or an objection that comes late.

    Each member's objection gives time once in a round: repeating it holds nobody up.
    """
    if kind is StanceKind.NEED_TIME and not decision.more_time_given:
        until = later_at_least(decision.closes_at, decision.ruleset.need_time, zone)
        return replace(decision, closes_at=until, more_time_given=True)
    if kind is StanceKind.OBJECT and is_new_objection:
        promised = decision.ruleset.late_objection
        until = later_at_least(now, promised, zone)
        if until > decision.closes_at:
            # A deadline is public: it must not tell to the second when somebody objected.
            return replace(decision, closes_at=coarsely(until, promised, zone))
    return decision


def cause_of(kind: StanceKind) -> MoveCause:
    """Why an answer moved the deadline, if it did."""
    return MoveCause.NEED_TIME if kind is StanceKind.NEED_TIME else MoveCause.LATE_OBJECTION


def tell_more_time(decision: Round) -> Event:
    """Say that an answer moved the deadline of a round whose answers are held: not which one."""
    data = {
        "amendment": decision.amendment,
        "round": decision.number,
        "closes_at": decision.closes_at,
        "extended_for": MoveCause.ANSWER,
    }
    return Event(EventKind.ROUND_EXTENDED, None, data)


def give_notice(
    decision: Round, now: datetime, zone: ZoneInfo, *, before: int, after: int
) -> tuple[Round, Event]:
    """Say that the text around the change has moved from revision `before` to `after`.

    The round stays open long enough for everyone to look again, and no answer that was given
    before lets it be closed early until it is confirmed.
    """
    until = later_at_least(now, decision.ruleset.neighbour_notice, zone)
    closes_at = max(until, decision.closes_at)
    seats = frozenset(decision.stances)
    data = {
        "amendment": decision.amendment,
        "round": decision.number,
        "revision": after,
        "closes_at": closes_at,
        # Where answers are held, who has given one is told with them.
        **({} if decision.held else {"unconfirmed": sorted(seats)}),
    }
    # Who has not confirmed since the text moved before has read it with a still earlier one.
    read_with = decision.read_with if decision.unconfirmed else before
    moved = replace(decision, closes_at=closes_at, unconfirmed=seats, read_with=read_with)
    return moved, Event(EventKind.TEXT_MOVED, None, data)
