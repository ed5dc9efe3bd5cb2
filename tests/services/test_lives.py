"""Random lives of amendments, next to a small model of the rules (`tests.support.lives`).

Every act is tried on both: either both refuse it or both do it, and then they agree on everything
that can be seen. `CHARTER_LIVES=500` lives as many lives.
"""

import os
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from hypothesis.stateful import run_state_machine_as_test as live

from tests.support.life import NAMES, Life
from tests.support.lives import PEOPLE, STEWARDS

LIVES = int(os.environ.get("CHARTER_LIVES", "60"))
SEED = st.integers(0, 1000)
HOURS = st.sampled_from([1, 6, 11, 12, 24, 47, 48, 60])
PLACES = st.sampled_from([0, 0, 1, 2, 3])
# Consent is likelier, so that some lives come to an end.
STANCES = ["consent"] * 6 + ["concern", "stand_aside", "need_time", "object"]
SAID = ("It is so.", "If it were not.")
STANCE = st.sampled_from(STANCES)
TOGETHER = st.lists(st.sampled_from([*STANCES, None]), min_size=PEOPLE, max_size=PEOPLE)


class Lives(Life):
    @precondition(lambda self: len(self.model.amendments) < 6)
    @rule(author=st.integers(0, PEOPLE - 1), place=PLACES, base=SEED)
    def propose_and_submit(self, author, place, base):
        version, wanted = self.version(place, base)
        self.both(self.model.draft(author, version), "propose", NAMES[author], **wanted)
        self.submit(len(self.model.amendments) - 1)

    @precondition(lambda self: self.model.amendments)
    @rule(seed=SEED, place=PLACES, base=SEED)
    def revise(self, seed, place, base):
        number, one = self.some(seed)
        version, wanted = self.version(place, base)
        allowed = self.model.revise(one, version)
        self.both(allowed, "revise", NAMES[one.author], number, **wanted)

    @precondition(lambda self: any(one.status == "draft" for one in self.model.amendments))
    @rule(seed=SEED)
    def submit(self, seed):
        number, one = self.some(seed)
        allowed = self.model.submit(one, self.clock())
        self.both(allowed, "submit", NAMES[one.author], number)

    @precondition(lambda self: len(self.model.amendments) > 3)
    @rule(seed=SEED)
    def withdraw(self, seed):
        number, one = self.some(seed)
        self.both(self.model.withdraw(one, self.clock()), "withdraw", NAMES[one.author], number)

    @precondition(lambda self: self.model.amendments)
    @rule(seed=SEED, steward=st.sampled_from(STEWARDS), patient=st.integers(0, 3))
    def open(self, seed, steward, patient):
        number, one = self.some(seed)
        if patient and one.submitted_at:
            self.clock.set(max(self.clock(), one.submitted_at + timedelta(days=1)))
        allowed = self.model.open(one, steward, self.clock())
        self.both(allowed, "open", NAMES[steward], number)

    @precondition(lambda self: any(one.rounds for one in self.model.amendments))
    @rule(seed=SEED, who=st.integers(0, PEOPLE - 1), kind=STANCE)
    def answer(self, seed, who, kind):
        number, one = self.some(seed, being_decided=True)
        if not one.rounds:
            return
        allowed = self.model.answer(one, who, kind, self.clock())
        self.both(allowed, "answer", NAMES[who], number, kind, *SAID, decision=len(one.rounds))

    @precondition(lambda self: any(one.open_round for one in self.model.amendments))
    @rule(seed=SEED, kinds=TOGETHER)
    def answer_together(self, seed, kinds):
        for who, kind in enumerate(kinds):
            if kind is not None:
                self.answer(seed, who, kind)

    @precondition(lambda self: any(one.open_round for one in self.model.amendments))
    @rule(seed=SEED, hours=st.sampled_from([0, 0, 0, -1, -5, 7]))
    def come_to_a_deadline(self, seed, hours):
        _, one = self.some(seed, being_decided=True)
        if one.open_round:
            wanted = one.open_round.closes_at + timedelta(hours=hours)
            self.clock.set(max(self.clock(), wanted))
            self.tick()

    @precondition(lambda self: any(one.status == "discussion" for one in self.model.amendments))
    @rule(
        seed=SEED,
        kinds=TOGETHER,
        another=st.booleans(),
    )
    def decide(self, seed, kinds, another):
        """Let a whole round pass; beside it, sometimes, a second one is begun."""
        waiting = [
            number for number, one in enumerate(self.model.amendments) if one.status == "discussion"
        ]
        chosen = waiting[seed % len(waiting)]
        author = self.model.amendments[chosen].author
        self.open(chosen, 1 if author == 0 else 0, patient=1)
        if another:
            other = waiting[(seed + 1) % len(waiting)]
            self.open(other, 1 if self.model.amendments[other].author == 0 else 0, patient=1)
        for who, kind in enumerate(kinds):
            if kind is not None and self.model.amendments[chosen].open_round:
                allowed = self.model.answer(self.model.amendments[chosen], who, kind, self.clock())
                number = len(self.model.amendments[chosen].rounds)
                self.both(allowed, "answer", NAMES[who], chosen + 1, kind, *SAID, decision=number)
        decision = self.model.amendments[chosen].open_round
        if decision:
            self.clock.set(max(self.clock(), decision.closes_at))
            self.tick()

    @precondition(lambda self: any(one.objections for one in self.model.amendments))
    @rule(seed=SEED, how=st.sampled_from(["withdrawn", "kept_as_concern", "integrated"]))
    def resolve(self, seed, how):
        number, one = self.some(seed)
        if not one.objections or not one.rounds:
            return
        mine = one.objections[seed % len(one.objections)]
        if one.rounds[-1].objections.get(mine.who) is not mine:
            return
        allowed = self.model.resolve(one, mine, how, self.clock())
        self.both(allowed, "resolve", NAMES[mine.who], number, mine.number, how)

    @precondition(lambda self: any(one.rounds for one in self.model.amendments))
    @rule(seed=SEED, steward=st.sampled_from(STEWARDS))
    def close(self, seed, steward):
        number, one = self.some(seed, being_decided=True)
        if one.rounds:
            allowed = self.model.close(one, steward, self.clock())
            self.both(allowed, "close", NAMES[steward], number)

    @precondition(lambda self: self.model.amendments)
    @rule(hours=HOURS)
    def pass_time(self, hours):
        self.clock.advance(timedelta(hours=hours))

    @precondition(lambda self: any(one.open_round for one in self.model.amendments))
    @rule()
    def tick(self):
        closed = self.community.tick()
        assert len(closed) == self.model.tick(self.clock())
        self.changed = self.changed or bool(closed)


def test_lives_follow_the_rules(sqlite_source):
    class Here(Lives):
        source = sqlite_source

    live(
        Here,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=12 if LIVES <= 60 else 20,
            deadline=None,
            derandomize=LIVES <= 60,
            suppress_health_check=list(HealthCheck),
        ),
    )
