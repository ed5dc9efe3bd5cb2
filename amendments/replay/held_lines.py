"""Replaying what was held back in rounds: does it come where it has to, and can it be true?

Of when something was said only the hour is told, so some checks can go by hours alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from amendments.deciding.held_lines import HELD, HOUR, hour_of, place_of
from amendments.durations import coarsely, later_at_least
from amendments.record.events import EventKind
from amendments.record.lines import timestamp
from amendments.replay.state import ReplayedAnswer, ReplayedEvent, Running, must

_TICK = timedelta(microseconds=1)
_ENDS = {EventKind.CORRECTION_DISPUTED, EventKind.ROUND_CLOSED}


class HeldReplay:
    """What is held back in the open rounds of a record.

    Once one round holds back what is said in it, all that follow have to. `published_at` says since
    when each revision is in force.
    """

    def __init__(self, running: Mapping[int, Running]) -> None:
        self._running = running
        self._holds = False
        self._ending: int | None = None
        self._published_at: dict[int, datetime] = {}

    @property
    def is_ending(self) -> bool:
        """Whether what was held back in a round is being told, and its end has to come."""
        return self._ending is not None

    def go_back(self, to: datetime) -> None:
        """Let time go back. What moved deadlines then is told by hours that hold no more."""
        for one in self._running.values():
            one.moves.clear()
        self._published_at = {number: min(at, to) for number, at in self._published_at.items()}

    def opened(self, event: ReplayedEvent) -> bool:
        """Whether a round holds back what is said in it."""
        held = event.data.get("held", False)
        must(held in {True, False}, "it does not say whether it holds back what is said in it.")
        must(held or not self._holds, "it does not hold back what is said in it.")
        self._holds = held
        return bool(held)

    def published(self, number: int, at: datetime) -> None:
        """Take note of a revision in force."""
        self._published_at[number] = at

    def follow(self, kind: str, event: ReplayedEvent) -> ReplayedEvent:
        """Check where an event comes. Returns it with the time that it tells of itself.

        What was held back in one round comes in its order, and nothing else before the round ends.
        """
        number = event.data.get("amendment")
        if self._ending is not None:
            must(
                number == self._ending and kind in HELD | _ENDS,
                "something came in between what was held back in a round and its end.",
            )
        if kind not in HELD:
            self._ending = None
            return event
        running = self._running.get(number) if isinstance(number, int) else None
        if running is None or not running.held:
            must("at" not in event.data, "it was held back in no round that was open.")
            return event
        self._ending = number
        return self._held(running, event)

    def _held(self, running: Running, event: ReplayedEvent) -> ReplayedEvent:
        must("at" in event.data, "it was told before its round ended.")
        at = datetime.fromisoformat(event.data["at"])
        must(event.data["at"] == timestamp(hour_of(at)), "it tells more of its time than the hour.")
        must(hour_of(running.opened_at) <= at <= event.at, "it is told of another time.")
        place = place_of(event.actor, event.data)
        must(place >= running.place, "what was held back is told in another order.")
        running.place, running.told = place, running.told + 1
        # Within a seat its order tells more than the hour.
        return replace(event, at=at + running.told * _TICK, until=min(at + HOUR, event.at))

    def answered(self, decision: Running, event: ReplayedEvent, head_number: int) -> None:
        """Take note of an answer that was held back."""
        must("closes_at" not in event.data, "an answer that was held back moved the deadline.")
        read_with, hour = event.data["read_with"], hour_of(event.at)
        oldest = decision.in_force if decision.in_force is not None else decision.base
        must(oldest <= read_with <= head_number, "it was read with a revision that was not there.")
        begins, ends = (self._published_at.get(read_with + one) for one in (0, 1))
        must(begins is None or begins < hour + HOUR, "it was read with a revision to come.")
        must(ends is None or ends >= hour, "it was read with a revision that was past.")
        decision.given.append(ReplayedAnswer(event.data["seat"], hour, read_with))

    def moved(self, decision: Running, event: ReplayedEvent) -> None:
        """Take note of a deadline that an answer moved, which is told only later."""
        must(decision.held, "the deadline was moved wrongly.")
        must(event.actor is None, "a person moved a deadline as if an answer had.")
        closes = datetime.fromisoformat(event.data["closes_at"])
        must(closes > decision.closes_at, "the deadline was moved wrongly.")
        decision.moves.append((decision.closes_at, closes))
        decision.closes_at, decision.set_at = closes, event.at

    def closed(self, decision: Running, zone: ZoneInfo) -> None:
        """Check that answers account for each deadline that one of them is said to have moved."""
        if not decision.held:
            return
        latest = {one.seat: one.read_with for one in decision.given}
        decision.unconfirmed = {seat for seat, one in latest.items() if one < decision.moved_to}
        asked = [
            {n for n, one in enumerate(decision.given) if _may_ask(one, move, decision, zone)}
            for move in decision.moves
        ]
        late = [
            {n for n, one in enumerate(decision.given) if _may_be_late(one, move, decision, zone)}
            for move in decision.moves
        ]
        each = [a | b for a, b in zip(asked, late, strict=True)]
        must(_each_has_its_own(each), "a deadline moved without an answer that moved it.")
        must(sum(not one for one in late) <= 1, "more time was given twice.")


def _may_ask(
    answer: ReplayedAnswer, move: tuple[datetime, datetime], decision: Running, zone: ZoneInfo
) -> bool:
    """Whether an answer may have asked for more time, and so moved a deadline."""
    before, after = move
    asked = later_at_least(before, decision.ruleset.need_time, zone)
    return answer.hour < before and after == asked


def _may_be_late(
    answer: ReplayedAnswer, move: tuple[datetime, datetime], decision: Running, zone: ZoneInfo
) -> bool:
    """Whether an answer may have been an objection that came late, and so moved a deadline."""
    (before, after), promised = move, decision.ruleset.late_objection
    if answer.hour >= before or coarsely(after, promised, zone) != after:
        return False
    first, last = (
        coarsely(later_at_least(one, promised, zone), promised, zone)
        for one in (answer.hour, min(answer.hour + HOUR, before) - _TICK)
    )
    return first <= after <= last


def _each_has_its_own(wanted: list[set[int]]) -> bool:
    """Whether every move can have an answer that accounts for no other (a matching, by Kuhn)."""
    taken: dict[int, int] = {}

    def place(move: int, tried: set[int]) -> bool:
        for answer in wanted[move] - tried:
            tried.add(answer)
            if answer not in taken or place(taken[answer], tried):
                taken[answer] = move
                return True
        return False

    return all(place(move, set()) for move in range(len(wanted)))
