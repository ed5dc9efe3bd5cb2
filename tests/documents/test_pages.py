"""Web pages and clipboards: what is shown of them, lists, notes, comments, changes."""

from __future__ import annotations

import pytest

from app.documents.reading import read_plainly, read_words
from app.documents.refusing import DocumentRefused
from tests.support.documents import labels, lines, packed


def markdown(page):
    return lines(read_words(page, "html").markdown)


def test_lists_have_the_numbers_that_a_browser_shows():
    page = (
        "<ol start=3><li>three<li value=7>seven<ol type=i><li>x<li>y</ol></ol>"
        "<ol reversed><li>two<li>one</ol>"
        '<ol style="list-style-type: upper-alpha"><li>a</ol>'
        '<ol style="list-style: none"><li>bare</ol>'
    )
    assert labels(read_words(page, "html")) == ["3.", "7.", "i.", "ii.", "2.", "1.", "A.", ""]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>One<p>Two", ["One", "Two"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["- a", "  - b", "- c"]),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", ["- a", "  - b"]),
        ("<div>One<br>two<br><br>(1) a<br>(2) b</div>", ["One\\", "two", "(1) a", "(2) b"]),
        ("<h1>A</h1><h2>B <em>c</em></h2>", ["# A", "## B *c*"]),
        ("<p><b style='font-weight:normal'>not</b> <span style='font-weight:600'>but</span>",
         ["not **but**"]),
        ("<p>a <code>b</code> <s>c</s> <i>d</i>", ["a `b` ~~c~~ *d*"]),
        ("<blockquote><p>Said.</p></blockquote>", ["> Said."]),
        ("<pre>x\n  y</pre><p>z", ["```", "x", "  y", "```", "z"]),
        ("<p>a<hr><p>b", ["a", "---", "b"]),
        ("<ul><li><input type=checkbox checked> done<li><input type=checkbox> open</ul>",
         ["- [x] done", "- [ ] open"]),
        ("<p>&lt;b&gt; &amp; *x*", ["\\<b> & \\*x\\*"]),
        ("<table><tr><td>Only<td>one</table>", ["| Only | one |", "|---|---|"]),
        ("<table><tr><td><p>Laid<table><tr><td>a<td>b<tr><td>c<td>d</table></table>",
         ["Laid", "| a | b |", "|---|---|", "| c | d |"]),
        ("<p dir=rtl><b>السلام</b> عليكم", ["**السلام** عليكم"]),
    ],
)  # fmt: skip
def test_words_lists_and_tables(page, shown):
    assert markdown(page) == shown


@pytest.mark.parametrize(
    "hidden",
    [
        "<nav>Menu</nav>", "<footer>Foot</footer>", "<aside>News</aside>", "<p hidden>x</p>",
        '<p style="display: none">x</p>', "<script>x()</script>", "<style>p{}</style>",
        '<div role="dialog">x</div>', '<div class="cookie-notice">x</div>', "<!-- x -->",
        "<template>x</template>", "<form><p>x</p></form>", '<iframe src="file:///etc/x">x</iframe>',
        '<object data="x">x</object>', '<span aria-hidden="true">x</span>',
    ],
)  # fmt: skip
def test_what_is_no_part_of_the_text_is_left_out(hidden):
    assert markdown(f"<body>{hidden}<p>Be kind.</p>{hidden}</body>") == ["Be kind."]


def test_only_links_that_lead_somewhere_are_links():
    page = (
        "<p><a href='https://example.org/a b(c)'>one</a> <a href='javascript:x()'>two</a> "
        "<a href='/there'>three</a> <a href='mailto:a@example.org'>four</a> "
        "<a href='https://www.google.com/url?q=https://example.org/&sa=D'>five</a>"
    )
    (line,) = markdown(page)
    assert line == (
        "[one](https://example.org/a%20b%28c%29) two three [four](mailto:a@example.org) "
        "[five](https://example.org/)"
    )


GOOGLE = (
    "<html><head><style>@import url(https://example.org/x);"
    '.lst-kix_a-0>li:before{content:"Article " counter(lst-ctn-kix_a-0,decimal) ". "}'
    '.lst-kix_a-1>li:before{content:"" counter(lst-ctn-kix_a-0,decimal) "." '
    'counter(lst-ctn-kix_a-1,lower-latin) " "}'
    '.lst-kix_b-0>li:before{content:"\\0025cf  "}'
    ".c1{font-weight:700}.c2{font-style:italic}@media print{.c3{font-weight:700}}"
    "</style></head><body>"
    '<p class="c0 title"><span class="c3">Choir</span></p>'
    '<h1><span class="c3">Singing</span></h1>'
    '<ol class="lst-kix_a-0 start" start="1"><li>We <span class="c1">sing</span></li></ol>'
    '<ol class="lst-kix_a-1 start" start="1"><li>on Mondays'
    '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></li><li class="c2">softly</li></ol>'
    '<ol class="lst-kix_a-0" start="2"><li>We rest</li></ol>'
    '<ol class="lst-kix_a-1 start" start="1"><li>a lot</li></ol>'
    '<ul class="lst-kix_b-0 start"><li>Bring water</li></ul>'
    '<p>See<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr>'
    '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Note.</span></p></div>'
    '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Why Mondays?</span></p></div>'
    "</body></html>"
)


def test_a_page_that_google_docs_exported():
    read = read_plainly(GOOGLE.encode(), filename="choir.html")
    assert lines(read.markdown) == [
        "# Choir", "## Singing", "Article 1. We **sing**", "1.a on Mondays", "1.b *softly*",
        "Article 2. We rest", "2.a a lot", "- Bring water", "See[^1]", "[^1]: Note.",
    ]  # fmt: skip
    (comment,) = read.comments
    assert (comment.body, read.passages[comment.passage].text) == ("Why Mondays?", "on Mondays")


def test_a_page_is_read_as_google_docs_packs_it_with_its_pictures():
    files = {"Choir.html": GOOGLE, "images/image1.png": "x"}
    assert read_plainly(packed(files)) == read_plainly(GOOGLE.encode(), filename="choir.html")
    with pytest.raises(DocumentRefused, match="archive"):
        read_plainly(packed({**files, "Other.html": GOOGLE}))


def test_the_clipboard_of_word_has_numbers_comments_and_changes():
    label = '<span style="mso-list:Ignore">{}<span>&nbsp;&nbsp; </span></span>'
    signs = '<span style="font-family:Wingdings"><span style="mso-list:Ignore">§</span></span>'
    page = (
        f'<h2 style="mso-list:l1 level1 lfo2">{label.format("§ 2")}Guests</h2>'
        f'<p style="mso-list:l1 level2 lfo2">{label.format("(1)")}They may '
        '<a style="mso-comment-reference:JM_1">stay</a><span class=MsoCommentReference>'
        '<a href="#_msocom_1">[JM1]</a></span> for <del cite="mailto:Jo">two</del>'
        '<ins cite="mailto:Jo" datetime="2026-02-01T10:00">four</ins> weeks.</p>'
        f'<p style="mso-list:l2 level1 lfo3">{signs}and eat</p>'
        '<div style="mso-element:comment-list"><div style="mso-element:comment"><div>'
        '<span style="mso-comment-author:&quot;Jo Miller&quot;"><a name="_msocom_1"></a></span>'
        "<p>[JM1]How long?</p></div></div></div>"
    )
    read = read_words(page, "html")
    assert lines(read.markdown) == [
        "## § 2 Guests",
        "(1) They may stay for four weeks.",
        "- and eat",
    ]
    assert lines(read.changes.base)[1] == "(1) They may stay for two weeks."
    assert [(one.author, one.words) for one in read.changes.edits] == [
        ("Jo", "two"), ("Jo", "four"),
    ]  # fmt: skip
    (comment,) = read.comments
    assert (comment.author, comment.quote, comment.body) == ("Jo Miller", "stay", "How long?")


def test_whole_paragraphs_are_put_in_and_taken_out():
    changes = read_words("<ins><p>New.</p></ins><del><p>Old.</p></del><p>Kept.", "html").changes
    assert (lines(changes.base), lines(changes.new)) == (["Old.", "Kept."], ["New.", "Kept."])


def test_notes_are_found_in_the_ways_that_programs_write_them():
    pandoc = (
        '<p>One<a href="#fn1" class="footnote-ref" role="doc-noteref"><sup>1</sup></a>.</p>'
        '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Note.'
        '<a href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol></section>'
    )
    word = (
        '<p>One<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p><div><hr>'
        '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Note.</p></div></div>'
    )
    for page in (pandoc, word):
        assert markdown(page) == ["One[^1].", "[^1]: Note."]


def test_a_page_of_nothing_but_a_menu_has_no_words():
    with pytest.raises(DocumentRefused, match="no words"):
        read_words("<html><body><nav>Menu</nav><img src=x></body></html>", "html")
