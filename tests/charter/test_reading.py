"""Sentences, badges and the terminal: what people read."""

from __future__ import annotations

import regex

import charter as c
from charter.compare import compare
from charter.flow import cells
from tests.charter.conftest import read

BEFORE = (
    "# Duties\n\nThe chair may close the meeting.\n\n- Bring tea.\n- Bring cake.\n\nLast words.\n"
)
AFTER = (
    BEFORE.replace("may close", "must close")
    .replace("- Bring tea.\n", "")
    .replace("Last words.", "Last words.\n\nNew words.")
)


def test_changes_in_plain_sentences():
    step = read(BEFORE, AFTER)
    assert c.in_words(step.changes) == (
        "Under “Duties”, a paragraph was changed: The chair may → must close the meeting.",
        "Under “Duties”, a list item was taken out: “Bring tea.”",
        "Under “Duties”, a paragraph was added: “New words.”",
    )
    assert c.in_words(()) == ("Nothing changed.",)


def test_a_word_with_another_ending_is_told_whole():
    (sentence,) = c.in_words(read("Each member votes.", "Each members votes.").changes)
    assert sentence.endswith("changed: Each member → members votes.")


def test_headings_and_blanks_are_told_in_their_own_way():
    assert c.in_words(read("Text.", "Text.\n\n# New").changes) == ("The heading “New” was added.",)
    assert c.in_words(read("# Rules\n\nSo  it is.", "# Rules\n\nSo it is.").changes) == (
        "Under “Rules”, a paragraph was changed in its white space only.",
    )
    (sentence,) = c.in_words(read("We meet and eat here.", "We meet often and eat here.").changes)
    assert sentence.endswith("“We meet and eat here” became “We meet often and eat here”.")


def test_hidden_signs_are_named():
    assert c.badges("ab\u202ecd\u200b") == (
        (False, "ab"), (True, "U+202E right-to-left override"), (False, "cd"),
        (True, "U+200B zero width space"),
    )  # fmt: skip
    assert c.has_hidden("a\u00a0b")
    assert not c.has_hidden("\U0001f468\u200d\U0001f469")
    assert c.changes_direction("a\u2066b")
    assert not c.changes_direction("a\u200bb")


def test_the_terminal_shows_words_without_colour():
    step = read(BEFORE, AFTER)
    shown = c.render(step.old, step.new, colour=False)
    assert "The chair [-may-]{+must+} close the meeting." in shown
    assert "[-- Bring tea.-]" in shown
    assert "{+New words.+}" in shown
    assert "… 1 passage unchanged" in shown
    assert "\x1b" not in shown


def test_the_terminal_in_colour_says_the_same():
    step = read(BEFORE, AFTER)
    for style in ("blocks", "words", "side_by_side"):
        plain = c.render(step.old, step.new, style=style, colour=False, width=60)
        bright = c.render(step.old, step.new, style=style, colour=True, width=60)
        bare = regex.sub(r"\x1b\[[0-9;]*m", "", bright)
        assert "\x1b[31m" in bright
        assert regex.sub(r"\[-|-\]|\{\+|\+\}|\s", "", plain) == regex.sub(r"\s", "", bare)
        assert all(cells(line) <= 60 for line in bare.split("\n"))


def test_wide_signs_take_two_columns():
    step = read("漢字 " * 60, "漢字 " * 59 + "仮名")
    shown = c.render(step.old, step.new, style="side_by_side", colour=False, width=60)
    assert all(cells(line) <= 60 for line in shown.split("\n"))


def test_nothing_to_show():
    document, _ = c.found(BEFORE)
    assert c.render(document, document) == ""
    assert c.changes(document, document) == ()


def test_two_texts_without_a_history_are_compared():
    step = read(BEFORE, AFTER)
    loose = list(compare(c.canonical(BEFORE), c.canonical(AFTER)))
    told = [(change.op, change.before, change.after, change.words) for change in loose]
    assert told == [(x.op, x.before, x.after, x.words) for x in step.changes]
    assert [change.section for change in loose] == ["Duties"] * 3


def test_a_change_as_json():
    shape = read("Be kind.", "Be very kind.").only().to_dict()
    assert shape["words"] == [[0, "Be "], [1, "very "], [0, "kind."]]
    assert shape["op"] == "replace"
