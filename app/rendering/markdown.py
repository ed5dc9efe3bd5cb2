"""A charter's text as HTML: CommonMark and tables, raw HTML and pictures off, then sanitised.

Every block carries the id `p-…` that links and comments point to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from app.rendering import glossary
from app.rendering.direction import reads_from_the_right
from app.rendering.glossary import TAGS, Explained
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


def _clean(html: str, *, explains: bool = False) -> Markup:
    more = glossary.ATTRIBUTES if explains else {}
    attributes = {
        name: _ATTRIBUTES.get(name, _OWN) | more.get(name, set()) for name in _TAGS | TAGS
    }
    return Markup(  # noqa: S704 - it comes out of the sanitiser
        nh3.clean(
            html,
            tags=_TAGS | TAGS if explains else _TAGS,
            attributes=attributes if explains else _ATTRIBUTES,
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


@dataclass(frozen=True, slots=True)
class Note:
    """A link in the margin of a passage. `kind` is what it is about, for how it looks."""

    words: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside the passages of a text.

    Every passage ends with a link to its own page below `address`: `word` is what one sees of it,
    `{passage}` in `label` stands for how the passage begins. `notes` belong to passages by id.
    """

    address: str
    word: str
    label: str
    notes: tuple[tuple[str, tuple[Note, ...]], ...] = ()

    def link(self, block: str, beginning: str) -> str:
        """The link to a passage's page."""
        label = escape(self.label.format(passage=beginning))
        return (
            f'<a class="passage-link" dir="auto" href="{escape(self.address)}/{block}" '
            f'aria-label="{label}">{escape(self.word)}</a>'
        )


def charter_to_html(
    document: Document, margin: Margin | None = None, terms: tuple[Explained, ...] = ()
) -> Markup:
    """A charter's text as HTML; with a margin, every passage leads to its own page.

    The `terms` of its glossary are explained where a section says them first.
    """
    return _charter_to_html(document.text, tuple(document.ids), margin, terms)


@lru_cache(maxsize=64)
def _charter_to_html(
    text: str, ids: tuple[str, ...], margin: Margin | None, terms: tuple[Explained, ...]
) -> Markup:
    tokens = _MARKDOWN.parse(text)
    glossary.explain(tokens, terms)
    _mark_blocks(tokens, _starts(text, ids), margin)
    _turn_lists(tokens)
    return _clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}), explains=bool(terms))


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


def _mark_blocks(tokens: list[Token], starts: dict[int, str], margin: Margin | None) -> None:
    waiting = dict(starts)
    notes = dict(margin.notes) if margin else {}
    behind: list[tuple[int, Token]] = []
    for position, token in enumerate(tokens):
        if token.map is None or token.type not in _OPENINGS:
            continue
        block = waiting.pop(token.map[0], None)
        if block is None:
            continue
        token.attrSet("id", f"p-{block}")
        token.attrSet("dir", "auto")
        if margin is not None:
            noted = _add_link(tokens, position, block, margin)
            if shown := [*noted, *map(_note, notes.get(block, ()))]:
                behind.append((_end_of(tokens, position) + 1, _html(" · ".join(shown))))
    for position, token in reversed(behind):
        tokens.insert(position, token)


def _turn_lists(tokens: list[Token]) -> None:
    """Lists that read from right to left say so: their items speak for themselves alone."""
    for position, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            words = next((one.content for one in tokens[position:] if one.type == "inline"), "")
            if reads_from_the_right(words):
                token.attrSet("dir", "rtl")


def _add_link(tokens: list[Token], position: int, block: str, margin: Margin) -> list[str]:
    """End the words of a block with the link to its page; returned where it has no words."""
    inline = next((t for t in tokens[position : position + 4] if t.type == "inline"), None)
    if inline is None or inline.children is None:
        return [margin.link(block, _beginning(tokens[position].content) or "—")]
    link = Token("html_inline", "", 0)
    link.content = "&nbsp;" + margin.link(block, _beginning(inline.content))
    inline.children.append(link)
    return []


def _note(note: Note) -> str:
    about = f"note is-{note.kind}"
    return f'<a class="{about}" href="{escape(note.address)}">{escape(note.words)}</a>'


def _html(notes: str) -> Token:
    made = Token("html_block", "", 0)
    made.content = f'<p class="passage-notes" dir="auto">{notes}</p>\n'
    return made


def _end_of(tokens: list[Token], position: int) -> int:
    """The last token of a block's own words: of an item, the first paragraph."""
    if tokens[position].type == "list_item_open":
        following = tokens[position + 1]
        if following.type != "paragraph_open":
            return position
        position += 1
    depth = 0
    for place in range(position, len(tokens)):
        depth += tokens[place].nesting
        if depth <= 0:
            return place
    return len(tokens) - 1


def _beginning(text: str) -> str:
    plain = text.replace("*", "").replace("_", " ").replace("`", "")
    return plain if len(plain) <= 40 else plain[:40].rsplit(" ", 1)[0] + "…"  # noqa: PLR2004
