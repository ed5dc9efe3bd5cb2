"""Meeting mode, renewing an answer, and more time for everyone."""

from datetime import timedelta

import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE

EVERYONE = {"ada": "consent", "cleo": "consent", "dov": "concern", "edda": "stand_aside"}


@pytest.fixture
def number(community):
    """An amendment by cleo with a round open."""
    return community.decide("cleo", community.with_words(KINDNESS))


def stance(community, number, name):
    decision = community.round(number).value
    return decision.stances.get(decision.seat_of(community.people[name].member))


class TestMeeting:
    def test_what_is_said_in_a_meeting_is_written_down_and_closes_the_round(
        self, community, number
    ):
        community.record("ada", number, EVERYONE, "We talked about it.")
        given = stance(community, number, "dov")
        assert (given.kind, given.reason) == ("concern", "We talked about it.")
        assert given.recorded_by == community.people["ada"].member
        assert stance(community, number, "ada").recorded_by is None, "a steward answers in person"
        refusal = community.refused("close", "ada", number)
        assert "not everyone has confirmed yet" in refusal.reason
        for name in EVERYONE.keys() - {"ada"}:
            community.repeat(name, number)
        assert community.close("ada", number).revision == 2

    def test_what_nobody_corrected_counts_at_the_deadline(self, community, number):
        community.record("ada", number, EVERYONE, "We talked about it.")
        community.clock.advance(community.charter.ruleset.round)
        assert community.close("ada", number).revision == 2

    def test_a_member_confirms_or_corrects_what_was_written_down(self, community, number):
        community.record("ada", number, {"dov": "consent", "edda": "consent"})
        community.repeat("dov", number)
        community.answer("edda", number, "stand_aside")
        assert stance(community, number, "dov").recorded_by is None
        assert stance(community, number, "dov").kind == "consent"
        assert stance(community, number, "edda").kind == "stand_aside"

    def test_nobodys_own_answer_is_written_over(self, community, number):
        community.answer("dov", number, "consent")
        refusal = community.refused("record", "ada", number, {"dov": "stand_aside"})
        assert isinstance(refusal, BadInput)
        assert "only they can change" in refusal.reason

    def test_all_are_written_down_or_none(self, community, number):
        community.answer("edda", number)
        community.refused("record", "ada", number, {"dov": "consent", "edda": "consent"})
        assert stance(community, number, "dov") is None

    def test_only_a_steward_who_is_no_author_writes_down(self, two_stewards):
        community = two_stewards
        number = community.discuss("ada", community.with_words(KINDNESS))
        community.open("bela", number)
        for name in ("ada", "cleo"):
            refusal = community.refused("record", name, number, {"dov": "consent"})
            assert isinstance(refusal, NotAllowed)

    def test_only_for_people_on_the_roll_and_in_time(self, community, number):
        community.join("finn")
        refusal = community.refused("record", "ada", number, {"finn": "consent"})
        assert isinstance(refusal, NotFound)
        community.pass_deadline(number)
        late = community.refused("record", "ada", number, {"dov": "consent"})
        assert "too late" in late.reason

    def test_nobody_answers_for_someone_who_is_gone(self, community, number):
        community.leave("dov")
        refusal = community.refused("record", "ada", number, {"dov": "consent"})
        assert "not a member any more" in refusal.reason
        assert stance(community, number, "dov") is None


class TestRenewing:
    def blocked(self, community, number):
        community.answer("edda", number, "concern", "It is long.")
        community.answer("dov", number, "object", "It leaves someone out.", "Name them too.")
        community.answer("ada", number, "need_time")
        community.answer("cleo", number)
        community.pass_deadline(number)
        community.tick()
        community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE), answers=[1])
        community.open("ada", number)

    def test_an_answer_is_given_again_on_the_new_text_as_a_new_one(self, community, number):
        self.blocked(community, number)
        assert community.round(number).value.stances == {}, "nothing is carried over silently"
        community.repeat("edda", number)
        given = stance(community, number, "edda")
        assert (given.kind, given.reason) == ("concern", "It is long.")

    def test_an_objection_is_renewed_too(self, community, number):
        self.blocked(community, number)
        community.repeat("dov", number)
        (kept,) = community.objections(number)
        assert (kept.value.raised_in, kept.value.is_open) == (2, True)
        assert kept.reason == "It leaves someone out."

    def test_needing_time_is_not_renewed(self, community, number):
        self.blocked(community, number)
        assert isinstance(community.refused("repeat", "ada", number), WrongState)

    def test_there_is_nothing_to_renew_without_an_answer_before(self, community, number):
        assert isinstance(community.refused("repeat", "dov", number), WrongState)
        community.answer("dov", number)
        assert isinstance(community.refused("repeat", "dov", number), WrongState)
        assert isinstance(community.refused("repeat", None, number), NotAllowed)


class TestMoreTime:
    def test_a_steward_gives_everyone_more_time(self, community, number):
        later = community.round(number).value.closes_at + timedelta(days=4)
        community.extend("ada", number, later)
        assert community.round(number).value.closes_at == later

    def test_a_deadline_is_never_moved_back(self, community, number):
        closes_at = community.round(number).value.closes_at
        for moment in (closes_at, closes_at - timedelta(seconds=1), community.clock.now):
            refusal = community.refused("extend", "ada", number, moment)
            assert isinstance(refusal, BadInput)
            assert refusal.field == "closes_at"

    def test_nor_a_year_away_nor_without_a_reason(self, community, number):
        closes_at = community.round(number).value.closes_at
        far = community.refused("extend", "ada", number, closes_at + timedelta(days=366))
        assert isinstance(far, BadInput)
        mute = community.refused("extend", "ada", number, closes_at + timedelta(days=1), " ")
        assert mute.field == "reason"

    def test_only_a_steward_and_only_in_time(self, community, number):
        later = community.round(number).value.closes_at + timedelta(days=4)
        assert isinstance(community.refused("extend", "dov", number, later), NotAllowed)
        community.pass_deadline(number)
        assert isinstance(community.refused("extend", "ada", number, later), WrongState)
