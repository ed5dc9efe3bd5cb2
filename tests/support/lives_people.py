"""The part of the model in `lives` that knows who belongs, who is a steward, and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.support.lives_nouns import Amendment

ROLES = {0: "steward", 1: "steward", 2: "member", 3: "member", 4: "member"}
WAIT = timedelta(days=14)


@dataclass
class Change:
    """What one steward proposed about someone, for a second one to confirm."""

    way: str
    who: int
    by: int
    at: datetime
    until: datetime | None
    over: bool = False


class People:
    """Who belongs, as what; `now` is set by whoever lives in it."""

    now: Callable[[], datetime]
    amendments: list[Amendment]

    def __init__(self) -> None:
        self.roles = dict(ROLES)
        self.terms: dict[int, datetime | None] = {}
        self.changes: list[Change] = []

    def stewards(self) -> set[int]:
        """The present stewards. The clock ends terms, but not the last of them."""
        named = {who for who, role in self.roles.items() if role == "steward"}
        ends = {who: self.terms.get(who) for who in named}
        now = self.now()
        here = {who for who, end in ends.items() if not end or end > now}
        if not here:
            latest = max(end for end in ends.values() if end)
            here = {who for who, end in ends.items() if end == latest}
        return here

    def leads(self, by: int, one: Amendment) -> bool:
        """Whether someone may guide the decision on an amendment."""
        stewards = self.stewards()
        return by in stewards and (by not in one.authors or len(stewards) == 1)

    def owns(self, by: int, one: Amendment) -> bool:
        """Whether someone is an author, and belongs."""
        return by in self.roles and by in one.authors

    def _be(self, who: int, role: str, until: datetime | None = None) -> None:
        self.roles[who] = role
        self.terms.pop(who, None)
        if until:
            self.terms[who] = until

    def _go(self, who: int) -> bool:
        mine = [
            (one, each)
            for one in self.amendments
            for each in one.objections
            if each.who == who and each.status == "open" and one.is_undecided
        ]
        decided = [one.open_round for one, _ in mine if one.open_round]
        if any(self.now() >= decision.closes_at for decision in decided):
            return False
        for _, each in mine:
            each.status, each.left = "kept_as_concern", True
        del self.roles[who]
        self.terms.pop(who, None)
        for one in self.amendments:
            is_theirs = who in one.authors and not one.authors & self.roles.keys()
            if one.is_undecided and one.submitted_at is None and is_theirs:
                one.status = "withdrawn"
        return True

    def add(self, who: int, role: str) -> bool:
        """Let the operator add someone, or give them another role."""
        if role == "member" and who in self.roles and self.stewards() == {who}:
            return False
        now = "steward" if who in self.stewards() else "member"
        if who not in self.roles or role != now:
            self._be(who, role)
        return True

    def propose(self, by: int, way: str, who: int, until: datetime | None) -> bool:
        """Begin what takes two stewards; the only one makes another at once."""
        stewards = self.stewards()
        if by not in stewards or who not in self.roles:
            return False
        if way == "make":
            if stewards == {who} or (until and until <= self.now()):
                return False
            if len(stewards) == 1:
                self._be(who, "steward", until)
                return True
        elif who not in stewards or who == by or len(stewards) < 3:
            return False
        self.changes.append(Change(way, who, by, self.now(), until if way == "make" else None))
        return True

    def confirm(self, by: int, number: int) -> bool:
        """Confirm what another steward began."""
        one, stewards = self.changes[number], self.stewards()
        if by not in stewards or one.over or self.now() >= one.at + WAIT:
            return False
        if by in {one.by, one.who} or one.by not in stewards:
            return False
        if one.until and one.until <= self.now():
            return False
        if one.who not in (self.roles if one.way == "make" else stewards):
            return False
        if one.way == "remove":
            if not self._go(one.who):
                return False
        else:
            self._be(one.who, "steward" if one.way == "make" else "member", one.until)
        one.over = True
        return True

    def stop(self, by: int, number: int) -> bool:
        """End what was begun."""
        one = self.changes[number]
        if by not in self.stewards() or one.over or self.now() >= one.at + WAIT:
            return False
        if by == one.who and by != one.by:
            return False
        one.over = True
        return True

    def step_down(self, who: int) -> bool:
        """Be a member again."""
        stewards = self.stewards()
        if who not in stewards or stewards == {who}:
            return False
        self._be(who, "member")
        return True

    def remove(self, by: int, who: int) -> bool:
        """Remove a member."""
        if by not in self.stewards() or who not in self.roles or who in self.stewards():
            return False
        return self._go(who)

    def leave(self, who: int) -> bool:
        """Leave."""
        if who not in self.roles or self.stewards() == {who}:
            return False
        return self._go(who)
