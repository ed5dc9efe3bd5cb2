"""The passages of a text as the tokens of markdown-it: each passage is shown as what it is.

A Markdown parser that reads a whole text may see other blocks in it than `charter.text.scan` cut.
Here the parser is given the lines of one passage after another, and lists, items and footnotes are
put together from them by their columns. So what is shown and what is addressed cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from app.rendering.markdown.tree import (
    LISTS,
    Item,
    ItemList,
    Leaf,
    define,
    flat,
    go_together,
    heading_tokens,
    is_definition,
    nodes_of,
    words_tokens,
)
from charter.text import lines as ln
from charter.text.blocks import Worded

#: `token.meta[PASSAGE]` of the token that a passage begins with is its place, counted from 0.
PASSAGE = "passage"
_FOOTNOTE_INDENT = 4
#: More deeply than that nothing is put: what would be stands beside it.
_MOST_FRAMES = 20


class Lines(NamedTuple):
    """A passage of a text: what it is, and its lines from `start` to `end` (exclusive)."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class _Frame:
    """An item that is open; what begins left of the column `content` is not in it."""

    item: Item
    content: int
    owner: ItemList | None
    is_empty: bool = False


@dataclass(slots=True)
class _Reader:
    """Reads passage after passage, and remembers in which items the next one can stand."""

    state: StateBlock
    rows: list[str]
    root: list[Leaf | ItemList | Item] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)

    def add_table(self, place: int, head: Lines, rows: Sequence[Lines]) -> None:
        """Read a table whose rows are passages, with a place for each of them."""
        places = {row.start: place + number for number, row in enumerate(rows, 1)}
        self.add(place, head._replace(end=rows[-1].end))
        # What has too few cells by far is read as words behind the table.
        for token in self.state.tokens:
            if token.type in {"tr_open", "paragraph_open"} and token.map is not None:
                mine = places.pop(token.map[0], None)
                if mine is not None:
                    token.meta[PASSAGE] = mine

    def add(self, place: int, passage: Lines) -> None:
        """Read one passage and put it where its column says."""
        indent = ln.indent_of(self.rows[passage.start])
        parted = passage.start > 0 and not self.rows[passage.start - 1]
        while self.frames and self._is_left(self.frames[-1], indent, parted=parted):
            self.frames.pop()
        del self.frames[_MOST_FRAMES:]
        if parted and is_definition(self.rows[passage.start]) and self._defines(place, passage):
            return
        tokens = self._tokens(passage, indent)
        if not tokens:
            tokens = [_not_shown(passage, self.rows)]
        if passage.kind == "list_item" and tokens[0].type in LISTS:
            nodes = nodes_of(tokens)
            tokens[1].meta[PASSAGE] = place
            self._add_items(nodes, self.rows[passage.start], parted=parted)
        elif tokens[0].type == "footnote_reference_open" and not self.frames:
            tokens[0].meta[PASSAGE] = place
            self._add_notes(tokens)
        else:
            self._put(Leaf(_addressed(tokens, place)), parted=parted)

    def _siblings(self) -> Sequence[Leaf | ItemList | Item]:
        """What stands before the next passage in the same place."""
        return self.frames[-1].item.children if self.frames else self.root

    def _defines(self, place: int, passage: Lines) -> bool:
        """Read a passage as what the term before it means, if there is one."""
        last = self._siblings()[-1] if self._siblings() else None
        if passage.kind != "paragraph" or not isinstance(last, Leaf) or last.is_own:
            return False
        made = define(last, self.rows[passage.start : passage.end])
        if made:
            made[0].meta[PASSAGE] = place
        return bool(made)

    @staticmethod
    def _is_left(frame: _Frame, indent: int, *, parted: bool) -> bool:
        """Whether what begins at this column stands outside of an item."""
        return indent < frame.content or (frame.is_empty and parted and not frame.item.children)

    def _tokens(self, passage: Lines, indent: int) -> list[Token]:
        """The tokens of a passage's own lines."""
        if passage.kind == "front_matter":
            return []
        if passage.kind == "html" and is_comment("\n".join(self.rows[passage.start : passage.end])):
            return []
        if passage.kind == "html" and self.rows[passage.start].lstrip().startswith("<!--"):
            # Words behind a comment, which may hold empty lines.
            return words_tokens(self.rows, passage.start, passage.end)
        content = self.frames[-1].content if self.frames else 0
        # Only code is told by its indent. Whatever else was cut stands at the column of its words.
        is_deep = passage.kind != "code" and indent >= content + ln.CODE_INDENT
        found = self._tokenized(passage, indent if is_deep else content)
        if passage.kind == "heading" and found and found[0].type != "heading_open":
            return heading_tokens(self.rows, passage.start, passage.end)
        return found

    def _tokenized(self, passage: Lines, column: int) -> list[Token]:
        """What the rules of markdown-it make of these lines when blocks begin at this column."""
        state, found = self.state, list[Token]()
        state.tokens, state.lineMax, state.line = found, passage.end, passage.start
        state.level, state.blkIndent = 0, column
        while state.line < passage.end:
            state.md.block.tokenize(state, state.line, passage.end)
            rest = [n for n in range(state.line, passage.end) if self.rows[n]]
            state.line = rest[0] if rest else passage.end
            if rest:
                # A line further to the left ends a block in a container; here it goes on.
                state.blkIndent = min(state.blkIndent, ln.indent_of(self.rows[state.line]))
        return found

    def _put(self, node: Leaf | ItemList, *, parted: bool) -> None:
        """Add a node to the item that is open; `parted`: behind an empty line."""
        if not self.frames:
            self.root.append(node)
            return
        holder = self.frames[-1]
        if parted and holder.owner is not None and holder.item.children:
            holder.owner.is_loose = True
        holder.item.children.append(node)

    def _add_items(self, nodes: list[Leaf | ItemList], row: str, *, parted: bool) -> None:
        """Add the items that begin with a row to the list before them, or as a list."""
        made, *others = nodes
        siblings = self._siblings()
        last = siblings[-1] if siblings else None
        if isinstance(last, ItemList) and isinstance(made, ItemList) and go_together(last, made):
            last.items += made.items
            last.is_loose = last.is_loose or parted
            made = last
        else:
            self._put(made, parted=parted)
        for other in others:
            self._put(other, parted=False)
        self._enter(row, made)

    def _enter(self, row: str, made: Leaf | ItemList) -> None:
        """Open the items that begin on one line: `- 1. words` begins two."""
        owner: Leaf | ItemList | None = made
        while isinstance(owner, ItemList) and (item := ln.marker(row)) is not None:
            opened = owner.items[-1]
            self.frames.append(_Frame(opened, item.content, owner, item.empty))
            row = " " * item.content + ln.item_words(row)
            owner = opened.children[0] if opened.children else None

    def _add_notes(self, tokens: list[Token]) -> None:
        """Footnotes; what is indented behind the last one belongs to it."""
        start = 0
        for end, token in enumerate(tokens):
            if token.type == "footnote_reference_close":
                inner = [Leaf(tokens[start + 1 : end], is_own=True)]
                note = Item(tokens[start], token, list[Leaf | ItemList](inner))
                self.root.append(note)
                self.frames = [_Frame(note, _FOOTNOTE_INDENT, None)]
                start = end + 1
        if start < len(tokens):
            self.root.append(Leaf(tokens[start:]))


def block_tokens(md: MarkdownIt, text: str, passages: Sequence[Lines], env: EnvType) -> list[Token]:
    """The tokens of a text's blocks; their words are not read yet.

    `passages` are all its passages in order. Every one of them has a token that bears its place.
    """
    reader = _Reader(StateBlock(text, md, env, []), text.split("\n"))
    place = 0
    while place < len(passages):
        end = place + 1
        while end < len(passages) and passages[end].kind == "table_row":
            end += 1
        if end > place + 1:
            reader.add_table(place, passages[place], passages[place + 1 : end])
        else:
            reader.add(place, passages[place])
        place = end
    return [token for node in reader.root for token in flat(node)]


def lines_of(text: str, passages: Sequence[Worded]) -> list[Lines]:
    """Where the passages of a canonical text stand in it."""
    rows = text.split("\n")
    found = []
    line = 0
    for passage in passages:
        while not rows[line]:
            line += 1
        end = line + passage.text.count("\n") + 1
        found.append(Lines(passage.kind, line, end))
        line = end
    return found


def is_comment(text: str) -> bool:
    """Whether an HTML block is comments and nothing else."""
    rest = text.strip()
    while rest.startswith("<!--"):
        end = rest.find("-->", 2)
        if end < 0:
            return False
        rest = rest[end + 3 :].lstrip()
    return not rest


def _not_shown(passage: Lines, rows: list[str]) -> Token:
    """A passage that has no words to show: a comment, front matter, where links lead."""
    token = Token("not_shown", "", 0, map=[passage.start, passage.end], block=True)
    token.info = passage.kind
    token.content = "\n".join(rows[passage.start : passage.end])
    return token


def is_rst_heading(rows: Sequence[str], passage: Lines) -> bool:
    """Whether a passage is a heading by a row of signs that Markdown does not know."""
    if passage.kind != "heading" or passage.end != passage.start + 2:
        return False
    last = rows[passage.end - 1]
    return not ln.is_underline(last) and ln.is_rst_underline(last, rows[passage.start])


def _addressed(tokens: list[Token], place: int) -> list[Token]:
    """Tokens of which the first bears the place; a frame around them where they are several."""
    blocks = sum(token.level == tokens[0].level and token.nesting >= 0 for token in tokens)
    if blocks > 1:
        frame = Token("passage_open", "div", 1, level=tokens[0].level, block=True)
        tokens = [frame, *tokens, Token("passage_close", "div", -1, level=frame.level, block=True)]
    tokens[0].meta[PASSAGE] = place
    return tokens
