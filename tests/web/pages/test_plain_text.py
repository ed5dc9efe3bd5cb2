"""A revision as plain text: the words that a reader sees, each number once."""

from __future__ import annotations

import pytest

from app.web.pages.texts.take_along import plain_text
from charter import found


def _plain(text: str) -> str:
    return plain_text(found(text)[0])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1. Quiet hours\n2. Noise\n4. Pets\n", "1. Quiet hours\n2. Noise\n4. Pets\n"),
        ("3) *One*\n5) **Two**\n", "3) One\n5) Two\n"),
        ("- One\n  1. Inner\n     goes on\n- Two\n", "- One\n  1. Inner\n     goes on\n- Two\n"),
        ("# Fees\n\n1. One\n\n   more\n", "Fees\n\n1. One\n\nmore\n"),
        ("Title\n~~~~~\n\nWords.\n", "Title\n\nWords.\n"),
        ("Title\n=====\n", "Title\n"),
    ],
)
def test_each_number_stands_once_and_marks_are_left_out(text, plain):
    assert _plain(text) == plain


def test_what_the_page_does_not_show_is_said_here_too():
    text = "---\ntitle: x\n---\n\nWords <!-- secret --> go on.\n\n<!-- more -->\n"
    assert _plain(text) == (
        "[Not shown here: facts about this text]\n\n"
        "Words (a note in the source) go on.\n\n"
        "[Not shown here: a note in the source]\n"
    )
