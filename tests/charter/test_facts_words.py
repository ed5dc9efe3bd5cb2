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
        ("Each member votes.", "Each members votes.", "member", "members"),
        ("It is able now.", "It is unable now.", "able", "unable"),
        ("We organised it.", "We organise it.", "organised", "organise"),
        ("All members vote.", "All membership vote.", "members", "membership"),
        ("It costs $57.60 a year.", "It costs $60.90 a year.", "$57.60", "$60.90"),
        ("A share of 2.5 % stays.", "A share of 5.2 % stays.", "2.5 %", "5.2 %"),
        ("A share of 10 % stays.", "A share of 10 ‰ stays.", "10 %", "10 ‰"),
        ("Up to 1,250,000 people.", "Up to 1,750,000 people.", "1,250,000", "1,750,000"),
        ("Up to 1 250 000 people.", "Up to 1 750 000 people.", "1 250 000", "1 750 000"),
        ("Up to 1,250 people.", "Up to 1.250 people.", "1,250", "1.250"),
        ("Nothing under -5 degrees.", "Nothing under 5 degrees.", "-5", "5"),
        ("Not under \u22125 °C, ever.", "Not under \u22126 °C, ever.", "\u22125 °C", "\u22126 °C"),
        ("It is €5 each.", "It is $5 each.", "€5", "$5"),
        ("It is CHF 20.50 each.", "It is EUR 20.50 each.", "CHF 20.50", "EUR 20.50"),
        ("Open at 18:30 today.", "Open at 18:45 today.", "18:30", "18:45"),
        ("By 1/3 of us.", "By 2/3 of us.", "1/3", "2/3"),
        ("Write to a.b@example.org now.", "Write to c.b@example.org now.",
         "a.b@example.org", "c.b@example.org"),
        ("See www.example.org/a?b=1 now.", "See www.example.org/a?b=2 now.",
         "www.example.org/a?b=1", "www.example.org/a?b=2"),
        ("See https://x.org/Foo_(bar)/a first.", "See https://x.org/Foo_(bar)/b first.",
         "https://x.org/Foo_(bar)/a", "https://x.org/Foo_(bar)/b"),
        ("See https://x.org/Foo_(bar) first.", "See https://x.org/Foo_(baz) first.",
         "https://x.org/Foo_(bar)", "https://x.org/Foo_(baz)"),
        ("See it (https://x.org/a).", "See it (https://x.org/b).",
         "https://x.org/a", "https://x.org/b"),
        ("يدفع كِتَابًا هنا.", "يدفع كِتَابَيْن هنا.", "كِتَابًا", "كِتَابَيْن"),
        ("தமிழ் மொழியில் எழுதுக.", "தமிழ் மொழிகளில் எழுதுக.", "மொழியில்", "மொழிகளில்"),
        ("Set max_size_a here.", "Set max_size_b here.", "max_size_a", "max_size_b"),
        ("सभी सदस्यों की सभा होगी।", "सभी सदस्य की सभा होगी।", "सदस्यों", "सदस्य"),
        ("회원은 투표할 수 있다.", "회원은 투표하지 수 있다.", "투표할", "투표하지"),
        ("สมาชิกทุกคนมีสิทธิออกเสียง", "สมาชิกบางคนมีสิทธิออกเสียง", "ทุก", "บาง"),
        ("Caf\u00e9 na\u0131\u0308ve.", "Caf\u00e9 na\u0131\u0308vet\u00e9.",
         "na\u0131\u0308ve", "na\u0131\u0308vet\u00e9"),
    ],
)  # fmt: skip
def test_words_numbers_and_addresses_are_replaced_whole(before, after, out, put):
    change = read(before, after).only()
    assert words_of(change, -1) == [out]
    assert words_of(change, 1) == [put]


def test_a_blank_that_makes_other_words_is_a_change_of_words():
    change = read("Every one may speak here.", "Everyone may speak here.").only()
    assert change.note == ""
    assert (words_of(change, -1), words_of(change, 1)) == (["Every one"], ["Everyone"])


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
