"""What is too much for a page is said in words; what is let in is drawn whole, and soon."""

import time

import pytest

from app.rendering.markdown.extent import CHARTER, WORDS, too_much
from app.rendering.markdown.html import words_to_html

TOO_MUCH = {
    "quotes": (">" * 30 + " a", "too deeply"),
    "quotes on lines": ("> " * 20 + "a\n", "too deeply"),
    "lists": ("- " * 11 + "a", "too deeply"),
    "nested lists": ("".join("  " * n + "- a\n" for n in range(11)), "too deeply"),
    "a mixture": ("> - " * 8 + "a", "too deeply"),
    "brackets": ("[" * 501, "brackets"),
    "pictures": ("![" * 300, "brackets"),
    "signs": ("*a_" * 2600, "signs"),
    "lines": ("a\n" * 2001, "lines"),
    "columns": ("|".join("a" * 60) + "\n" + "|".join("-" * 60) + "\n", "columns"),
    "cells": ("a|b|c|d|e\n-|-|-|-|-\n" + "a\n" * 200, "cells"),
    "links": ("[a](/b) " * 51, "links"),
    "a link bomb": ("[a]: /b\n\n" + "[a] " * 51, "links"),
    "a long address": (f"[a](/{'b' * 2001})", "address"),
    "a long address, used often": (f"[a]: /{'b' * 2001}\n\n[a]", "address"),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_what_is_too_much_is_said(what):
    text, word = TOO_MUCH[what]
    reason = too_much(text, WORDS)
    assert reason is not None
    assert word in reason


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain words.",
        "- a\n  - b\n    - c\n      - d\n",
        "> > > a",
        "|a|b|\n|-|-|\n|1|2|\n" + "|1|2|\n" * 200,
        "[a](https://example.org/b) " * 50,
        "*One* **two** `three` ~~four~~ `[five](/six)`.\n\n" * 150,
    ],
)
def test_what_people_write_is_not(text):
    assert too_much(text, WORDS) is None


def test_the_deepest_that_is_let_in_is_drawn_whole():
    deepest = max(
        (text for n in range(1, 30) for text in ("> " * n + "end", "- " * n + "end")
         if too_much(text, WORDS) is None),
        key=len,
    )  # fmt: skip
    assert "end" in words_to_html(deepest)
    assert "end" not in words_to_html("> " * 25 + "end")


HOSTILE = [
    "[", "[a](", "![", "*a_ ", "**a ", "`", "<a ", "<http:", "&", "\\", "|", "|-", "~~a", "a]",
    "<", "a\n", "> a\n", "# a\n", "\t", "[x](<", '[x](x "', "[\n", "[a]:\n", "[a]: b\n", "```\n",
    "1. ", "> - ", "- a\n", "a|b\n-|-\n", "***", "_", "[a][", "]: ", "\n===\n", "  - a\n", "- \n",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("most", [CHARTER, WORDS], ids=["charter", "words"])
def test_it_is_read_in_a_time_that_grows_with_its_length(most):
    """Whatever is let in takes less than the slow machine's allowance; most take far less."""
    length = 250_000 if most is CHARTER else 10_000
    allowed = 10.0 if most is CHARTER else 2.0
    for piece in HOSTILE:
        text = _longest(piece, length, most)
        begun = time.process_time()
        html = words_to_html.__wrapped__(text)
        assert time.process_time() - begun < allowed, piece
        assert len(html) < 40 * len(text) + 200_000, piece


def _longest(piece, length, most):
    count = length // len(piece)
    while count > 1 and too_much(piece * count, most) is not None:
        count //= 2
    return piece * count
