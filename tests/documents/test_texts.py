"""Plain text and Markdown: which lines belong together, encodings, marks of other programs."""

from __future__ import annotations

import time

import pytest

from app.documents.reading import read_plainly, read_words
from app.documents.refusing import SENTENCES, DocumentRefused
from charter import canonical
from tests.support.documents import lines, packed
from tests.support.texts import care_charter

WRAPPED = """\
The purpose of the society is to keep the gardens and the paths in
Millbrook so that everybody can enjoy them, and to hold a party in the
Summer of each year, as long as there are people who want to come to it.
The party is free.
"""


def plain(text):
    return lines(read_words(text, "plain").markdown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Be kind.\nBe quiet.\nBe here.\n", ["Be kind.", "Be quiet.", "Be here."]),
        (WRAPPED, [WRAPPED.replace("\n", " ").strip()]),
        ("Kept is what was\nsaid before.", ["Kept is what was said before."]),
        ("Der Garten-\nbau lebt.", ["Der Gartenbau lebt."]),
        ("1.\tBe kind\n2.\tBe quiet\n\t(a)\tat night\n\t(b)\tat noon\n",
         ["1. Be kind", "2. Be quiet", "(a) at night", "(b) at noon"]),
        ("- one\n- two\n  - in\n- three\n", ["- one", "- two", "  - in", "- three"]),
        ("•\tone\n•\ttwo\n", ["- one", "- two"]),
        ("§ 1 Name\n(1) Nord.\n(2) In Kiel.\n\n§ 2 Zweck\n(1) Bienen.\n",
         ["## § 1 Name", "(1) Nord.", "(2) In Kiel.", "## § 2 Zweck", "(1) Bienen."]),
        ("1. Name\nWe are Green.\n\n2. People\n2.1 All.\n2.2 Some.\n\n3. Days\nMondays.\n",
         ["## 1. Name", "We are Green.", "## 2. People", "2.1 All.", "2.2 Some.", "## 3. Days",
          "Mondays."]),
        ("HOUSE RULES\n===========\n\nQuiet\n-----\nBe quiet.\n",
         ["# HOUSE RULES", "## Quiet", "Be quiet."]),
        ("Day\tTask\nMonday\tbins\n", ["| Day | Task |", "|---|---|", "| Monday | bins |"]),
        ("2 * 3 = 6 and *so*", ["2 * 3 = 6 and \\*so\\*"]),
    ],
)  # fmt: skip
def test_lines_of_plain_text(text, shown):
    assert plain(text) == shown


def test_a_text_whose_paragraphs_are_apart_stays_as_it_is():
    assert read_words(care_charter(), "plain").markdown == canonical(care_charter())


@pytest.mark.parametrize(
    ("encoding", "text", "told"),
    [
        ("utf-8", "Grüße an die Bienen", ""),
        ("utf-8-sig", "Grüße an die Bienen", ""),
        ("utf-16", "El jardín es de todas", ""),
        ("utf-16-le", "The garden is open to all", "UTF-16-LE"),
        ("utf-32", "El jardín es de todas", ""),
        ("cp1252", "Règles: “été” à 1 €", "Windows-1252"),
        ("cp1250", "Każdy członek spółdzielni może zgłosić wniosek. Źdźbło żółć", "Windows-1250"),
        ("cp1251", "Каждый член общины имеет один голос. Решения по согласию.", "Windows-1251"),
        ("cp1253", "Καταστατικό της κοινότητας. Κάθε μέλος έχει μία ψήφο.", "Windows-1253"),
        ("cp1256", "ميثاق المجتمع. لكل عضو صوت واحد. تتخذ القرارات بالتوافق.", "Windows-1256"),
        (
            "shift_jis",
            "共同体の規約。各会員は一票を持つ。決定は合意によって行われる。",
            "Shift JIS",
        ),
        ("gb18030", "社区章程。每位成员有一票。决定以协商一致方式作出。", "GB 18030"),
        ("koi8_r", "Каждый член общины имеет один голос.", "KOI8-R"),
    ],
)
def test_common_encodings_are_read_and_what_was_assumed_is_told(encoding, text, told):
    read = read_plainly(text.encode(encoding), filename="rules.txt")
    assert read.markdown == canonical(text)
    assert [one.where for one in read.lost] == ([told] if told else [])


def test_a_page_is_read_as_it_says_that_it_is_encoded():
    page = '<meta charset="iso-8859-2"><p>Każdy członek'.encode("iso-8859-2")
    assert read_plainly(page, filename="x.html").markdown == "Każdy członek\n"
    sent = "<p>Каждый".encode("koi8_r")
    read = read_plainly(sent, content_type="text/html; charset=koi8-r")
    assert read.markdown == "Каждый\n"


def test_marks_of_critics_are_changes_and_comments():
    text = (
        "We {--may--}{++can++} sing {~~loud~>soft~~}.\n\n"
        "{==On Mondays==}{>>Why?<<} or `{++code++}`.{++\n\nAnd more.++}\n"
    )
    read = read_words(text, "markdown")
    assert lines(read.changes.new) == [
        "We can sing soft.", "On Mondays or `{++code++}`.", "And more.",
    ]  # fmt: skip
    assert lines(read.changes.base) == ["We may sing loud.", "On Mondays or `{++code++}`."]
    (comment,) = read.comments
    assert (comment.body, comment.quote, comment.passage) == ("Why?", "On Mondays", 1)


def test_what_only_other_programs_understand_is_taken_out_of_markdown():
    text = (
        "---\ntitle: Ours\nlang: de-DE\ntags: [a]\n---\n\n::: note\n# Ours {#top .big}\n:::\n\n"
        "One<br>two\n\n| a<br>b | c |\n|---|---|\n| d | e |\n\n```\n<br> {#x}\n```\n"
    )
    read = read_words(text, "markdown")
    assert lines(read.markdown) == [
        "# Ours", "One\\", "two", "| a b | c |", "|---|---|", "| d | e |",
        "```", "<br> {#x}", "```",
    ]  # fmt: skip
    assert (read.title, read.language) == ("Ours", "de")
    assert [one.where for one in read.lost] == ["tags: [a]"]


WIKI = """\
{{Box|x={{y}}}}
'''House rules''' of the ''East'' staircase.<ref>Since May.</ref> See [[Keys|the keys]]
and [https://example.org the map].
== Quiet ==
# First
# Second
* Point
** Deeper
:Indented
=== Bins ===
{| class="wikitable"
! Day !! Task
|-
| style="color:red" | Monday || bins
|}
[[Category:Rules]]
<references />
"""


def test_the_markup_of_a_wiki_is_read():
    read = read_plainly(WIKI.encode(), filename="rules.txt")
    assert lines(read.markdown) == [
        "**House rules** of the *East* staircase.[^1] See the keys",
        "and [the map](https://example.org).",
        "## Quiet", "1. First", "2. Second", "- Point", "  - Deeper", "Indented",
        "### Bins", "| Day | Task |", "|---|---|", "| Monday | bins |", "[^1]: Since May.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
         "spreadsheet"),
        ("a.txt", b'{"a": [1, 2]}', "data"),
        ("a.md", b'{"date": "2024-01-01"}\n{"date": "2024-01-02"}\n', "data"),
        ("a.txt", b"[" * 100_000 + b"]" * 100_000, "data"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.txt", b"\xff\xd8\xff\xe0", "picture"),
        ("a.txt", b"RIFF1234WEBPVP8 ", "picture"),
        ("a.txt", b"\x1f\x8b\x08", "archive"),
        ("a.doc", b"MIME-Version: 1.0\n\n<html>", "mail"),
        ("a.xml", b"<?xml version='1.0'?><rss></rss>", "xml"),
        ("a.txt", bytes(range(256)) * 4, "other"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"\x00" * 100, "empty"),
        ("a.docx", b"PK\x03\x04 nothing", "damaged"),
        ("a.zip", packed({"one.docx": "x"}), "archive"),
        ("a.pages", packed({"Index/Document.iwa": "x"}), "pages"),
        ("a.pptx", packed({"ppt/presentation.xml": "x"}), "slides"),
        ("a.epub", packed({"mimetype": "application/epub+zip"}), "book"),
        ("a.docx", packed({"word/document.xml": "<w:x"}), "damaged"),
        ("a.docx", packed({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
         "declarations"),
        ("a.docx", packed({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
                           .encode("utf-16")}), "declarations"),
    ],
)  # fmt: skip
def test_other_kinds_of_files_are_told_by_their_bytes(name, data, kind):
    with pytest.raises(DocumentRefused) as refused:
        read_plainly(data, filename=name)
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "<!---->" * 60 + "x",
        "<a" * 200_000,
        "[" * 200_000,
        "{++" * 100_000,
        "`" * 100_001,
        "# " + " " * 100_000 + "{#",
        " " * 100_000 + "<b",
        "*a " * 30_000,
        "== a ==\n" + "<ref>" * 50_000,
        "== a ==\n" + "<!--" * 50_000 + "{|\n" * 50_000 + "[[a|" * 50_000 + "''a" * 50_000,
    ],
)
def test_texts_that_are_made_to_take_long_do_not(text):
    begun = time.process_time()
    for form in ("plain", "markdown"):
        read_words(f"Be kind.\n\n{text}", form)
    assert time.process_time() - begun < 10


def test_every_refusal_is_one_or_two_plain_sentences():
    for kind, sentence in SENTENCES.items():
        values = {"size": 30, "most": 20} if "{size}" in sentence else {"most": 20}
        reason = DocumentRefused(kind, **values).reason
        assert reason.endswith(".")
        assert "{" not in reason
