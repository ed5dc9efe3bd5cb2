"""Automatic numbers of Word documents, as Word shows them."""

from __future__ import annotations

import pytest

from app.documents.reading import read_plainly
from tests.support.documents import STYLES, docx, labels, level, para, run, scheme, table

LEGAL = scheme(
    1,
    level(0, "Article %1", "upperRoman"),
    level(1, "%1.%2"),
    level(2, "(%3)", "lowerLetter"),
    level(3, "(%4)", "lowerRoman"),
)


def numbered(levels, numbering, **more):
    """The numbers of paragraphs on these levels of list 1."""
    body = [
        para(f"Words {place}", num=at if isinstance(at, tuple) else (1, at))
        for place, at in enumerate(levels)
    ]
    return labels(read_plainly(docx(*body, numbering=numbering, **more)))


def test_deeper_levels_begin_anew_and_outer_numbers_stand_in_them():
    assert numbered([0, 1, 1, 2, 2, 3, 1, 2, 0, 1, 2], LEGAL) == [
        "Article I", "I.1", "I.2", "(a)", "(b)", "(i)", "I.3", "(a)", "Article II", "II.1", "(a)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "start", "shown"),
    [
        ("decimal", "§ %1", 1, ["§ 1", "§ 2"]),
        ("decimal", "(%1)", 9, ["(9)", "(10)"]),
        ("decimalZero", "%1", 9, ["09", "10"]),
        ("lowerLetter", "%1)", 26, ["z)", "aa)"]),
        ("lowerLetter", "%1)", 27, ["aa)", "bb)"]),
        ("upperLetter", "%1.", 1, ["A.", "B."]),
        ("lowerRoman", "%1.", 4, ["iv.", "v."]),
        ("upperRoman", "Teil %1:", 9, ["Teil IX:", "Teil X:"]),
        ("ordinal", "%1", 1, ["1st", "2nd"]),
        ("ordinalText", "%1 rule", 20, ["Twentieth rule", "Twenty-first rule"]),
        ("cardinalText", "Chapter %1", 1, ["Chapter One", "Chapter Two"]),
        ("russianLower", "%1)", 1, ["\u0430)", "\u0431)"]),
        ("arabicAlpha", "%1.", 1, ["\u0623.", "\u0628."]),
        ("arabicAbjad", "(%1)", 2, ["(\u0628)", "(\u062c)"]),
        ("hebrew1", "%1.", 1, ["\u05d0.", "\u05d1."]),
        ("chineseCounting", "第%1条", 10, ["第十条", "第十一条"]),
        ("decimalEnclosedCircle", "%1", 1, ["\u2460", "\u2461"]),
        ("none", "Note", 1, ["Note", "Note"]),
        ("invented", "%1.", 1, ["1.", "2."]),
    ],
)
def test_numbers_are_written_as_their_format_says(form, text, start, shown):
    assert numbered([0, 0], scheme(1, level(0, text, form, start=start))) == shown


def test_lists_of_one_scheme_share_their_counters_and_an_override_begins_anew_once():
    numbering = LEGAL + (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert numbered([0, 1, (2, 1), (2, 1), (3, 1), 1], numbering) == [
        "Article I", "I.1", "I.5", "I.6", "I.7", "I.8",
    ]  # fmt: skip


def test_lists_of_other_schemes_count_by_themselves():
    numbering = LEGAL + scheme(2, level(0, "%1.", start=3))
    assert numbered([0, (2, 0), 1, (2, 0)], numbering) == ["Article I", "3.", "I.1", "4."]


def test_legal_numbers_are_decimal_and_a_level_can_count_on_for_ever():
    numbering = scheme(
        1,
        level(0, "%1", "upperRoman"),
        level(1, "%1.%2", more="<w:isLgl/>"),
        level(2, "§ %3", more='<w:lvlRestart w:val="0"/>'),
    )
    assert numbered([0, 1, 2, 2, 0, 1, 2], numbering) == [
        "I", "1.1", "§ 1", "§ 2", "II", "2.1", "§ 3",
    ]  # fmt: skip


def test_a_level_can_begin_anew_only_behind_an_outer_one():
    numbering = scheme(
        1, level(0, "%1"), level(1, "%1.%2"), level(2, "%3", more='<w:lvlRestart w:val="1"/>')
    )
    assert numbered([0, 1, 2, 1, 2, 0, 2], numbering) == ["1", "1.1", "1", "1.2", "2", "2", "1"]


def test_what_a_list_says_otherwise_of_a_level_holds_in_it_alone():
    numbering = LEGAL + (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2">'
        f"{level(2, '%3.', 'upperLetter')}</w:lvlOverride></w:num>"
    )
    assert numbered([0, 2, (2, 2)], numbering) == ["Article I", "(a)", "B."]


def test_a_style_brings_its_number_and_zero_takes_it_away():
    numbering = scheme(
        1,
        level(0, "Part %1.", "upperRoman", more='<w:pStyle w:val="H1"/>'),
        level(1, "%2.", more='<w:pStyle w:val="H2"/>'),
    )
    own = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    styles = STYLES.replace('"heading 1"/></w:style>', f'"heading 1"/>{own}').replace(
        '"heading 2"/></w:style>', f'"heading 2"/>{own}'
    ) + (
        '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/>'
        '<w:basedOn w:val="H2"/></w:style>'
    )
    body = [
        para("One", style="H1"),
        para("Two", style="H2"),
        para("Preamble", style="H1", num=(0, 0)),
        para("Three", style="Mine"),
        para("Four", style="H1"),
    ]
    read = read_plainly(docx(*body, numbering=numbering, styles=styles))
    assert labels(read) == ["Part I.", "1.", "", "2.", "Part II."]
    assert {one.kind for one in read.passages} == {"heading"}


def test_a_style_for_lists_leads_to_its_scheme():
    numbering = scheme(
        1, level(0, "%1)", "lowerLetter"), more='<w:styleLink w:val="Letters"/>'
    ) + scheme(2, more='<w:numStyleLink w:val="Letters"/>')
    styles = STYLES + (
        '<w:style w:type="numbering" w:styleId="Letters"><w:name w:val="Letters"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert numbered([(2, 0), (2, 0), (1, 0)], numbering, styles=styles) == ["a)", "b)", "c)"]


def test_an_empty_paragraph_counts_and_leaves_nothing_behind():
    body = [para("One", num=(1, 1)), para("", num=(1, 1)), para("Three", num=(1, 1))]
    read = read_plainly(docx(*body, numbering=LEGAL))
    assert labels(read) == ["I.1", "I.3"]


def test_numbers_in_cells_count_with_those_around():
    body = [
        para("One", num=(1, 1)),
        table(("", "Head", "Words"), ("", para("Two", num=(1, 1)), "x")),
        para("Three", num=(1, 1)),
    ]
    read = read_plainly(docx(*body, numbering=LEGAL))
    assert read.passages[1].text == "| Head | Words |\n| I.2 Two | x |"
    assert read.passages[2].label == "I.3"


def test_bullets_nest_under_one_another_and_stand_beside_numbers():
    numbering = scheme(1, level(0, "%1."), level(1, "\uf0b7", "bullet"), level(2, "o", "bullet"))
    body = [
        para("One", num=(1, 0)),
        para("Dot", num=(1, 1)),
        para("Ring", num=(1, 2)),
        para("Dot", num=(1, 1)),
        para("Two", num=(1, 0)),
    ]
    read = read_plainly(docx(*body, numbering=numbering))
    assert read.markdown == "1. One\n- Dot\n  - Ring\n- Dot\n2. Two\n"


def test_a_clause_that_has_the_style_of_a_heading_for_its_number_is_a_paragraph():
    numbering = scheme(1, level(0, "%1."), level(1, "%1.%2"))
    clause = "The society keeps the land at the old mill, and everybody may walk there."
    body = [
        para("Land", style="H1", num=(1, 0)),
        para(clause, style="H2", num=(1, 1)),
    ]
    read = read_plainly(docx(*body, numbering=numbering))
    assert [(one.kind, one.label) for one in read.passages] == [
        ("heading", "1."), ("paragraph", "1.1"),
    ]  # fmt: skip


def test_numbers_that_lead_nowhere_are_none():
    body = [para("One", num=(7, 0)), para("Two", num=(1, 8)), para("Three", num=("x", "y"))]
    assert labels(read_plainly(docx(*body, numbering=LEGAL))) == ["", "", ""]


def test_the_numbers_of_a_text_from_right_to_left_and_its_bold_words():
    words = run("السلام", "<w:rtl/><w:bCs/>") + run(" عليكم", "<w:rtl/>")
    numbering = scheme(1, level(0, "المادة %1", "decimal"))
    read = read_plainly(docx(para(words, num=(1, 0), more="<w:bidi/>"), numbering=numbering))
    assert read.markdown == "المادة 1 **السلام** عليكم\n"
    assert labels(read) == ["المادة 1"]
