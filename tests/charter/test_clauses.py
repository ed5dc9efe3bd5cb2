"""Clauses on lines of their own become passages, bullets become lists, and prose stays whole."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import charter as c
from charter.text.clauses import Clauses, said_of, with_clauses
from tests.charter.strategies import texts, wild

EXAMPLES = int(os.environ.get("CHARTER_TESTS_LAW_EXAMPLES", "0"))
often = settings(
    max_examples=EXAMPLES or 300,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def passages(text: str) -> list[str]:
    return [piece.text for piece in c.split(with_clauses(text).text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "§ 3 Fees\n(1) All pay.\n(2) Guests do not.\n(3) Who cannot\npays less.",
            ["§ 3 Fees", "(1) All pay.", "(2) Guests do not.", "(3) Who cannot\npays less."],
        ),
        ("Members may\na) vote,\nb) pay.", ["Members may", "a) vote,", "b) pay."]),
        ("i. vote\nii. pay\niii. eat", ["i. vote", "ii. pay", "iii. eat"]),
        ("(i) vote\n(ii) pay", ["(i) vote", "(ii) pay"]),
        ("A. Clerk\nB. Cook", ["A. Clerk", "B. Cook"]),
        ("2.1 Every member\n2.2 Every guest", ["2.1 Every member", "2.2 Every guest"]),
        (
            "§ 1 Name\nWe are the house.\n§ 2 Aim\nWe cook.",
            ["§ 1 Name\nWe are the house.", "§ 2 Aim\nWe cook."],
        ),
        (
            "Artikel 1\nDer Verein heißt so.\nArtikel 2\nEr kocht.",
            ["Artikel 1\nDer Verein heißt so.", "Artikel 2\nEr kocht."],
        ),
        (
            "(1) Members may\n    a) vote\n    b) pay\n(2) Guests may eat",
            ["(1) Members may", "a) vote", "b) pay", "(2) Guests may eat"],
        ),
        ("(1) vote  \n(2) pay", ["(1) vote", "(2) pay"]),
        ("House rules\na) vote\nb) pay", ["House rules", "a) vote", "b) pay"]),
        ("(3) vote\n(4) pay", ["(3) vote", "(4) pay"]),
        ("§ 2 Stewards\n(1) They serve.", ["§ 2 Stewards", "(1) They serve."]),
        (
            "1. Members\n   (a) vote\n   (b) pay\n2. Guests",
            ["1. Members", "   (a) vote", "   (b) pay", "2. Guests"],
        ),
        (
            "1.\tMembers\n1.1\tEvery member\n2.\tGuests\n2.1\tEvery guest",
            ["1.\tMembers", "1.1\tEvery member", "2.\tGuests", "2.1\tEvery guest"],
        ),
        (
            "Article I. We\nSection 1. Cook.\nSection 2. Eat.\nArticle II. Us\nSection 1. All.",
            [
                "Article I. We",
                "Section 1. Cook.",
                "Section 2. Eat.",
                "Article II. Us",
                "Section 1. All.",
            ],
        ),
        ("(1) a\n(a) x\n(b) y\n(2) b", ["(1) a", "(a) x", "(b) y", "(2) b"]),
        ("Members may:\n\n\ta)\tvote\n\tb)\tpay", ["Members may:", "a)\tvote", "b)\tpay"]),
        ("**(1)** vote\n**(2)** pay", ["**(1)** vote", "**(2)** pay"]),
    ],
)
def test_lines_that_begin_with_a_label_of_their_own_are_passages(text, wanted):
    assert passages(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The board was founded in\n1990. It was a good year.",
        "Whoever is named in section 3\na) has no vote there.",
        "(1) Whoever is named in paragraphs (1) and\n(2) of this section has no vote.",
        "(1) In the cases of § 48 Abs.\n1 gilt das nicht, nach § 49 Abs.\n2 schon.",
        "We vote a) at meetings,\nb) by letter,\nc) by hand.",
        "As said in Article\n1. The others agree. See also Article\n2. They do as well.",
        "We met in May. Present were\nA. Smith and\nD. Jones.",
        "It takes\n2.5 percent of all.",
        "Anna said\n\u2013 and she meant it.",
        "```\n(1) a\n(2) b\n```",
        "> (1) a\n> (2) b",
        "| (1) | a |\n|---|---|\n| (2) | b |",
        "    (1) indented\n    (2) code",
        "- ```\n  (1) a\n  (2) b\n  ```",
        "<div>\n(1) a\n(2) b\n</div>",
        "We sing o sole mio\no cara mia.",
    ],
)
def test_lines_that_only_happen_to_begin_so_stay_where_they_are(text):
    assert with_clauses(text) == Clauses(c.canonical(text), 0, 0)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\u2022\tvote\n\u2022\tpay", "- vote\n- pay\n"),
        ("\u00b7 vote\n\u00b7 pay", "- vote\n- pay\n"),
        ("\u25aa vote\n\n\u25aa pay", "- vote\n- pay\n"),
        ("\uf0b7\u00a0vote", "- vote\n"),
        ("\u2022Vote\n\u2022Pay", "- Vote\n- Pay\n"),
        ("\u2013\tvote\n\n\u2013\tpay", "- vote\n- pay\n"),
        ("\u00b7 vote\n\u00b7 pay\nGuests may:", "- vote\n- pay\n\nGuests may:\n"),
        ("\u2013 vote\n\u2013 pay", "- vote\n- pay\n"),
        ("Members:\n\u2022 vote\n\u2022 pay\nand eat", "Members:\n\n- vote\n- pay\nand eat\n"),
        (
            "\u2022\tMembers\no\tvote\no\tpay\n\u2022\tGuests",
            "- Members\n  - vote\n  - pay\n- Guests\n",
        ),
        (
            "\u2022\tMembers\n\n\to\tvote\n\n\t\t\u25aa\tby hand\n\n\to\tpay\n\n\u2022\tGuests",
            "- Members\n  - vote\n    - by hand\n  - pay\n- Guests\n",
        ),
        ("\u2022 a\n  \u2022 b\n  \u2022 c\n\u2022 d", "- a\n  - b\n  - c\n- d\n"),
        ("1. Members\n\u2022 vote\n\u2022 pay\n2. Us", "1. Members\n   - vote\n   - pay\n2. Us\n"),
        ("\u2022 a\n\nText.\n\n\to\tb", "- a\n\nText.\n\n- b\n"),
    ],
)  # fmt: skip
def test_bullets_of_word_processors_become_points_of_a_list(text, wanted):
    assert with_clauses(text).text == wanted


def test_what_was_done_is_counted_and_said():
    done = with_clauses("(1) a\n(2) b\n\n\u2022 c")
    assert (done.clauses, done.items) == (2, 1)
    assert said_of(done) == (
        "2 lines that begin with a number of their own became passages.",
        "1 line that begins with a bullet became a point of a list.",
    )
    assert said_of(with_clauses("Nothing to do.")) == ()


def test_passages_in_force_keep_their_bytes():
    old = "(1) vote\n(2) pay"
    text = f"{old}\n\n(1) eat\n(2) cook"
    in_force = c.found(old)[0].passages
    assert with_clauses(text, in_force) == Clauses(f"{old}\n\n(1) eat\n\n(2) cook\n", 2, 0)


@often
@given(st.one_of(texts, wild))
def test_cutting_is_idempotent_and_gives_canonical_text(text):
    done = with_clauses(text)
    assert c.canonical(done.text) == done.text
    assert with_clauses(done.text) == Clauses(done.text, 0, 0)
    if not done.clauses and not done.items:
        assert done.text == c.canonical(text)


rows = st.lists(
    st.sampled_from(
        [
            "(1) a", "(2) b", "(3) c", "a) x", "b) y", "i. x", "ii. y", "\u2022 p", "o\tq",
            "  \u25aa r", "\t\u2022 s", "1. z", "2. w", "- m", "words", "see Section", "\u2013 d",
            "", "    (1) deep", "§ 1 T", "§ 2 U", "## H", "x\\",
        ]
    ),
    max_size=10,
)  # fmt: skip


@often
@given(rows)
def test_no_word_is_lost_or_doubled(rows):
    """Only blanks, bullets and indents change; and cutting again changes nothing more."""
    text = "\n".join(rows)
    done = with_clauses(text)
    assert with_clauses(done.text) == Clauses(done.text, 0, 0)
    bullets = str.maketrans(dict.fromkeys("\u2022\u25aa\u2013-o\\", ""))
    assert done.text.translate(bullets).split() == c.canonical(text).translate(bullets).split()
