"""What stands in Word documents beside plain words: fields, notes, boxes, signs, looks."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from app.documents.reading import read_plainly
from app.documents.refusing import DocumentRefused
from tests.support.documents import STYLES, docx, lines, packed, para, run, table


def markdown(*body, **parts):
    return read_plainly(docx(*body, **parts)).markdown


def told(*body, **parts):
    return [(one.what, one.where_in_words()) for one in read_plainly(docx(*body, **parts)).lost]


def field(instruction, shown):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        + mark.format("separate")
        + shown
        + mark.format("end")
    )


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (run("Be ") + run("kind", "<w:b/>") + run("."), "Be **kind**."),
        (run("Be") + run(" kind ", "<w:i/>") + run("always."), "Be *kind* always."),
        (
            run("Be ") + run("very ", "<w:b/>") + run("kind", "<w:b/><w:i/>"),
            "Be **very** ***kind***",
        ),
        (run("Not ") + run("this", "<w:strike/>"), "Not ~~this~~"),
        (run("un", "<w:b/>") + run("kind"), "**un**kind"),
        (run("Note:", "<w:b/>") + run("this"), "**Note**:this"),
        (run("Be ") + run("kind", '<w:b w:val="0"/>'), "Be kind"),
        (run("10 m") + run("2", '<w:vertAlign w:val="superscript"/>'), "10 m²"),
        (run("the 1") + run("st", '<w:vertAlign w:val="superscript"/>'), "the 1st"),
        (run("2 * 3 and *that* and a_b_c"), "2 * 3 and \\*that\\* and a_b_c"),
        (run("<b> & [x](y) `z`"), "\\<b> & [x\\](y) \\`z\\`"),
        (run("https://example.org/a_b_c*"), "https://example.org/a_b_c*"),
        (run("[a", "<w:b/>") + run("](x) [") + run("^1]", "<w:i/>"), "**[a**\\](x) \\[*^1]*"),
        (run("Name: ______ _x_ and __y__"), "Name: ______ \\_x\\_ and \\_\\_y\\_\\_"),
        (run("# no heading"), "\\# no heading"),
        (run("> no quotation"), "\\> no quotation"),
        (run("+ no point"), "\\+ no point"),
        (run("12. is no number: 12. Mai"), "12. is no number: 12. Mai"),
        (run("One") + "<w:r><w:br/></w:r>" + run("two"), "One\\\ntwo"),
        (run("One") + '<w:r><w:br w:type="page"/></w:r>' + run(" two"), "One two"),
        (run("co") + "<w:r><w:noBreakHyphen/></w:r>" + run("op"), "co\u2011op"),
        (run("co") + "<w:r><w:softHyphen/></w:r>" + run("op"), "coop"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" done"), "- done"),
        (field("REF _x \\h", run("Article 2")), "Article 2"),
        (field('HYPERLINK "https://example.org/"', run("there")), "[there](https://example.org/)"),
        (field('HYPERLINK "javascript:alert(1)"', run("there")), "there"),
        ('<w:fldSimple w:instr="PAGE">' + run("7") + "</w:fldSimple>", "7"),
        (field("IF " + field("PAGE", run("1")) + " = 1", run("yes")), "yes"),
        ('<w:hyperlink w:anchor="top">' + run("up") + "</w:hyperlink>", "up"),
        ("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>" + run("!"), "a=b!"),
        ("<w:smartTag>" + run("Berlin") + "</w:smartTag>", "Berlin"),
        (
            (
                f"<mc:AlternateContent><mc:Choice>{run('new')}</mc:Choice>"
                f"<mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>"
            ),
            "new",
        ),
    ],
)
def test_words_and_their_looks(inner, shown):
    assert markdown(para(inner)) == f"{shown}\n"


def test_hidden_words_are_left_out_and_told():
    body = [para(run("Be kind.") + run("secret", "<w:vanish/>"))]
    assert markdown(*body) == "Be kind.\n"
    assert told(*body) == [("hidden words", "at the beginning: secret")]


def test_a_table_of_contents_is_left_out_however_it_is_made():
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = [
        para("Rules", style="Title"),
        para(
            mark.format("begin")
            + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
            + mark.format("separate")
            + run("One\t1")
        ),
        para(run("Two\t2") + mark.format("end")),
        para("One", style="H1"),
        para("Words."),
    ]
    assert lines(markdown(*body)) == ["# Rules", "## One", "Words."]
    assert told(*body) == [("table of contents", "at the beginning")]


def test_notes_are_counted_as_they_are_met():
    def note(key, words):
        return f'<w:footnote w:id="{key}">{para(words)}</w:footnote>'

    def named(key, kind="footnote"):
        return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'

    body = [
        para(run("One") + named(8) + run(", two") + named(5, "endnote") + run(".")),
        table(("", "A", "B"), ("", para(run("c") + named(3)), "d")),
    ]
    endnotes = f'<w:endnote w:id="5">{para("End.")}</w:endnote>'
    text = markdown(*body, footnotes=note(3, "In a cell.") + note(8, "First."), endnotes=endnotes)
    assert lines(text) == [
        "One[^1], two[^2].", "| A | B |", "|---|---|", "| c[^3] | d |",
        "[^1]: First.", "[^2]: End.", "[^3]: In a cell.",
    ]  # fmt: skip


def test_a_box_of_text_is_read_behind_its_paragraph_and_told():
    box = f"<wps:txbx><w:txbxContent>{para('In the box.')}</w:txbxContent></wps:txbx>"
    choice = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    body = [para(run("Beside.") + drawn), "After."]
    assert lines(markdown(*body)) == ["Beside.", "In the box.", "After."]
    assert [what for what, _where in told(*body)] == ["text box"]


def test_headers_footers_and_pictures_are_told():
    drawn = '<wp:inline><wp:docPr id="1" descr="A map"/></wp:inline>'
    picture = f"<w:r><w:drawing>{drawn}</w:drawing></w:r>"
    body = ["One.", "Two.", "Three.", "Four.", para(picture), "Five."]
    assert told(*body, header=para("Draft"), footer=para("")) == [
        ("picture", "A map"), ("page header", ""),
    ]  # fmt: skip


def test_cells_are_one_line_each_and_pipes_in_them_are_words():
    body = table(
        ("", "Who", "What"),
        ("", para("a|b") + para("c"), para(run("d") + "<w:r><w:br/></w:r>" + run("e"))),
        ("", "", ""),
    )
    assert lines(markdown(body)) == ["| Who | What |", "|---|---|", "| a\\|b c | d e |"]


def test_merged_cells_leave_empty_ones_and_are_told():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{para("wide")}</w:tc>'
    cells = f"<w:tc>{para('a')}</w:tc><w:tc>{para('b')}</w:tc>"
    body = f"<w:tbl><w:tr>{wide}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    assert lines(markdown(body)) == ["| wide |  |", "|---|---|", "| a | b |"]
    assert [what for what, _where in told(body)] == ["merged cells"]


def test_a_table_of_one_cell_is_a_frame_around_a_text():
    assert lines(markdown(table(("", para("Rules", style="H1") + para("Be kind."))))) == [
        "# Rules", "Be kind.",
    ]  # fmt: skip


def test_where_no_style_says_it_short_bold_lines_and_capitals_are_headings():
    body = [
        para(run("HOUSE RULES")),
        para(run("1. Quiet", "<w:b/>")),
        para(run("Be quiet.", "<w:b/>")),
        para(run("Be ") + run("very", "<w:b/>") + run(" quiet")),
        para(run("2. Kitchen", "<w:b/>")),
        para("Wash up."),
    ]
    assert lines(markdown(*body)) == [
        "# HOUSE RULES", "## 1. Quiet", "**Be quiet.**", "Be **very** quiet", "## 2. Kitchen",
        "Wash up.",
    ]  # fmt: skip


def test_where_styles_say_it_bold_lines_are_bold_lines():
    body = [para("Rules", style="H1"), para(run("Nota", "<w:b/>")), para("Be kind.")]
    assert lines(markdown(*body)) == ["# Rules", "**Nota**", "Be kind."]


def test_bullets_that_are_typed_are_points_and_lines_with_numbers_are_paragraphs():
    body = [
        "Bring:",
        "•\ta cup",
        "\u2013 a spoon",
        "\u2013 a plate",
        para(
            run("(1) One")
            + "<w:r><w:br/></w:r>"
            + run("(2) Two")
            + "<w:r><w:br/></w:r>"
            + run("or more")
        ),
    ]
    read = read_plainly(docx(*body))
    assert lines(read.markdown) == [
        "Bring:", "- a cup", "- a spoon", "- a plate", "(1) One", "(2) Two\\", "or more",
    ]  # fmt: skip
    assert read.split == 1


def test_a_strict_document_is_read_as_any_other():
    data = docx(para("Rules", style="H1"), "Be kind.")
    with zipfile.ZipFile(BytesIO(data)) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    strict = {
        name: text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, text in files.items()
    }
    assert lines(read_plainly(packed(strict)).markdown) == ["# Rules", "Be kind."]


def test_a_document_without_words_says_so():
    with pytest.raises(DocumentRefused, match="no words"):
        read_plainly(docx(para("")))


def test_the_emphasis_of_a_style_is_no_emphasis_of_words():
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/>'
        "<w:rPr><w:i/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/>'
        "<w:rPr><w:b/></w:rPr></w:style>"
    )
    quoted = para(run("Be ") + run("kind", '<w:rStyle w:val="S"/>'), style="Q")
    assert markdown(quoted, styles=styles) == "> Be **kind**\n"
