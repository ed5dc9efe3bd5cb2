"""Replaying that time went back: what does a record pull back with it? See `mending`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from amendments.record.lines import timestamp
from amendments.replay.belonging import BelongingReplay
from amendments.replay.care import CareReplay
from amendments.replay.lives import LivesReplay
from amendments.replay.rounds import RoundsReplay
from amendments.replay.state import ReplayedAmendment, ReplayedEvent, Running, must
from amendments.replay.stewards import StewardsReplay
from amendments.replay.visibility import VisibilityReplay

_TICK = timedelta(microseconds=1)


@dataclass(slots=True)
class TimeReplay:
    """Everything in a replay that remembers when something was, or until when it lasts."""

    rounds: RoundsReplay
    lives: LivesReplay
    care: CareReplay
    belonging: BelongingReplay
    stewards: StewardsReplay
    visibility: VisibilityReplay

    def go_back(self, to: datetime) -> dict[str, object]:
        """Let time go back to a moment. Returns what this moves, as the record says it."""
        self.care.go_back(to)
        self.rounds.held.go_back(to)
        self.rounds.people.go_back(to)
        self.belonging.go_back(to)
        self.stewards.go_back(to)
        amendments, running = self.rounds.amendments, self.rounds.running
        ends = self.lives.go_back(to)
        return {
            "rounds": _pull(amendments, running, to),
            **({"ends": ends} if ends else {}),
            **self.visibility.go_back(to),
        }

    def mended(self, event: ReplayedEvent) -> None:
        """The operator let time go back, and with it exactly what goes with it."""
        must(event.actor is None, "only the operator of the place could set time back.")
        must(event.data["to"] == timestamp(event.at), "time was set back to another moment.")
        facts = self.go_back(event.at)
        told = {name: event.data[name] for name in facts}
        must(("ends" in event.data) == ("ends" in facts), "another end was moved with it.")
        must(told == facts, "something else was moved when time was set back.")


def _pull(
    amendments: Mapping[int, ReplayedAmendment], running: Mapping[int, Running], to: datetime
) -> list[dict[str, object]]:
    """The open rounds whose deadline moves; whatever began while time was ahead begins now."""
    for amendment in amendments.values():
        if amendment.submitted_at is not None:
            amendment.submitted_at = min(amendment.submitted_at, to)
    moved: list[dict[str, object]] = []
    for number, one in sorted(running.items()):
        _pull_answers(amendments[number], one, to)
        if one.go_back(to):
            closes_at = timestamp(one.closes_at)
            moved.append({"amendment": number, "round": one.number, "closes_at": closes_at})
    return moved


def _pull_answers(amendment: ReplayedAmendment, decision: Running, to: datetime) -> None:
    """Answers and ends count as given now; an objection that was renewed since stays renewed."""
    for number, end in amendment.ended.items():
        answered_at = decision.answers.get(end.seat, ("", end.at))[1]
        latest = to if answered_at <= end.at else to - _TICK
        amendment.ended[number] = replace(end, at=min(end.at, latest))
    for seat, (digest, at) in decision.answers.items():
        decision.answers[seat] = (digest, min(at, to))
