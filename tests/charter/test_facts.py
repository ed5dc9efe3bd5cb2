"""Facts that readers and members rely on, each on its own."""

from __future__ import annotations

import itertools

import pytest

import charter as c
from charter.three_way import three_way
from tests.charter.conftest import read

LONG = (
    "The stewards call a meeting every month. They send the agenda a week before. "
    "Everyone may add a point until the day before. The minutes are kept where all can read them. "
    "Whoever cannot come may send a note. "
)


def words_of(change: c.Change, sign: int) -> list[str]:
    return [text for piece, text in change.words if piece == sign]


def later(base: c.Document, text: str, number: int = 2) -> c.Document:
    return c.apply(base, c.change(base, text), base_number=number - 1, number=number)


def meet(base: str, first: str, second: str) -> tuple[c.Document, c.ChangeSet, c.Standing]:
    """The first text is published; how does the change to the second one stand then?"""
    document, _ = c.found(base)
    head = later(document, first)
    change_set = c.change(document, second)
    return head, change_set, c.standing(head, change_set, base=document, base_number=1)


def published(base: str, first: str, second: str) -> str:
    head, change_set, standing = meet(base, first, second)
    assert standing.kind == "clean", standing
    return c.apply(head, change_set, base_number=1, number=3).text


# --- Words -----------------------------------------------------------------------------------


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


# --- Blocks ----------------------------------------------------------------------------------


def test_a_deletion_across_paragraph_list_and_paragraph_takes_each_whole():
    step = read(
        "First.\n\nIntro goes here.\n\n- one item\n- two items\n\nOutro goes there.\n\nLast.",
        "First.\n\nLast.",
    )
    assert step.ops == ["delete"] * 4


def test_a_list_is_replaced_by_one_paragraph():
    step = read(
        "Intro.\n\n- apples and pears\n- plums and figs\n\nOutro.",
        "Intro.\n\nWe share everything that the garden gives us this year.\n\nOutro.",
    )
    assert sorted(step.ops) == ["delete", "delete", "insert"]


def test_a_new_list_item_before_one_that_starts_alike():
    step = read(
        "- Be kind to members of the board.\n- Be on time.",
        "- Be kind to members of the kitchen.\n- Be kind to members of the board.\n- Be on time.",
    )
    assert step.only().op == "insert"
    assert step.only().after == "- Be kind to members of the kitchen."
    assert step.only().after_block is None


def test_an_insertion_into_an_empty_section():
    step = read("# One\n\n# Two\n\nText.", "# One\n\nNow filled.\n\n# Two\n\nText.")
    assert step.only().op == "insert"
    assert step.only().section == "One"


def test_an_unchanged_paragraph_moved_is_one_move():
    step = read(
        "Alpha one.\n\nBeta two.\n\nGamma three.", "Beta two.\n\nGamma three.\n\nAlpha one."
    )
    assert step.only().op == "move"
    assert step.only().words == ((0, "Alpha one."),)
    assert len(step.change_set.operations) == 1


def test_moved_and_edited_is_a_move_with_its_words():
    moved = "The treasurer keeps the books and shows them to every member who asks for them."
    step = read(
        f"{moved}\n\nBeta two.\n\nGamma three.\n\nDelta four.",
        f"Beta two.\n\nGamma three.\n\nDelta four.\n\n{moved.replace('asks', 'asked')}",
    )
    assert step.only().op == "move_replace"
    assert step.old.ids[0] == step.new.ids[3]
    assert words_of(step.only(), 1) == ["ed"] or "asked" in "".join(words_of(step.only(), 1))


def test_a_heading_changes_and_its_section_stays():
    step = read("# Old name\n\nText one.\n\nText two.", "# Fresh title\n\nText one.\n\nText two.")
    assert step.only().op == "replace"
    assert step.only().kind == "heading"
    assert step.old.ids == step.new.ids


def test_a_new_block_before_the_first():
    step = read("First words.\n\nSecond words.", "New start.\n\nFirst words.\n\nSecond words.")
    assert step.only().op == "insert"
    assert step.only().after_block is None
    assert step.change_set.operations[0] == c.Insert(None, ("New start.",))


def test_a_paragraph_only_split_is_seen_and_survives_publication():
    before = "We meet each month in the hall. We cook together each week in the garden."
    after = "We meet each month in the hall.\n\nWe cook together each week in the garden."
    step = read(before, after)
    assert step.only().op == "split"
    assert not [text for text in words_of(step.only(), -1) if text.strip()]
    assert step.new.text == after + "\n"
    assert step.new.ids[0] == step.old.ids[0]


def test_two_paragraphs_joined_are_one_join():
    step = read(
        "We meet each month in the hall.\n\nWe cook together each week in the garden.\n\nEnd.",
        "We meet each month in the hall. We cook together each week in the garden.\n\nEnd.",
    )
    assert step.only().op == "join"
    assert step.new.ids[0] == step.old.ids[0]


# --- Several amendments ------------------------------------------------------------------------

BASE = "# Rules\n\nWe meet each month.\n\nWe vote by hand.\n\nWe eat together.\n"


def test_two_insertions_at_one_place_stand_in_order_of_publication():
    first = BASE.replace("We vote", "First addition.\n\nWe vote")
    second = BASE.replace("We vote", "Second addition.\n\nWe vote")
    text = published(BASE, first, second)
    assert text == BASE.replace("We vote", "First addition.\n\nSecond addition.\n\nWe vote")


def test_an_insertion_inside_a_passage_that_the_other_deletes_is_a_conflict():
    gone = BASE.replace("We vote by hand.\n\n", "")
    inside = BASE.replace("We vote by hand.", "We vote openly by hand.")
    assert meet(BASE, gone, inside)[2].kind == "conflict"


def test_overlapping_deletions_are_a_conflict():
    first = BASE.replace("We meet each month.\n\nWe vote by hand.\n\n", "")
    second = BASE.replace("We vote by hand.\n\nWe eat together.\n", "")
    standing = meet(BASE, first, second)[2]
    assert standing.kind == "conflict"
    assert [part.kind for part in standing.parts] == ["contained", "clean"]


def test_the_same_deletion_twice_is_contained():
    gone = BASE.replace("We vote by hand.\n\n", "")
    assert meet(BASE, gone, gone)[2].kind == "contained"


@pytest.mark.parametrize(
    "text",
    [
        BASE.replace("by hand", "by voice"),
        BASE.replace("We vote", "Quite new here.\n\nWe vote"),
        BASE.replace("We vote by hand.\n\n", "").replace("We meet", "We vote by hand.\n\nWe meet"),
        BASE.replace("# Rules", "# Our rules"),
        BASE + "\nThe end is new.\n\nAnd so is this.\n",
    ],
)
def test_identical_amendments_are_contained_and_never_doubled(text):
    head, change_set, standing = meet(BASE, text, text)
    assert standing.kind == "contained"
    with pytest.raises(c.DoesNotApply):
        c.apply(head, change_set, base_number=1, number=3)


def test_the_same_word_changed_in_two_ways_is_a_conflict():
    first = BASE.replace("hand", "voice")
    second = BASE.replace("hand", "letter")
    assert meet(BASE, first, second)[2].kind == "conflict"


def test_different_words_of_one_paragraph_are_a_conflict_with_a_suggested_wording():
    base = "We meet each month in the old hall and vote there by hand."
    first, second = base.replace("old", "new"), base.replace("hand", "voice")
    head, change_set, standing = meet(base, first, second)
    assert standing.kind == "conflict"
    (view,) = three_way(head, change_set, base=c.found(base)[0], base_number=1)
    assert view.suggestion == base.replace("old", "new").replace("hand", "voice")
    assert (view.then, view.theirs, view.yours) == (base, first, second)


def test_what_the_base_has_already_is_not_printed_twice():
    new = BASE.replace("We vote", "A quite new paragraph here.\n\nWe vote")
    more = new + "\nAnd one at the end.\n"
    assert meet(BASE, new, new)[2].kind == "contained"
    standing = meet(BASE, new, more)[2]
    assert standing.kind == "conflict"
    assert [part.kind for part in standing.parts] == ["contained", "clean"]


def test_part_of_an_insertion_is_there_already():
    first = BASE.replace("We vote", "A quite new paragraph.\n\nWe vote")
    second = BASE.replace("We vote", "A quite new paragraph.\n\nAnd another one.\n\nWe vote")
    standing = meet(BASE, first, second)[2]
    assert standing.kind == "conflict"
    assert "already" in standing.parts[0].reason


def test_the_base_moved_the_paragraph_that_the_amendment_edits():
    moved = "# Rules\n\nWe vote by hand.\n\nWe eat together.\n\nWe meet each month.\n"
    text = published(BASE, moved, BASE.replace("each month", "each week"))
    assert text == moved.replace("each month", "each week")


def test_the_base_split_the_paragraph_that_the_amendment_edits():
    base = "We meet each month in the hall. We cook together each week in the garden."
    split = base.replace("hall. ", "hall.\n\n")
    yours = base.replace("garden", "kitchen")
    head, change_set, standing = meet(base, split, yours)
    assert standing.kind == "conflict"
    (view,) = three_way(head, change_set, base=c.found(base)[0], base_number=1)
    assert view.suggestion == split.replace("garden", "kitchen")


def test_the_base_joined_the_paragraph_that_the_amendment_edits():
    base = "We meet each month in the hall.\n\nWe cook together each week in the garden."
    joined = base.replace("\n\n", " ")
    yours = base.replace("garden", "kitchen")
    head, change_set, standing = meet(base, joined, yours)
    assert standing.kind == "conflict"
    (view,) = three_way(head, change_set, base=c.found(base)[0], base_number=1)
    assert view.suggestion == joined.replace("garden", "kitchen")


def test_deleting_what_was_joined_to_another_is_not_contained():
    base = "We meet each month in the hall.\n\nWe cook together each week in the garden."
    joined = base.replace("\n\n", " ")
    gone = "We meet each month in the hall."
    assert meet(base, joined, gone)[2].kind == "conflict"


def test_changes_in_any_order_give_the_same_text():
    base = "\n\n".join(f"Paragraph {name} says one thing." for name in "ABCDEF")
    document, _ = c.found(base)
    targets = [
        base.replace("A says", "A now says"),
        base.replace("\n\nParagraph C says one thing.", ""),
        base.replace("Paragraph E", "Quite new here.\n\nParagraph E"),
        base.replace("F says one", "F says another"),
    ]
    change_sets = [c.change(document, target) for target in targets]
    results = set()
    for order in itertools.permutations(change_sets):
        head = document
        for number, change_set in enumerate(order, start=2):
            head = c.apply(head, change_set, base_number=1, number=number)
        results.add(head.text)
    assert len(results) == 1


def test_four_interlocking_amendments_raise_nothing_and_lose_nothing():
    base = "\n\n".join(f"Paragraph {name} says one thing." for name in "ABCD")
    document, _ = c.found(base)
    targets = [
        base.replace("B says", "B now says"),
        base.replace("Paragraph B says one thing.\n\n", ""),
        base.replace("Paragraph C", "New before C.\n\nParagraph C"),
        base.replace("B says one thing.\n\nParagraph C says", "B and C say"),
    ]
    change_sets = [c.change(document, target) for target in targets]
    for order in itertools.permutations(range(4)):
        head, number, applied = document, 1, []
        for index in order:
            standing = c.standing(head, change_sets[index], base=document, base_number=1)
            if standing.kind == "clean":
                number += 1
                head = c.apply(head, change_sets[index], base_number=1, number=number)
                applied.append(index)
            else:
                assert standing.kind in {"conflict", "contained"}
        assert applied
        assert head.text.count("New before C.") == (1 if 2 in applied else 0)


def test_a_change_to_one_of_several_equal_paragraphs_lands_on_the_one_that_was_meant():
    offices = [f"## Office {n}\n\nThe holder serves one year." for n in range(1, 7)]
    base = "\n\n".join(offices)
    mine = "\n\n".join(
        office.replace("one year", "two years") if place == 4 else office
        for place, office in enumerate(offices)
    )
    theirs = "## Purpose\n\nThe holder serves one year.\n\n" + base
    text = published(base, theirs, mine)
    assert text == "## Purpose\n\nThe holder serves one year.\n\n" + mine + "\n"


def test_ordered_items_that_are_renumbered_say_so():
    step = read("1. One thing.\n2. Two things.", "1. Zero first.\n2. One thing.\n3. Two things.")
    assert [change.note for change in step.changes] == ["", "numbering", "numbering"]
    assert step.ops == ["insert", "replace", "replace"]


def test_a_table_is_read_row_by_row():
    head = "| Role | Term |\n|---|---|\n"
    before = head + "| Steward | one year |\n| Treasurer | two years |"
    after = head + "| Steward | one year |\n| Cook | a month |\n| Treasurer | two years |"
    change = read(before, after).only()
    assert words_of(change, 1) == ["| Cook | a month |\n"]
    assert not words_of(change, -1)


def test_code_is_one_block_and_keeps_its_empty_lines():
    text = "Say:\n\n```\nfirst\n\n\nsecond  \n```\n"
    document, _ = c.found(text)
    assert [block.kind for block in document.blocks] == ["paragraph", "code"]
    assert document.text == text.replace("second  ", "second")
