"""References to numbers: what they lead to, and which of them a change would mislead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charter as c
from charter.numbers.numbered_parts import NumberedParts
from charter.numbers.references import in_words, misled, references
from tests.charter.strategies import texts, versions

HOUSE = """## § 1 Dues

All pay. {seen}

## § 2 Stewards

(1) They serve for a year.

(2) Half of us can send them away.

a) by letter

b) in person

## § 3 Money

(1) The books are open.

(2) Nobody borrows.
"""


def found_in(seen: str, text: str = HOUSE) -> list[tuple[str, str | None]]:
    """The references of a sentence, and the passage that each leads to."""
    document, _ = c.found(text.format(seen=seen))
    numbered = NumberedParts(document)
    answer = []
    for one in references(document):
        leads = numbered.find(one.sort, one.numbers, one.place)
        only = document.blocks[leads[0].place].text if len(leads) == 1 else None
        answer.append((one.words, only))
    return answer


@pytest.mark.parametrize(
    ("seen", "words", "target"),
    [
        ("See § 3.", "§ 3", "## § 3 Money"),
        ("See §3.", "§3", "## § 3 Money"),
        ("As Section 3 says.", "Section 3", "## § 3 Money"),
        ("Nach Paragraph 2 gilt das.", "Paragraph 2", "## § 2 Stewards"),
        ("See § 3 (2).", "§ 3 (2)", "(2) Nobody borrows."),
        ("Siehe § 3 Abs. 2 Satz 1.", "§ 3 Abs. 2 Satz 1", "(2) Nobody borrows."),
        ("Siehe § 3 Absatz 2.", "§ 3 Absatz 2", "(2) Nobody borrows."),
        ("See § 2 (2) b).", "§ 2 (2) b)", "b) in person"),
        ("See § 2 para. 1.", "§ 2 para. 1", "(1) They serve for a year."),
        ("See § 3 of this charter.", "§ 3", "## § 3 Money"),
        ("See § 3 of the Charter.", "§ 3", "## § 3 Money"),
        ("Siehe § 3 der Satzung.", "§ 3", "## § 3 Money"),
    ],
)
def test_a_reference_leads_to_the_passage_with_its_number(seen, words, target):
    assert found_in(seen) == [(words, target)]


def test_lists_and_ranges_lead_to_each_of_theirs():
    heads = ["## § 1 Dues", "## § 2 Stewards", "## § 3 Money"]
    assert [target for _, target in found_in("See §§ 1\u20133.")] == heads
    assert [target for _, target in found_in("See §§ 1 bis 3.")] == heads
    assert [target for _, target in found_in("See §§ 1 and 3.")] == [heads[0], heads[2]]
    assert [target for _, target in found_in("See Sections 1, 2 and 3.")] == heads


@pytest.mark.parametrize(
    "seen",
    [
        "It took 3 days in May 2024.",
        "See § 3 of the Civil Code.",
        "Siehe Artikel 3 des Grundgesetzes.",
        "Siehe § 3 BGB.",
        "No 3 people agree.",
        "A third of 3 is 1.",
    ],
)
def test_numbers_and_references_to_other_texts_lead_nowhere(seen):
    assert found_in(seen) == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("## 1 Dues\n\nSee section 2.\n\n## 2 Money", "## 2 Money"),
        ("## 1. Dues\n\nSee section 2.1.\n\n## 2. Money\n\n### 2.1 Books", "### 2.1 Books"),
        ("1. Pay.\n2. See rule 3 and eat.\n3. Cook.", "3. Cook."),
        ("Article 1: Pay.\n\nArticle 2: See Article 3.\n\nArticle 3: Eat.", "Article 3: Eat."),
        ("### Article premier\n\nVoir article 2.\n\n### Article 2\n\nOui.", "### Article 2"),
        ("### Artículo 1\n\nVéase el artículo 2.\n\n### Artículo 2\n\nSí.", "### Artículo 2"),
        ("## Chapter I\n\nSee Chapter II.\n\n## Chapter II", "## Chapter II"),
        ("## § 1 A\n\n(1) See paragraph (2).\n\n(2) b\n\n## § 2 B\n\n(1) c\n\n(2) d", "(2) b"),
        ("## § 1\n\n(a) See § 2 (b).\n\n## § 2\n\n(a) a\n\n(1) b\n\n(2) c\n\n(b) d", "(b) d"),
        (
            "## § 1\n\n(a) See § 2 (a) (ii).\n\n## § 2\n\n(a) a\n\n(i) b\n\n(ii) c\n\n(b) d",
            "(ii) c",
        ),
        (
            "## Article I\nSee Article II, Section 2\n\n## Article II\n\nSection 1.\n\nSection 2.",
            "Section 2.",
        ),
        (
            "## Art. 1\n\nSiehe Art. 2, Abs. 1 Nr. 2.\n\n## Art. 2\n\n(1) Es gilt:\n\n1. a\n2. b",
            "2. b",
        ),
        ("## Kapitel 1\n\nSiehe Kapitel 2 § 4.\n\n## Kapitel 2\n\n### § 4", "### § 4"),
        ("- Dues\n- See Annex B.\n\n## Annex A\n\n## Annex B", "## Annex B"),
    ],
)
def test_references_are_understood_in_texts_numbered_in_many_ways(text, target):
    assert [leads for _, leads in found_in("", text.replace("{", "{{"))] == [target]


def test_sections_with_a_comma_between_are_two():
    heads = ["## § 1 Dues", "## § 3 Money"]
    assert [target for _, target in found_in("See § 1, § 3.")] == heads


def test_clauses_with_a_comma_between_are_two():
    text = "## § 1\n\n(1) a\n\n(2) Es gelten Abs. 1, Abs. 3.\n\n(3) c"
    assert found_in("", text) == [("Abs. 1", "(1) a"), ("Abs. 3", "(3) c")]


def after(before: str, *replaced: tuple[str, str]) -> list[str]:
    """What is said about references after words of a text were replaced."""
    old, _ = c.found(before)
    text = before
    for words, new in replaced:
        assert words in text
        text = text.replace(words, new)
    new = c.apply(old, c.change(old, text), base=old, base_number=1, number=2)
    return [in_words(one) for one in misled(old, new)]


SEEN = HOUSE.format(seen="See § 3.")


def test_a_reference_to_what_was_renumbered_is_told_with_its_new_number():
    said = after(SEEN, ("## § 3 Money", "## § 3 Rooms\n\nWe share them.\n\n## § 4 Money"))
    assert said == [
        "“§ 3” in “Dues” would now lead to “Rooms”. What it meant, “Money”, is § 4 now."
    ]


def test_a_reference_to_what_is_taken_out_is_told():
    money = SEEN[SEEN.index("## § 3 Money") :]
    assert after(SEEN, (money, "Thank you.\n")) == [
        "“§ 3” in “Dues” would lead nowhere now. What it meant, “Money”, is taken out."
    ]


def test_a_section_taken_out_moves_what_every_later_number_means():
    stewards = SEEN[SEEN.index("## § 2") : SEEN.index("## § 3")]
    assert after(SEEN, (stewards, ""), ("## § 3 Money", "## § 2 Money")) == [
        "“§ 3” in “Dues” would lead nowhere now. What it meant, “Money”, is § 2 now."
    ]


def test_a_clause_within_a_section_is_followed_with_its_section():
    text = HOUSE.format(seen="See § 3 (2).")
    said = after(text, ("(2) Nobody borrows.", "(2) All give.\n\n(3) Nobody borrows."))
    assert len(said) == 1
    assert said[0].startswith("“§ 3 (2)” in “Dues” would now lead to “All give.”. What it meant, ")
    assert said[0].endswith("“Nobody borrows.”, is § 3 (3) now.")


def test_a_number_that_stands_twice_is_no_longer_clear():
    said = after(SEEN, ("(2) Nobody borrows.", "(2) Nobody borrows.\n\n## § 3 Rooms"))
    assert len(said) == 1
    assert "“§ 3” in “Dues” would no longer be clear: several have that number." in said[0]


@pytest.mark.parametrize(
    "replaced",
    [
        ("All pay.", "All give."),
        ("Money", "Savings"),
        ("a) by letter\n\n", ""),
        ("See § 3.", "See § 2."),
        ("## § 1 Dues", "Welcome.\n\n## § 1 Dues"),
    ],
)
def test_a_change_that_moves_no_number_a_reference_names_says_nothing(replaced):
    assert after(SEEN, replaced) == []


def test_a_reference_that_was_mended_with_the_renumbering_is_not_told():
    said = after(
        SEEN,
        ("See § 3.", "See § 4."),
        ("## § 3 Money", "## § 3 Rooms\n\nWe share them.\n\n## § 4 Money"),
    )
    assert said == []


@given(st.one_of(versions(2), st.tuples(texts, texts)))
@settings(max_examples=150, derandomize=True, deadline=None, database=None)
def test_any_change_of_any_text_can_be_asked_about(pair):
    old, _ = c.found(pair[0])
    new = c.apply(old, c.change(old, pair[1]), base=old, base_number=1, number=2)
    assert misled(old, old) == ()
    for one in misled(old, new):
        assert in_words(one)
        assert one.reference.words in new.text
