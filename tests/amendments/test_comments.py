"""What a comment needs, and which words of its passage it is about."""

import pytest

from amendments.record.events import EventKind
from amendments.refusals import BadInput
from amendments.talking import comments
from amendments.talking.comments import LONGEST_COMMENT, CommentKind, NewRemark
from amendments.talking.which_words import MeantWhich, MeantWords, choose, occurrences
from tests.support.values import MEMBER, amendment

TEXT = "Be kind. To be kind is to be kind to all."
#: Where “be kind” stands in it, with “Be kind” as a place that reads like it.
PLACES = [(0, 7), (12, 19), (26, 33)]


def refused(act, *given):
    with pytest.raises(BadInput) as refusal:
        act(*given)
    return refusal.value


@pytest.mark.parametrize("kind", CommentKind)
def test_a_comment_is_one_of_four(kind):
    comments.check_kind(kind)
    assert refused(comments.check_kind, kind + "s").field == "kind"


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("reaction", {}, "body"),
        ("reaction", {"body": " \n "}, "body"),
        ("reaction", {"quote": "kind"}, "body"),
        ("reaction", {"body": "x" * (LONGEST_COMMENT + 1)}, "body"),
        ("reaction", {"body": "x", "quote": "y" * (LONGEST_COMMENT + 1)}, "quote"),
        ("suggestion", {"body": "x", "replacement": "y" * (LONGEST_COMMENT + 1)}, "replacement"),
        ("suggestion", {"body": "x"}, "replacement"),
        ("suggestion", {"body": "x", "replacement": " "}, "replacement"),
    ],
)
def test_words_are_there_and_not_too_many(kind, given, field):
    assert refused(comments.check_words, kind, given).field == field


def test_words_are_trimmed_and_empty_ones_are_none():
    given = {"body": f" {'x' * LONGEST_COMMENT} ", "quote": "  ", "replacement": "Be kind.\n"}
    words = comments.check_words("suggestion", given)
    assert words == {"body": "x" * LONGEST_COMMENT, "replacement": "Be kind."}
    assert "replacement" in comments.check_words("reaction", {"body": "x", "replacement": "y"})


def test_a_reply_is_to_a_comment_that_is_there():
    comments.check_reply(None, ())
    comments.check_reply(2, {1, 2})
    assert refused(comments.check_reply, 3, {1, 2}).field == "reply_to"


def test_what_is_quoted_stands_in_a_passage_that_is_there():
    comments.check_anchor({"body": "x"}, None)
    comments.check_anchor({"quote": "kind"}, "b1")
    assert refused(comments.check_anchor, {"quote": "kind"}, None).field == "anchor"
    assert comments.check_passage(TEXT) == TEXT
    assert refused(comments.check_passage, None).field == "anchor"
    assert comments.check_quote(("be kind", 2)) == ("be kind", 2)
    assert refused(comments.check_quote, None).field == "quote"


def test_a_comment_is_recorded_on_the_newest_version_and_its_words_are_sealed():
    about = amendment(version=3)
    remark = NewRemark("Why?", CommentKind.QUESTION, block="b1", reply_to=2)
    event = comments.comment(about, MEMBER, 5, remark, {"body": "Why?"})
    assert (event.kind, event.actor) == (EventKind.COMMENTED, MEMBER.handle)
    assert event.data == {
        "amendment": 1,
        "comment": 5,
        "version": 3,
        "kind": "question",
        "reply_to": 2,
        "block": "b1",
    }
    assert event.words == {"body": "Why?"}
    third = comments.comment(about, MEMBER, 5, remark, {"body": "Why?"}, 3)
    assert third.data == {**event.data, "occurrence": 3}


@pytest.mark.parametrize(
    ("meant", "place"),
    [
        (MeantWords(1), 0),
        (MeantWords(3), 2),
        (MeantWords(prefix="To "), 1),
        (MeantWords(suffix=" to"), 2),
        (MeantWords(prefix="to ", suffix=" to"), 2),
        (MeantWords(2, prefix="to "), 1),  # the number says it alone
    ],
)
def test_words_are_meant_by_their_number_or_by_what_stands_around_them(meant, place):
    assert choose(meant, TEXT, PLACES) == PLACES[place]


@pytest.mark.parametrize(
    "meant", [MeantWords(), MeantWords(prefix="o "), MeantWords(prefix="never "), MeantWords(None)]
)
def test_who_does_not_say_which_is_asked_with_all_of_them(meant):
    refusal = refused(choose, meant, TEXT, PLACES)
    assert isinstance(refusal, MeantWhich)
    assert refusal.found == occurrences(TEXT, PLACES)
    assert [one["prefix"] for one in refusal.details["occurrences"]][:2] == ["", "Be kind. To "]


@pytest.mark.parametrize("number", [0, -1, 4])
def test_they_do_not_stand_there_more_often_than_they_do(number):
    refusal = refused(choose, MeantWords(number), TEXT, PLACES)
    assert (refusal.field, isinstance(refusal, MeantWhich)) == ("occurrence", False)
