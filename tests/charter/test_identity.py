"""A number says where a passage stands, not what it is: passages live on through renumbering."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import charter as c
from charter.matching.align import align
from charter.sentences.compare import compare
from charter.text.blocks import Passages
from tests.charter.conftest import read

EXAMPLES = int(os.environ.get("CHARTER_TESTS_LAW_EXAMPLES", "0"))
often = settings(
    max_examples=EXAMPLES or 300,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

DUES = "Everybody pays what they can, each month."
TERM = "They are elected by all members for a year."
BOOKS = "The books are open to every member."


def became(before: str, after: str) -> dict[str, str | None]:
    """For each passage of a text how it reads after the change; None where it was taken out."""
    step = read(before, after)
    return {
        block.text: (now.text if (now := step.new.get(block.id)) else None)
        for block in step.old.blocks
    }


def items(*rows: str) -> str:
    return "\n".join(rows)


def sections(*parts: str) -> str:
    return "\n\n".join(parts)


#: (before, after, what was taken out): everything else lives on, in its order.
TAKEN_OUT = [
    (
        sections("## 1 Dues", DUES, "## 2 Stewards", TERM, "## 3 Money", BOOKS),
        sections("## 1 Dues", DUES, "## 2 Money", BOOKS),
        ["## 2 Stewards", TERM],
    ),
    (
        sections("## § 1 Dues", DUES, "## § 2 Stewards", TERM, "## § 3 Money", BOOKS),
        sections("## § 1 Stewards", TERM, "## § 2 Money", BOOKS),
        ["## § 1 Dues", DUES],
    ),
    (
        sections("Article 1: Dues", DUES, "Article 2: Stewards", TERM, "Article 3: Money", BOOKS),
        sections("Article 1: Dues", DUES, "Article 2: Money", BOOKS),
        ["Article 2: Stewards", TERM],
    ),
    (
        sections("**§ 1** Dues", DUES, "**§ 2** Stewards", TERM, "**§ 3** Money", BOOKS),
        sections("**§ 1** Dues", DUES, "**§ 2** Money", BOOKS),
        ["**§ 2** Stewards", TERM],
    ),
    (
        sections("### Art 1", DUES, "### Art 2", TERM, "### Art 3", BOOKS),
        sections("### Art 1", DUES, "### Art 2", BOOKS),
        ["### Art 2", TERM],
    ),
    (
        sections("2 Stewards\n=====", TERM, "3 Money\n=====", BOOKS),
        sections("2 Money\n=====", BOOKS),
        ["2 Stewards\n=====", TERM],
    ),
    (
        items("1. Clerk", "2. Cook", "3. Guard", "4. Guest"),
        items("1. Cook", "2. Guard", "3. Guest"),
        ["1. Clerk"],
    ),
    (
        items("1. Clerk", "2. Cook", "3. Guard", "4. Guest"),
        items("1. Clerk", "2. Guard", "3. Guest"),
        ["2. Cook"],
    ),
    (
        sections("(1) Clerk", "(2) Cook", "(3) Guard", "(4) Guest"),
        sections("(1) Clerk", "(2) Guard", "(3) Guest"),
        ["(2) Cook"],
    ),
    (
        sections("a) Clerk", "b) Cook", "c) Guard"),
        sections("a) Cook", "b) Guard"),
        ["a) Clerk"],
    ),
    (
        sections("A. Clerk", "B. Cook", "C. Guard"),
        sections("A. Cook", "B. Guard"),
        ["A. Clerk"],
    ),
    (
        sections("i. Clerk", "ii. Cook", "iii. Guard", "iv. Guest"),
        sections("i. Clerk", "ii. Guard", "iii. Guest"),
        ["ii. Cook"],
    ),
    (
        sections("2.1 Clerk", "2.2 Cook", "2.3 Guard"),
        sections("2.1 Clerk", "2.2 Guard"),
        ["2.2 Cook"],
    ),
    (
        items("1. Members", "   1. vote", "   2. pay", "2. Guests", "   1. vote", "   2. eat"),
        items("1. Guests", "   1. vote", "   2. eat"),
        ["1. Members", "   1. vote", "   2. pay"],
    ),
    (
        items("- (a) Clerk", "- (b) Cook", "- (c) Guard"),
        items("- (a) Cook", "- (b) Guard"),
        ["- (a) Clerk"],
    ),
    (
        items(*(f"{number}. Role {chr(96 + number)} stays" for number in range(1, 13))),
        items(*(f"{number - 1}. Role {chr(96 + number)} stays" for number in range(2, 13))),
        ["1. Role a stays"],
    ),
]


@pytest.mark.parametrize(("before", "after", "gone"), TAKEN_OUT)
def test_what_is_taken_out_is_gone_and_the_rest_lives_on_renumbered(before, after, gone):
    step = read(before, after)
    left = [block.id for block in step.old.blocks if block.id in step.new.positions]
    assert list(step.new.ids) == left
    lost = [block.text for block in step.old.blocks if block.id not in step.new.positions]
    assert lost == gone


@pytest.mark.parametrize(("after", "before", "new"), TAKEN_OUT)
def test_what_is_put_in_is_new_and_the_rest_lives_on_renumbered(before, after, new):
    step = read(before, after)
    assert [block.text for block in step.new.blocks if block.id not in step.old.positions] == new
    assert [name for name in step.new.ids if name in step.old.positions] == list(step.old.ids)


@pytest.mark.parametrize(("before", "after", "gone"), TAKEN_OUT)
def test_two_files_are_compared_in_the_same_way(before, after, gone):
    told = list(compare(c.canonical(before), c.canonical(after)))
    assert [change.before for change in told if change.op == "delete"] == gone
    assert {change.op for change in told} <= {"delete", "replace"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. Clerk\n2. Cook\n3. Guard", "1. Guard\n2. Clerk\n3. Cook"),
        ("## 1 Dues\n\n## 2 Stewards\n\n## 3 Money", "## 1 Money\n\n## 2 Dues\n\n## 3 Stewards"),
        ("(1) Clerk\n\n(2) Cook", "(1) Cook\n\n(2) Clerk"),
        ("1. Clerk\n2. Cook", "a) Clerk\n\nb) Cook"),
        ("## 2 Stewards\n\nThey serve.", "## § 7: Stewards\n\nThey serve."),
        ("Article 2\n\nSo.\n\nArticle 3\n\nNo.", "Article 9\n\nSo.\n\nArticle 10\n\nNo."),
        ("9. Clerk\n   keeps the books", "10. Clerk\n    keeps the books"),
        ("1. Dues\n2. Terms", "## 1 Dues\n\n## 2 Terms"),
    ],
)  # fmt: skip
def test_what_moves_or_is_counted_anew_stays_what_it_is(before, after):
    step = read(before, after)
    assert sorted(step.old.ids) == sorted(step.new.ids)

    def words(text: str) -> str:
        return " ".join(text.replace("\n", " ").split()[-2:])

    for block in step.old.blocks:
        now = step.new.get(block.id)
        assert now is not None
        if "Article" not in block.text:
            assert words(now.text)[-5:] == words(block.text)[-5:]


def test_a_shared_number_makes_no_two_passages_alike():
    assert became("## 2 Stewards\n\nThey serve.", "## 2 Money\n\nIt is ours.\n\nAll of it.") == {
        "## 2 Stewards": None,
        "They serve.": None,
    }
    assert became("Dues.\n\n2. Clerk\n3. Cooks help", "Dues.\n\n2. Guard\n3. Cooks help\n4. Clerk")[
        "2. Clerk"
    ] == ("4. Clerk")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. Yes\n2. Yes\n3. No", "2. Yes\n3. No"),
        ("1. Yes\n2. Yes\n3. No", "2. Yes\n3. Perhaps all of us"),
    ],
)
def test_equal_words_keep_their_own_number_where_they_can(before, after):
    assert became(before, after)["1. Yes"] is None
    assert became(before, after)["2. Yes"] == "2. Yes"


def test_a_label_alone_goes_with_what_it_stands_before_also_where_that_was_edited():
    before = sections("### Art 1", DUES, "### Art 2", TERM, "### Art 3", BOOKS)
    after = sections("### Art 1", TERM.replace("a year", "two years"), "### Art 2", BOOKS)
    assert became(before, after) == {
        "### Art 1": None,
        DUES: None,
        "### Art 2": "### Art 1",
        TERM: "They are elected by all members for two years.",
        "### Art 3": "### Art 2",
        BOOKS: BOOKS,
    }


def test_provenance_follows_the_words_and_not_the_number():
    old, _ = c.found(sections("## 1 Fees", DUES))
    after = sections("## 1 Purpose", "We cook together.", "## 2 Fees", DUES)
    new = c.apply(old, c.change(old, after), base=old, base_number=1, number=2)
    assert [block.introduced_in for block in new.blocks] == [2, 2, 1, 1]
    assert new.section_of(old.ids[1]) == "2 Fees"


def test_words_for_a_section_that_was_taken_out_stand_under_no_other_one():
    base, _ = c.found(sections("## 1 Dues", DUES, "## 2 Stewards", TERM, "## 3 Money", BOOKS))
    rival = c.change(base, base.text.replace(TERM, f"{TERM}\n\nHalf of us can send them away."))
    head = c.apply(
        base,
        c.change(base, sections("## 1 Dues", DUES, "## 2 Money", BOOKS)),
        base_number=1,
        number=2,
    )
    assert c.standing(head, rival, base=base, base_number=1).kind == "conflict"


def test_a_list_item_that_is_split_off_another_lives_in_both():
    step = read(
        "1. Vote and pay the dues each month\n2. Cook",
        "1. Vote\n2. pay the dues each month\n3. Cook",
    )
    assert step.old.ids[1] == step.new.ids[2]


# --- laws

WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]
SCHEMES = [
    "## {n} {words}",
    "## § {n} {words}",
    "### Article {n}: {words}",
    "{n}. {words}",
    "{n}) {words}",
    "({n}) {words}",
    "§ {n} {words}",
    "**{n}.** {words}",
    "{a}) {words}",
    "({a}) {words}",
    "2.{n} {words}",
]


def labelled(scheme: str, number: int, words: str) -> str:
    return scheme.format(n=number, a=chr(96 + number), words=words)


@st.composite
def numbered(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A scheme, and passages without numbers, each with words that no other has."""
    count = draw(st.integers(2, 8))
    own = [
        f"{WORDS[place].capitalize()} {draw(st.sampled_from(['serves', 'pays', 'cooks for all']))}"
        for place in range(count)
    ]
    return draw(st.sampled_from(SCHEMES)), own


@often
@given(numbered(), st.permutations(list(range(1, 21))), st.permutations(list(range(1, 21))))
def test_other_labels_on_every_passage_change_no_identity(text, first, second):
    scheme, passages = text
    before, after = (
        "\n\n".join(
            labelled(scheme, number, words)
            for number, words in zip(numbers, passages, strict=False)
        )
        for numbers in (first, second)
    )
    step = read(before, after)
    assert step.old.ids == step.new.ids


@often
@given(numbered(), st.data())
def test_numbers_change_nothing_about_which_passage_is_which(text, data):
    """Passages that come, go and move are found as they are where nothing is numbered."""
    scheme, passages = text
    after = list(passages)
    for _ in range(data.draw(st.integers(1, 3))):
        kind = data.draw(st.sampled_from(["drop", "add", "move"]))
        at = data.draw(st.integers(0, max(len(after) - 1, 0)))
        if kind == "add":
            after.insert(at, f"{data.draw(st.sampled_from(['Nu', 'Xi', 'Rho']))} helps others")
        elif after and kind == "drop":
            after.pop(at)
        elif after:
            after.insert(data.draw(st.integers(0, len(after) - 1)), after.pop(at))
    assume(len(set(after)) == len(after))

    def source(numbering: bool) -> list[int]:
        sides = [
            [labelled(scheme, n, words) if numbering else words for n, words in enumerate(side, 1)]
            for side in (passages, after)
        ]
        kind = "paragraph"
        pair = [Passages([kind] * len(side), side) for side in sides]
        return align(*pair).former(len(after))

    assert source(numbering=True) == source(numbering=False)


def test_a_heading_that_was_only_a_number_keeps_it_when_it_gets_words():
    step = read(sections("### § 55", DUES), sections("### § 55 Dues", DUES))
    assert step.old.ids == step.new.ids


def test_what_clearly_moved_is_not_given_to_a_neighbour_that_is_hardly_alike():
    """Where all around moved away, two passages stand alone between the same neighbours."""
    fees = "“Fees” refers to what members pay to us each month for the house, and to nothing else."
    rooms = "“Rooms” refers to what members of the house can use by several at once."
    stays = "The garden is open to everybody who wants to see it."
    hall = "The hall is where we meet and eat."
    moved = fees.replace("each month", "every month")
    before = sections(f"(1) {hall}", f"(2) {stays}", f"(3) {fees}")
    after = sections(f"(1) {moved}", f"(2) {stays}", f"(3) {rooms}", f"(4) {hall}")
    step = read(before, after)
    assert step.new.ids[0] == step.old.ids[2]
    assert step.new.ids[2] not in step.old.ids
