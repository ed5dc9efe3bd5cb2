"""Facts that readers rely on: passages that come, go, move, split and join, each on its own."""

from __future__ import annotations

import charter as c
from tests.charter.conftest import read, words_of


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


def test_ordered_items_that_are_renumbered_say_so():
    step = read("1. One thing.\n2. Two things.", "1. Zero first.\n2. One thing.\n3. Two things.")
    assert [change.note for change in step.changes] == ["", "numbering", "numbering"]
    assert step.ops == ["insert", "replace", "replace"]


def test_a_table_is_read_row_by_row():
    head = "| Role | Term |\n|---|---|\n"
    before = head + "| Steward | one year |\n| Treasurer | two years |"
    after = head + "| Steward | one year |\n| Cook | a month |\n| Treasurer | two years |"
    change = read(before, after).only()
    assert (change.kind, words_of(change, 1)) == ("table_row", ["| Cook | a month |"])
    assert not words_of(change, -1)


def test_code_is_one_block_and_keeps_its_empty_lines():
    text = "Say:\n\n```\nfirst\n\n\nsecond  \n```\n"
    document, _ = c.found(text)
    assert [block.kind for block in document.blocks] == ["paragraph", "code"]
    assert document.text == text.replace("second  ", "second")
