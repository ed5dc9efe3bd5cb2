"""A charter's text as HTML: nothing in it can do harm, and every passage can be pointed to."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from app.rendering.markdown.html import Margin, MarginNote, charter_to_html, words_to_html
from charter import found

MARGIN = Margin("x", "why?", "Why is this here? {passage}")
HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[here](javascript:alert(1))",
    "[here](JaVaScRiPt:alert(1))",
    "[here](data:text/html;base64,PHNjcmlwdD4=)",
    "[here](vbscript:x)",
    "![picture](https://elsewhere.example/track.png)",
    "<javascript:alert(1)>",
    '<a href="https://x" onclick="x()">x</a>',
    "<style>*{display:none}</style>",
    "<iframe src=https://elsewhere.example></iframe>",
    "[a]: javascript:x\n\n[a]",
    "`<script>`",
    "<svg/onload=x>",
    "<!-- a --><script>",
]


class _Tags(HTMLParser):
    """Collects every tag with its attributes, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("text", HARMFUL)
def test_what_could_do_harm_is_shown_as_text_or_not_at_all(text):
    document, _ = found(f"# Title\n\n{text}\n")
    for html in (str(charter_to_html(document, MARGIN)), str(words_to_html(text))):
        for tag, attributes in _Tags(html).found:
            assert tag in {"h1", "p", "a", "code", "span", "button"}
            assert attributes.keys() <= {
                "id", "class", "dir", "href", "rel", "aria-label", "type", "popovertarget",
                "popover",
            }  # fmt: skip
            assert attributes.get("type", "button") == "button"
            address = attributes.get("href") or "/x/passages/"
            assert address.startswith(("/x/passages/", "https://"))


def test_every_passage_has_its_id_and_its_link():
    text = (
        "# Title\n\nA paragraph.\n\n- One\n  - Nested\n- Two\n\n1. First\n2. Second\n\n> Quoted\n\n"
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```\ncode\n\nmore\n```\n\n"
        "Setext\n===\n\n---\n\nEnd.\n"
    )
    document, _ = found(text)
    html = str(charter_to_html(document, MARGIN))
    for block in document.ids:
        assert html.count(f'id="p-{block}"') == 1, block
    linked = set(re.findall(r'href="/x/passages/(\w+)"', html))
    kinds = {block.kind for block in document.blocks if block.id not in linked}
    assert kinds == set()


def test_notes_stand_behind_the_words_of_their_passage():
    text = "# Title\n\n- One\n  - Nested\n\n> Quoted\n\n| a |\n| --- |\n| 1 |\n\n```\ncode\n```\n"
    document, _ = found(text)
    notes = tuple(
        (block.id, (MarginNote(f"<{block.kind}>", "/x?a=1&b=2", "remark"),))
        for block in document.blocks
    )
    html = str(charter_to_html(document, replace(MARGIN, notes=notes)))
    for kind, before in (
        ("heading", "</h1>"), ("quote", "</blockquote>"), ("table", "</table>"), ("code", "</pre>"),
    ):  # fmt: skip
        at = html.index(f"&lt;{kind}&gt;")
        assert html.rindex(before, 0, at) > html.rindex('id="p-', 0, at)
    assert html.index("&lt;list_item&gt;") < html.index("Nested")
    assert html.count('class="note is-remark" href="/x?a=1&amp;b=2"') == len(document.blocks)


def test_links_that_leave_say_nothing_about_who_follows_them():
    html = str(words_to_html("[here](https://elsewhere.example/)"))
    assert 'rel="noopener noreferrer nofollow"' in html


def test_text_of_either_direction_keeps_its_own():
    document, _ = found("שלום לכולם\n\nHello.\n")
    assert str(charter_to_html(document)).count('dir="auto"') == 2


def test_every_row_of_a_table_has_its_address_its_link_and_its_notes():
    text = "| Room | Who |\n| --- | --- |\n| yard | Ann |\n| roof | Ben |\n\nWords.\n"
    document, _ = found(text)
    row = document.blocks[2]
    notes = ((row.id, (MarginNote("1 proposal", "/x/1", "change"),)),)
    html = str(charter_to_html(document, replace(MARGIN, notes=notes)))
    assert html.count("<table") == 1
    for block in document.blocks[1:3]:
        at = html.index(f'<tr id="p-{block.id}"')
        cell = html[at : html.index("</td>", at)]
        assert f'href="/x/passages/{block.id}"' in cell
        assert ("1 proposal" in cell) == (block is row)
    assert html.index("1 proposal") < html.index("Ben")
