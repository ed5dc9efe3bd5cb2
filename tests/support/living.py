"""What a random life does first: it writes amendments (`tests.services.test_lives`)."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.support.life import NAMES, Life
from tests.support.lives_writing import PEOPLE

SEED = st.integers(0, 1000)
WHO = st.integers(0, PEOPLE - 1)
# Mostly the stewards of the beginning; one of the others tries now and then.
LEADS = st.sampled_from([0, 0, 0, 1, 1, 1, 2])
# A clock is set back by some minutes at most: further, and nothing can be done (test_clock.py).
HOURS = st.sampled_from([1, 6, 11, 12, 24, 47, 48, 60, -0.04, -0.05])
FURTHEST_BACK = timedelta(minutes=4)
PLACES = st.sampled_from([0, 0, 1, 2, 3])
# Consent is likelier, so that some lives come to an end.
STANCES = ["consent"] * 6 + ["concern", "stand_aside", "need_time", "object"]
SAID = ("It is so.", "If it were not.")
STANCE = st.sampled_from(STANCES)
TOGETHER = st.lists(st.sampled_from([*STANCES, None]), min_size=PEOPLE, max_size=PEOPLE)
RULES = st.sampled_from(
    [
        {"round": "PT72H"},
        {"round": "PT24H", "quorum": "1"},
        {"quorum": "0"},
        {"discussion": "PT0H", "need_time": "PT1H"},
        {"max_rounds": 1},
        {"max_rounds": 3, "late_objection": "PT30H"},
        {"set_aside": False},
        {"set_aside": True, "neighbour_notice": "PT40H"},
        {"rules_change": "amendment"},
        {"rules_change": "stewards", "editorial": "PT1H"},
    ]
)
INTENTS = st.sampled_from(["", "", "", "", "editorial", "rules", "only rules", "review"])


def among(status):
    return precondition(lambda self: any(one.status == status for one in self.model.amendments))


some_are_decided = precondition(lambda self: any(one.open_round for one in self.model.amendments))
some_were_decided = precondition(lambda self: any(one.rounds for one in self.model.amendments))
some_are_there = precondition(lambda self: self.model.amendments)


class Writes(Life):
    """Writing amendments."""

    @precondition(lambda self: len(self.model.amendments) < 6)
    @rule(by=WHO, place=PLACES, base=SEED, intent=INTENTS, rules=RULES)
    def propose_and_submit(self, by, place, base, intent, rules):
        place = None if intent == "only rules" else place
        version, wanted = self.version(place, base, rules if "rules" in intent else {})
        more: dict[str, object] = {}
        if intent == "editorial":
            more["editorial"] = True
        if intent == "review":
            more["review_on"] = self.now.date() + timedelta(days=base % 4)
        allowed = self.model.draft(by, version, self.now, **more)
        self.both(allowed, "propose", NAMES[by], **wanted, **more)
        if allowed:
            self.submit(len(self.model.amendments) - 1, 0)

    def author(self, one, seed):
        """One of the authors; now and then somebody else."""
        known = sorted(one.authors)
        return known[seed % len(known)] if known and seed % 9 else seed % PEOPLE

    @some_are_there
    @rule(seed=SEED, place=st.sampled_from([0, 1, 2, 3, None]), base=SEED, rules=RULES)
    def revise(self, seed, place, base, rules):
        number, one = self.some(seed)
        by = self.author(one, base)
        version, wanted = self.version(place, base, {} if base % 3 else rules)
        self.both(self.model.revise(one, by, version), "revise", NAMES[by], number, **wanted)

    @among("draft")
    @rule(seed=SEED, other=SEED)
    def submit(self, seed, other):
        number, one = self.some(seed)
        by = self.author(one, other + 1)
        self.both(self.model.submit(one, by, self.now), "submit", NAMES[by], number)

    @precondition(lambda self: len(self.model.amendments) > 3)
    @rule(seed=SEED)
    def withdraw(self, seed):
        number, one = self.some(seed)
        by = self.author(one, seed)
        self.both(self.model.withdraw(one, by, self.now), "withdraw", NAMES[by], number)

    @some_are_there
    @rule(seed=SEED, who=WHO, other=WHO)
    def write_together(self, seed, who, other):
        number, one = self.some(seed)
        by = self.author(one, seed)
        if who not in one.asked:
            allowed = self.model.invite(one, by, who)
            self.both(allowed, "invite_author", NAMES[by], number, NAMES[who])
        for each in {who, other}:
            self.both(self.model.join(one, each), "join_authors", NAMES[each], number)

    @some_are_there
    @rule(seed=SEED, who=WHO, how=st.sampled_from(["leave", "hand", "take", "take"]))
    def other_authors(self, seed, who, how):
        number, one = self.some(seed)
        by = self.author(one, seed)
        if how == "leave":
            allowed = self.model.leave_authorship(one, by)
            self.both(allowed, "leave_authorship", NAMES[by], number)
        elif how == "hand":
            allowed = self.model.hand_over(one, by, who)
            self.both(allowed, "hand_over", NAMES[by], number, NAMES[who])
            self.both(self.model.join(one, who), "join_authors", NAMES[who], number)
        if how == "take" or seed % 2:
            self.both(self.model.take_up(one, who, self.now), "take_up", NAMES[who], number)

    @among("discussion")
    @rule(
        seed=SEED,
        by=LEADS,
        reason=st.sampled_from(["stale", "stale", "contained", "duplicate"]),
        of=st.integers(0, 4),
        then=st.sampled_from(["", "no", "wait", "wait"]),
    )
    def announce_end(self, seed, by, reason, of, then):
        number, one = self.some(seed)
        same = of if reason == "duplicate" and of else None
        allowed = self.model.announce_end(one, by, reason, same, self.now)
        self.both(allowed, "announce_end", NAMES[by], number, reason, "So it is.", same)
        if then == "no":
            who = seed % PEOPLE
            self.both(self.model.keep_open(one, who, self.now), "keep_open", NAMES[who], number)
        if then == "wait":
            self.clock.advance(timedelta(hours=31))
            self.close_what_is_due()

    @some_are_there
    @rule()
    def close_what_is_due(self):
        self.by_server("close_what_is_due", self.model.close_what_is_due(self.clock()))

    @among("adopted")
    @rule(seed=SEED, by=WHO, way=st.sampled_from(["keep", "end"]))
    def review(self, seed, by, way):
        number, one = self.some(seed)
        if one.status == "adopted":
            allowed = self.model.review(by, number, way, self.now)
            self.both(allowed, "review", NAMES[by], number, way)
            if allowed:
                self.submit(len(self.model.amendments) - 1, 0)

    @among("adopted")
    @rule(days=st.integers(1, 4))
    def announce(self, days):
        self.clock.advance(timedelta(days=days))
        self.by_server("announce_reviews", self.model.announce(self.clock(), self.now))
