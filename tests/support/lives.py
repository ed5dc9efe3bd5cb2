"""The procedure of the design, written a second time: small, slow, and knowing nothing of the app.

The text is a few paragraphs, each under a heading of its own but for the last two, which are
neighbours; an amendment puts other words in the place of one paragraph, or changes the rules. The
people are numbers. Every act answers whether it is allowed, and does it if it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.support.lives_ends import Endings
from tests.support.lives_nouns import Amendment, Objection, Round, hours, told
from tests.support.lives_writing import NEIGHBOURS

MOST_TIME = timedelta(days=366)


class Model(Endings):
    """A charter whose amendments are also decided on."""

    def open(self, one: Amendment, by: int, now: datetime) -> bool:
        """Open a round."""
        if not self.leads(by, one) or one.status != "discussion" or one.submitted_at is None:
            return False
        if not one.editorial and now < one.submitted_at + hours(self.rules, "discussion"):
            return False
        carried = {each.who: each for each in one.objections if each.status == "open"}
        if any(each.raised[1] >= len(one.versions) for each in carried.values()):
            return False
        if self.standing(one.versions[-1]) != "clean" or self.is_being_closed(one):
            return False
        one.announced_end = None
        lasts = hours(self.rules, "editorial" if one.editorial else "round")
        opened = Round(
            number=len(one.rounds) + 1,
            version=len(one.versions),
            rules=dict(self.rules),
            roll=frozenset(self.roles),
            opened_at=now,
            closes_at=now + lasts,
            objections=carried,
            editorial=one.editorial,
            opened=sum(len(each.rounds) for each in self.amendments),
        )
        one.rounds.append(opened)
        one.status = "round"
        return True

    def extend(self, one: Amendment, by: int, until: datetime, now: datetime) -> bool:
        """Give everyone more time."""
        decision = one.open_round
        if decision is None or not self.leads(by, one) or now >= decision.closes_at:
            return False
        if not decision.closes_at < until <= decision.opened_at + MOST_TIME:
            return False
        decision.closes_at = until
        return True

    def _may_answer(self, one: Amendment, who: int, now: datetime) -> bool:
        decision = one.open_round
        if decision is None or who not in self.roles or who not in decision.roll:
            return False
        return not decision.editorial and now < decision.closes_at

    def answer(self, one: Amendment, who: int, kind: str, now: datetime) -> bool:
        """Take a stance in the newest round."""
        if not self._may_answer(one, who, now):
            return False
        self._take(one, who, kind, now)
        return True

    def record(self, one: Amendment, by: int, kinds: dict[int, str], now: datetime) -> bool:
        """Write down what is said in a meeting: all of it or nothing."""
        decision = one.open_round
        if decision is None or not self.leads(by, one):
            return False
        own = decision.stances.keys() - decision.recorded
        if decision.editorial or any(
            who in own or not self._may_answer(one, who, now) for who in kinds
        ):
            return False
        for who, kind in kinds.items():
            self._take(one, who, kind, now)
            if who != by:
                decision.recorded.add(who)
        return True

    def repeat(self, one: Amendment, who: int, now: datetime) -> bool:
        """Confirm what was written down, or renew the latest answer of an earlier round."""
        decision = one.open_round
        if decision is None or not self._may_answer(one, who, now):
            return False
        kinds = [earlier.stances.get(who, "need_time") for earlier in one.rounds[:-1]]
        before = [kind for kind in kinds if kind != "need_time"]
        if who in decision.recorded:
            before = [decision.stances[who]]
        if not before or (who in decision.stances and who not in decision.recorded):
            return False
        self._take(one, who, before[-1], now)
        return True

    def _take(self, one: Amendment, who: int, kind: str, now: datetime) -> None:
        decision = one.rounds[-1]
        decision.stances[who] = kind
        decision.recorded.discard(who)
        mine = decision.objections.get(who)
        is_new = mine is None or mine.raised[0] < decision.number
        self._object(one, decision, who, kind)
        if kind == "need_time" and not decision.more_time:
            decision.closes_at += hours(decision.rules, "need_time")
            decision.more_time = True
        if kind == "object" and is_new:
            late = now + hours(decision.rules, "late_objection")
            if late > decision.closes_at:
                decision.closes_at = told(late, hours(decision.rules, "late_objection"))

    def _object(self, one: Amendment, decision: Round, who: int, kind: str) -> None:
        mine = decision.objections.get(who)
        here = (decision.number, decision.version)
        if kind == "object":
            if mine is None:
                mine = Objection(len(one.objections) + 1, who, here)
                one.objections.append(mine)
                decision.objections[who] = mine
            mine.status, mine.raised, mine.left = "open", here, False
        elif mine is not None and kind != "need_time" and mine.status != "set_aside":
            if decision.version > mine.raised[1]:
                mine.status = "integrated"
            elif mine.status == "open":
                mine.status = "withdrawn"

    def dispute(self, one: Amendment, who: int, now: datetime) -> bool:
        """Say that a correction changes the meaning."""
        decision = one.open_round
        if decision is None or not decision.editorial or who not in self.roles:
            return False
        if now >= decision.closes_at:
            return False
        self._stop(one, decision, "substantive")
        one.editorial, one.submitted_at = False, now
        return True

    def _hears(self, one: Amendment, mine: Objection, now: datetime) -> bool:
        if one.open_round and now >= one.open_round.closes_at:
            return False
        return one.is_undecided and mine.status == "open"

    def resolve(self, one: Amendment, mine: Objection, how: str, now: datetime) -> bool:
        """Let its author end an objection."""
        if mine.who not in self.roles or not self._hears(one, mine, now):
            return False
        if how == "integrated" and len(one.versions) <= mine.raised[1]:
            return False
        mine.status = how
        return True

    def set_aside(self, one: Amendment, mine: Objection, by: int, now: datetime) -> bool:
        """Speak for setting an objection aside; the second steward who does sets it aside."""
        newest = one.rounds[-1]
        if not newest.rules["set_aside"] or not self._hears(one, mine, now):
            return False
        if by not in self.stewards() or by in one.authors or by == mine.who:
            return False
        # Stewards hear of an objection at once, whether they have answered or not.
        spoken = mine.aside.setdefault(mine.raised[0], set())
        if by in spoken:
            return False
        mine.status = "set_aside" if spoken else "open"
        spoken.add(by)
        return True

    def close(self, one: Amendment, by: int, now: datetime) -> bool:
        """Close the newest round, as a steward."""
        decision = one.open_round
        if decision is None or not self.leads(by, one):
            return False
        early = now < decision.closes_at
        here = decision.roll & self.roles.keys()
        heard = {who for who, kind in decision.stances.items() if kind != "need_time"}
        waits = here - heard or decision.recorded & here
        if early and (decision.editorial or waits):
            return False
        self._end(one, decision, now)
        return True

    def tick(self, clock: datetime, now: datetime) -> int:
        """Close what is due by the clock, the earliest deadline first. Answers how many it was."""
        due = [
            ((one.open_round.closes_at, one.open_round.opened), one)
            for one in self.amendments
            if one.open_round and one.open_round.closes_at <= clock
        ]
        closed = 0
        for _, one in sorted(due, key=lambda pair: pair[0]):
            if one.open_round:
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
            self._stop(one, decision, "blocked")
            one.blocked += 1
            if one.blocked >= decision.rules["max_rounds"]:
                one.status, one.blocked = "draft", 0
        elif not decision.editorial and (decision.settled() < decision.needed() or not consenting):
            self._stop(one, decision, "inquorate")
        else:
            self._stop(one, decision, "passed")
            one.status = "adopted"
            self._publish(one, now)

    def _publish(self, published: Amendment, now: datetime) -> None:
        version = published.versions[-1]
        text = self.revisions[-1][:]
        if version.place is not None:
            text[version.place] = version.words
        self.revisions.append(text)
        published.published = len(self.revisions)
        self.rules.update(version.rules)
        if published.review_of is not None:
            self.amendments[published.review_of - 1].reviewed = True
        for one in self.amendments:
            decision = one.open_round
            if decision is None:
                continue
            if self.standing(one.versions[-1]) != "clean":
                self._stop(one, decision, "void")
            elif {
                version.place,
                one.versions[-1].place,
            } == NEIGHBOURS and now < decision.closes_at:
                notice = now + hours(decision.rules, "neighbour_notice")
                decision.closes_at = max(decision.closes_at, notice)

    def announce(self, clock: datetime, now: datetime) -> int:
        """Announce the reviews whose day has come, if one has come by the clock."""
        waiting = [
            one
            for one in self.amendments
            if one.status == "adopted" and one.review_on and not (one.reviewed or one.announced)
        ]
        if not any(one.review_on and one.review_on <= clock.date() for one in waiting):
            return 0
        due = [one for one in waiting if one.review_on and one.review_on <= now.date()]
        for one in due:
            one.announced = True
        return len(due)
