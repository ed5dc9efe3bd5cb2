"""The first half of the model in `lives`: how amendments are written, by which rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.support.lives_nouns import Amendment, Round, Rules, Version
from tests.support.lives_people import People

PEOPLE = 6
PARAGRAPHS = 4
NEIGHBOURS = {2, 3}
RULES: Rules = {
    "discussion": "PT24H",
    "round": "PT48H",
    "quorum": "1/2",
    "need_time": "PT12H",
    "late_objection": "PT6H",
    "neighbour_notice": "PT6H",
    "closing": "PT30H",
    "max_rounds": 2,
    "editorial": "PT12H",
    "set_aside": True,
    "rules_change": "stewards",
}


class Writing(People):
    """How amendments are written, and the rules, which stewards may change."""

    def __init__(self, paragraphs: list[str]) -> None:
        super().__init__()
        self.rules = dict(RULES)
        self.revisions = [paragraphs]
        self.amendments: list[Amendment] = []
        #: In the order in which it was announced that they are closed, each time.
        self.announced: list[Amendment] = []

    def change_rules(self, by: int, changes: Rules) -> bool:
        """Change the rules without a decision."""
        if by not in self.stewards() or self.rules["rules_change"] == "amendment":
            return False
        self.rules.update(changes)
        return True

    def standing(self, version: Version) -> str:
        """How a version relates to the text in force."""
        if version.place is None:
            return "clean"
        now = self.revisions[-1][version.place]
        if now == version.words:
            return "contained"
        return "clean" if now == self.revisions[version.base - 1][version.place] else "conflict"

    def _changing(self, version: Version, before: Rules) -> Version:
        rules = {**before, **version.rules}
        return replace(version, rules={k: v for k, v in rules.items() if self.rules[k] != v})

    def draft(self, by: int, version: Version, now: datetime, **intent: Any) -> bool:
        """Begin an amendment."""
        one = Amendment({by}, [self._changing(version, {})], **intent)
        if by not in self.roles or (one.review_on and one.review_on <= now.date()):
            return False
        if one.review_of is not None:
            reviewed = self.amendments[one.review_of - 1]
            if reviewed.status != "adopted" or reviewed.reviewed:
                return False
        if not self._changes(one, one.versions[0]):
            return False
        self.amendments.append(one)
        return True

    def _changes(self, one: Amendment, version: Version) -> bool:
        if version.rules:
            return not one.editorial
        return version.place is not None or one.review_of is not None

    def revise(self, one: Amendment, by: int, version: Version) -> bool:
        """Make a new version. Rules that the one before would change stay."""
        made = self._changing(version, one.versions[-1].rules)
        if not self.owns(by, one) or not one.is_written or not self._changes(one, made):
            return False
        if self.is_being_closed(one):
            return False
        one.versions.append(made)
        one.announced_end = None
        return True

    def is_being_closed(self, one: Amendment) -> bool:
        """Whether the time is over in which someone could say no to its end."""
        return one.announced_end is not None and self.now() >= one.announced_end[2]

    def submit(self, one: Amendment, by: int, now: datetime) -> bool:
        """Begin the discussion."""
        if not self.owns(by, one) or one.status != "draft":
            return False
        one.status, one.submitted_at = "discussion", now
        return True

    def withdraw(self, one: Amendment, by: int, now: datetime) -> bool:
        """Take it back."""
        if not self.owns(by, one) or not one.is_undecided:
            return False
        if self.is_being_closed(one):
            return False
        if one.open_round:
            if now >= one.open_round.closes_at:
                return False
            self._stop(one, one.open_round, "void")
        one.status, one.announced_end = "withdrawn", None
        return True

    def _stop(self, one: Amendment, decision: Round, outcome: str) -> None:
        """End a round that decides nothing."""
        decision.outcome, decision.counted, one.status = outcome, decision.counts(), "discussion"

    def invite(self, one: Amendment, by: int, who: int) -> bool:
        """Ask someone to write it too."""
        if not self.owns(by, one) or not one.is_written:
            return False
        if who not in self.roles or who in one.authors:
            return False
        one.asked.add(who)
        one.handed.pop(who, None)
        return True

    def join(self, one: Amendment, who: int) -> bool:
        """Become an author, having been asked."""
        if who not in self.roles or who not in one.asked or not one.is_written:
            return False
        one.asked.discard(who)
        one.authors.add(who)
        if who in one.handed:
            one.authors.discard(one.handed.pop(who))
        return True

    def review(self, by: int, number: int, way: str, now: datetime) -> bool:
        """Begin an amendment that keeps or ends an adopted one."""
        one = self.amendments[number - 1]
        if way == "keep":
            return self.draft(by, Version(len(self.revisions), None), now, review_of=number)
        if one.published is None or one.versions[-1].rules:
            return False
        place = one.versions[-1].place
        if place is None:
            return False
        back = Version(one.published, place, self.revisions[one.published - 2][place])
        return self.standing(back) == "clean" and self.draft(by, back, now, review_of=number)
