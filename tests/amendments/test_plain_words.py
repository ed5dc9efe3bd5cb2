"""Hints for plain words: long sentences and acronyms, and nothing that is plain already."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.writing.plain_words import LONG, MOST_HINTS, HintKind, hints, sentences

LONG_ONE = "We " + "really " * LONG + "care."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 4),
        ("We use tools, e.g. chats. They help.", 2),
        ("Ask Dr. Who. She knows.", 2),
        ("It is 3.5 km to St. Ives, i.e. far.", 1),
        ("“Be kind.” That is all.", 2),
        ("Das gilt z.B. für uns. Und für alle.", 2),
        ("A line\nand another", 2),
        ("\u6211\u4eec\u3002\u4f60\u4eec\u3002", 2),
        ("", 0),
    ],
)
def test_where_sentences_end(text, count):
    assert len(sentences(text)) == count


def test_a_long_sentence_is_pointed_at_and_a_short_one_is_not():
    (hint,) = hints([f"Be kind. {LONG_ONE}"])
    assert (hint.about, hint.count) == (HintKind.LONG_SENTENCE, LONG + 2)
    assert hint.words.startswith("We really")
    assert len(hint.words) <= 61
    assert hints(["We " + "really " * (LONG - 2) + "care."]) == ()


@pytest.mark.parametrize(
    ("text", "known", "elsewhere", "found"),
    [
        ("Ask the CIC and two NGOs.", [], "", ["CIC", "NGO"]),
        ("Ask the CIC.", ["cic"], "", []),
        ("Ask the CIC.", [], "A community interest company (CIC) is one.", []),
        ("Ask the CIC (a community interest company).", [], "", []),
        ("Part II of it. I am A.", [], "", []),
        ("BE KIND ALWAYS", [], "", []),
        ("See `HTML` and https://EXAMPLE.ORG/ABC.", [], "", []),
        ("CIC and CIC again.", [], "", ["CIC"]),
        ("\u00d6PNV f\u00fcr alle.", [], "", ["\u00d6PNV"]),
    ],
)
def test_acronyms_that_nobody_explains(text, known, elsewhere, found):
    assert [one.words for one in hints([text], known=known, elsewhere=elsewhere)] == found


@given(st.lists(st.text(max_size=200), max_size=5))
def test_whatever_someone_writes_there_are_a_few_hints_at_most(texts):
    assert len(hints(texts)) <= MOST_HINTS
