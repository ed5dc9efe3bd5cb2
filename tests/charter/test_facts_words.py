"""Facts that readers rely on: the words of one passage, each fact on its own."""

from __future__ import annotations

import pytest

from tests.charter.conftest import read, words_of

LONG = (
    "The stewards call a meeting every month. They send the agenda a week before. "
    "Everyone may add a point until the day before. The minutes are kept where all can read them. "
    "Whoever cannot come may send a note. "
)


def test_another_skin_tone_changes_exactly_that_grapheme():
    change = read(
        "We wave \U0001f44b\U0001f3fb to all.", "We wave \U0001f44b\U0001f3ff to all."
    ).only()
    assert words_of(change, -1) == ["\U0001f44b\U0001f3fb"]
    assert words_of(change, 1) == ["\U0001f44b\U0001f3ff"]


def test_a_family_of_joined_signs_is_never_cut():
    change = read(
        "A \U0001f468‍\U0001f469‍\U0001f467 here.", "A \U0001f468‍\U0001f469‍\U0001f466 here."
    ).only()
    assert words_of(change, -1) == ["\U0001f468‍\U0001f469‍\U0001f467"]


def test_a_short_sentence_wholly_rewritten_is_one_out_and_one_in():
    change = read("Be kind to each other.", "Help newcomers find their way.").only()
    assert [sign for sign, _ in change.words if sign] == [-1, 1]
    assert words_of(change, -1)[0].startswith("Be kind")


def test_two_edits_that_leave_next_to_nothing_of_a_sentence_are_one():
    change = read(
        "We meet often. Verylongword a b ends.", "We meet often. otherstrange a b quits."
    ).only()
    assert words_of(change, -1) == ["Verylongword a b ends"]


def test_the_last_third_rewritten_keeps_the_start_and_is_cut_at_a_sentence():
    before = LONG + "The chair closes the meeting when the list of points is done."
    after = LONG + "The evening ends with a shared meal that a different member cooks each time."
    change = read(before, after).only()
    assert change.words[0] == (0, LONG)
    assert [sign for sign, _ in change.words[1:3]] == [-1, 1]
    assert change.words[1][1].startswith("The chair")


def test_the_same_words_as_a_list_item_are_a_change_of_form():
    change = read("Text.\n\nBe kind to all.", "Text.\n\n- Be kind to all.").only()
    assert change.note == "form"
    assert change.kind == "list_item"
    assert "Be kind to all." in words_of(change, 0)
    assert not words_of(change, -1)


def test_of_two_sentences_that_start_alike_the_first_is_deleted():
    change = read(
        "The board meets in May. The board meets in June and votes.",
        "The board meets in June and votes.",
    ).only()
    assert change.words == (
        (-1, "The board meets in May. "),
        (0, "The board meets in June and votes."),
    )


def test_an_inserted_sentence_that_starts_like_the_next_is_exactly_the_new_one():
    change = read(
        "Welcome. The board decides by consent.",
        "Welcome. The board meets in May. The board decides by consent.",
    ).only()
    assert words_of(change, 1) == ["The board meets in May. "]


@pytest.mark.parametrize(
    ("before", "after", "out", "put"),
    [
        ("Each member votes.", "Each members votes.", [], ["s"]),
        ("It is able now.", "It is unable now.", [], ["un"]),
        ("We organised it.", "We organise it.", ["d"], []),
    ],
)
def test_a_prefix_or_suffix_is_shown_inside_the_word(before, after, out, put):
    change = read(before, after).only()
    assert words_of(change, -1) == out
    assert words_of(change, 1) == put


def test_a_removed_space_is_said():
    change = read("Every one may speak here.", "Everyone may speak here.").only()
    assert change.note == "white_space"
    assert change.op == "replace"
    assert "".join(words_of(change, 0)).endswith(" may speak here.")


def test_only_case_and_only_punctuation_are_said():
    assert read("The Board decides.", "The board decides.").only().note == "case"
    assert read("Come, stay and help.", "Come, stay, and help.").only().note == "punctuation"


def test_words_beside_a_link_go_and_the_link_stays():
    change = read(
        "Read [our rules](https://example.org/a_b?c=d) before you join us.",
        "Read [our rules](https://example.org/a_b?c=d) first.",
    ).only()
    assert change.words[0][0] == 0
    assert "[our rules](https://example.org/a_b?c=d)" in change.words[0][1]


def test_a_link_target_is_never_cut():
    change = read("See [it](https://example.org/old).", "See [it](https://example.org/new).").only()
    assert words_of(change, -1) == ["](https://example.org/old)"]


def test_a_bare_address_is_never_cut_and_its_sentence_stays():
    change = read("See https://example.org/a.", "See https://example.org/b.").only()
    assert words_of(change, -1) == ["https://example.org/a"]
    assert change.words[0] == (0, "See ")


def test_bold_is_a_change_of_markup():
    change = read("Be very kind to all.", "Be **very** kind to all.").only()
    assert change.note == "markup"
    assert words_of(change, 1) == ["**", "**"]
    assert not words_of(change, -1)
