"""A charter's text as HTML: CommonMark and tables, raw HTML and pictures off, then sanitised.

Every block carries the id `p-…` that links and comments point to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from charter import Document, split

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_OWN = {"id", "class", "dir"}
_ATTRIBUTES = dict.fromkeys(_TAGS, _OWN) | {
    "a": _OWN | {"href", "title", "aria-label"},
    "ol": _OWN | {"start"},
    "td": _OWN | {"align"},
    "th": _OWN | {"align"},
}
#: The tokens that a block can begin with; the opening of a list is not one, its items are.
_OPENINGS = {
    "heading_open", "paragraph_open", "list_item_open", "blockquote_open", "table_open", "fence",
    "code_block", "hr",
}  # fmt: skip


#: What is nested more deeply is not read; `app.rendering.extent` refuses it before it is kept.
DEEPEST = 20


def parser(deepest: int = DEEPEST) -> MarkdownIt:
    """The Markdown that is read here: no HTML, no pictures."""
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": deepest}).enable(
        ["table", "strikethrough"]
    )
    return made.disable(["image", "html_block", "html_inline"])


_MARKDOWN = parser()


def _clean(html: str) -> Markup:
    return Markup(  # noqa: S704 - it comes out of the sanitiser
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
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


def charter_to_html(document: Document, passages: str | None = None) -> Markup:
    """A charter's text as HTML.

    `passages` is the address under which each passage has a page of its own; with it, every
    block ends with a link there.
    """
    return _charter_to_html(document.text, tuple(document.ids), passages)


@lru_cache(maxsize=64)
def _charter_to_html(text: str, ids: tuple[str, ...], passages: str | None) -> Markup:
    tokens = _MARKDOWN.parse(text)
    _mark_blocks(tokens, _starts(text, ids), passages)
    return _clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def _starts(text: str, ids: Sequence[str]) -> dict[int, str]:
    """The id of each block by the number of its first line."""
    starts: dict[int, str] = {}
    line = 0
    lines = text.split("\n")
    for block_id, piece in zip(ids, split(text), strict=True):
        while not lines[line]:
            line += 1
        starts[line] = block_id
        line += piece.text.count("\n") + 1
    return starts


def _mark_blocks(tokens: list[Token], starts: dict[int, str], passages: str | None) -> None:
    waiting = dict(starts)
    for position, token in enumerate(tokens):
        if token.map is None or token.type not in _OPENINGS:
            continue
        block = waiting.pop(token.map[0], None)
        if block is None:
            continue
        token.attrSet("id", f"p-{block}")
        token.attrSet("dir", "auto")
        if passages is not None:
            _add_link(tokens, position, f"{passages}/{block}")


def _add_link(tokens: list[Token], position: int, address: str) -> None:
    """End the words of a block with a link to its own page."""
    inline = next((t for t in tokens[position : position + 4] if t.type == "inline"), None)
    if inline is None or inline.children is None:
        return
    link = Token("html_inline", "", 0)
    about = escape(_beginning(inline.content))
    link.content = (
        f'&nbsp;<a class="passage-link" href="{escape(address)}" '
        f'aria-label="About this passage: {about}">¶</a>'
    )
    inline.children.append(link)


def _beginning(text: str) -> str:
    plain = text.replace("*", "").replace("_", " ").replace("`", "")
    return plain if len(plain) <= 40 else plain[:40].rsplit(" ", 1)[0] + "…"  # noqa: PLR2004
