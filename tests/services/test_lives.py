"""Random lives of amendments, next to a small model of the rules (`tests.support.lives`).

Every act is tried on both: either both refuse it or both do it, and then they agree on everything
that can be seen. `CHARTER_TESTS_LIVES=500` lives as many lives; `-s` shows what happened in them.
"""

import os
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as live

from tests.support.clock import START
from tests.support.life import NAMES, Stage, tell
from tests.support.lives_writing import PEOPLE
from tests.support.living import (
    FURTHEST_BACK,
    HOURS,
    INTENTS,
    LEADS,
    RULES,
    SAID,
    SEED,
    STANCE,
    TOGETHER,
    WHO,
    Writes,
    among,
    some_are_decided,
    some_are_there,
    some_were_decided,
)

FEW = 25
LIVES = int(os.environ.get("CHARTER_TESTS_LIVES", str(FEW)))


class Decides(Writes):
    """Deciding on them."""

    newest = START

    @initialize(
        authors=st.lists(WHO, min_size=1, max_size=3),
        base=SEED,
        intent=INTENTS,
        opened=st.booleans(),
    )
    def begin(self, authors, base, intent, opened):
        """A life begins with something to decide on; often that has begun already."""
        for number, by in enumerate(authors):
            self.propose_and_submit(by, (number + base) % 4, base, intent, {"round": "PT72H"})
        for number in range(len(self.model.amendments) if opened else 0):
            self.open(number, self.leader(number), patient=1)

    @some_are_there
    @rule(seed=SEED, by=LEADS, patient=st.integers(0, 3))
    def open(self, seed, by, patient):
        number, one = self.some(seed)
        if patient and one.submitted_at and not one.editorial:
            self.clock.set(max(self.clock(), one.submitted_at + timedelta(days=1)))
        self.both(self.model.open(one, by, self.now), "open", NAMES[by], number)

    @some_were_decided
    @rule(seed=SEED, who=WHO, kind=STANCE)
    def answer(self, seed, who, kind):
        number, one = self.some(seed, being_decided=True)
        if one.rounds:
            allowed = self.model.answer(one, who, kind, self.now)
            more = {"decision": len(one.rounds)}
            self.both(allowed, "answer", NAMES[who], number, kind, *SAID, **more)

    @some_are_decided
    @rule(seed=SEED, kinds=TOGETHER)
    def answer_together(self, seed, kinds):
        for who, kind in enumerate(kinds):
            if kind is not None:
                self.answer(seed, who, kind)

    @some_are_decided
    @rule(seed=SEED, by=LEADS, kinds=TOGETHER)
    def record(self, seed, by, kinds):
        number, one = self.some(seed, being_decided=True)
        decision = one.open_round
        if decision:
            own = decision.stances.keys() - decision.recorded if seed % 4 else set()
            self.write_down(number, one, by, [None if w in own else k for w, k in enumerate(kinds)])

    @some_are_decided
    @rule(seed=SEED, those=st.sets(WHO))
    def repeat(self, seed, those):
        number, one = self.some(seed)
        for who in sorted(those) if one.rounds else ():
            self.both(self.model.repeat(one, who, self.now), "repeat", NAMES[who], number)

    @some_are_decided
    @rule(seed=SEED, by=LEADS, hours=st.sampled_from([1, 5, 40, 0, -1, 9000]))
    def extend(self, seed, by, hours):
        number, one = self.some(seed, being_decided=True)
        if one.rounds:
            until = one.rounds[-1].closes_at + timedelta(hours=hours)
            allowed = self.model.extend(one, by, until, self.now)
            self.both(allowed, "extend", NAMES[by], number, until)

    @some_are_decided
    @rule(seed=SEED, who=WHO)
    def dispute(self, seed, who):
        number, one = self.some(seed, being_decided=True)
        if one.rounds:
            self.both(self.model.dispute(one, who, self.now), "dispute", NAMES[who], number)

    @some_are_decided
    @rule(seed=SEED, hours=st.sampled_from([0, 0, 0, -1, -5, 7]))
    def come_to_a_deadline(self, seed, hours):
        _, one = self.some(seed, being_decided=True)
        if one.open_round:
            wanted = one.open_round.closes_at + timedelta(hours=hours)
            self.clock.set(max(self.clock(), wanted))
            self.tick()

    @among("discussion")
    @rule(seed=SEED, kinds=TOGETHER, how=st.sampled_from(["", "two", "spoken", "renewed", "open"]))
    def decide(self, seed, kinds, how):
        """Let a whole round pass: alone, beside a second one, in a meeting, or not to its end."""
        waiting = [n for n, one in enumerate(self.model.amendments) if one.status == "discussion"]
        chosen = waiting[seed % len(waiting)]
        one = self.model.amendments[chosen]
        if any(each.status == "open" for each in one.objections):
            newest = len(self.model.revisions)
            base = next(n for n in range(newest - 1, 99, newest) if n % 3)
            self.revise(chosen, seed % 4, base, {})
        self.open(chosen, self.leader(chosen), patient=1)
        if how == "two":
            other = waiting[(seed + 1) % len(waiting)]
            self.open(other, self.leader(other), patient=1)
        if one.open_round and not one.editorial:
            if how == "spoken":
                self.write_down(chosen + 1, one, self.leader(chosen), kinds)
            elif how == "renewed":
                self.repeat(chosen, {who for who, kind in enumerate(kinds) if kind})
            else:
                self.all_answer(chosen + 1, one, kinds)
        if one.open_round and how != "open":
            self.clock.set(max(self.clock(), one.open_round.closes_at))
            self.tick()

    def all_answer(self, number, one, kinds):
        for who, kind in enumerate(kinds):
            if kind is not None:
                allowed = self.model.answer(one, who, kind, self.now)
                more = {"decision": len(one.rounds)}
                self.both(allowed, "answer", NAMES[who], number, kind, *SAID, **more)

    def write_down(self, number, one, by, kinds):
        said = {w: kind for w, kind in enumerate(kinds) if kind and w in one.rounds[-1].roll}
        named = {NAMES[who]: kind for who, kind in said.items()}
        allowed = self.model.record(one, by, said, self.now)
        self.both(allowed, "record", NAMES[by], number, named, "So it is.")

    def leader(self, chosen):
        """Someone who may guide that decision, if anyone may."""
        one = self.model.amendments[chosen]
        return next((who for who in range(PEOPLE) if self.model.leads(who, one)), 0)

    @some_were_decided
    @rule(seed=SEED, by=LEADS)
    def close(self, seed, by):
        number, one = self.some(seed, being_decided=True)
        if one.rounds:
            self.both(self.model.close(one, by, self.now), "close", NAMES[by], number)

    @some_are_decided
    @rule()
    def tick(self):
        self.by_server("tick", self.model.tick(self.clock(), self.now))


class Lives(Decides):
    """Objections, people, rules and time."""

    objected = precondition(lambda self: any(one.objections for one in self.model.amendments))

    def objection(self, seed):
        """One of the objections, with its amendment."""
        every = [
            (number, one, each)
            for number, one in enumerate(self.model.amendments, 1)
            for each in one.objections
        ]
        still_open = [found for found in every if found[2].status == "open"]
        known = still_open if still_open and seed % 8 else every
        return known[seed % len(known)]

    @objected
    @rule(seed=SEED, how=st.sampled_from(["withdrawn", "kept_as_concern", "integrated"]))
    def resolve(self, seed, how):
        number, one, mine = self.objection(seed)
        if one.rounds[-1].objections.get(mine.who) is mine:
            allowed = self.model.resolve(one, mine, how, self.now)
            self.both(allowed, "resolve", NAMES[mine.who], number, mine.number, how)

    @objected
    @rule(seed=SEED, those=st.lists(LEADS, min_size=1, max_size=3))
    def set_aside(self, seed, those):
        number, one, mine = self.objection(seed)
        for by in those:
            allowed = self.model.set_aside(one, mine, by, self.now)
            self.both(allowed, "set_aside", NAMES[by], number, mine.number)

    @some_are_there
    @rule(by=LEADS, who=WHO, act=st.sampled_from(["member", "steward", "remove", "leave", "down"]))
    def people(self, by, who, act):
        if act == "leave":
            self.both(self.model.leave(who), "leave", NAMES[who])
        elif act == "down":
            self.both(self.model.step_down(who), "step_down", NAMES[who])
        elif act == "remove":
            self.both(self.model.remove(by, who), "remove", NAMES[by], NAMES[who])
        elif self.role(who) != act:
            self.both(self.model.add(who, act), "add", NAMES[who], act)

    def role(self, who):
        return "steward" if who in self.model.stewards() else self.model.roles.get(who)

    @some_are_there
    @rule(
        by=LEADS,
        who=WHO,
        way=st.sampled_from(["make", "make", "make", "end", "remove"]),
        days=st.sampled_from([None, None, 0, 1, 3, 20, -1]),
        then=st.sampled_from(["confirm", "confirm", "confirm", "stop", ""]),
        second=LEADS,
    )
    def stewards(self, by, who, way, days, then, second):
        """Propose something about a steward; mostly another confirms it soon."""
        day = self.now.date() + timedelta(days=days) if days is not None else None
        until = (
            datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1) if day else None
        )
        allowed = self.model.propose(by, way, who, until)
        self.both(allowed, "propose_steward", NAMES[by], NAMES[who], way, day)
        if self.model.changes and then:
            self.second(second, len(self.model.changes) - 1, then)

    proposed = precondition(lambda self: self.model.changes)

    @proposed
    @rule(by=WHO, seed=SEED, then=st.sampled_from(["confirm", "confirm", "stop"]))
    def second(self, by, seed, then):
        number = seed % len(self.model.changes)
        allowed = getattr(self.model, then)(by, number)
        self.both(allowed, f"{then}_steward", NAMES[by], number + 1)

    @some_are_there
    @rule(by=LEADS, changes=RULES)
    def change_rules(self, by, changes):
        if any(self.model.rules[name] != value for name, value in changes.items()):
            allowed = self.model.change_rules(by, changes)
            self.both(allowed, "change_rules", NAMES[by], **changes)

    @some_are_there
    @rule(hours=HOURS)
    def pass_time(self, hours):
        self.newest = max(self.newest, self.clock())
        moved = self.clock() + timedelta(hours=hours)
        self.clock.set(max(moved, self.newest - FURTHEST_BACK))


@pytest.mark.timeout(0 if LIVES > FEW else 300)
def test_lives_follow_the_rules(sqlite_source):
    class Here(Lives):
        stage = Stage(sqlite_source)
        figures: ClassVar[Counter[str]] = Counter()

    begun = Here.begun = time.process_time()
    wanted = settings(
        max_examples=LIVES,
        stateful_step_count=8,
        deadline=None,
        derandomize=LIVES <= FEW,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    try:
        live(Here, settings=wanted)
    finally:
        Here.stage.end()
        tell(Here.figures, begun)
