"""Replaying who became a steward and who ceased to be one: did two stewards agree?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from amendments.belonging.stewardship import CONFIRM_WITHIN, StewardChangeKind
from amendments.record.events import EventKind
from amendments.replay.state import ReplayedEvent, ReplayedPeople, must


@dataclass(slots=True)
class _Change:
    way: StewardChangeKind
    member: str
    until: str | None
    by: str | None
    at: datetime
    is_over: bool = False


class StewardsReplay:
    """What was proposed about stewards, and what came of it."""

    def __init__(self, people: ReplayedPeople) -> None:
        self._people = people
        self._changes: dict[int, _Change] = {}

    def acts(self) -> dict[str, Callable[[ReplayedEvent], None]]:
        """What is done at each kind of event."""
        return {
            EventKind.STEWARD_PROPOSED.value: self.proposed,
            EventKind.STEWARD_ANSWERED.value: self.answered,
            EventKind.STEWARD_CONFIRMED.value: self.confirmed,
            EventKind.STEWARD_STOPPED.value: self.stopped,
            EventKind.STEWARD_RESIGNED.value: self.resigned,
        }

    def go_back(self, to: datetime) -> None:
        """Let what was proposed while time was ahead wait for its confirmation from now on."""
        for one in self._changes.values():
            one.at = min(one.at, to)

    def proposed(self, event: ReplayedEvent) -> None:
        self._people.by_steward(event)
        number, way, member = (
            event.data["change"],
            StewardChangeKind(event.data["way"]),
            event.data["member"],
        )
        must(number == len(self._changes) + 1, "a change of stewards is missing or doubled.")
        must(member in self._people.roles, "it is about somebody who was not there.")
        if way is not StewardChangeKind.MAKE:
            must(
                member in self._people.stewards(event.at), "it is about somebody who is no steward."
            )
            must(member != event.actor, "a steward proposed it about themselves.")
        until = event.data.get("until")
        self._changes[number] = _Change(way, member, until, event.actor, event.at)

    def _open(self, event: ReplayedEvent) -> _Change:
        found = self._changes[event.data["change"]]
        in_time = event.at < found.at + CONFIRM_WITHIN
        must(not found.is_over and in_time, "a change of stewards was over already.")
        return found

    def answered(self, event: ReplayedEvent) -> None:
        must(event.actor == self._open(event).member, "somebody else answered.")

    def stopped(self, event: ReplayedEvent) -> None:
        self._people.by_steward(event)
        found = self._open(event)
        must(event.actor == found.by or event.actor != found.member, "it was about themselves.")
        found.is_over = True

    def confirmed(self, event: ReplayedEvent) -> None:
        self._people.by_steward(event)
        found, stewards = self._open(event), self._people.stewards(event.at)
        must(
            event.actor not in {found.by, found.member}, "it was not confirmed by another steward."
        )
        must(found.by in stewards, "whoever proposed it was no steward any more.")
        told = (event.data["way"], event.data["member"], event.data.get("until"))
        must(told == (found.way.value, found.member, found.until), "something else was confirmed.")
        found.is_over = True
        self._do(found, event.at)

    def _do(self, change: _Change, at: datetime) -> None:
        if change.way is StewardChangeKind.MAKE:
            must(change.member in self._people.roles, "somebody became a steward who was gone.")
            must(
                change.until is None or datetime.fromisoformat(change.until) > at,
                "a term was given that was over.",
            )
            self._people.be(change.member, "steward", change.until)
            return
        must(change.member in self._people.stewards(at), "it is about somebody who is no steward.")
        if change.way is StewardChangeKind.END:
            self._people.be(change.member, "member")
        else:
            self._people.gone(change.member, at)

    def resigned(self, event: ReplayedEvent) -> None:
        self._people.by_steward(event)
        must(event.actor == event.data["member"], "somebody else said that they step down.")
        must(self._people.stewards(event.at) != {event.actor}, "the only steward is gone.")
        self._people.be(event.data["member"], "member")
