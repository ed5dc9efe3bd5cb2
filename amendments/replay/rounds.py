"""Replaying rounds: was each answer from the roll and in time, did the outcome follow?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from amendments.deciding.extending import MoveCause
from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.opening import FURTHEST_DEADLINE
from amendments.deciding.stances import StanceKind
from amendments.deciding.tally import Outcome
from amendments.durations import coarsely, later, later_at_least
from amendments.record.events import EventKind
from amendments.replay import outcomes
from amendments.replay.held_lines import HeldReplay
from amendments.replay.results import ResultsReplay
from amendments.replay.state import (
    Ending,
    ReplayedAmendment,
    ReplayedEvent,
    ReplayedPeople,
    Running,
    must,
)
from amendments.ruleset import Ruleset, read_ruleset
from amendments.status import Status
from amendments.writing.lifecycle import MEMBER_LEFT

_BY_AUTHOR = {"withdrawn", "kept_as_concern", "integrated"}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


class RoundsReplay:
    """The rounds of a record, event by event."""

    def __init__(self, people: ReplayedPeople, amendments: dict[int, ReplayedAmendment]) -> None:
        self.zone = ZoneInfo("UTC")
        self.ruleset = Ruleset()
        self.decisions = 0
        self.head_number = 0
        self.voided: int | None = None
        self.amendments = amendments
        self.people = people
        self.running: dict[int, Running] = {}
        self._answers: list[tuple[str, str, str]] = []
        self._results = ResultsReplay()
        self.held = HeldReplay(self.running)

    def acts(self) -> dict[str, Callable[[ReplayedEvent], None]]:
        """What is done with each kind of event that is about a round."""
        return {
            EventKind.SET_ASIDE_PROPOSED.value: self.set_aside_proposed,
            EventKind.CORRECTION_DISPUTED.value: self.disputed,
            EventKind.OUTCOME_STATED.value: self.stated,
            EventKind.ROUND_OPENED.value: self.opened,
            EventKind.STANCE_TAKEN.value: self.stance,
            EventKind.OBJECTION_RESOLVED.value: self.resolved,
            EventKind.ROUND_EXTENDED.value: self.extended,
            EventKind.TEXT_MOVED.value: self.text_moved,
            EventKind.RESULT_CHANGED.value: self.result_changed,
            EventKind.ROUND_CLOSED.value: self.closed,
        }

    def opened(self, event: ReplayedEvent) -> None:
        amendment = self.amendments[event.data["amendment"]]
        self.people.by_other_steward(event, amendment)
        must(amendment.status is Status.DISCUSSION, "it was not in discussion.")
        must(event.data["version"] == len(amendment.versions), "it was not the newest version.")
        base, digest = amendment.versions[event.data["version"]]
        must(
            (event.data["base"], event.data["change_sha256"]) == (base, digest),
            "it is another text.",
        )
        ruleset = read_ruleset(event.data["ruleset"])
        must(ruleset == self.ruleset, "the rules pinned are not those of the charter.")
        opened, closes = _moment(event.data["opened_at"]), _moment(event.data["closes_at"])
        self._check_times(amendment, ruleset, opened, closes)
        editorial = event.data.get("editorial", False)
        must(editorial == amendment.editorial, "it is decided on as what it is not.")
        must(
            len(event.data["roll"]) == len(self.people.roles),
            "the roll is not everyone who belongs.",
        )
        amendment.status, amendment.rounds = Status.ROUND, amendment.rounds + 1
        must(event.data["round"] == amendment.rounds, "a round is missing or doubled.")
        must(
            len(set(event.data["roll"])) == len(event.data["roll"]), "someone is on the roll twice."
        )
        carried = {one["objection"]: one["seat"] for one in event.data["carried"]}
        must(carried.keys() == amendment.open_objections, "an open objection was left behind.")
        held = self.held.opened(event)
        in_force, results = self._results.opened(event, self.head_number)
        newest = event.data["version"]
        stands = any(amendment.raised_on.get(one) == newest for one in carried)
        must(
            stands == ("again" in event.words),
            "the same words were decided on again without a reason, or a reason was given for "
            "others.",
        )
        self.running[event.data["amendment"]] = Running(
            event.data["round"],
            event.data["version"],
            event.data["base"],
            set(event.data["roll"]),
            ruleset,
            closes,
            carried,
            opened,
            opened,
            editorial=editorial,
            in_force=in_force,
            results=results,
            present=frozenset(self.people.roles),
            departures=self.people.departures,
            held=held,
        )
        amendment.announced_end = None
        amendment.rules_of_round = ruleset

    def result_changed(self, event: ReplayedEvent) -> None:
        self._results.changed(event, self._running(event), self.head_number)

    def _check_times(
        self, amendment: ReplayedAmendment, ruleset: Ruleset, opened: datetime, closes: datetime
    ) -> None:
        assert amendment.submitted_at is not None
        shortest = ruleset.editorial if amendment.editorial else ruleset.round
        must(closes >= later(opened, shortest, self.zone), "the deadline was too near.")
        if not amendment.editorial:
            earliest = later(amendment.submitted_at, ruleset.discussion, self.zone)
            must(opened >= earliest, "the discussion had not lasted long enough.")

    def _running(self, event: ReplayedEvent) -> Running:
        decision = self.running.get(event.data["amendment"])
        must(decision and decision.number == event.data["round"], "there was no such round open.")
        assert decision is not None
        return decision

    def stance(self, event: ReplayedEvent) -> None:
        decision = self._running(event)
        at = event.at
        must(event.data["seat"] in decision.roll, "someone answered who was not on the roll.")
        must(at < decision.closes_at, "an answer came after the deadline and was counted.")
        must(not decision.editorial, "a correction was answered.")
        self._check_who(decision, event)
        if decision.held:
            self.held.answered(decision, event, self.head_number)
        else:
            closes = _moment(event.data["closes_at"])
            if closes != decision.closes_at:
                self._check_more_time(decision, at, closes)
            decision.closes_at = closes
        decision.answers[event.data["seat"]] = (event.words["stance"], at)
        decision.unconfirmed.discard(event.data["seat"])

    def _check_who(self, decision: Running, event: ReplayedEvent) -> None:
        """Whether an answer was given by the member, or written down by a steward who may."""
        seat, steward = event.data["seat"], event.data.get("recorded_by")
        if steward is None:
            decision.own.add(seat)
            return
        must(seat not in decision.own, "a steward wrote over a member's own answer.")
        amendment = self.amendments[event.data["amendment"]]
        self.people.by_other_steward(replace(event, actor=steward), amendment)

    def _check_more_time(self, decision: Running, at: datetime, closes: datetime) -> None:
        """Whether a deadline moved as it may: by `need_time`, once, or by a late objection."""
        rules = decision.ruleset
        until = later_at_least(at, rules.late_objection, self.zone)
        # Programs before this one told the time of an objection to the microsecond.
        coarse = coarsely(until, rules.late_objection, self.zone)
        if until > decision.closes_at and closes in {until, coarse}:
            decision.set_at = at
            return
        asked = later_at_least(decision.closes_at, rules.need_time, self.zone)
        must(closes == asked, "the deadline was moved against the rules.")
        must(not decision.more_time_given, "more time was given twice.")
        decision.more_time_given = True

    def text_moved(self, event: ReplayedEvent) -> None:
        decision = self._running(event)
        must(event.actor is None, "a person said that the text around a proposal had moved.")
        must(event.at < decision.closes_at, "a round was given more time after its deadline.")
        must(
            decision.base < event.data["revision"] == self.head_number,
            "the text around a proposal moved without a new revision.",
        )
        answered = sorted(decision.answers)
        told = event.data.get("unconfirmed")
        must(
            told == (None if decision.held else answered), "it names other answers than were given."
        )
        until = later_at_least(event.at, decision.ruleset.neighbour_notice, self.zone)
        closes = _moment(event.data["closes_at"])
        must(closes == max(until, decision.closes_at), "the deadline was moved wrongly.")
        if closes > decision.closes_at:
            decision.closes_at, decision.set_at = closes, event.at
        decision.unconfirmed, decision.moved_to = set(answered), event.data["revision"]

    def extended(self, event: ReplayedEvent) -> None:
        decision = self._running(event)
        must(event.at < decision.closes_at, "a round was given more time after its deadline.")
        if event.data["extended_for"] == "steward":
            self.people.by_other_steward(event, self.amendments[event.data["amendment"]])
            later_one = _moment(event.data["closes_at"])
            limit = decision.opened_at + FURTHEST_DEADLINE
            must(decision.closes_at < later_one <= limit, "the deadline was moved wrongly.")
            decision.closes_at, decision.set_at = later_one, event.at
            return
        if event.data["extended_for"] == MoveCause.ANSWER:
            self.held.moved(decision, event)
            return
        expected = later_at_least(event.at, decision.ruleset.neighbour_notice, self.zone)
        closes = _moment(event.data["closes_at"])
        must(closes == expected and closes > decision.closes_at, "the deadline was moved wrongly.")
        decision.closes_at, decision.set_at = closes, event.at

    def disputed(self, event: ReplayedEvent) -> None:
        decision = self._running(event)
        must(decision.editorial, "only a correction can be disputed.")
        must(event.actor in self.people.roles, "someone spoke up who was not a member.")
        must(event.at < decision.closes_at, "someone spoke up after the deadline.")
        decision.disputed = True

    def stated(self, event: ReplayedEvent) -> None:
        amendment = self.amendments[event.data["amendment"]]
        self.people.by_other_steward(event, amendment)
        running = self.running.get(event.data["amendment"])
        over = amendment.rounds if running is None else amendment.rounds - 1
        must(1 <= event.data["round"] <= over, "the outcome of an open round was told.")

    def set_aside_proposed(self, event: ReplayedEvent) -> None:
        amendment = self.amendments[event.data["amendment"]]
        rules = amendment.rules_of_round
        must(rules and rules.set_aside, "the rules do not allow setting an objection aside.")
        must(event.data["round"] == amendment.rounds, "it is about another round.")
        self.people.by_steward_of_two(event, amendment)
        amendment.aside.setdefault(event.data["objection"], set()).add(event.actor or "")

    def _check_set_aside(self, amendment: ReplayedAmendment, event: ReplayedEvent) -> None:
        rules = amendment.rules_of_round
        must(rules and rules.set_aside, "the rules do not allow setting an objection aside.")
        self.people.by_steward_of_two(event, amendment)
        spoken = amendment.aside.get(event.data["objection"], set())
        must(spoken - {event.actor}, "an objection was set aside by one steward alone.")

    def resolved(self, event: ReplayedEvent) -> None:
        amendment = self.amendments[event.data["amendment"]]
        set_aside = event.data["status"] == ObjectionStatus.SET_ASIDE
        if set_aside:
            self._check_set_aside(amendment, event)
        must(set_aside or event.data["status"] in _BY_AUTHOR, "an objection cannot end like this.")
        must(event.data["round"] == amendment.rounds, "it is about another round.")
        number, author_left = event.data["objection"], event.data.get("cause") == MEMBER_LEFT
        if author_left:
            must(event.data["status"] == "kept_as_concern", "an objection cannot end like this.")
            must(event.actor is None, "a person kept the objection of somebody who left.")
        amendment.ended[number] = Ending(
            event.data["status"], event.data["seat"], event.at, author_left
        )
        running = self.running.get(event.data["amendment"])
        if running is not None and author_left:
            running.left.add(event.data["seat"])
        if running is None:
            seat = amendment.seats.get(number)
            must(set_aside or seat == event.data["seat"], "somebody else ended an objection.")
            amendment.open_objections.discard(number)

    def closed(self, event: ReplayedEvent) -> None:
        decision, amendment = self._running(event), self.amendments[event.data["amendment"]]
        outcome = Outcome(event.data["outcome"])
        self.held.closed(decision, self.zone)
        departures = self.people.departures - decision.departures
        must(len(decision.left) <= departures, "an objection was kept of somebody who was there.")
        must(
            event.data["stances"].keys() == decision.answers.keys(),
            "the answers counted are not those that were given.",
        )
        for seat, (digest, _) in decision.answers.items():
            self._answers.append((digest, event.data["stances"][seat], seat))
        tally = outcomes.tally_of(amendment, decision, event)
        outcomes.check_outcome(self.people, decision, tally, outcome, event)
        withdrawn = self._results.withdrawn(event, decision, self.head_number)
        self.voided = event.data["amendment"] if withdrawn else None
        amendment.results = decision.results
        if event.actor is not None:
            self.people.by_other_steward(event, amendment)
        objections = event.data["objections"]
        amendment.seats = {one["objection"]: one["seat"] for one in objections}
        amendment.raised_on |= {
            one["objection"]: decision.version
            for one in objections
            if event.data["stances"].get(one["seat"]) == StanceKind.OBJECT
        }
        amendment.open_objections = {
            one["objection"] for one in objections if one["status"] == ObjectionStatus.OPEN
        }
        del self.running[event.data["amendment"]]
        self.decisions += 1
        outcomes.move_on(amendment, decision, outcome, event.at)

    def unmatched_answers(self, openings: Mapping[str, str]) -> list[str]:
        """Answers whose opened words are not what was counted, as sentences."""
        return [
            f"The answer of {seat} was counted as “{counted}”, but it was “{openings[digest]}”."
            for digest, counted, seat in self._answers
            if digest in openings and openings[digest] != counted
        ]
