"""Review dates, and rules that change by a decision of the members."""

import json
from datetime import date, timedelta

import pytest

from amendments.refusals import BadInput, NotAllowed, WrongState
from amendments.replay.verify import verify
from app.services.views import amendment_view
from app.services.writing.review import due_reviews
from tests.support.laws import openings
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE

EVERYONE = ["ada", "cleo", "dov", "edda"]


def adopt(community, by, text=None, **more):
    number = community.decide(by, text, **more)
    community.answer_all(number, EVERYONE)
    community.close("ada", number)
    return number


def due(community):
    with community.database.reading() as reader:
        return [one.value.number for one in due_reviews(reader, community.charter)]


class TestReviews:
    @pytest.fixture
    def number(self, community):
        day = community.clock.now.date() + timedelta(days=60)
        return adopt(community, "cleo", community.with_words(KINDNESS), review_on=day)

    def when_due(self, community, number):
        day = community.amendment(number).value.review_on
        while community.clock.now.date() < day:
            community.clock.advance(timedelta(days=1))

    def test_it_is_due_on_its_day_and_told_once(self, community, number):
        assert due(community) == []
        assert community.announce_reviews() == 0
        self.when_due(community, number)
        assert due(community) == [number]
        assert community.announce_reviews() == 1
        assert community.announce_reviews() == 0
        assert json.loads(community.lines()[-1])["kind"] == "review.due"

    def test_keeping_it_is_decided_on_and_leaves_the_text(self, community, number):
        self.when_due(community, number)
        text = community.head.text_sha256
        again = community.clock.now.date() + timedelta(days=100)
        keep = community.review("dov", number, "keep", again)
        community.submit("dov", keep)
        community.clock.advance(timedelta(days=6))
        community.open("ada", keep)
        community.answer_all(keep, EVERYONE)
        assert community.close("ada", keep).revision == 3
        assert community.head.text_sha256 == text
        assert due(community) == []
        assert community.amendment(keep).value.review_on == again

    def test_ending_it_takes_back_what_it_changed(self, community, number):
        self.when_due(community, number)
        end = community.review("dov", number, "end")
        community.submit("dov", end)
        community.clock.advance(timedelta(days=6))
        community.open("ada", end)
        community.answer_all(end, EVERYONE)
        community.close("ada", end)
        first, *_, last = community.revisions()
        assert last.document.text == first.document.text
        assert due(community) == []

    def test_it_cannot_simply_be_taken_back_where_the_text_has_changed(self, community, number):
        changed = KINDNESS[1], KINDNESS_OTHERWISE[1]
        adopt(community, "dov", community.with_words(changed))
        refusal = community.refused("review", "dov", number, "end")
        assert isinstance(refusal, WrongState)
        assert "Change it" in refusal.reason

    def test_changing_it_is_a_proposal_that_names_it(self, community, number):
        changed = KINDNESS[1], KINDNESS_OTHERWISE[1]
        adopt(community, "dov", community.with_words(changed), review_of=number)
        assert community.amendment(number).reviewed_at is not None
        assert isinstance(community.refused("review", "dov", number, "keep"), WrongState)

    def test_one_review_passed_ends_the_other_one(self, community, number):
        """Whoever would keep what has just been ended is not asked any more, and told why."""
        self.when_due(community, number)
        keep, end = (community.review("dov", number, way) for way in ("keep", "end"))
        for one in (keep, end):
            community.submit("dov", one)
        community.clock.advance(timedelta(days=6))
        for one in (keep, end):
            community.open("ada", one)
            community.answer_all(one, EVERYONE)
        community.close("ada", end)
        ended = community.round(keep)
        assert ended.value.outcome == "void"
        assert "decided the same review in another way" in ended.statement
        assert "reviewed since" in community.refused("open", "ada", keep).reason
        assert verify([*community.lines(), *openings(community)]).problems == ()

    def test_a_review_before_its_day_does_not_say_that_the_day_has_come(self, community, number):
        early = community.review("dov", number, "end")
        with community.reading("dov") as (reader, access):
            reason = amendment_view.look_at_amendment(reader, access, early).version.reason
        assert reason == f"It is time to look again at proposal {number}, which was adopted."

    def test_what_was_not_adopted_is_not_reviewed(self, community):
        number = community.discuss("cleo", community.with_words(KINDNESS))
        assert isinstance(community.refused("review", "dov", number, "keep"), WrongState)

    def test_there_are_three_ways(self, community, number):
        assert isinstance(community.refused("review", "dov", number, "forget"), BadInput)
        past = date(2000, 1, 1)
        assert isinstance(community.refused("review", "dov", number, "keep", past), BadInput)


class TestRules:
    def test_an_amendment_can_change_the_rules(self, community):
        adopt(community, "cleo", rules={"round": "P9D"})
        assert community.charter.ruleset.round == timedelta(days=9)
        assert community.head.number == 2
        changed = json.loads(community.lines()[-1])
        assert (changed["kind"], changed["data"]["amendment"]) == ("ruleset.changed", 1)

    def test_rules_and_text_change_together(self, community):
        adopt(community, "cleo", community.with_words(KINDNESS), rules={"quorum": "1/2"})
        assert community.charter.ruleset.to_dict()["quorum"] == "1/2"
        assert KINDNESS[1] in community.head.document.text

    def test_rules_that_would_not_change_are_no_change(self, community):
        refusal = community.refused("propose", "cleo", rules={"round": "P7D"})
        assert isinstance(refusal, BadInput)
        assert isinstance(community.refused("propose", "cleo", rules={"rnd": "P1D"}), BadInput)

    def test_a_charter_may_let_its_rules_change_only_by_amendment(self, community):
        community.change_rules("ada", rules_change="amendment")
        refusal = community.refused("change_rules", "ada", round="P1D")
        assert isinstance(refusal, NotAllowed)
        assert "decision of its members" in refusal.reason
        adopt(community, "cleo", rules={"rules_change": "stewards"})
        community.change_rules("ada", round="P9D")

    def test_a_round_keeps_the_rules_that_it_pinned(self, community):
        number = community.decide("dov", community.with_words(KINDNESS))
        closes_at = community.round(number).value.closes_at
        community.change_rules("ada", round="P30D", quorum="1")
        decision = community.round(number).value
        assert decision.closes_at == closes_at
        community.answer_all(number, ["ada", "dov"])
        community.pass_deadline(number)
        assert community.tick()[0].outcome == "passed"
