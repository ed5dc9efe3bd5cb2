"""What the scanner takes for a block the renderer shows as that block; who would differ is told."""

from __future__ import annotations

import hashlib
import re
from functools import cache

import pytest
from markdown_it.rules_core import block

from app.rendering.markdown import not_shown
from app.rendering.markdown.agreement import disagreements, told
from app.rendering.markdown.grammar import charter_parser
from app.rendering.markdown.html import charter_to_html, tokens_of
from app.rendering.markdown.passages import PASSAGE
from charter import Document, found
from tests.support.markdown_examples import FILES, FOLDER, examples, real, shipped

_SHOWN_AS = {
    "heading_open": {"heading"},
    "paragraph_open": {"paragraph", "html"},
    "dl_open": {"paragraph"},
    "footnote_reference_open": {"footnote"},
    "tr_open": {"table_row"},
    "fence": {"code"},
    "code_block": {"code"},
    "hr": {"divider"},
    "blockquote_open": {"quote"},
    "table_open": {"table"},
    "list_item_open": {"list_item"},
    "not_shown": {"html", "front_matter", "paragraph"},
}
#: Examples of CommonMark in which others see other blocks, and which are told.
_TOLD = {
    "commonmark-0.31.2, 85", "commonmark-0.31.2, 110", "commonmark-0.31.2, 111",
    "commonmark-0.31.2, 112", "commonmark-0.31.2, 264",  # indented code, parted by empty lines
    "commonmark-0.31.2, 231", "commonmark-0.31.2, 289",  # a mark that is indented is a mark here
    "commonmark-0.31.2, 312", "commonmark-0.31.2, 313",  # the same behind items
    "commonmark-0.31.2, 91", "commonmark-0.31.2, 173",  # tags over several lines
    "commonmark-0.31.2, 216",  # a heading of nothing but where a link leads
}  # fmt: skip


@cache
def _document(text: str) -> Document:
    return found(text)[0]


def _first_tokens(document: Document) -> dict[int, list[str]]:
    """The types of the tokens that bear each passage's place."""
    tokens = tokens_of(document)
    shown: dict[int, list[str]] = {}
    for at, token in enumerate(tokens):
        if PASSAGE in token.meta:
            first = tokens[at + 1] if token.type == "passage_open" else token
            shown.setdefault(token.meta[PASSAGE], []).append(first.type)
    return shown


def _check_each_passage(name: str, document: Document) -> None:
    shown = _first_tokens(document)
    assert sorted(shown) == list(range(len(document.blocks))), name
    for place, passage in enumerate(document.blocks):
        assert len(shown[place]) == 1, (name, passage)
        if name != "commonmark-0.31.2, 91":
            assert passage.kind in _SHOWN_AS[shown[place][0]], (name, passage, shown[place])


@pytest.mark.parametrize("name", FILES)
def test_the_examples_are_those_that_are_named(name):
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
    assert f"| `{digest}` |" in (FOLDER / "README.md").read_text("utf-8")


@pytest.mark.parametrize("texts", [examples, shipped, real])
def test_every_passage_is_shown_once_and_as_what_it_is(texts):
    for name, text in texts():
        _check_each_passage(name, _document(text))


@pytest.mark.parametrize("texts", [examples, shipped, real])
def test_every_passage_has_its_address_in_the_page(texts):
    for name, text in texts():
        document = _document(text)
        html = charter_to_html(document)
        addresses = re.findall(r' id="p-(\w+)"', html)
        assert sorted(addresses) == sorted(document.ids), name


def test_every_example_agrees_with_commonmark_or_is_told():
    agreeing = set()
    for name, text in examples():
        document = _document(text)
        sentences = told(document)
        assert bool(sentences) == bool(disagreements(document))
        if not sentences:
            agreeing.add(name)
    assert {name for name, _ in examples()} - agreeing == _TOLD
    assert len(agreeing) + len(_TOLD) == 701  # n of n


def _as_a_whole(document: Document) -> str:
    """The page as markdown-it makes it of the whole text, without looking at passages."""
    parser = charter_parser()
    parser.core.ruler.at("block", block)
    parser.add_render_rule("comment", not_shown.comment_to_html)
    text = document.text
    for passage in document.blocks:
        if passage.kind == "front_matter":
            text = text.replace(passage.text, "", 1)
    return parser.render(text)


def _bare(html: str) -> list[str]:
    """HTML without addresses, frames and what is not shown."""
    html = re.sub(r' (?:id|dir)="[^"]*"', "", html)
    html = re.sub(r"<details.*?</details>|</?div[^>]*>", "", html, flags=re.DOTALL)
    html = re.sub(r"<p><button.*?</button><span.*?</span></p>", "", html, flags=re.DOTALL)
    return [line for line in html.split("\n") if line.strip()]


@pytest.mark.parametrize("texts", [examples, shipped, real])
def test_what_is_shown_passage_by_passage_is_what_the_whole_would_show(texts):
    for name, text in texts():
        document = _document(text)
        if disagreements(document) or ("<!--" in text and "\n\n" in text):
            continue
        tokens = tokens_of(document)
        parser = charter_parser()
        parser.add_render_rule("not_shown", not_shown.passage_to_html)
        parser.add_render_rule("comment", not_shown.comment_to_html)
        html = parser.renderer.render(tokens, parser.options, {})
        assert _bare(html) == _bare(_as_a_whole(document)), name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Words:\n\n    - a point\n", "“- a point” is a point of a list here"),
        ("    code\n\n    more code\n", "“more code” is words shown letter by letter of its own"),
        ("- a\n - b\n  - c\n   - d\n    - e\n", "may join it with what stands before"),
        ("Title\n~~~~~\n\nWords.\n", "“Title” is a heading here; other programs may take it for"),
        ("<style\n  type='a'>\n\nfoo\n", "“foo” is a paragraph of its own here"),
        ("    > said\n", "“> said” is a quotation here"),
    ],
)
def test_where_others_read_otherwise_the_author_is_told(text, said):
    document = _document(text)
    assert said in " ".join(told(document))


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\nlist:\n  - a\n---\n\n# H\n\nWords\n\n- a\n  - b\n\n    c\n\n1. x\n",
        "A note[^1].\n\n[^1]: The note.\n\n    More of it.\n",
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n> Said\n> - by whom\n",
        "Title\n=====\n\nWords\nover lines\n\n***\n\n```\ncode\n\nmore\n```\n",
    ],
)
def test_what_everybody_reads_alike_is_not_told(text):
    document = _document(text)
    assert told(document) == []


def test_what_was_so_before_is_not_told_again_and_many_are_counted():
    old = _document("    > a\n\nWords\n")
    new = _document("    > a\n\nWords\n\n" + "".join(f"    > said {n}\n\nx\n\n" for n in range(9)))
    sentences = told(new, old)
    assert "said 0" in sentences[0]
    assert sentences[-1] == "6 more passages may look different in other programs."
    assert len(sentences) == 4
