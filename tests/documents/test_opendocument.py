"""OpenDocument texts: numbers of lists and headings, tracked changes, comments."""

from __future__ import annotations

import pytest

from app.documents.reading import read_plainly
from app.documents.refusing import DocumentRefused
from tests.support.documents import labels, lines, odt, packed


def number(level, form, *, suffix="", prefix="", more=""):
    return (
        f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" '
        f'style:num-prefix="{prefix}" style:num-suffix="{suffix}" {more}/>'
    )


def listed(name, *levels):
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


STYLES = listed(
    "L",
    number(1, "1", suffix="."),
    number(2, "1", more='text:display-levels="2"'),
    number(3, "a", prefix="(", suffix=")"),
) + listed("B", '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/>',
           '<text:list-level-style-bullet text:level="2" text:bullet-char="o"/>')  # fmt: skip


def p(words, style="Standard"):
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def item(*inner, more=""):
    return f"<text:list-item{more}>{''.join(inner)}</text:list-item>"


def many(*items, style="", more=""):
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:list{named}{more}>{''.join(items)}</text:list>"


def read(body, **more):
    return read_plainly(odt(body, **{"styles": STYLES, **more}))


def test_lists_within_lists_have_the_numbers_that_their_style_gives():
    inner = many(item(p("a"), many(item(p("deep")), item(p("deeper")))), item(p("b")))
    body = many(item(p("One"), inner), item(p("Two"), many(item(p("c")))), style="L")
    assert labels(read(body)) == ["1.", "1.1", "(a)", "(b)", "1.2", "2.", "2.1"]


def test_a_list_begins_anew_unless_it_says_that_it_goes_on():
    one = many(item(p("One")), style="L", more=' xml:id="l1"')
    assert labels(read(one + p("x") + many(item(p("Two")), style="L"))) == ["1.", "", "1."]
    on = many(item(p("Two")), style="L", more=' text:continue-numbering="true"')
    assert labels(read(one + p("x") + on)) == ["1.", "", "2."]
    other = many(item(p("z")), style="L")
    back = many(item(p("Two")), style="L", more=' text:continue-list="l1"')
    assert labels(read(one + other + back)) == ["1.", "1.", "2."]


def test_an_item_can_say_its_number_and_a_second_paragraph_has_none():
    body = many(
        item(p("Seven"), p("more"), more=' text:start-value="7"'),
        "<text:list-header>" + p("no number") + "</text:list-header>",
        item(p("Eight")),
        style="L",
    )
    assert labels(read(body)) == ["7.", "", "", "8."]


def test_newer_patterns_of_numbers_are_understood():
    styles = listed(
        "N", number(1, "I", more='loext:num-list-format="Part %1%:"'),
        number(2, "1", more='loext:num-list-format="§ %1%-%2%"'),
    )  # fmt: skip
    body = many(item(p("One"), many(item(p("in")))), item(p("Two")), style="N")
    assert labels(read(body, styles=styles)) == ["Part I:", "§ I-1", "Part II:"]


def test_headings_are_numbered_by_the_outline():
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" '
        'style:num-prefix="Article "/><text:outline-level-style text:level="2" '
        'style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )

    def h(level, words, more=""):
        return f'<text:h text:outline-level="{level}"{more}>{words}</text:h>'

    body = (
        h(1, "One") + h(2, "In") + h(1, "Preamble", ' text:is-list-header="true"')
        + h(1, "Two") + h(2, "In")
        + h(1, "Nine", ' text:restart-numbering="true" text:start-value="9"')
    )  # fmt: skip
    found = read(body, outline=outline)
    assert labels(found) == ["Article 1", "1.1", "", "Article 2", "2.1", "Article 9"]
    assert lines(found.markdown)[:2] == ["# Article 1 One", "## 1.1 In"]


def test_bullets_nest():
    body = many(item(p("a"), many(item(p("b")))), item(p("c")), style="B")
    assert read(body).markdown == "- a\n  - b\n- c\n"


def test_looks_links_blanks_notes_and_breaks():
    styles = STYLES + (
        '<style:style style:name="T" style:family="text"><style:text-properties '
        'fo:font-weight="bold"/></style:style><style:style style:name="H" '
        'style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Since May.</text:p></text:note-body></text:note>"
    )
    body = p(
        f'Be <text:span text:style-name="T">kind</text:span>{note}<text:s text:c="3"/>to '
        '<text:a xlink:href="https://example.org/">all</text:a><text:line-break/>here'
        '<text:span text:style-name="H">hidden</text:span>.'
    )
    found = read(body, styles=styles)
    assert lines(found.markdown) == [
        "Be **kind**[^1] to [all](https://example.org/)\\", "here.", "[^1]: Since May.",
    ]  # fmt: skip
    assert [one.what for one in found.lost] == ["hidden words"]


def change(key, kind, inner="", author="Ada"):
    return (
        f'<text:changed-region text:id="{key}"><text:{kind}><office:change-info>'
        f"<dc:creator>{author}</dc:creator><dc:date>2026-02-02T10:00:00</dc:date>"
        f"</office:change-info>{inner}</text:{kind}></text:changed-region>"
    )


def tracked(*regions):
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def at(key):
    return f'<text:change text:change-id="{key}"/>'


def start(key):
    return f'<text:change-start text:change-id="{key}"/>'


def end(key):
    return f'<text:change-end text:change-id="{key}"/>'


def sides(body):
    changes = read(body).changes
    return lines(changes.base), lines(changes.new)


def test_words_are_put_in_and_taken_out():
    body = tracked(change("d", "deletion", p("old")), change("i", "insertion", author="Bo"))
    body += p(f"The {at('d')}{start('i')}new{end('i')} rule.")
    found = read(body)
    assert (found.changes.base, found.changes.new) == ("The old rule.\n", "The new rule.\n")
    assert [(one.kind, one.author, one.words) for one in found.changes.edits] == [
        ("deletion", "Ada", "old"), ("insertion", "Bo", "new"),
    ]  # fmt: skip


def test_paragraphs_are_divided_and_joined():
    divided = tracked(change("i", "insertion"))
    divided += p(f"One{start('i')}") + p(f"{end('i')}two.")
    assert sides(divided) == (["Onetwo."], ["One", "two."])
    joined = tracked(change("d", "deletion", p("") + p("")))
    joined += p(f"One{at('d')}two.")
    assert sides(joined) == (["One", "two."], ["Onetwo."])


def test_several_paragraphs_go_and_items_are_counted_in_each_text():
    gone = change("d", "deletion", many(item(p("Old")), item(p("Older")), style="L") + p(""))
    body = tracked(gone, change("i", "insertion"))
    body += many(
        item(p("One")),
        item(p(f"{at('d')}{start('i')}New")),
        item(p(f"{end('i')}Last")),
        style="L",
    )
    base, new = sides(body)
    assert new == ["1. One", "2. New", "3. Last"]
    assert base == ["1. One", "2. Old", "3. Older", "4. Last"]


def test_a_whole_heading_and_its_paragraph_are_put_in():
    body = tracked(change("i", "insertion"))
    body += p("Before.") + f'<text:h text:outline-level="1">{start("i")}New</text:h>'
    body += p("Words.") + p(f"{end('i')}After.")
    assert sides(body) == (["Before.", "After."], ["Before.", "# New", "Words.", "After."])


def test_comments_stand_on_their_words_and_answer_one_another():
    def note(name, words, more=""):
        return (
            f'<office:annotation office:name="{name}"{more}><dc:creator>Ada</dc:creator>'
            f"<dc:date>2026-02-04T09:00:00</dc:date><text:p>{words}</text:p></office:annotation>"
        )

    close = '<office:annotation-end office:name="{}"/>'
    more = ' loext:resolved="true" loext:parent-name="a"'
    answer = note("b", "Because.", more)
    body = p(f"Be {note('a', 'Why?')}{answer}kind{close.format('a')}{close.format('b')} to all.")
    body += p("Here." + note("c", "Where?"))
    first, second, third = read(body).comments
    assert (first.quote, first.body, first.author, first.answers) == ("kind", "Why?", "Ada", None)
    assert (second.answers, second.resolved, second.quote) == (0, True, "kind")
    assert (third.quote, third.passage) == ("", 1)


def test_tables_pictures_boxes_and_contents():
    cell = "<table:table-cell>{}</table:table-cell>"
    row = "<table:table-row>{}</table:table-row>"
    body = (
        "<text:table-of-content><text:index-body>" + p("One 1") + "</text:index-body>"
        "</text:table-of-content>"
        + "<table:table><table:table-header-rows>"
        + row.format(cell.format(p("A")) + cell.format(p("B")))
        + "</table:table-header-rows>"
        + row.format(
            '<table:table-cell table:number-columns-spanned="2">' + p("wide")
            + "</table:table-cell><table:covered-table-cell/>"
        )
        + "</table:table>"
        + p("x<draw:frame><draw:image/><svg:desc>A map</svg:desc></draw:frame>")
        + p("y<draw:frame><draw:text-box>" + p("In a box.") + "</draw:text-box></draw:frame>")
    )  # fmt: skip
    found = read(body)
    assert lines(found.markdown) == [
        "| A | B |", "|---|---|", "| wide |  |", "x", "y", "In a box.",
    ]  # fmt: skip
    assert sorted(one.what for one in found.lost) == [
        "merged cells", "picture", "table of contents", "text box",
    ]  # fmt: skip


def test_a_password_and_other_kinds_are_told_apart():
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
        "</manifest:manifest>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    with pytest.raises(DocumentRefused, match="password"):
        read_plainly(
            packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": "?"})
        )
    sheet = "application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(DocumentRefused, match="spreadsheet"):
        read_plainly(packed({"mimetype": sheet, "content.xml": "<a/>"}))


def test_a_text_in_one_file_of_xml_is_read_as_well():
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "style")
    )
    kind = 'office:mimetype="application/vnd.oasis.opendocument.text"'
    flat = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} {kind}>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>"
        f"{many(item(p('One')), item(p('Two')), style='L')}</office:text></office:body>"
        "</office:document>"
    )
    assert read_plainly(flat.encode()).markdown == "1. One\n2. Two\n"
