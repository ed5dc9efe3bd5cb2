"""A charter's text as HTML: Markdown by `app.rendering.markdown.grammar`, then sanitised.

Every passage carries the id `p-…` that links and comments point to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import nh3
from markdown_it.token import Token
from markupsafe import Markup, escape

from app.rendering import glossary
from app.rendering.direction import reads_from_the_right
from app.rendering.glossary import Explained
from app.rendering.margin import Margin, MarginNote, mark_blocks
from app.rendering.markdown import not_shown
from app.rendering.markdown.grammar import PASSAGES, charter_parser, parser
from app.rendering.markdown.passages import PASSAGE, lines_of
from app.rendering.markdown.slugs import lead_to_headings, named_headings
from charter import Block, Document
from charter.language import code_now
from charter.text.date_field import FIELD, filled

__all__ = ["Margin", "MarginNote", "charter_to_html", "parser", "tokens_of", "words_to_html"]

_TAGS = {
    "a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "input", "li", "ol", "p", "pre", "s", "span", "strong", "sup", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
} | not_shown.TAGS  # fmt: skip
_OWN = {"id", "class", "dir"}
_ATTRIBUTES = dict.fromkeys(_TAGS, _OWN) | {
    "a": _OWN | {"href", "title", "aria-label"},
    "input": {"disabled", "checked", "aria-label"},
    "li": _OWN | {"value"},
    "ol": _OWN | {"start"},
    "td": _OWN | {"align"},
    "th": _OWN | {"align"},
}
#: With buttons that open what a word means, or a comment.
_OPENING_TAGS = _TAGS | glossary.TAGS
_OPENING_ATTRIBUTES = {
    name: _ATTRIBUTES.get(name, _OWN) | glossary.ATTRIBUTES.get(name, set())
    for name in _OPENING_TAGS
}
_MARKDOWN = parser()
_CHARTER = charter_parser()
_CHARTER.add_render_rule("not_shown", not_shown.passage_to_html)
_CHARTER.add_render_rule("comment", not_shown.comment_to_html)


def _clean(html: str, *, opens: bool = False) -> Markup:
    return Markup(  # noqa: S704 - it comes out of the sanitiser
        nh3.clean(
            html,
            tags=_OPENING_TAGS if opens else _TAGS,
            attributes=_OPENING_ATTRIBUTES if opens else _ATTRIBUTES,
            tag_attribute_values={"input": {"type": {"checkbox"}}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow",
        )
    )


@lru_cache(maxsize=1024)
def words_to_html(text: str, called: tuple[str, ...] = ()) -> Markup:
    """What people write in comments and reasons, as HTML. `called` are names to mark after an @."""
    if not called:
        return _clean(_MARKDOWN.render(text))
    tokens = _MARKDOWN.parse(text)
    ways = "|".join(re.escape(one) for one in sorted(called, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w@])(@(?:{ways}))(?!\w)")
    for token in tokens:
        if token.type == "inline" and token.children is not None:
            token.children = [each for one in token.children for each in _marked(one, pattern)]
    return _clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def _marked(token: Token, pattern: re.Pattern[str]) -> list[Token]:
    """A piece of text with the names in it set apart."""
    if token.type != "text":
        return [token]
    pieces = []
    for place, words in enumerate(pattern.split(token.content)):
        is_name = place % 2 == 1
        piece = Token("html_inline" if is_name else "text", "", 0)
        piece.content = f'<span class="mention">{escape(words)}</span>' if is_name else words
        pieces.append(piece)
    return pieces


def charter_to_html(
    document: Document,
    margin: Margin | None = None,
    terms: tuple[Explained, ...] = (),
    former: tuple[tuple[str, str], ...] = (),
    dated: date | None = None,
) -> Markup:
    """A charter's text as HTML; with a margin, every passage leads to its own page.

    `dated` is the date of the revision, for the field that stands for it in the text.

    The `terms` of its glossary are explained where a section says them first. `former` are names
    that headings had in earlier revisions, with the ids of their passages: links still find them.
    """
    return _charter_to_html(document, margin, terms, former, dated, code_now())


@lru_cache(maxsize=64)
def _charter_to_html(
    document: Document,
    margin: Margin | None,
    terms: tuple[Explained, ...],
    former: tuple[tuple[str, str], ...],
    dated: date | None,
    _language: str,
) -> Markup:
    tokens, blocks = tokens_of(document), document.blocks
    glossary.explain(tokens, terms)
    has_comments = not_shown.number_comments(tokens)
    targets = {name: f"p-{block}" for name, block in former} | _targets(tokens, blocks)
    lead_to_headings(tokens, targets)
    if dated is not None and FIELD in document.text:
        _put_date(tokens, dated)
    mark_blocks(tokens, blocks, margin)
    _turn_lists(tokens)
    html = _CHARTER.renderer.render(tokens, _CHARTER.options, {})
    return _clean(html, opens=bool(terms) or has_comments)


def tokens_of(document: Document) -> list[Token]:
    """The tokens of a charter's text; the first of each passage bears its place."""
    return _CHARTER.parse(document.text, {PASSAGES: lines_of(document.text, document.blocks)})


@lru_cache(maxsize=256)
def heading_names(document: Document) -> dict[str, str]:
    """The ids of a text's headings by the names that links call them by."""
    headings = Document(tuple(one for one in document.blocks if one.kind == "heading"))
    return {
        name: target.removeprefix("p-")
        for name, target in _targets(tokens_of(headings), headings.blocks).items()
    }


@lru_cache(maxsize=64)
def unmet_names(document: Document) -> frozenset[str]:
    """Names that links within a text call, and that no heading of it bears."""
    if "(#" not in document.text and "]:" not in document.text:
        return frozenset()
    tokens = tokens_of(document)
    return frozenset(lead_to_headings(tokens, _targets(tokens, document.blocks)))


def _targets(tokens: Sequence[Token], blocks: Sequence[Block]) -> dict[str, str]:
    """The addresses in the page of its headings, by their names."""
    found: dict[str, str] = {}
    place = 0
    named = {id(token): name for name, token in named_headings(tokens)}
    for token in tokens:
        place = token.meta.get(PASSAGE, place)
        if id(token) in named:
            found[named[id(token)]] = f"p-{blocks[place].id}"
    return found


def _put_date(tokens: Sequence[Token], dated: date) -> None:
    """The date of a revision, where the text has the field for it; code stays as it is.

    What holds others' words gets it too: a passage is called by how it begins.
    """
    for token in tokens:
        if token.type in {"text", "inline"} or (token.children is None and token.nesting == 1):
            token.content = filled(token.content, dated)
        _put_date(token.children or (), dated)


def _turn_lists(tokens: list[Token]) -> None:
    """Lists that read from right to left say so: their items speak for themselves alone."""
    for position, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            words = next((one.content for one in tokens[position:] if one.type == "inline"), "")
            if reads_from_the_right(words):
                token.attrSet("dir", "rtl")
