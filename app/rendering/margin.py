"""What stands beside the passages of a text: addresses, links to their pages, and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token
from markupsafe import escape

from app import addresses
from app.rendering.markdown.passages import PASSAGE
from charter import Block


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A link in the margin of a passage. `kind` is what it is about, for how it looks."""

    words: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside the passages of a text.

    Every passage ends with a link to its own page in the charter: `word` is what one sees of it,
    `{passage}` in `label` stands for how the passage begins. `notes` belong to passages by id.
    """

    slug: str
    word: str
    label: str
    notes: tuple[tuple[str, tuple[MarginNote, ...]], ...] = ()

    def link(self, block: str, beginning: str) -> str:
        """The link to a passage's page."""
        label = escape(self.label.format(passage=beginning))
        address = escape(addresses.passage(self.slug, block))
        return (
            f'<a class="passage-link" dir="auto" href="{address}" '
            f'aria-label="{label}">{escape(self.word)}</a>'
        )


def mark_blocks(tokens: list[Token], blocks: Sequence[Block], margin: Margin | None) -> None:
    """Give each passage its address and, with a margin, what stands in it."""
    notes = dict(margin.notes) if margin else {}
    behind: list[tuple[int, Token]] = []
    for position, token in enumerate(tokens):
        if PASSAGE not in token.meta:
            continue
        block = blocks[token.meta[PASSAGE]].id
        token.attrSet("id", f"p-{block}")
        token.attrSet("dir", "auto")
        if margin is not None:
            shown = [
                *_add_link(tokens, position, block, margin),
                *map(_note, notes.get(block, ())),
            ]
            if shown and token.type == "tr_open":
                _note_in_cell(tokens, position, shown)
            elif shown:
                behind.append((_end_of(tokens, position) + 1, _html(" · ".join(shown))))
    for position, token in reversed(behind):
        tokens.insert(position, token)


def _add_link(tokens: list[Token], position: int, block: str, margin: Margin) -> list[str]:
    """End the words of a block with the link to its page; returned where it has no words."""
    inline = next((t for t in tokens[position : position + 4] if t.type == "inline"), None)
    if inline is None or inline.children is None:
        return [margin.link(block, _beginning(tokens[position].content) or "—")]
    link = Token("html_inline", "", 0)
    link.content = "&nbsp;" + margin.link(block, _beginning(inline.content))
    inline.children.append(link)
    return []


def _note(note: MarginNote) -> str:
    about = f"note is-{note.kind}"
    return f'<a class="{about}" href="{escape(note.address)}">{escape(note.words)}</a>'


def _note_in_cell(tokens: Sequence[Token], position: int, shown: Sequence[str]) -> None:
    """Behind a row nothing can stand: its notes end its first cell."""
    cell = next(token for token in tokens[position:] if token.type == "inline")
    token = Token("html_inline", "", 0)
    token.content = f' <span class="passage-notes" dir="auto">{" · ".join(shown)}</span>'
    cell.children = [*(cell.children or ()), token]


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
