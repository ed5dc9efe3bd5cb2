"""A quotation that stands in its passage more than once: which of them is asked, and kept."""

import pytest

from app.services.texts.quoted import places_of
from app.services.views.amendment_view import look_at_amendment

COMMENTS = "/amendments/1/comments"
TEXT = "Ask the board. The **board** answers the board within a week, or the board says why not."


@pytest.fixture
def block(three):
    """A passage of cleo's proposal in which the same words stand several times."""
    text = three.head.document.text
    three.discuss("cleo", f"{text}\n{TEXT}\n")
    with three.reading("cleo") as (reader, access):
        return look_at_amendment(reader, access, 1).proposed.blocks[-1].id


def say(call, block, **anchor):
    body = {"body": "Hm.", "anchor": {"block": block, **anchor}}
    return call("edda").post(COMMENTS, body)


def test_which_is_asked_with_what_stands_around_each(call, block):
    refused = say(call, block, quote="the board")
    said = refused.json()
    assert (refused.status_code, said["type"]) == (422, "/problems/which-words")
    assert said["field"] == "occurrence"
    found = said["occurrences"]
    assert [one["occurrence"] for one in found] == [1, 2, 3]
    assert (found[0]["prefix"], found[0]["suffix"][:13]) == ("Ask ", ". The **board")


def test_one_of_them_is_chosen_by_its_number(call, block):
    answer = say(call, block, quote="the board", occurrence=2)
    assert answer.status_code == 201, answer.text
    anchor = answer.json()["anchor"]
    assert (anchor["quote"], anchor["occurrence"], anchor["stands"]) == ("the board", 2, "same")
    assert say(call, block, quote="the board", occurrence=4).status_code == 422


def test_or_by_what_stands_before_or_behind(call, block):
    assert say(call, block, quote="the board", suffix=" says").json()["anchor"]["occurrence"] == 3
    assert say(call, block, quote="the board", prefix="Ask ").json()["anchor"]["occurrence"] == 1
    assert say(call, block, quote="the board", prefix=" ").status_code == 422


def test_words_that_stand_there_once_are_asked_about_nothing(call, block):
    anchor = say(call, block, quote="within a week").json()["anchor"]
    assert anchor["occurrence"] is None


def test_the_one_that_was_meant_is_followed(call, three, block):
    passage = three.block("Be Respectful").id
    for which in (1, 2):
        assert say(call, passage, quote="person", occurrence=which).status_code == 201
    three.revise("cleo", 1, three.with_words((", and personal attacks", "")))
    items = call("edda").get(COMMENTS).json()["items"]
    assert [one["anchor"]["stands"] for one in items] == ["gone", "same"]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("board", "board, **board**", ["board", "board"]),
        ("**board**", "board, **board**", ["**board**"]),
        ("a b", "a\nb a b", ["a\nb", "a b"]),
        ("aa", "aaa", ["aa", "aa"]),
        ("*", "a * b", ["*"]),
        ("c", "a b", []),
    ],
)
def test_places_are_told_as_they_are_read(words, text, found):
    assert [text[start:end] for start, end in places_of(words, text)] == found
