"""What a replay of a record remembers, and the check that ends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from amendments.belonging.stewardship import stewards_at
from amendments.deciding.held_lines import Place, hour_of
from amendments.record.time_going_back import pulled_back
from amendments.ruleset import Ruleset
from amendments.status import Status


class ReplayFailure(Exception):
    """An event does not follow from what was before it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def must(holds: object, reason: str) -> None:
    """Say that something is wrong unless it holds."""
    if not holds:
        raise ReplayFailure(reason)


@dataclass(frozen=True, slots=True)
class ReplayedEvent:
    """What one event says.

    Of one that was held back only the hour is known: then `at` is in it, and `until` is its end.
    """

    actor: str | None
    at: datetime
    data: Mapping[str, Any]
    words: Mapping[str, str]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of an objection, from which seat, and when.

    Its author said so, or left (`author_left`).
    """

    status: str
    seat: str
    at: datetime
    author_left: bool = False


@dataclass(slots=True)
class AnnouncedEnd:
    """That a proposal is closed, unless someone says no. `set_at` is when that was announced."""

    reason: str
    of: int | None
    set_at: datetime
    ends_at: datetime


@dataclass(slots=True)
class ReplayedWords:
    """A comment as the record tells it.

    `version` is the one that it was made on, `thread` the comment that its thread began with.
    `asked_on` is the version on which its author was asked last to look again, 0 if never;
    `is_asked` while they have not answered.
    """

    author: str | None
    is_reply: bool
    version: int = 1
    thread: int = 0
    asked_on: int = 0
    is_asked: bool = False
    edits: int = 0
    is_taken_back: bool = False
    is_settled: bool = False
    hidden_by: str | None = None
    is_answered: bool = False
    is_appealed: bool = False
    is_decided: bool = False


@dataclass(slots=True)
class ReplayedAmendment:
    """An amendment as the record tells it. `versions` are pairs of base and change digest.

    `handed_over` says who leaves when someone who was asked says yes. `announced_end` is that it is
    closed unless someone says no.
    `rules` are those that each version would change; `comments` the kind of each, `spoken` what
    became of it; `rules_of_round` those that the newest round pinned, `results` what it said would
    result; `aside` who spoke for setting each objection aside, `raised_on` the version that each
    was raised against last.
    """

    authors: set[str]
    versions: dict[int, tuple[int, str]]
    editorial: bool = False
    review_on: date | None = None
    review_of: int | None = None
    announced: bool = False
    rules: dict[int, dict[str, Any]] = field(default_factory=dict)
    invited: set[str] = field(default_factory=set)
    handed_over: dict[str, str] = field(default_factory=dict)
    announced_end: AnnouncedEnd | None = None
    comments: dict[int, str] = field(default_factory=dict)
    spoken: dict[int, ReplayedWords] = field(default_factory=dict)
    taken_over: set[int] = field(default_factory=set)
    rules_of_round: Ruleset | None = None
    aside: dict[int, set[str]] = field(default_factory=dict)
    status: Status = Status.DRAFT
    submitted_at: datetime | None = None
    blocked: int = 0
    rounds: int = 0
    open_objections: set[int] = field(default_factory=set)
    raised_on: dict[int, int] = field(default_factory=dict)
    ended: dict[int, Ending] = field(default_factory=dict)
    seats: dict[int, str | None] = field(default_factory=dict)
    passed: tuple[int, int, str] | None = None
    results: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReplayedAnswer:
    """An answer that was held back: whose, in which hour, and with which revision it was read."""

    seat: str
    hour: datetime
    read_with: int


@dataclass(slots=True)
class Running:
    """An open round. `answers` holds each seat's latest answer: its sealed digest, and when.

    `own` are the seats that answered themselves, not through a steward in a meeting; `unconfirmed`
    those that answered before the text around the change moved. `present` are the handles of those
    who belonged when it opened, `departures` how often somebody had gone by then; `left` are the
    seats whose objections were kept because their members went. `set_at` is when the deadline was
    set: it is counted from there. `results` are the digests of the texts that would result, by the
    revision that they result from, first the one that was in force when it opened (`in_force`).

    `held`: what was said in it comes at its end; see `HeldReplay`, which keeps what follows it.
    """

    number: int
    version: int
    base: int
    roll: set[str]
    ruleset: Ruleset
    closes_at: datetime
    carried: dict[int, str | None]
    opened_at: datetime
    set_at: datetime
    more_time_given: bool = False
    answers: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    unconfirmed: set[str] = field(default_factory=set)
    editorial: bool = False
    disputed: bool = False
    in_force: int | None = None
    results: dict[int, str] = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    departures: int = 0
    left: set[str] = field(default_factory=set)
    held: bool = False
    place: Place = (False, "")
    told: int = 0
    given: list[ReplayedAnswer] = field(default_factory=list)
    moves: list[tuple[datetime, datetime]] = field(default_factory=list)
    moved_to: int = 0

    def go_back(self, to: datetime) -> bool:
        """Let time go back. Whether the deadline moves: it was set while time was ahead."""
        moves = self.set_at > to
        self.closes_at = pulled_back(self.closes_at, self.set_at, to)
        self.set_at, self.opened_at = min(self.set_at, to), min(self.opened_at, to)
        return moves


@dataclass(slots=True)
class ReplayedPeople:
    """Who belongs, and as what. `terms` are those of the stewards: when each ends, if ever.

    `departures` counts how often somebody went.
    """

    roles: dict[str, str] = field(default_factory=dict)
    _erased: set[str] = field(default_factory=set)
    terms: dict[str, datetime | None] = field(default_factory=dict)
    departures: int = 0
    _earlier: list[tuple[datetime, dict[str, datetime | None]]] = field(default_factory=list)

    def stewards(self, at: datetime) -> frozenset[str]:
        """Who is a steward at a moment."""
        return stewards_at(self.terms, at)

    def note(self, at: datetime) -> None:
        """Remember whose terms run from a moment on."""
        if not self._earlier or self._earlier[-1][1] != self.terms:
            self._earlier.append((at, dict(self.terms)))

    def go_back(self, to: datetime) -> None:
        """Let time go back."""
        self._earlier = [(min(at, to), terms) for at, terms in self._earlier]

    def _stewards_when(self, event: ReplayedEvent) -> list[frozenset[str]]:
        """The stewards when something was said: one set for each time it may have been."""
        if event.until is None:
            return [self.stewards(event.at)]
        first, found = hour_of(event.at), []
        ends = [at for at, _ in self._earlier[1:]] + [event.until]
        for (begins, terms), end in zip(self._earlier, ends, strict=True):
            moments = [max(begins, first), *filter(None, terms.values())]
            found += [
                stewards_at(terms, one)
                for one in moments
                if max(begins, first) <= one <= min(end, event.until)
            ]
        return found

    def be(self, handle: str, role: str, until: str | None = None) -> None:
        """Take note of what a member is now."""
        self.roles[handle] = role
        self.terms.pop(handle, None)
        if role == "steward":
            self.terms[handle] = datetime.fromisoformat(until) if until else None

    def by_steward_or_operator(self, event: ReplayedEvent) -> None:
        """Check that a steward did this, or the operator of the place."""
        if event.actor is not None:
            self.by_steward(event)

    def by_steward(self, event: ReplayedEvent) -> None:
        """Check that a steward did this."""
        then = self._stewards_when(event)
        must(any(event.actor in one for one in then), "only a steward could do this.")

    def gone(self, handle: str, at: datetime) -> None:
        """Take note that a member is gone, who cannot have been the only steward."""
        must(handle in self.roles, "someone is gone who was not there.")
        must(self.stewards(at) != {handle}, "the only steward is gone.")
        self.departures += 1
        del self.roles[handle]
        self.terms.pop(handle, None)

    def erased(self, event: ReplayedEvent) -> None:
        """Take note that a member was erased, at their own wish.

        The operator may do it for who is the only steward: after a restore the backup knows no
        other.
        """
        handle = event.data["member"]
        must(event.actor in {None, handle}, "somebody else had a member erased.")
        must(handle not in self._erased, "someone was erased twice.")
        others = self.roles.keys() - {handle}
        alone = event.actor is not None and self.stewards(event.at) == {handle} and others
        must(not alone, "the only steward was erased.")
        self._erased.add(handle)
        self.departures += 1
        self.roles.pop(handle, None)
        self.terms.pop(handle, None)

    def by_steward_of_two(self, event: ReplayedEvent, amendment: ReplayedAmendment) -> None:
        """Check that a steward did this who is no author, however few stewards there are."""
        self.by_steward(event)
        must(event.actor not in amendment.authors, "a steward decided about their own proposal.")

    def by_other_steward(self, event: ReplayedEvent, amendment: ReplayedAmendment) -> None:
        """Check that a steward did this who is no author, unless there is one steward only."""
        self.by_steward(event)
        then = self._stewards_when(event)
        must(
            event.actor not in amendment.authors or {event.actor} in then,
            "a steward decided about their own proposal.",
        )
