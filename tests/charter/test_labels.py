"""What stands before the words of a passage and counts it, and what only looks like that."""

from __future__ import annotations

import pytest

from charter.numbers.counting import follows, is_first, readings
from charter.numbers.label_words import WORDS, sort_of
from charter.numbers.labels import in_sequence, label_of, labels_of, without_label

LABELS = [
    ("## § 2 Stewards", "§ 2", "section", ("2",), "Stewards"),
    ("## 2 Stewards", "2", "", ("2",), "Stewards"),
    ("### Art 37", "Art 37", "article", ("37",), ""),
    ("## § 16-101. Parties.", "§ 16-101.", "section", ("16", "101"), "Parties."),
    ("## I. - Die Grundrechte", "I. -", "", ("I",), "Die Grundrechte"),
    ("## Kapitel 2 \u2013 Geld", "Kapitel 2 \u2013", "chapter", ("2",), "Geld"),
    ("## A. Definitions", "A.", "", ("A",), "Definitions"),
    ("### Article premier", "Article premier", "article", ("premier",), ""),
    ("2 Stewards\n==========", "2", "", ("2",), "Stewards\n=========="),
    ("§ 2\n----", "§ 2", "section", ("2",), ""),
    ("2. Clerk", "2.", "", ("2",), "Clerk"),
    ("   12) Clerk", "12)", "", ("12",), "Clerk"),
    ("- (a) Clerk", "(a)", "", ("a",), "Clerk"),
    ("1. (a) Clerk", "1. (a)", "", ("1", "a"), "Clerk"),
    ("1. 1. Quiet hours", "1. 1.", "", ("1", "1"), "Quiet hours"),
    ("- [ ] a) Sweep", "a)", "", ("a",), "Sweep"),
    ("(1) Der Bundestag besteht", "(1)", "", ("1",), "Der Bundestag besteht"),
    ("(2). Members", "(2).", "", ("2",), "Members"),
    ("(1a) Members", "(1a)", "", ("1a",), "Members"),
    ("a) vote", "a)", "", ("a",), "vote"),
    ("i. vote", "i.", "", ("i",), "vote"),
    ("iv) vote", "iv)", "", ("iv",), "vote"),
    ("II. Money", "II.", "", ("II",), "Money"),
    ("2.1 Members", "2.1", "", ("2", "1"), "Members"),
    ("2.1.3. every member", "2.1.3.", "", ("2", "1", "3"), "every member"),
    ("2 \u2013 Stewards", "2 \u2013", "", ("2",), "Stewards"),
    ("2: Stewards", "2:", "", ("2",), "Stewards"),
    (r"1\. Stewards", r"1\.", "", ("1",), "Stewards"),
    ("**§ 2** Stewards", "**§ 2**", "section", ("2",), "Stewards"),
    ("**Article 1.** Members", "**Article 1.**", "article", ("1",), "Members"),
    ("**§ 2: Stewards**", "§ 2:", "section", ("2",), "**Stewards**"),
    ("*a)* vote", "*a)*", "", ("a",), "vote"),
    ("> § 3 (1) Members", "§ 3 (1)", "section", ("3", "1"), "Members"),
    ("Article 4: Fees", "Article 4:", "article", ("4",), "Fees"),
    ("Section A. Fees", "Section A.", "section", ("A",), "Fees"),
    ("Rule 5 b) Fees", "Rule 5 b)", "rule", ("5", "b"), "Fees"),
    ("§§ 12 bis 14 (weggefallen)", "§§ 12 bis 14", "section", ("12",), "(weggefallen)"),
    ("Art. 5º Los miembros", "Art. 5º", "article", ("5",), "Los miembros"),
    ("Artículo 1.º Nombre", "Artículo 1.º", "article", ("1",), "Nombre"),
    ("Article 1er - Nom", "Article 1er -", "article", ("1",), "Nom"),
    ("Chapitre III : Argent", "Chapitre III :", "chapter", ("III",), "Argent"),
    ("Articolo 7 - Quota", "Articolo 7 -", "article", ("7",), "Quota"),
    ("Cláusula 2ª. Quotas", "Cláusula 2ª.", "clause", ("2",), "Quotas"),
    ("Hoofdstuk 2. Leden", "Hoofdstuk 2.", "chapter", ("2",), "Leden"),
    ("第3条 会员", "第3条", "article", ("3",), "会员"),
    ("第一章　总则", "第一章", "article", ("一",), "总则"),
    ("一、会员", "一、", "", ("一",), "会员"),
    ("\uff08二\uff09会费", "\uff08二\uff09", "", ("二",), "会费"),
    ("제1조 회원", "제1조", "article", ("1",), "회원"),
    ("2.a) Members", "2.a)", "", ("2", "a"), "Members"),
    ("Rule #3: Be kind", "Rule #3:", "rule", ("3",), "Be kind"),
    ("Rule No. 3: Be kind", "Rule No. 3:", "rule", ("3",), "Be kind"),
    ("3 § Avgifter", "3 §", "section", ("3",), "Avgifter"),
]


@pytest.mark.parametrize(("text", "mark", "sort", "numbers", "words"), LABELS)
def test_a_label_is_read_with_its_number_and_the_words_behind(text, mark, sort, numbers, words):
    label = label_of(text)
    assert label is not None
    assert label.sure
    assert (label.mark, label.sort, label.numbers, label.words) == (mark, sort, numbers, words)
    assert without_label(text) == words
    assert text[label.end :].endswith(words.removeprefix("**"))


@pytest.mark.parametrize(
    "text",
    [
        "The board meets.",
        "2.5 percent of all members",
        "1.250 Mitglieder stimmen ab",
        "5 \u2013 10 members",
        "10: 30 is when we meet",
        "z. B. der Vorstand",
        "i. e. the board",
        "p. 12 says more",
        "(c) 2024 The board",
        "## 2024",
        "### 2. Mai 2024",
        "3 May is a holiday",
        "## 2024-05-01",
        "### 3rd Party",
        "* 7 (members) / 2 = 3.5",
        "* 1.75 * 3 = 5.25",
        "- vote",
        "Part of the house",
        "no 4 is ours",
        "A place for all",
        "I think so",
        "mi. and do.",
        "| 1 | 2 |\n|---|---|",
        "```\n1. code\n```",
        "",
    ],
)
def test_words_that_only_look_like_a_label_are_none(text):
    assert label_of(text) is None
    assert without_label(text) == text.lstrip("#*- ")


@pytest.mark.parametrize(
    "text",
    [
        "A. Smith said so",
        "I. think",
        "Section 3 applies to all",
        "§ 5 gilt entsprechend",
        "§ 5 Abs. 2 bleibt unberührt",
        "Artikel 5 Satz 2 gilt",
        "2.1 every member",
        "1990. It was a good year",
        "## A place for all",
    ],
)
def test_what_may_be_words_keeps_its_number(text):
    label = label_of(text)
    assert label is not None
    assert not label.sure
    assert without_label(text) == text.lstrip("# ")


@pytest.mark.parametrize("mark", ["", "## ", "   - ", "> ", "> * [ ] ", "**", "- _"])
@pytest.mark.parametrize("written", [str.lower, str.upper, str.capitalize])
def test_every_word_for_a_part_begins_a_label_however_it_is_written(mark, written):
    for word in [*WORDS, "§", "§§"]:
        label = label_of(f"{mark}{written(word)} 3: Fees")
        assert label is not None, word
        assert (label.sort, label.numbers) == (sort_of(word), ("3",))


@pytest.mark.parametrize("mark", ["", "## ", "   - ", "> ", "> * [ ] ", "**", "- _"])
@pytest.mark.parametrize(
    "number", ["ii)", "iii)", "IV)", "VII)", "xviii)", "XXX)", "a)", "B)", "第三章", "12."]
)
def test_every_number_begins_a_label_behind_every_mark(mark, number):
    label = label_of(f"{mark}{number} Fees")
    assert label is not None
    assert label.sure


def sure(*texts: str) -> list[bool]:
    return [label is not None for label in labels_of(texts)]


def test_what_may_be_a_label_is_one_beside_its_neighbour_in_counting():
    assert sure("A. Clerk", "B. Cook", "C. Guard") == [True] * 3
    assert sure("A. Smith said so", "Nobody knew.", "D. Jones as well") == [False] * 3
    assert sure("2.1 every member", "votes", "2.2 every guest") == [True, False, True]
    assert sure("Section 3 applies.", "(1) One", "(2) Two") == [False, True, True]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. a", "2. b"),
        ("(a) a", "(b) b"),
        ("h) a", "i) b"),
        ("(i) a", "(ii) b"),
        ("(iv) a", "(v) b"),
        ("2.1 A", "2.2 B"),
        ("§ 2 A", "§ 2a B"),
        ("§ 2a A", "§ 3 B"),
        ("9. a", "10. b"),
        ("Article premier", "Article 2"),
        ("第九条 会", "第十条 员"),
        ("aa) a", "bb) b"),
    ],
)
def test_labels_that_count_on(first, second):
    one, two = label_of(first), label_of(second)
    assert one is not None
    assert two is not None
    assert in_sequence(one, two)
    assert not in_sequence(two, one)


@pytest.mark.parametrize(
    ("first", "second"),
    [("1. a", "(2) b"), ("1. a", "3. b"), ("§ 1 A", "Art. 2 B"), ("a) a", "ii) b")],
)
def test_labels_that_do_not_count_on(first, second):
    one, two = label_of(first), label_of(second)
    assert one is not None
    assert two is not None
    assert not in_sequence(one, two)


def test_a_number_can_be_read_in_more_than_one_way():
    assert {way for way, _, _ in readings("i")} == {"lower 1", "lower roman"}
    assert readings("2a") == (("digits", 2, 1),)
    assert readings("iiii") == (("lower 4", 9, 0),)
    assert readings("二十一") == (("han", 21, 0),)
    assert follows("v", "iv")
    assert follows("v", "u")
    assert not follows("v", "ii")
    assert is_first("a")
    assert is_first("I")
    assert not is_first("2")
