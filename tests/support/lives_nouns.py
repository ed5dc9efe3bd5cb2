"""What the model in `lives` is made of: objections, rounds, versions and amendments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

Rules = dict[str, Any]
COUNTED = {"withdrawn": "stand_aside", "kept_as_concern": "concern", "integrated": "consent"}


def hours(rules: Rules, name: str) -> timedelta:
    """A length of time in the rules; all are whole hours here."""
    return timedelta(hours=int(rules[name].removeprefix("PT").removesuffix("H")))


def told(moment: datetime, length: timedelta) -> datetime:
    """A moment as coarsely as a deadline tells it that was promised some hours before; in UTC."""
    if length >= timedelta(hours=24):
        minute = moment.replace(hour=23, minute=59, second=0, microsecond=0)
        return minute if minute >= moment else minute + timedelta(days=1)
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return hour if hour == moment or length < timedelta(hours=6) else hour + timedelta(hours=1)


@dataclass
class Objection:
    """One objection; `raised` says in which round and on which version it was raised last.

    `aside` holds the stewards who would set it aside, by the round in which it was raised last.
    """

    number: int
    who: int
    raised: tuple[int, int]
    status: str = "open"
    left: bool = False
    aside: dict[int, set[int]] = field(default_factory=dict)


@dataclass
class Round:
    """One round, with the rules that it pinned; `objections` by who raised them, here or before.

    `opened` counts the rounds of the charter: of two with one deadline, the older closes first.
    """

    number: int
    version: int
    rules: Rules
    roll: frozenset[int]
    opened_at: datetime
    closes_at: datetime
    objections: dict[int, Objection]
    editorial: bool
    opened: int
    stances: dict[int, str] = field(default_factory=dict)
    recorded: set[int] = field(default_factory=set)
    more_time: bool = False
    outcome: str | None = None
    counted: dict[str, int] | None = None

    def counts(self) -> dict[str, int]:
        """How many answers there are of each kind, by what they count as."""
        found: dict[str, int] = {}
        for who, kind in self.stances.items():
            one = self.objections.get(who)
            counted = COUNTED.get(one.status, kind) if kind == "object" and one else kind
            if kind == "object" and one and one.left:
                counted = "stand_aside"
            found[counted] = found.get(counted, 0) + 1
        return found

    def settled(self) -> int:
        """How many answered anything but that they need time."""
        return sum(n for kind, n in self.counts().items() if kind != "need_time")

    def needed(self) -> int:
        """How many have to answer."""
        size = len(self.roll)
        return max(ceil(Fraction(self.rules["quorum"]) * size), min(2, size))


@dataclass(frozen=True)
class Version:
    """The revision it was made on, the paragraph (None: no text changes), its words, the rules."""

    base: int
    place: int | None
    words: str = ""
    rules: Rules = field(default_factory=dict)


@dataclass
class Amendment:
    """One amendment; `asked` were asked to write it too, `published` is its revision.

    `handed` says who leaves with whose yes, `announced_end` why and when it is closed.
    """

    authors: set[int]
    versions: list[Version]
    editorial: bool = False
    review_on: date | None = None
    review_of: int | None = None
    status: str = "draft"
    submitted_at: datetime | None = None
    blocked: int = 0
    rounds: list[Round] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)
    handed: dict[int, int] = field(default_factory=dict)
    announced_end: tuple[str, int | None, datetime] | None = None
    published: int | None = None
    announced: bool = False
    reviewed: bool = False

    @property
    def open_round(self) -> Round | None:
        """The round that is not closed yet."""
        newest = self.rounds[-1] if self.rounds else None
        return newest if newest and newest.outcome is None else None

    @property
    def is_undecided(self) -> bool:
        """Whether it can still come to be adopted."""
        return self.status in {"draft", "discussion", "round"}

    @property
    def is_written(self) -> bool:
        """Whether its text can still change."""
        return self.status in {"draft", "discussion"}
