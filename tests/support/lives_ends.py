"""The part of the model in `lives` that knows how proposals are left, taken up and closed."""

from __future__ import annotations

from datetime import datetime

from tests.support.lives_nouns import Amendment, hours
from tests.support.lives_writing import Writing

GONE = {"withdrawn", "closed"}


class Endings(Writing):
    """An amendment whose authors go, and one on which nothing is left to decide."""

    def leave_authorship(self, one: Amendment, who: int) -> bool:
        """Stop writing it."""
        if not self.owns(who, one) or not one.is_written:
            return False
        if one.submitted_at is None and not (one.authors - {who}) & self.roles.keys():
            return False
        one.authors.discard(who)
        return True

    def hand_over(self, one: Amendment, by: int, who: int) -> bool:
        """Ask someone to write it instead."""
        if not self.invite(one, by, who):
            return False
        one.handed[who] = by
        return True

    def take_up(self, one: Amendment, who: int, now: datetime) -> bool:
        """Go on with what nobody writes any more, or what was withdrawn."""
        if who not in self.roles or one.submitted_at is None or self.is_being_closed(one):
            return False
        if one.status == "withdrawn":
            one.status, one.submitted_at, one.blocked = "discussion", now, 0
        elif not one.is_written or one.authors & self.roles.keys():
            return False
        one.authors, one.announced_end = {who}, None
        return True

    def announce_end(
        self, one: Amendment, by: int, reason: str, of: int | None, now: datetime
    ) -> bool:
        """Say that it is closed unless someone says no. `of` counts from one."""
        if not self.leads(by, one) or not one.is_written or one.submitted_at is None:
            return False
        if one.announced_end or not self._is_so(one, reason, of):
            return False
        one.announced_end = reason, of, now + hours(self.rules, "closing")
        self.announced.append(one)
        return True

    def _is_so(self, one: Amendment, reason: str, of: int | None) -> bool:
        if reason == "contained":
            newest = one.versions[-1]
            return not newest.rules and self.standing(newest) == "contained"
        if of is None or reason != "duplicate":
            return True
        if not 1 <= of <= len(self.amendments):
            return False
        other = self.amendments[of - 1]
        return other is not one and other.submitted_at is not None and other.status not in GONE

    def keep_open(self, one: Amendment, who: int, now: datetime) -> bool:
        """Say no to that."""
        if who not in self.roles or one.announced_end is None or now >= one.announced_end[2]:
            return False
        one.announced_end = None
        return True

    def close_what_is_due(self, clock: datetime) -> int:
        """Close what nobody said no to, the earliest first. Answers how many it was about."""
        newest_first = list(dict.fromkeys(map(id, reversed(self.announced))))
        due = [
            one for one in self.amendments if one.announced_end and one.announced_end[2] <= clock
        ]
        due.sort(key=lambda one: newest_first.index(id(one)), reverse=True)
        for one in sorted(due, key=lambda each: each.announced_end[2]):  # type: ignore[index]
            assert one.announced_end is not None
            reason, of, _ = one.announced_end
            if self._is_so(one, reason, of):
                one.status = "closed"
            one.announced_end = None
        return len(due)
