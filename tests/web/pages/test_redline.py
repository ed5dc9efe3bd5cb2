"""Redlines: no word is lost, marks are not shown, and sentences say what changed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rendering.fields import from_field, shape_of, to_field
from app.web.rendering.marks import visible
from app.web.rendering.redline import Fold, redline, word_passage
from app.web.rendering.sentences import PROPOSED
from app.web.templating import environment
from charter import Block, Document, apply, canonical, change, found, split
from tests.support.texts import care_charter
from tests.web.pages.reading import read_page


def of(before, after):
    old, _ = found(canonical(before))
    new = apply(old, change(old, canonical(after)), base=old, base_number=1, number=2)
    return redline(old, new, tense=PROPOSED)


def side(passage, leave_out):
    runs = [run for run in passage.runs if run.op != leave_out]
    return "".join(span.text for run in runs for span in run.spans)


def test_an_added_word():
    made = of("- **Rest:** Take breaks.\n", "- **Rest:** Take long breaks.\n")
    (passage,) = made.parts
    assert [(run.op, "".join(s.text for s in run.spans)) for run in passage.runs] == [
        ("same", "Rest: Take "),
        ("added", "long "),
        ("same", "breaks."),
    ]
    assert passage.runs[0].spans[0].style == "strong"
    assert made.sentences[0].place == "Rest"
    assert made.sentences[0].text == "“Take breaks” would become “Take long breaks”."
    assert made.in_short == "1 passage changes."


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("Take breaks. Ask first.", "This would be added: “Ask first.”"),
        ("Ask first. Take breaks.", "This would be added: “Ask first.”"),
        ("Take three breaks.", "“Take breaks” would become “Take three breaks”."),
    ],
)
def test_an_added_sentence_is_told_alone(after, told):
    assert of("Take breaks.\n", f"{after}\n").sentences[0].text == told


def test_what_stays_is_folded():
    text = "\n\n".join(f"Paragraph {n}." for n in range(20)) + "\n"
    made = of(text, text.replace("Paragraph 10.", "Something quite different."))
    assert [type(part) for part in made.parts].count(Fold) == 2
    assert len(made.parts[0].passages) == 9


def test_a_link_that_leads_elsewhere_says_where():
    made = of("See [this](https://a.example).\n", "See [this](https://b.example).\n")
    shown = "".join(s.text for run in made.changed[0].runs for s in run.spans)
    assert "https://b.example" in shown
    assert "https://a.example" in shown


def test_signs_that_cannot_be_seen_are_shown():
    passage = word_passage("x", "paragraph", "Hello.", "Hello\u202e.")
    assert any(span.style == "sign" for run in passage.runs for span in run.spans)


def shown(runs):
    return "".join(span.text for run in runs for span in run.spans)


def test_a_table_is_shown_as_a_table_with_the_cells_marked():
    head = "| Year | Lead |\n|---|---|\n| 2025 | Bo |\n"
    made = redline(
        *(
            Document((Block("a", "table", head + rows, 1, 1),))
            for rows in ("| 2026 | Ann |", "| 2026 | Dee |\n| 2027 | Al |")
        ),
        tense=PROPOSED,
    )
    table = made.changed[0].table
    assert [shown(cell.runs) for cell in table.head.cells] == ["Year", "Lead"]
    assert [row.op for row in table.rows] == ["", "", "insert"]
    assert [cell.changed for cell in table.rows[1].cells] == [False, True]
    assert [(run.op, shown([run])) for run in table.rows[1].cells[1].runs] == [
        ("removed", "Ann"),
        ("added", "Dee"),
    ]
    assert [shown(row.cells[1].runs) for row in table.before.rows] == ["Bo", "Ann"]
    assert [shown(row.cells[1].runs) for row in table.after.rows] == ["Bo", "Dee", "Al"]
    assert made.sentences[0].text == (
        "in row “2026”, “Lead” is “Ann”, and would be “Dee”; this would be added: row “2027 · Al”."
    )


def test_a_long_passage_is_folded_but_for_the_sentences_around_the_change():
    text = " ".join(f"Sentence {n} says something about the house." for n in range(30))
    (passage,) = of(text + "\n", text.replace("Sentence 15 says", "Sentence 15 tells") + "\n").parts
    folded = [run for run in passage.runs if run.folded]
    assert [run.folded for run in folded] == [14, 13]
    assert shown(passage.after) == text.replace("Sentence 15 says", "Sentence 15 tells")
    assert "Sentence 14" in shown([run for run in passage.runs if not run.folded])


def test_a_passage_that_was_wrapped_anew_marks_no_breaks():
    (passage,) = of(
        "We meet once in a\nmonth, and decide on all\nthere is.\n",
        "We meet twice in a month,\nand decide on all there\nis.\n",
    ).parts
    assert [(run.op, shown([run])) for run in passage.runs if run.op != "same"] == [
        ("removed", "once"),
        ("added", "twice"),
    ]


def test_a_sentence_that_moved_is_shown_as_moved():
    vote = "The board votes on all the rooms."
    made = of(
        f"We meet in May here. {vote}\n\nThen we all eat together.\n",
        f"We meet in May here.\n\nThen we all eat together. {vote}\n",
    )
    moved = [(run.op, shown([run]).strip()) for one in made.parts for run in one.runs if run.moves]
    assert moved == [("removed", vote), ("added", vote)]


def test_what_changes_beside_the_words_stands_at_the_passage():
    (passage,) = of("You may ~~not~~ vote.\n", "You may not vote.\n").parts
    assert passage.beside == ("“not” is no longer struck out",)
    (same,) = of("You may ~~not~~ vote.\n", "You may ~~not~~ vote.\n").parts
    assert ("not", "struck") in [(span.text, span.style) for span in same.runs[0].spans]


def test_what_is_folded_can_be_opened_without_javascript_and_no_paragraph_holds_it():
    long = " ".join(f"Sentence {n} says something about the house." for n in range(30))
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    vote = "The board votes on all the rooms."
    made = of(
        f"{long}\n\nWe meet in May here. {vote}\n\nThen we all eat together.\n\n{table}",
        f"{long.replace('15 says', '15 tells')}\n\nWe meet in May here.\n\n"
        f"Then we all eat together. {vote}\n\n"
        f"{table.replace('2', '3')}",
    )
    macros = "{% import 'macros.html' as ui %}"
    both = "{{ ui.redline(r, 'a') }}{{ ui.side_by_side(r, 'b') }}{{ ui.in_words(r, 'a') }}"
    html = environment().from_string(f"<h1>A</h1>{macros}{both}").render(r=made)
    assert not read_page(html).faults
    assert html.count('<details class="fold-words">') == 6
    assert "14 sentences stay as they are" in html
    assert not re.search(r"<p\b[^>]*>(?:(?!</p>).)*<(?:details|table|div)\b", html, re.DOTALL)
    assert html.count('<table class="wording-table">') == 3
    assert '<del class="moves">' in html
    assert '<ins class="moves">' in html


def test_changes_of_numbers_alone_have_one_sentence():
    made = of("## § 1 A b\n\n## § 2 C d\n", "## § 2 A b\n\n## § 3 C d\n")
    assert [(one.place, one.text) for one in made.sentences] == [
        ("Numbers", "§§ 1 and 2 become §§ 2 and 3.")
    ]


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("## A heading ##", "heading", "A heading"),
        ("- **Bold:** and *soft*", "list_item", "Bold: and soft"),
        ("  1. first", "list_item", "1. first"),
        ("> a quote\n> goes on", "quote", "a quote\ngoes on"),
        ("5 * 3 * 2 and snake_case_name", "paragraph", "5 * 3 * 2 and snake_case_name"),
        ("a \\* star", "paragraph", "a * star"),
        ("`code *x*`", "paragraph", "code *x*"),
    ],
)
def test_marks_that_a_reader_does_not_see(text, kind, shown):
    assert visible(text, kind) == shown


LETTERS = st.text(alphabet="ab *_`[](). \n-#", min_size=1, max_size=60)


@given(LETTERS, LETTERS)
def test_no_letter_is_lost_on_either_side(before, after):
    passage = word_passage("x", "paragraph", before, after)
    for text, other in ((before, "added"), (after, "removed")):
        kept = [sign for sign in side(passage, other) if sign.isalnum()]
        assert len([sign for sign in text if sign.isalnum()]) == len(kept)


def test_every_passage_of_the_charter_comes_back_from_its_field():
    for piece in split(canonical(care_charter())):
        words = to_field(piece.text, piece.kind)
        assert from_field(words, shape_of(piece.text, piece.kind)) == [piece.text]


@pytest.mark.parametrize(
    ("kind", "text", "typed", "made"),
    [
        ("heading", "## Old", "New\nwords", ["## New words"]),
        ("list_item", "  - old", "one\n\ntwo", ["  - one", "  - two"]),
        ("list_item", "10. old", "one\ntwo", ["10. one\n    two"]),
        ("paragraph", "old", "one\n\n\ntwo\nthree", ["one", "two\nthree"]),
        ("paragraph", "old", " \n", []),
        ("quote", "> old", "> new", ["> new"]),
    ],
)
def test_what_is_typed_becomes_passages(kind, text, typed, made):
    assert from_field(typed, shape_of(text, kind)) == made


def test_rows_that_are_passages_are_shown_as_one_table():
    head = Block("head", "table", "| Year | Lead |\n|---|---|", 1, 1)
    bo, ann = (Block(name, "table_row", f"| {name} | x |", 1, 1) for name in ("2025", "2026"))
    before = Document((head, bo, ann))
    after = Document(
        (head, ann._replace(text="| 2026 | y |"), Block("n", "table_row", "| 1 | z |", 2, 2))
    )
    made = redline(before, after)
    (passage,) = made.parts
    assert (passage.op, passage.kind) == ("replace", "table")
    assert made.blocks == ("2025", "2026", "n")
    assert "y" in shown(passage.after)
    assert [(row.op, row.block) for row in passage.table.rows] == [
        ("delete", "2025"), ("", "2026"), ("insert", "n"),
    ]  # fmt: skip
    assert [cell.changed for cell in passage.table.rows[1].cells] == [False, True]
    html = (
        environment()
        .from_string(
            "<h1>A</h1>{% import 'macros.html' as ui %}{{ ui.in_words(r) }}"
            "{{ ui.redline(r, comment_on=('s', 1)) }}"
        )
        .render(r=made)
    )
    page = read_page(html)
    assert not page.faults
    assert {"c-2025", "c-2026", "c-n"} <= set(page.ids)
    assert html.count("<table") == 1
    assert 'href="/s/amendments/1?passage=2025#comment-form"' in html
    sides = (
        environment()
        .from_string(
            "<h1>A</h1>{% import 'macros.html' as ui %}{{ ui.in_words(r) }}{{ ui.side_by_side(r) }}"
        )
        .render(r=made)
    )
    assert not read_page(sides).faults
    assert {"c-2025", "c-2026", "c-n"} <= set(read_page(sides).ids)
