"""What a publication means for the other decisions that are under way."""

from datetime import timedelta

import pytest

from amendments.refusals import WrongState
from app.services.texts.change_rules import change_rules
from app.storage.deciding import round_notes
from tests.support.texts import ACTIVELY, KINDNESS, KINDNESS_OTHERWISE, LEARNING, PRIVACY

ALL = ["ada", "cleo", "dov", "edda"]


@pytest.fixture
def number(community):
    """An amendment by cleo with a round open."""
    return community.decide("cleo", community.with_words(KINDNESS))


def test_the_second_of_two_changes_to_one_passage_is_void_at_once(community, number):
    other = community.discuss("dov", community.with_words(KINDNESS_OTHERWISE))
    community.open("ada", other)
    community.answer_all(other, ["ada", "cleo", "dov"])
    community.answer_all(number, ALL)
    community.close("ada", number)
    assert community.round(other).value.outcome == "void"
    assert community.status(other) == "discussion"
    assert KINDNESS[1] in community.head.document.text
    assert isinstance(community.refused("answer", "edda", other), WrongState)
    assert isinstance(community.refused("close", "ada", other), WrongState)


def test_the_same_change_is_never_published_twice(community, number):
    other = community.discuss("dov", community.with_words(KINDNESS))
    community.open("ada", other)
    community.answer_all(number, ALL)
    community.close("ada", number)
    assert community.round(other).value.outcome == "void"
    assert community.head.document.text.count(KINDNESS[1]) == 1


def test_a_neighbouring_publication_extends_an_open_round(community, number):
    community.clock.advance(timedelta(days=6, hours=20))
    closes = community.round(number).value.closes_at
    quick = community.propose("dov", community.with_words(ACTIVELY))
    community.submit("dov", quick)
    assert closes - community.clock() < timedelta(hours=5)
    _publish_now(community, quick)
    decision = community.round(number).value
    assert decision.is_open
    assert decision.closes_at == community.clock() + timedelta(hours=48)
    assert any('"kind":"round.text_moved"' in line for line in community.lines())
    with community.database.reading() as reader:
        about = community.amendment(number).id
        (move,) = round_notes.moves(reader, about, community.round(number).id)
    assert (move.cause, move.until, move.revision) == ("text_moved", decision.closes_at, 2)


def test_who_answered_before_the_text_moved_confirms_before_it_can_be_closed_early(
    community, number
):
    quick = community.propose("dov", community.with_words(ACTIVELY))
    community.submit("dov", quick)
    community.answer_all(number, ALL)
    _publish_now(community, quick)
    assert "has confirmed" in community.refused("close", "ada", number).reason
    community.repeat("ada", number)
    assert isinstance(community.refused("repeat", "ada", number), WrongState)
    community.answer("cleo", number, "concern", "It is another text now.")
    community.answer("dov", number)
    assert "has confirmed" in community.refused("close", "ada", number).reason
    community.repeat("edda", number)
    assert community.close("ada", number).outcome == "passed"


def test_what_was_not_confirmed_counts_at_the_deadline(community, number):
    quick = community.propose("dov", community.with_words(ACTIVELY))
    community.submit("dov", quick)
    community.answer_all(number, ALL)
    _publish_now(community, quick)
    community.clock.set(community.round(number).value.closes_at)
    community.tick()
    assert community.round(number).value.outcome == "passed"


@pytest.mark.parametrize("words", [LEARNING, PRIVACY], ids=["elsewhere", "in the same section"])
def test_a_publication_that_is_not_beside_extends_nothing(community, number, words):
    community.clock.advance(timedelta(days=6, hours=20))
    closes = community.round(number).value.closes_at
    quick = community.propose("dov", community.with_words(words))
    community.submit("dov", quick)
    _publish_now(community, quick)
    assert community.round(number).value.closes_at == closes


def _publish_now(community, number):
    """Let an amendment that was submitted just now be decided at once, by rules without times."""
    _rules(community, "PT0S")
    community.open("ada", number)
    community.answer_all(number, ALL)
    community.close("ada", number)


def _rules(community, discussion):
    with community.writing("ada") as (writer, access):
        change_rules(writer, access.charter, {"discussion": discussion})


def test_two_insertions_at_one_place_stand_in_the_order_of_publication(community):
    after = community.block(KINDNESS[0]).id
    numbers = []
    for words in ("- First.", "- Second."):
        insert = {"op": "insert", "after": after, "new": [words]}
        wanted = {"format": "change-set/1", "operations": [insert]}
        numbers.append(community.discuss("cleo", change_set=wanted))
    for number in numbers:
        community.open("ada", number)
        community.answer_all(number, ALL)
        community.close("ada", number)
    texts = [one.text for one in community.head.document.blocks]
    place = texts.index("- First.")
    assert texts[place + 1] == "- Second."
    assert texts[place - 1].startswith("- **Be Respectful:**")
