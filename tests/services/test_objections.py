"""The life of an objection, over as many rounds as it takes."""

import json

import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE, LEARNING, PRIVACY

REST = ["ada", "cleo", "edda"]


@pytest.fixture
def number(community):
    """An amendment by cleo with a round open, to which dov objects."""
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.object_to("dov", number)
    return number


def statuses(community, number):
    return [one.value.status.value for one in community.objections(number)]


def end_round(community, number):
    community.pass_deadline(number)
    (closed,) = community.tick()
    return closed.outcome.value


def next_round(community, number, *changes):
    """Block the round, make a new version, and open the next round on it."""
    community.answer_all(number, REST)
    assert end_round(community, number) == "blocked"
    community.revise("cleo", number, community.with_words(*(changes or [KINDNESS_OTHERWISE])))
    community.open("ada", number)


def test_an_objection_blocks_and_is_kept_with_its_words(community, number):
    community.answer_all(number, REST)
    assert end_round(community, number) == "blocked"
    (kept,) = community.objections(number)
    assert (kept.reason, kept.acceptable_if) == ("It leaves someone out.", "Name them too.")
    assert statuses(community, number) == ["open"]
    assert community.status(number) == "discussion"
    assert community.head.number == 1


def test_it_is_carried_into_the_next_round_and_recorded_there(community, number):
    next_round(community, number)
    decision = community.round(number, 2).value
    assert [one.number for one in decision.objections] == [1]
    opened = json.loads(community.lines()[-1])["data"]
    seat = decision.seat_of(community.people["dov"].member)
    assert opened["carried"] == [{"objection": 1, "seat": seat}]


@pytest.mark.parametrize("stance", ["consent", "concern", "stand_aside"])
def test_its_author_accepts_the_new_version_and_it_is_integrated(community, number, stance):
    next_round(community, number)
    community.answer_all(number, REST)
    community.answer("dov", number, stance, "Better.")
    assert statuses(community, number) == ["integrated"]
    assert end_round(community, number) == "passed"
    (kept,) = community.objections(number)
    assert kept.resolved_in == 2
    assert KINDNESS_OTHERWISE[1] in community.head.document.text


def test_its_author_objects_again_and_it_blocks_again(community, number):
    next_round(community, number)
    community.answer_all(number, REST)
    community.answer("dov", number, "object", "Still not.", "Really name them.")
    assert statuses(community, number) == ["open"]
    assert end_round(community, number) == "blocked"
    (kept,) = community.objections(number)
    assert (kept.value.number, kept.value.first_round, kept.value.raised_in) == (1, 1, 2)
    assert kept.reason == "Still not."


def test_its_author_lets_the_whole_next_round_pass_and_it_is_kept_as_a_concern(community, number):
    next_round(community, number)
    community.answer_all(number, REST)
    assert statuses(community, number) == ["open"]
    assert end_round(community, number) == "passed"
    assert statuses(community, number) == ["kept_as_concern"]
    closed = json.loads(community.lines()[-2])["data"]
    (objection,) = closed["objections"]
    assert objection["unanswered"] is True
    seat = community.round(number).value.seat_of(community.people["dov"].member)
    assert seat not in closed["stances"], "silence is shown as silence"


def test_a_round_cut_short_by_another_publication_ends_nobodys_objection(community, number):
    next_round(community, number)
    other = community.discuss("edda", community.with_words(KINDNESS))
    assert community.round(number).value.is_open
    community.open("ada", other)
    community.answer_all(other, ["ada", "cleo", "dov", "edda"])
    community.close("ada", other)
    assert community.round(number).value.outcome == "void"
    assert statuses(community, number) == ["open"]


def test_a_round_cut_short_by_its_author_ends_nobodys_objection(community, number):
    next_round(community, number)
    community.withdraw("cleo", number)
    assert statuses(community, number) == ["open"]


@pytest.mark.parametrize("resolution", ["withdrawn", "kept_as_concern"])
def test_its_author_ends_it_in_the_same_round(community, number, resolution):
    community.answer_all(number, REST)
    community.resolve("dov", number, 1, resolution)
    assert statuses(community, number) == [resolution]
    (kept,) = community.objections(number)
    assert (kept.resolution, kept.resolved_in) == ("We talked.", 1)
    assert end_round(community, number) == "passed"
    counts = community.round(number).value.tally().counts
    assert counts["object"] == 0
    assert counts["stand_aside" if resolution == "withdrawn" else "concern"] == 1


def test_another_answer_in_the_same_round_withdraws_it(community, number):
    community.answer_all(number, [*REST, "dov"])
    assert statuses(community, number) == ["withdrawn"]
    assert community.close("ada", number).outcome == "passed"


def test_between_rounds_its_author_says_that_the_new_version_meets_it(community, number):
    community.answer_all(number, REST)
    end_round(community, number)
    assert isinstance(community.refused("resolve", "dov", number, 1, "integrated"), WrongState)
    community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
    community.resolve("dov", number, 1, "integrated")
    community.open("ada", number)
    assert community.round(number).value.objections == ()


def test_what_is_settled_under_the_earlier_round_counts_in_the_round_that_is_open(
    community, number
):
    """Its author finds it on the page of the round where it was raised, and ends it there."""
    next_round(community, number)
    community.answer_all(number, REST)
    community.object_to("dov", number)
    community.resolve("dov", number, 1, "kept_as_concern", decision=1)
    decision = community.round(number, 2).value
    assert [one.status for one in decision.objections] == ["kept_as_concern"]
    assert decision.tally().counts["object"] == 0
    assert decision.tally().counts["concern"] == 1
    assert end_round(community, number) == "passed"


@pytest.mark.parametrize("decision", [1, 2])
def test_after_the_deadline_nothing_is_settled_on_whichever_page(community, number, decision):
    next_round(community, number)
    community.answer_all(number, REST)
    community.object_to("dov", number)
    community.pass_deadline(number)
    refusal = community.refused("resolve", "dov", number, 1, "withdrawn", decision=decision)
    assert isinstance(refusal, WrongState)
    assert end_round(community, number) == "blocked"


@pytest.mark.parametrize(
    ("who", "resolution", "refusal"),
    [
        ("ada", "withdrawn", NotAllowed),
        ("cleo", "integrated", NotAllowed),
        (None, "withdrawn", NotAllowed),
        ("dov", "set_aside", NotAllowed),
        ("ada", "set_aside", NotAllowed),
        ("dov", "integrated", WrongState),
        ("dov", "solved", BadInput),
    ],
)
def test_who_may_not_end_it_or_not_so(community, number, who, resolution, refusal):
    assert isinstance(community.refused("resolve", who, number, 1, resolution), refusal)
    assert statuses(community, number) == ["open"]


def test_an_objection_that_is_not_there_is_not_found(community, number):
    assert isinstance(community.refused("resolve", "dov", number, 2, "withdrawn"), NotFound)
    assert isinstance(
        community.refused("resolve", "dov", number, 1, "withdrawn", decision=9), NotFound
    )


def test_it_ends_once(community, number):
    community.resolve("dov", number, 1, "withdrawn")
    refusal = community.refused("resolve", "dov", number, 1, "kept_as_concern")
    assert isinstance(refusal, WrongState)


def test_what_was_decided_settles_its_objections(community, number):
    community.answer_all(number, REST)
    community.resolve("dov", number, 1, "withdrawn")
    end_round(community, number)
    refusal = community.refused("resolve", "dov", number, 1, "withdrawn")
    assert isinstance(refusal, WrongState)


def test_two_objections_are_two(community, number):
    community.object_to("edda", number)
    community.resolve("edda", number, 2, "withdrawn")
    assert statuses(community, number) == ["open", "withdrawn"]
    assert end_round(community, number) == "blocked"


def test_after_three_blocked_rounds_it_is_a_draft_that_all_can_still_see(community, number):
    versions = [KINDNESS_OTHERWISE, LEARNING]
    for words in versions:
        next_round(community, number, words)
        community.object_to("dov", number)
    community.answer_all(number, REST)
    assert end_round(community, number) == "blocked"
    assert community.status(number) == "draft"
    assert isinstance(community.refused("open", "ada", number), WrongState)
    assert statuses(community, number) == ["open"]
    community.revise("cleo", number, community.with_words(PRIVACY))
    community.submit("cleo", number)
    assert community.amendment(number).value.submitted_at == community.clock()
    assert isinstance(community.refused("open", "ada", number), WrongState)
