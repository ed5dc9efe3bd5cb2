"""Tracked changes and comments of Word documents: both texts, authors, threads."""

from __future__ import annotations

from app.documents.reading import read_plainly
from tests.support.documents import (
    BY,
    BY_BO,
    STYLES,
    docx,
    ins,
    level,
    lines,
    out,
    para,
    run,
    scheme,
    table,
)

PUT_IN = f"<w:ins {BY}/>"
TAKEN_OUT = f"<w:del {BY}/>"
NUMBERED = scheme(1, level(0, "%1."))


def sides(*body, **parts):
    """The lines of both texts."""
    changes = read_plainly(docx(*body, **parts)).changes
    return lines(changes.base), lines(changes.new)


def test_what_one_puts_in_and_another_takes_out_is_in_neither_text():
    nested = f"<w:ins {BY}>{run('We may ')}{out('never ', BY_BO)}{run('sing. ')}</w:ins>"
    assert sides(para(run("Here: ") + nested + run("So."))) == (
        ["Here: So."],
        ["Here: We may sing. So."],
    )


def test_a_paragraph_that_is_put_in_and_taken_out_again_is_in_neither_text():
    gone = para(ins(out("Gone", BY_BO)), mark=f"<w:ins {BY}/><w:del {BY_BO}/>", num=(1, 0))
    body = [para("One", num=(1, 0)), gone, para("Two", num=(1, 0))]
    read = read_plainly(docx(*body, numbering=NUMBERED))
    assert lines(read.changes.base) == lines(read.changes.new) == ["1. One", "2. Two"]


def test_numbers_are_those_of_each_text():
    body = [
        para("One", num=(1, 0)),
        para(ins(run("New")), num=(1, 0), mark=PUT_IN),
        para(out("Old"), num=(1, 0), mark=TAKEN_OUT),
        para(out("Older"), num=(1, 0), mark=TAKEN_OUT),
        para("Last", num=(1, 0)),
    ]
    assert sides(*body, numbering=NUMBERED) == (
        ["1. One", "2. Old", "3. Older", "4. Last"],
        ["1. One", "2. New", "3. Last"],
    )


def test_a_paragraph_that_is_divided_or_joined():
    body = [
        para("One and", num=(1, 0), mark=PUT_IN),
        para("two.", num=(1, 0)),
        para("Three,", num=(1, 0), mark=TAKEN_OUT),
        para(" four", num=(1, 0), mark=TAKEN_OUT),
        para(" and five."),
    ]
    assert sides(*body, numbering=NUMBERED) == (
        ["1. One andtwo.", "2. Three,", "3. four", "and five."],
        ["1. One and", "2. two.", "Three, four and five."],
    )


def test_a_paragraph_whose_end_is_gone_before_a_table_keeps_its_words():
    body = [para("Before", mark=TAKEN_OUT), table(("", "A", "B"), ("", "c", "d")), "After"]
    assert sides(*body) == (
        ["Before", "| A | B |", "|---|---|", "| c | d |", "After"],
        ["Before", "| A | B |", "|---|---|", "| c | d |", "After"],
    )


def test_paragraphs_that_move_are_once_in_each_text_and_told():
    body = [
        para(f"<w:moveFrom {BY}>{run('Second.')}</w:moveFrom>", mark=f"<w:moveFrom {BY}/>"),
        "First.",
        para(f"<w:moveTo {BY}>{run('Second.')}</w:moveTo>", mark=f"<w:moveTo {BY}/>"),
    ]
    read = read_plainly(docx(*body))
    assert (lines(read.changes.base), lines(read.changes.new)) == (
        ["Second.", "First."],
        ["First.", "Second."],
    )
    assert [(one.what, one.where) for one in read.lost] == [("move", "Second.")]
    assert [(one.kind, one.words) for one in read.changes.edits] == [("move", "Second.")]


def test_what_changes_within_words_that_move_is_in_the_new_text_alone():
    moved = f"<w:moveTo {BY}>{run('Sing ')}{ins(run('well'), BY_BO)}{run('.')}</w:moveTo>"
    body = [
        para(f"<w:moveFrom {BY}>{run('Sing .')}</w:moveFrom>", mark=f"<w:moveFrom {BY}/>"),
        "First.",
        para(moved, mark=f"<w:moveTo {BY}/>"),
    ]
    assert sides(*body) == (["Sing .", "First."], ["First.", "Sing well."])


def test_rows_cells_and_whole_tables_are_put_in_and_taken_out():
    cell = f"<w:tc><w:tcPr><w:cellIns {BY}/></w:tcPr>{para('New')}</w:tc>"
    body = [
        table(("", "A", "B"), (TAKEN_OUT, para(out("c")), para(out("d"))), (PUT_IN, "e", "f")),
        f"<w:tbl><w:tr><w:tc>{para('Head')}</w:tc><w:tc>{para('x')}</w:tc>{cell}</w:tr></w:tbl>",
        table((PUT_IN, "whole", "table")),
    ]
    base, new = sides(*body)
    assert base == ["| A | B |", "|---|---|", "| c | d |", "| Head | x |", "|---|---|"]
    assert new[:3] == ["| A | B |", "|---|---|", "| e | f |"]
    assert new[3] == "| Head | x | New |"
    assert new[5] == "| whole | table |"


def test_another_style_and_another_number_are_those_of_each_text():
    heading = f"<w:pPrChange {BY}><w:pPr/></w:pPrChange>"
    numbered = (
        f"<w:pPrChange {BY}><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>"
    )
    body = [
        para("Rules", style="H1", more=heading),
        para("One", more=numbered),
        para("Two", num=(1, 0)),
    ]
    assert sides(*body, numbering=NUMBERED) == (
        ["Rules", "1. One", "2. Two"],
        ["# Rules", "One", "1. Two"],
    )


def test_a_number_that_is_put_in_is_not_in_the_base():
    put_in = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {BY}/></w:numPr>'
    body = [para("One", more=put_in), para("Two", num=(1, 0))]
    assert sides(*body, numbering=NUMBERED) == (["One", "1. Two"], ["1. One", "2. Two"])


def test_changes_in_links_notes_and_controls():
    link = f'<w:hyperlink r:id="l0">{run("the ")}{out("old")}{ins(run("new"))} </w:hyperlink>'
    control = f"<w:sdt><w:sdtContent>{out('Yes')}{ins(run('No'))}</w:sdtContent></w:sdt>"
    note = f'<w:footnote w:id="2">{para(out("Then.") + ins(run("Now.")))}</w:footnote>'
    body = [
        para(run("See ") + link + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        para(control),
    ]
    base, new = sides(*body, links=["https://example.org/"], footnotes=note)
    assert base == ["See [the old](https://example.org/)[^1]", "Yes", "[^1]: Then."]
    assert new == ["See [the new](https://example.org/)[^1]", "No", "[^1]: Now."]


def test_other_looks_are_those_of_each_text():
    bold = f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>"
    read = read_plainly(docx(para(run("Be ") + run("kind", bold) + run("."))))
    assert (read.changes.base, read.changes.new) == ("Be kind.\n", "Be **kind**.\n")
    assert [(one.what, one.where) for one in read.lost] == [
        ("formatting change", "kind (bold by Ada)")
    ]


def test_each_change_has_its_author_and_day():
    body = [para(out("a ") + ins(run("b "), BY_BO) + run("c")), para(ins(run("d")), mark=PUT_IN)]
    changes = read_plainly(docx(*body)).changes
    assert [(one.kind, one.author, one.date, one.words) for one in changes.edits] == [
        ("deletion", "Ada", "2026-03-01T10:00:00Z", "a"),
        ("insertion", "Bo", "2026-03-02T10:00:00Z", "b"),
        ("insertion", "Ada", "2026-03-01T10:00:00Z", "d"),
    ]
    assert changes.authors == {"Ada": 2, "Bo": 1}


def test_a_document_without_changes_has_none():
    assert read_plainly(docx("Be kind.")).changes is None


def test_a_document_that_is_wholly_new_or_wholly_taken_out_is_read():
    put_in = read_plainly(docx(para(ins(run("All new.")), mark=PUT_IN))).changes
    assert (put_in.base, put_in.new) == ("", "All new.\n")
    gone = read_plainly(docx(para(out("All gone.")), styles=STYLES)).changes
    assert (gone.base, gone.new) == ("All gone.\n", "")


def comment(key, author, body, *, paragraph=""):
    paragraphs = "".join(
        f'<w:p w14:paraId="{paragraph}">{run(words)}</w:p>' for words in body.split("\n")
    )
    return (
        f'<w:comment w:id="{key}" w:author="{author}" w:date="2026-03-03T09:00:00Z">'
        f"{paragraphs}</w:comment>"
    )


def around(key, inner):
    return (
        f'<w:commentRangeStart w:id="{key}"/>{inner}<w:commentRangeEnd w:id="{key}"/>'
        f'<w:r><w:commentReference w:id="{key}"/></w:r>'
    )


def test_a_comment_goes_over_paragraphs_and_stands_in_cells():
    body = [
        "Before.",
        para(run("One ") + '<w:commentRangeStart w:id="0"/>' + run("two.")),
        para(run("Three") + '<w:commentRangeEnd w:id="0"/>' + run(" four.")),
        table(("", "Head", "x"), ("", para(around(1, run("in a cell"))), "y")),
    ]
    comments = comment(0, "Ada", "Why?\nReally?") + comment(1, "Bo", "And this?")
    first, second = read_plainly(docx(*body, comments=comments)).comments
    assert (first.author, first.body, first.quote) == ("Ada", "Why?\nReally?", "two.\nThree")
    assert (first.passage, first.date) == (1, "2026-03-03T09:00:00Z")
    assert (second.quote, second.passage) == ("in a cell", 3)


def test_threads_and_what_is_settled_are_known():
    comments = (
        comment(4, "Ada", "Why?", paragraph="A1")
        + comment(7, "Bo", "Because.", paragraph="A2")
        + comment(9, "Cy", "Thanks.", paragraph="A3")
    )
    extended = (
        '<w15:commentEx w15:paraId="A1" w15:done="1"/>'
        '<w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="0"/>'
        '<w15:commentEx w15:paraId="A3" w15:paraIdParent="A1" w15:done="0"/>'
    )
    body = para(around(4, around(7, around(9, run("Be kind.")))))
    read = read_plainly(docx(body, comments=comments, extended=extended))
    assert [(one.answers, one.resolved, one.quote) for one in read.comments] == [
        (None, True, "Be kind."), (0, False, "Be kind."), (0, False, "Be kind."),
    ]  # fmt: skip


def test_a_comment_on_words_that_go_stands_in_the_base():
    body = [para(around(0, out("Old words.")) + run("Kept.")), para("x")]
    read = read_plainly(docx(*body, comments=comment(0, "Ada", "Why did this go?")))
    assert (read.comments[0].quote, read.comments[0].stands_in) == ("Old words.", "base")
    assert read.base_passages[read.comments[0].passage].text == "Old words.Kept."


def test_a_comment_without_words_stands_where_it_is_named():
    body = ["First.", para(run("Second.") + '<w:r><w:commentReference w:id="3"/></w:r>')]
    read = read_plainly(docx(*body, comments=comment(3, "Ada", "Here?")))
    assert (read.comments[0].quote, read.comments[0].passage) == ("", 1)


def test_a_comment_ends_where_it_ends_though_that_is_gone():
    begun = '<w:commentRangeStart w:id="0"/>'
    removed = run("gone", removed=True)
    ended = f'<w:del {BY}>{removed}<w:commentRangeEnd w:id="0"/></w:del>'
    body = [para(begun + run("Kept ") + ended + run("and more.")), "After."]
    read = read_plainly(docx(*body, comments=comment(0, "Ada", "Why?")))
    assert read.comments[0].quote == "Kept"
