"""Sentences about changes are statements of fact, with enough around them to be understood.

Each row is a kind of change of which something untrue could be said.
"""

from __future__ import annotations

import random

import pytest

import charter as c
from bench.engine.truth import checked
from charter.reading.tenses import PAST, PROPOSED
from charter.sentences.statements import facets_of, told
from tests.charter.conftest import HISTORIES, read
from tests.support.texts import care_charter


def statements(before, after, tense=PAST):
    return told(read(before, after).only(), tense)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("It costs $57.60 a year.", "It costs $60.90 a year.", "It costs $57.60 → $60.90 a year"),
        ("A share of 2.5 % stays.", "A share of 5.2 % stays.", "A share of 2.5 % → 5.2 % stays"),
        ("Quorum is 3 of the board.", "Quorum is 2 of the board.", "Quorum is 3 → 2 of the board"),
        ("Not below -5 here.", "Not below 5 here.", "Not below -5 → 5 here"),
        ("We pay €5 each.", "We pay $5 each.", "We pay €5 → $5 each"),
        ("We pay 10 % each.", "We pay 10 ‰ each.", "We pay 10 % → 10 ‰ each"),
        ("If it is ≤ 5 then.", "If it is ≥ 5 then.", "If it is “≤” → “≥” 5 then"),
        ("For 1,250 people.", "For 1.250 people.", "For 1,250 → 1.250 people"),
        ("You maybe come.", "You may be come.", "You maybe → “may be” come"),
        ("It is now here.", "It is nowhere.", "It is “now here” → nowhere"),
        ("It's the board.", "Its the board.", "It's → Its the board"),
        ("Members and/or guests.", "Members and guests.",
         "“Members and/or guests” became “Members and guests”"),
        ("We eat & drink.", "We eat drink.", "“We eat & drink” became “We eat drink”"),
        ("Die Straße ist frei.", "Die Strasse ist frei.", "Die Straße → Strasse ist frei"),
        ("Mail <a@x.org> now.", "Mail <b@x.org> now.", "Mail a@x.org → b@x.org now"),
    ],
)  # fmt: skip
def test_what_means_something_is_told_as_words_and_in_its_clause(before, after, said):
    assert statements(before, after) == [said]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("You do ~~not~~ vote.", "You do not vote.", "“not” is no longer struck out"),
        ("You do not vote.", "You do ~~not~~ vote.", "“not” is struck out"),
        ("See [our rules](https://a.org).", "See [our rules](https://b.org).",
         "“our rules” leads to “https://b.org” instead of “https://a.org”"),
        ("Ask [us](mailto:a@x.org).", "Ask [us](mailto:b@x.org).",
         "“us” leads to “mailto:b@x.org” instead of “mailto:a@x.org”"),
        ("See [our rules][a].", "See [our rules][b].",
         "“our rules” leads to “[b]” instead of “[a]”"),
        ("See our rules.", "See [our rules](/r).", "“our rules” becomes a link to “/r”"),
        ("See [our rules](/r).", "See our rules.", "“our rules” is no longer a link to “/r”"),
        ("A ![map](a.png).", "A ![map](b.png).",
         "the picture “map” comes from “b.png” instead of “a.png”"),
        ("See [us](/a).", "See [them](/b).", "See us → them"),
        ("> A word.", "> > A word.", "its form changes: a quotation → a quotation of 2 levels"),
        ("Hello all.", "Hello \u202eall.",
         "a sign that cannot be seen comes in: U+202E right-to-left override"),
        ("## Rooms", "#### Rooms", "the heading goes from level 2 to level 4"),
        ("- [ ] Sweep.", "- [x] Sweep.", "its box is ticked"),
        ("- Sweep all.", "1. Sweep all.", "its form changes: a list item → a numbered list item"),
    ],
)  # fmt: skip
def test_what_changes_beside_the_words_is_named(before, after, said):
    assert statements(before, after)[0] == said


def test_an_item_that_is_nested_elsewhere_says_which_way_it_went():
    one, other = "- Cook\n- Wash up\n- Shop", "- Cook\n  - Wash up\n- Shop"
    assert statements(one, other) == ["it goes 1 level deeper in the list"]
    assert statements(other, one) == ["it goes 1 level up in the list"]


def test_an_indent_that_only_follows_a_wider_number_is_no_nesting():
    before, after = "9. Cook\n   - Wash up\n", "10. Cook\n    - Wash up\n"
    nested = [change for change in read(before, after).changes if "Wash" in (change.after or "")]
    assert [change.note for change in nested] == ["white_space"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Come, stay and help.", "Come, stay, and help.", "only the punctuation changes"),
        ("The Board decides.", "The board decides.", "only capital and small letters change"),
        ("Be very kind.", "Be **very** kind.", "only emphasis changes"),
        ("We pay 10 % each.", "We pay 10\u00a0% each.", "only spaces or line breaks change"),
        ("1. Go home.", "1) Go home.", "only the punctuation changes"),
        ("***", "---", "nothing that one sees changes, only how it is written"),
        ("So  it is.", "So it is.", "only spaces or line breaks change"),
        ("Be kind, **now**.", "Be kind **now**.", "only the punctuation changes"),
        ("Be **kind**, Now.", "Be kind, now.",
         "only capital and small letters and emphasis change"),
        ("Be _kind_ now.", "Be *kind* now.",
         "nothing that one sees changes, only how it is written"),
    ],
)  # fmt: skip
def test_only_is_said_where_it_is_proven(before, after, said):
    assert statements(before, after) == [said]


@pytest.mark.parametrize("other", ["~~Come~~, stay.", "[Come](/a), stay.", "## Come, stay."])
def test_only_is_not_said_where_something_else_changes_as_well(other):
    change = read("Come stay.", other).only()
    assert "punctuation" in facets_of(change)
    assert not any("only" in one for one in told(change, PAST))


def test_words_that_hold_quotation_marks_are_quoted_in_single_ones():
    (said,) = statements("A “User” is one.", "A “Member” is one.", PROPOSED)
    assert said == "\u2018A “User” is one\u2019 would become \u2018A “Member” is one\u2019"


def test_words_that_are_read_from_right_to_left_get_no_arrow():
    (said,) = statements("הוועד נפגש 30 פעמים.", "הוועד נפגש 40 פעמים.")
    assert said == "“הוועד נפגש 30 פעמים” became “הוועד נפגש 40 פעמים”"


def test_every_sentence_about_the_charter_that_ships_is_true():
    """Checked by means of their own, on edits such as people make and on such as mislead."""
    rng = random.Random(14)
    base, _ = c.found(care_charter())
    for _ in range(60):
        parts = [block.text for block in base.blocks]
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(parts))
            parts[at] = rng.choice(EDITS)(parts[at], rng)
        rng.random() < 0.3 and parts.insert(rng.randrange(len(parts)), parts.pop())
        text = "\n\n".join(part for part in parts if part)
        new = c.apply(base, c.change(base, text), base=base, base_number=1, number=2)
        assert not checked(base, new).wrong


def other_word(text, rng):
    words = text.split(" ")
    words[rng.randrange(len(words))] = rng.choice(
        ["never", "5 %", "€5", "-5", "members", "[us](/a)"]
    )
    return " ".join(words)


def other_signs(text, rng):
    out, put = rng.choice(
        [(",", ""), (".", "!"), ("**", ""), (" ", "  "), ("and", "And"), ("the ", "the")]
    )
    return text.replace(out, put, rng.randint(1, 3))


def another_order(text, rng):
    sentences = text.split(". ")
    rng.shuffle(sentences)
    return ". ".join(sentences)


EDITS = (other_word, other_word, other_signs, another_order, lambda *_: "")


def test_a_share_of_the_real_steps_is_told_truly():
    """All of them: `python -m bench sentences`."""
    paths = [HISTORIES / f"{name}.jsonl" for name in ("pep-0013-governance", "rust-rfc-readme")]
    if not all(path.is_file() for path in paths):
        pytest.skip(f"no real histories beside this checkout ({HISTORIES.name}/ is absent)")
    from bench.engine.sentences import steps

    for path in paths:
        for old, new in steps(path, every=3):
            assert not checked(old, new).wrong
