"""Comments through publications: what they are about stands, reads otherwise, or is gone."""

import pytest

from tests.support.texts import KINDNESS, LEARNING, PRIVACY

EVERYONE = ["ada", "bela", "cleo", "dov", "edda"]
COMMENTS = "/amendments/1/comments"
QUOTE = "even when opinions differ"


@pytest.fixture
def talk(three):
    """Cleo's proposal 1 for one passage, in discussion."""
    return three.discuss("cleo", three.with_words(LEARNING))


def publish(three, *words):
    number = three.decide("dov", three.with_words(*words))
    three.answer_all(number, EVERYONE)
    assert three.close("ada", number).outcome == "passed"


def say(call, three, words, quote=None):
    block = three.block(words).id
    body = {"body": "Hm.", "anchor": {"block": block, "quote": quote}}
    answer = call("edda").post(COMMENTS, body)
    assert answer.status_code == 201, answer.text
    return answer.json()["anchor"]


def anchors(call):
    return [one["anchor"] for one in call("edda").get(COMMENTS).json()["items"]]


def test_what_was_just_remarked_on_stands(call, three, talk):
    anchor = say(call, three, KINDNESS[0], QUOTE)
    assert (anchor["quote"], anchor["stands"], anchor["now"]) == (QUOTE, "same", None)


def test_words_that_others_changed_around_stand_where_they_stood(call, three, talk):
    say(call, three, KINDNESS[0], QUOTE)
    publish(three, KINDNESS)
    assert anchors(call)[0]["stands"] == "same"


def test_words_that_a_publication_changed_are_told_with_both(call, three, talk):
    say(call, three, KINDNESS[0], QUOTE)
    publish(three, (QUOTE, "also when opinions differ"))
    (anchor,) = anchors(call)
    assert (anchor["stands"], anchor["quote"]) == ("changed", QUOTE)
    assert "when opinions differ" in anchor["now"]


def test_words_that_two_publications_took_out_stand_no_more(call, three, talk):
    say(call, three, KINDNESS[0], QUOTE)
    publish(three, (f"{QUOTE}. ", "always. "))
    publish(three, ("with kindness, always", "with kindness"))
    (anchor,) = anchors(call)
    assert (anchor["quote"], anchor["stands"], anchor["now"]) == (QUOTE, "gone", None)


def test_a_passage_that_was_taken_out_is_gone(call, three, talk):
    say(call, three, PRIVACY[0])
    text = three.block(PRIVACY[0]).text
    publish(three, (f"{text}\n", ""))
    assert anchors(call)[0]["stands"] == "gone"


def test_words_of_the_proposal_stand_while_it_is_in_conflict(call, three, talk):
    new = next(one for one in three.head.document.blocks if LEARNING[0] in one.text)
    body = {"body": "Hm.", "anchor": {"block": new.id, "quote": "never stands still"}}
    assert call("edda").post(COMMENTS, body).status_code == 201
    publish(three, (LEARNING[0], "Technology moves"))
    assert call("edda").get("/amendments/1").json()["standing"] == "conflict"
    assert anchors(call)[0]["stands"] == "same"


def test_after_a_decision_it_is_told_as_it_was_then(call, three, talk):
    say(call, three, KINDNESS[0], QUOTE)
    three.withdraw("cleo", 1)
    publish(three, (QUOTE, "also when opinions differ"))
    assert anchors(call)[0]["stands"] == "same"
