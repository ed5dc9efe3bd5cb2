"""Odd input is told in words: what will be seen of it."""

import pytest

from app.rendering.fields import PLAIN, Shape
from app.rendering.odd_input import remarks

POINT = Shape("list_item", "- ", "  ")


@pytest.mark.parametrize("shape", [PLAIN, POINT])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("# hash at the start", "“# hash at the start” becomes a heading"),
        ("A line\n---", "becomes a heading"),
        ("1. First\n2. Second", "“1. First” becomes a point of a list"),
        ("> said", "becomes a quotation"),
        ("a | b\n- | -\n1 | 2", "becomes a table"),
        ("***", "a line across the page"),
        ("• One\n• Two", "begin each line with a dash"),
        ("One line\nand another", "Single lines are joined"),
        ("<b>bold</b>", "Signs such as <b> are shown just as they are typed"),
        ("Some <script>words</script>", "are shown just as they are typed"),
        ("Words <!-- and <b>notes</b> -->", "What stands between <!-- and --> is not shown"),
        ("a\u200bb", "a sign that nobody can see (U+200B)"),
        ("a \u202egnp.exe", "U+202E"),
    ],
)
def test_a_surprise_is_told(words, told, shape):
    assert told in " ".join(remarks(words, shape))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Plain words.",
        "#tag, and 3.5 of 10; a < b > c; x | y",
        "Two paragraphs.\n\nBoth plain.",
        "**Bold** and *soft* words",
        "A family 👩\u200d👩\u200d👧, and مرحبا بكم, and שלום",
        "A line that ends by hand  \nand goes on",
    ],
)
def test_what_is_plain_is_left_alone(words):
    assert remarks(words, PLAIN) == []
    assert remarks(words, POINT) == []


def test_a_heading_may_hold_what_it_likes():
    assert remarks("1. The # of things", Shape("heading", "## ")) == []
