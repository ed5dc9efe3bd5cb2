"""Answering in a round, and the time that some answers give to everyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from amendments import objections as objection_rules
from amendments.durations import later_at_least
from amendments.events import Event, Kind
from amendments.objections import Objection
from amendments.refusals import Answer, NotAllowed, WrongState, demand
from amendments.rounds import Round
from amendments.stances import Stance, StanceKind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def may_answer(decision: Round, member: int | None, now: datetime) -> Answer:
    """Whether a member may take or change a stance now."""
    if decision.outcome is not None:
        return WrongState(f"This decision is closed. Its outcome: {decision.outcome}.")
    if decision.seat_of(member) is None:
        return NotAllowed(
            "You are not on the roll of this decision: only those who were members when it "
            "opened can answer."
        )
    if now >= decision.closes_at:
        return WrongState("The deadline has passed, so this answer came too late to count.")
    return True


def take_stance(
    decision: Round,
    member: int,
    kind: StanceKind,
    words: Mapping[str, str],
    now: datetime,
    zone: ZoneInfo,
    next_objection: int,
) -> tuple[Round, Event]:
    """Take or change a stance. `next_objection` is the number a new objection would have."""
    demand(may_answer(decision, member, now))
    seat = next(seat for seat, who in decision.roll.items() if who == member)
    stance = Stance(seat, kind, now, words.get("reason"), words.get("acceptable_if"))
    answered = replace(
        decision,
        stances={**decision.stances, seat: stance},
        objections=_objections_after(decision, member, kind, next_objection),
    )
    extended, why = _extended(answered, kind, now, zone)
    data = {
        "amendment": decision.amendment,
        "round": decision.number,
        "seat": seat,
        "closes_at": extended.closes_at,
        "extended_for": why,
    }
    return extended, Event(Kind.STANCE_TAKEN, None, data, {"stance": kind, **words})


def _objections_after(
    decision: Round, member: int, kind: StanceKind, next_objection: int
) -> tuple[Objection, ...]:
    mine = decision.objection_of(member)
    if mine is not None:
        changed = objection_rules.after_stance(mine, kind, decision.number, decision.version)
        return tuple(changed if one is mine else one for one in decision.objections)
    if kind is not StanceKind.OBJECT:
        return decision.objections
    new = Objection(next_objection, member, decision.number, decision.number, decision.version)
    return (*decision.objections, new)


def _extended(
    decision: Round, kind: StanceKind, now: datetime, zone: ZoneInfo
) -> tuple[Round, str | None]:
    """Give the time that a late objection or the first `need_time` asks for."""
    if kind is StanceKind.NEED_TIME and not decision.more_time_given:
        until = later_at_least(decision.closes_at, decision.ruleset.need_time, zone)
        return replace(decision, closes_at=until, more_time_given=True), "need_time"
    if kind is StanceKind.OBJECT:
        until = later_at_least(now, decision.ruleset.late_objection, zone)
        if until > decision.closes_at:
            return replace(decision, closes_at=until), "late_objection"
    return decision, None


def give_notice(decision: Round, now: datetime, zone: ZoneInfo) -> tuple[Round, Event | None]:
    """Keep a round open long enough after the text next to its change has moved."""
    until = later_at_least(now, decision.ruleset.neighbour_notice, zone)
    if until <= decision.closes_at:
        return decision, None
    data = {
        "amendment": decision.amendment,
        "round": decision.number,
        "closes_at": until,
        "extended_for": "neighbouring_text",
    }
    return replace(decision, closes_at=until), Event(Kind.ROUND_EXTENDED, None, data)
