"""Which signs of a Markdown text are marks: what is emphasised, at a cost that follows the text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.web.rendering import marks
from app.web.rendering.marks import MarkSpan, spans_of

# The two kinds of emphasis as one pattern each: right, and slow where nothing closes them.
STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1", re.DOTALL)
EM = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*\n]+?)(?<=[^\s*_\\])\1(?![\w*])")
SIGNS = st.lists(st.sampled_from([*"*_ab \n\\", "**", "__", "***"]), max_size=24).map("".join)


@given(SIGNS)
@example("***a** b*")
@example("_a_b_ **c** __d_ e__")
@example("*a\n* _b*c_ _d_")
def test_emphasis_is_what_its_pattern_finds(text):
    for pattern, how in ((STRONG, marks._STRONG), (EM, marks._EM)):
        wanted = [
            (match.start(), match.start(2), match.end(2), match.end())
            for match in pattern.finditer(text)
        ]
        assert [tuple(found) for found in marks._emphasised(text, how)] == wanted


@pytest.mark.parametrize("kind", ["paragraph", "heading", "quote", "list_item"])
@pytest.mark.parametrize(
    "unit",
    [
        "**a ", "__a ", "*a ", "_a ", "*a _b ", "**a*b ", "_a_b", "***", "* ", "_",
        "~~a ", "~~", "`a ", "``a` ", "`", "[", "[a](", "[a](b ", '[a](b "', "](", "\\*", "\\",
        "#", " #", " ", "\t", "\n ", "\n=", "\n> ", "- ", ">", "plain words ",
    ],
)  # fmt: skip
def test_the_cost_of_marks_follows_the_length(unit, kind):
    spans_of(unit * 50, kind)
    # Four times the text costs four times as much; sixteen times, were each sign looked at anew.
    ratios = []
    for _ in range(4):
        ratios.append(took(unit * 8000, kind) / took(unit * 2000, kind))
        if ratios[-1] < 8:
            return
    pytest.fail(f"{unit!r}: {ratios}")


def took(text: str, kind: str) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        spans_of(text, kind).between(0, len(text), show_targets=True)
        times.append(time.process_time() - start)
    return max(min(times), 1e-3)


def test_spans_of_one_style_are_one_also_around_what_is_hidden():
    styled = spans_of("a **b** __c__ d\u200b\u200be", "paragraph")
    assert styled.between(0, len(styled.text), show_targets=False) == (
        MarkSpan("a "),
        MarkSpan("b", "strong"),
        MarkSpan(" "),
        MarkSpan("c", "strong"),
        MarkSpan(" d"),
        MarkSpan("U+200B", "sign"),
        MarkSpan("U+200B", "sign"),
        MarkSpan("e"),
    )
