"""The procedure of the design, written a second time: small, slow, and knowing nothing of the app.

The text is a few paragraphs, each under a heading of its own but for the last two, which are
neighbours; an amendment puts other words in the place of one paragraph. The people are numbers;
0 and 1 are stewards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

PEOPLE = 5
STEWARDS = (0, 1)
PARAGRAPHS = 4
NEIGHBOURS = frozenset({2, 3})
DISCUSSION, ROUND = timedelta(days=1), timedelta(days=2)
NEED_TIME, NOTICE = timedelta(hours=12), timedelta(hours=6)
MAX_ROUNDS = 2
NEEDED = max(ceil(PEOPLE / 2), 2)
RULES = {
    "discussion": "P1D",
    "round": "P2D",
    "quorum": "1/2",
    "need_time": "PT12H",
    "late_objection": "PT6H",
    "neighbour_notice": "PT6H",
    "max_rounds": MAX_ROUNDS,
}
COUNTED = {"withdrawn": "stand_aside", "kept_as_concern": "concern", "integrated": "consent"}


@dataclass
class Objection:
    """One objection; `raised` says in which round and on which version it was raised last."""

    number: int
    who: int
    raised: tuple[int, int]
    status: str = "open"


@dataclass
class Round:
    """One round; `objections` are those raised in it or carried into it, by who raised them.

    `opened` counts the rounds of the charter: of two with one deadline, the older closes first.
    """

    number: int
    version: int
    closes_at: datetime
    objections: dict[int, Objection]
    stances: dict[int, str] = field(default_factory=dict)
    more_time: bool = False
    outcome: str | None = None
    opened: int = 0

    def counts(self) -> dict[str, int]:
        """How many answers there are of each kind, by what they count as."""
        found: dict[str, int] = {}
        for who, kind in self.stances.items():
            one = self.objections.get(who)
            counted = COUNTED.get(one.status, kind) if kind == "object" and one else kind
            found[counted] = found.get(counted, 0) + 1
        return found

    def settled(self) -> int:
        """How many answered anything but that they need time."""
        return sum(n for kind, n in self.counts().items() if kind != "need_time")


@dataclass
class Amendment:
    """One amendment; a version is the revision it was made on, the paragraph, the new words."""

    author: int
    versions: list[tuple[int, int, str]]
    status: str = "draft"
    submitted_at: datetime | None = None
    blocked: int = 0
    rounds: list[Round] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)

    @property
    def open_round(self) -> Round | None:
        """The round that is not closed yet."""
        newest = self.rounds[-1] if self.rounds else None
        return newest if newest and newest.outcome is None else None


class Model:
    """A charter. Every act answers whether it is allowed, and does it if it is."""

    def __init__(self, paragraphs: list[str]) -> None:
        self.revisions = [paragraphs]
        self.amendments: list[Amendment] = []

    def standing(self, amendment: Amendment) -> str:
        """How the newest version relates to the text in force."""
        base, place, words = amendment.versions[-1]
        now = self.revisions[-1][place]
        if now == words:
            return "contained"
        return "clean" if now == self.revisions[base - 1][place] else "conflict"

    def draft(self, author: int, version: tuple[int, int, str]) -> bool:
        """Begin an amendment."""
        self.amendments.append(Amendment(author, [version]))
        return True

    def revise(self, one: Amendment, version: tuple[int, int, str]) -> bool:
        """Make a new version."""
        if one.status not in {"draft", "discussion"}:
            return False
        one.versions.append(version)
        return True

    def submit(self, one: Amendment, now: datetime) -> bool:
        """Begin the discussion."""
        if one.status != "draft":
            return False
        one.status, one.submitted_at = "discussion", now
        return True

    def withdraw(self, one: Amendment, now: datetime) -> bool:
        """Take it back."""
        if one.status in {"adopted", "withdrawn"}:
            return False
        if one.open_round:
            if now >= one.open_round.closes_at:
                return False
            one.open_round.outcome = "void"
        one.status = "withdrawn"
        return True

    def open(self, one: Amendment, steward: int, now: datetime) -> bool:
        """Open a round."""
        if one.status != "discussion" or one.submitted_at is None or steward == one.author:
            return False
        if now < one.submitted_at + DISCUSSION or self.standing(one) != "clean":
            return False
        carried = {each.who: each for each in one.objections if each.status == "open"}
        if any(each.raised[1] >= len(one.versions) for each in carried.values()):
            return False
        number = len(one.rounds) + 1
        opened = sum(len(each.rounds) for each in self.amendments)
        one.rounds.append(Round(number, len(one.versions), now + ROUND, carried, opened=opened))
        one.status = "round"
        return True

    def answer(self, one: Amendment, who: int, kind: str, now: datetime) -> bool:
        """Take a stance in the newest round."""
        decision = one.open_round
        if decision is None or now >= decision.closes_at:
            return False
        decision.stances[who] = kind
        mine = decision.objections.get(who)
        is_new = mine is None or mine.raised[0] < decision.number
        self._object(one, decision, who, kind)
        if kind == "need_time" and not decision.more_time:
            decision.closes_at, decision.more_time = decision.closes_at + NEED_TIME, True
        if kind == "object" and is_new:
            decision.closes_at = max(decision.closes_at, now + NOTICE)
        return True

    def _object(self, one: Amendment, decision: Round, who: int, kind: str) -> None:
        mine = decision.objections.get(who)
        here = (decision.number, decision.version)
        if kind == "object":
            if mine is None:
                mine = Objection(len(one.objections) + 1, who, here)
                one.objections.append(mine)
                decision.objections[who] = mine
            mine.status, mine.raised = "open", here
        elif mine is not None and kind != "need_time":
            if decision.version > mine.raised[1]:
                mine.status = "integrated"
            elif mine.status == "open":
                mine.status = "withdrawn"

    def resolve(self, one: Amendment, mine: Objection, resolution: str, now: datetime) -> bool:
        """Let its author end an objection."""
        if one.open_round and now >= one.open_round.closes_at:
            return False
        if one.status in {"adopted", "withdrawn"} or mine.status != "open":
            return False
        if resolution == "integrated" and len(one.versions) <= mine.raised[1]:
            return False
        mine.status = resolution
        return True

    def close(self, one: Amendment, steward: int, now: datetime) -> bool:
        """Close the newest round, as a steward."""
        decision = one.open_round
        if decision is None or steward == one.author:
            return False
        if now < decision.closes_at and decision.settled() < PEOPLE:
            return False
        self._end(one, decision, now)
        return True

    def tick(self, now: datetime) -> int:
        """Close what is due, the earliest deadline first. Answers how many there were."""
        due = [
            ((one.open_round.closes_at, one.open_round.opened), one)
            for one in self.amendments
            if one.open_round and one.open_round.closes_at <= now
        ]
        closed = 0
        for _, one in sorted(due, key=lambda pair: pair[0]):
            if one.open_round and one.open_round.closes_at <= now:
                self._end(one, one.open_round, now)
                closed += 1
        return closed

    def _end(self, one: Amendment, decision: Round, now: datetime) -> None:
        for who, each in decision.objections.items():
            if each.status == "open" and each.raised[0] < decision.number:
                each.status = "open" if who in decision.stances else "kept_as_concern"
        counts = decision.counts()
        consenting = counts.get("consent", 0) + counts.get("concern", 0)
        if any(each.status == "open" for each in decision.objections.values()):
            decision.outcome, one.status = "blocked", "discussion"
            one.blocked += 1
            if one.blocked >= MAX_ROUNDS:
                one.status, one.blocked = "draft", 0
        elif decision.settled() < NEEDED or not consenting:
            decision.outcome, one.status = "inquorate", "discussion"
        else:
            decision.outcome, one.status = "passed", "adopted"
            self._publish(one, now)

    def _publish(self, published: Amendment, now: datetime) -> None:
        _, place, words = published.versions[-1]
        text = self.revisions[-1][:]
        text[place] = words
        self.revisions.append(text)
        for one in self.amendments:
            if one.open_round is None:
                continue
            if self.standing(one) != "clean":
                one.open_round.outcome, one.status = "void", "discussion"
            elif {place, one.versions[-1][1]} == NEIGHBOURS and now < one.open_round.closes_at:
                one.open_round.closes_at = max(one.open_round.closes_at, now + NOTICE)
