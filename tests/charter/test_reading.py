"""Sentences, badges and the terminal: what people read."""

from __future__ import annotations

import pytest
import regex

import charter as c
from charter.sentences.compare import compare
from charter.sentences.line_layout import cells
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


LONG = " ".join(f"Sentence number {n} says one thing about the house." for n in range(30))


def test_a_long_passage_is_folded_to_the_sentences_around_the_change():
    step = read(LONG, LONG.replace("number 15 says", "number 15 tells"))
    shown = c.render(step.old, step.new, colour=False)
    assert "Sentence number 15 [-says-]{+tells+} one thing" in " ".join(shown.split())
    assert "… 14 sentences unchanged …" in shown
    assert "number 3 " not in shown
    assert "number 16 says" in shown
    assert "number 3 " in c.render(step.old, step.new, colour=False, style="blocks")


WRAPPED = (
    "The members of the house meet once in a\nmonth and decide on all that has to be done in the\n"
    "house and the garden, and on what else there may be."
)
WRAPPED_ANEW = (
    "The members of the house meet twice in a month\nand decide on all that has to be done in the "
    "house\nand the garden, and on what else there may be."
)


@pytest.mark.parametrize("start", ["", "- ", "> "])
def test_a_passage_that_was_wrapped_anew_shows_the_word_that_changed(start):
    goes_on = {"": "", "- ": "  ", "> ": "> "}[start]
    before, after = (start + text.replace("\n", "\n" + goes_on) for text in (WRAPPED, WRAPPED_ANEW))
    step = read(before, after)
    assert [piece for piece in step.only().words if piece[1].strip(" >\n") and piece[0]] == [
        (-1, "once"), (1, "twice"),
    ]  # fmt: skip
    shown = c.render(step.old, step.new, colour=False)
    assert (shown.count("[-"), shown.count("{+")) == (1, 1)
    assert c.in_words(step.changes)[0].count("→") == 1


def test_breaks_that_are_meant_stay_what_they_are():
    change = read("One street\\\nOne town", "One street One town").only()
    assert change.note == "white_space"
    table = c.words("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |")
    assert [text for sign, text in table if sign] == ["\n| 3 | 4 |"]


SECTIONS = {
    name: f"## {name}\n\n{name} has rules of its own.\n\n- {name} opens at nine.\n- {name} closes."
    for name in ("House", "Garden", "Kitchen", "Cellar")
}


def test_a_section_that_moves_is_one_move():
    before = "\n\n".join(SECTIONS[name] for name in ("House", "Garden", "Kitchen", "Cellar"))
    after = "\n\n".join(SECTIONS[name] for name in ("House", "Kitchen", "Cellar", "Garden"))
    step = read(before, after)
    assert step.only().op == "move"
    assert step.only().members == tuple(step.new.ids[-3:])
    assert c.in_words(step.changes) == (
        "The section “Garden” was moved to another place, as a whole.",
    )
    assert [row.change is None for row in c.layout(step.old, step.new)[-4:]] == [
        False, True, True, True,
    ]  # fmt: skip


def test_what_changed_within_a_section_that_moves_is_told_beside_the_move():
    before = "\n\n".join(SECTIONS[name] for name in ("House", "Garden", "Kitchen", "Cellar"))
    after = "\n\n".join(SECTIONS[name] for name in ("House", "Kitchen", "Cellar", "Garden"))
    step = read(before, after.replace("Garden has rules of", "Garden has no rules of"))
    assert step.ops == ["move", "replace"]
    assert not step.changes[1].moved


def test_an_item_moves_with_what_is_nested_in_it():
    step = read(
        "- Kitchen\n  - cook\n  - wash up\n- Garden\n- Cellar\n- Attic\n- Hall",
        "- Garden\n- Cellar\n- Attic\n- Hall\n- Kitchen\n  - cook\n  - wash up",
    )
    assert step.only().op == "move"
    assert step.only().members == step.new.ids[-2:]
    assert c.in_words(step.changes) == (
        "A list item was moved to another place, with what stands beneath it: “Kitchen”",
    )


VOTE = "The board votes on all the rooms."


@pytest.mark.parametrize(
    ("before", "after", "ways"),
    [
        (f"We meet in May here. {VOTE} Then we eat together.",
         f"{VOTE} We meet in May here. Then we eat together.", [["within"]]),
        (f"# A\n\nWe meet in May here. {VOTE}\n\n# B\n\nThen we all eat together.",
         f"# A\n\nWe meet in May here.\n\n# B\n\nThen we all eat together. {VOTE}",
         [["away"], ["here"]]),
        (f"# A\n\nWe meet in May here. {VOTE}\n\n# B\n\nThen we all eat together.",
         f"# A\n\nWe meet in May here.\n\n# B\n\nThen we all eat together.\n\n{VOTE} It has one.",
         [["away"], ["here"]]),
    ],
)  # fmt: skip
def test_a_sentence_that_moves_is_told_as_moved(before, after, ways):
    step = read(before, after)
    assert [[one.way for one in change.carried] for change in step.changes] == ways
    for change in step.changes:
        (said,) = c.in_words([change])
        assert "moves" in said or "comes from" in said
        assert f"taken out: “{VOTE}" not in said


def whole_table(text):
    """A table that is one passage."""
    return c.Document((c.Block("table", "table", text, 1, 1),))


TABLE = "| Year | What | Lead |\n|---|---|---|\n| 2025 | Party | Bo |\n| 2026 | Workshop | Ann |"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (TABLE.replace("Ann", "Dee"), ["in row “2026 · Workshop”, “Lead” was “Ann”, now “Dee”"]),
        (TABLE.replace("Ann", ""), ["in row “2026 · Workshop”, “Lead” was “Ann”, now empty"]),
        (TABLE + "\n| 2027 | Trip | Al |", ["this was added: row “2027 · Trip”"]),
        (TABLE.replace("\n| 2025 | Party | Bo |", ""), ["this was taken out: row “2025 · Party”"]),
        (TABLE.replace("Lead", "Host"), ["column “Lead” became “Host”"]),
        (TABLE.replace("| Party ", "").replace("| Workshop ", "").replace("| What ", "")
         .replace("---|", "", 1), ["this was taken out: column “What”"]),
        ("| What | Year | Lead |\n|---|---|---|\n| Party | 2025 | Bo |\n| Workshop | 2026 | Ann |",
         ["column “What” moves"]),
        (TABLE.replace("2026", "2028").replace("Ann", "Dee"),
         ["in row “Workshop”, “Year” was “2026”, now “2028”; “Lead” was “Ann”, now “Dee”"]),
        (TABLE.replace("|---|---|---|", "|---|:-:|---|"),
         ["how the columns are written changes, not what stands in them"]),
    ],
)  # fmt: skip
def test_a_table_is_told_by_row_and_column_and_cell(after, said):
    (sentence,) = c.in_words(c.changes(whole_table(TABLE), whole_table(after)))
    assert sentence == f"Before the first heading, a table was changed: {'; '.join(said)}."


@pytest.mark.parametrize(
    ("after", "pieces"),
    [
        (TABLE.replace("2026", "2028").replace("Ann", "Dee"),
         [(-1, "2026"), (1, "2028"), (-1, "Ann"), (1, "Dee")]),
        (TABLE.replace("| What ", "").replace("---|", "", 1).replace("| Party ", "")
         .replace("| Workshop ", ""),
         [(-1, " What |"), (-1, "---|"), (-1, " Party |"), (-1, " Workshop |")]),
        (TABLE + "\n| 2027 | Trip | Al |", [(1, "\n| 2027 | Trip | Al |")]),
    ],
)  # fmt: skip
def test_the_words_of_a_table_keep_within_its_cells(after, pieces):
    (change,) = c.changes(whole_table(TABLE), whole_table(after))
    assert [piece for piece in change.words if piece[0]] == pieces


def test_footnotes_are_told_one_by_one():
    (sentence,) = c.in_words(
        read("[^1]: The old note.\n[^b]: Another.", "[^1]: The new note.\n[^b]: Another.").changes
    )
    assert sentence.endswith("note 1: The old → new note.")


def test_a_change_of_numbers_alone_is_told_once_for_all():
    before = "\n\n".join(f"## § {n} {name}" for n, name in enumerate(("A b", "C d", "E f"), 1))
    step = read(before, before.replace("§ 3", "§ 4").replace("§ 2", "§ 3"))
    assert c.in_words(step.changes) == ("§§ 2 and 3 become §§ 3 and 4.",)
    items = read("1. One thing.\n2. Two things.", "1. Zero first.\n2. One thing.\n3. Two things.")
    assert c.in_words(items.changes)[1:] == (
        "Before the first heading, the numbers 1 and 2 become 2 and 3.",
    )


def by_rows(table):
    """A table whose rows are passages of their own, named by their first cells."""
    head, *rows = table
    blocks = [c.Block("head", "table", head, 1, 1)]
    return c.Document((*blocks, *(c.Block(name, "table_row", text, 1, 1) for name, text in rows)))


ROWS = (
    "| Year | What | Lead |\n|---|---|---|",
    ("a", "| 2025 | Party | Bo |"),
    ("b", "| 2026 | Workshop | Ann |"),
)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ((ROWS[0], ROWS[1], ("b", "| 2026 | Workshop | Dee |")),
         ["a row of a table was changed: in row “2026 · Workshop”, “Lead” was “Ann”, now “Dee”."]),
        ((*ROWS, ("c", "| 2027 | Trip | Al |")),
         ["a row of a table was added: “2027 · Trip”"]),
        ((ROWS[0], ROWS[2]), ["a row of a table was taken out: “2025 · Party”"]),
        (("| Year | What | Host |\n|---|---|---|", ROWS[1], ("b", "| 2026 | Workshop | Dee |")),
         ["a table was changed: column “Lead” became “Host”.",
          "a row of a table was changed: in row “2026 · Workshop”, “Host” was “Ann”, now “Dee”."]),
        (("| Year | What |\n|---|---|", ("a", "| 2025 | Party |"), ("b", "| 2026 | Workshop |")),
         ["a table was changed: this was taken out: column “Lead”."]),
    ],
)  # fmt: skip
def test_rows_that_are_passages_are_told_by_row_and_column_too(after, said):
    told = c.in_words(c.changes(by_rows(ROWS), by_rows(after)))
    assert told == tuple(f"Before the first heading, {one}" for one in said)


def test_the_words_of_a_row_keep_within_its_cells():
    (change,) = c.changes(by_rows(ROWS), by_rows((*ROWS[:2], ("b", "| 2028 | Workshop | Dee |"))))
    assert [piece for piece in change.words if piece[0]] == [
        (-1, "2026"), (1, "2028"), (-1, "Ann"), (1, "Dee"),
    ]  # fmt: skip
