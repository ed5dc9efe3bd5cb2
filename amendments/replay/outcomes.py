"""Replaying the end of a round: do the answers amount to its outcome, and what follows from it?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.stances import StanceKind
from amendments.deciding.tally import Outcome, Tally, count, counted_as, outcome_of
from amendments.replay.state import (
    ReplayedAmendment,
    ReplayedEvent,
    ReplayedPeople,
    Running,
    must,
)
from amendments.status import Status


def check_outcome(
    people: ReplayedPeople, decision: Running, tally: Tally, outcome: Outcome, event: ReplayedEvent
) -> None:
    """Check that an outcome is the one that follows, and did not come too early."""
    disputed = outcome is Outcome.SUBSTANTIVE
    must(disputed == decision.disputed, "the outcome is another one.")
    if outcome is Outcome.VOID or disputed:
        return
    right = Outcome.PASSED if decision.editorial else outcome_of(tally, publishable=True)
    must(outcome is right, "the outcome is another one.")
    if event.at >= decision.closes_at:
        return
    # What a steward wrote down for others waits for them, or for the deadline.
    confirmed = decision.own - decision.unconfirmed
    heard = {
        seat
        for seat, kind in event.data["stances"].items()
        if kind != StanceKind.NEED_TIME and seat in confirmed
    }
    early = len(decision.roll) - len(heard) <= _gone(people, decision, event)
    must(event.actor and early and not decision.editorial, "it closed too early.")


def _gone(people: ReplayedPeople, decision: Running, event: ReplayedEvent) -> int:
    """How many of the roll nobody waits for: they have left since the round was opened."""
    gone: int = event.data.get("gone", 0)
    left = decision.present - people.roles.keys()
    must(0 <= gone <= len(left), "it did not wait for somebody who had not left.")
    return gone


def tally_of(amendment: ReplayedAmendment, decision: Running, event: ReplayedEvent) -> Tally:
    """What a round counted, of the answers and objections that its end names."""
    by_seat = {one["seat"]: one for one in event.data["objections"] if one["seat"]}
    numbers = {one["objection"] for one in event.data["objections"]}
    must(decision.carried.keys() <= numbers, "an objection carried over was left out.")
    for seat, kind in event.data["stances"].items():
        if kind == StanceKind.OBJECT:
            must(seat in by_seat, "an objection was left out.")
    for one in event.data["objections"]:
        if one["objection"] in decision.carried:
            seat = decision.carried[one["objection"]]
            must(one["seat"] == seat, "an objection changed hands.")
        _check_end(amendment, decision, event.data["stances"], one)
    kinds = [
        _counted(amendment, decision, seat, kind, by_seat.get(seat))
        for seat, kind in event.data["stances"].items()
    ]
    still_open = sum(o["status"] == ObjectionStatus.OPEN for o in event.data["objections"])
    size = len(decision.roll)
    needed = decision.ruleset.answers_needed(size)
    return count(kinds, roll_size=size, needed=needed, open_objections=still_open)


def _check_end(
    amendment: ReplayedAmendment,
    decision: Running,
    stances: Mapping[str, Any],
    one: Mapping[str, Any],
) -> None:
    """Whether an objection that is not open any more ended as the rules let it end."""
    if one["status"] == ObjectionStatus.OPEN:
        return
    answer = stances.get(one["seat"])
    if one["unanswered"]:
        must(one["objection"] in decision.carried and answer is None, "it was answered.")
        raised_on = amendment.raised_on.get(one["objection"], 0)
        must(raised_on < decision.version, "nothing new was asked of who objected.")
        return
    ending = amendment.ended.get(one["objection"])
    said_so = (
        ending is not None
        and (ending.status, ending.seat) == (one["status"], one["seat"])
        and ending.at >= decision.answers.get(one["seat"], ("", ending.at))[1]
    )
    answered = answer not in {None, StanceKind.OBJECT, StanceKind.NEED_TIME}
    must(said_so or answered, "an objection was ended that its author did not end.")


def _counted(
    amendment: ReplayedAmendment,
    decision: Running,
    seat: str,
    kind: str,
    mine: Mapping[str, Any] | None,
) -> StanceKind:
    """What an answer counts as, with what became of the objection from the same seat."""
    if mine is None:
        return counted_as(StanceKind(kind), None)
    ending = amendment.ended.get(mine["objection"])
    author_left = (
        ending is not None
        and ending.author_left
        and ending.status == mine["status"]
        and ending.at >= decision.answers[seat][1]
    )
    status = ObjectionStatus(mine["status"])
    return counted_as(StanceKind(kind), status, author_left=author_left)


def move_on(
    amendment: ReplayedAmendment, decision: Running, outcome: Outcome, at: datetime
) -> None:
    """Bring an amendment to where its round has left it."""
    amendment.status = Status.DISCUSSION
    if outcome is Outcome.SUBSTANTIVE:
        amendment.editorial, amendment.submitted_at = False, at
    elif outcome is Outcome.PASSED:
        amendment.status = Status.ADOPTED
        digest = amendment.versions[decision.version][1]
        amendment.passed = (decision.number, decision.version, digest)
    elif outcome is Outcome.BLOCKED:
        amendment.blocked += 1
        if amendment.blocked >= decision.ruleset.max_rounds:
            amendment.status, amendment.blocked = Status.DRAFT, 0
