import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound
from amendments.talking.comments import LONGEST_COMMENT
from app.services.texts.quoted import stands_as
from app.storage.talking import comments as discussions
from tests.support.texts import KINDNESS


@pytest.fixture
def number(community):
    """An amendment by cleo in discussion."""
    return community.discuss("cleo", community.with_words(KINDNESS))


def comments(community, number):
    kept = community.amendment(number)
    with community.database.reading() as reader:
        return discussions.comments(reader, kept.id)


def test_a_comment_is_kept_as_it_was_written(community, number):
    words = "Why? <script>alert(1)</script> [x](javascript:alert(1)) \u202e"
    assert community.comment("dov", number, words, kind="question") == 1
    (kept,) = comments(community, number)
    assert (kept.body, kept.kind, kept.version) == (words, "question", 1)
    assert kept.member == community.people["dov"].member


def test_a_comment_on_a_passage_keeps_its_place_and_the_words(community, number):
    block = community.block(KINDNESS[0])
    community.comment("dov", number, block=block.id, quote="kindness")
    (kept,) = comments(community, number)
    assert (kept.anchor_block, kept.quote) == (block.id, "kindness")


def test_a_suggestion_brings_its_wording(community, number):
    community.comment("dov", number, kind="suggestion", replacement="Be kind to everyone.")
    assert comments(community, number)[0].replacement == "Be kind to everyone."


def test_a_reply_names_what_it_answers(community, number):
    first = community.comment("dov", number)
    assert community.comment("edda", number, reply_to=first) == 2
    assert comments(community, number)[1].reply_to == first


@pytest.mark.parametrize(
    ("body", "more", "field"),
    [
        ("", {}, "body"),
        ("  \n ", {}, "body"),
        ("x" * (LONGEST_COMMENT + 1), {}, "body"),
        ("a\x00b", {}, "body"),
        ("\ud800", {}, "body"),
        ("Hm.", {"kind": "shout"}, "kind"),
        ("Hm.", {"kind": "suggestion"}, "replacement"),
        ("Hm.", {"kind": "suggestion", "replacement": " "}, "replacement"),
        ("Hm.", {"block": "aaaaaaaaaaaa"}, "anchor"),
        ("Hm.", {"reply_to": 7}, "reply_to"),
    ],
)
def test_a_comment_that_cannot_be_used_is_refused(community, number, body, more, field):
    refusal = community.refused("comment", "dov", number, body, **more)
    assert isinstance(refusal, BadInput)
    assert refusal.field == field
    assert comments(community, number) == []


def test_words_that_are_not_in_the_passage_cannot_be_quoted(community, number):
    block = community.block(KINDNESS[0])
    refusal = community.refused("comment", "dov", number, block=block.id, quote="cruelty")
    assert refusal.field == "quote"
    refusal = community.refused("comment", "dov", number, quote="kindness")
    assert refusal.field == "anchor", "it is not said in which passage"


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("kind to all", "kind to all"),
        ("Be kind: always  be\nkind", "**Be kind:** always be\nkind"),
        ("be kind to all our", "be\nkind to all **our"),
        ("our guests", "our guests"),
        ("to all our guests.", "to all **our guests**."),
        ("our guests.", "**our guests**."),
        ("the guide", "the [guide"),
        ("unkind", None),
        ("**", "**"),
        ("__", None),
        (" ", " "),
    ],
)
def test_words_are_found_as_they_are_shown(words, stands):
    text = "- **Be kind:** always be\nkind to all **our guests**. See the [guide](/g)."
    assert stands_as(words, text) == stands


def test_readers_do_not_comment(community, number):
    assert isinstance(community.refused("comment", None, number), NotAllowed)
    assert isinstance(community.refused("comment", "dov", 99), NotFound)
