"""Lists, items and footnotes as a tree of tokens: what can hold further passages.

The tokens of markdown-it for one passage become nodes here, which grow as more passages come, and
in the end tokens again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

#: The tokens that open a list.
LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_DEFINITION = re.compile(r"[ \t]*:[ \t]+\S")
_PARAGRAPH = {"paragraph_open", "paragraph_close"}


@dataclass(slots=True)
class Leaf:
    """Tokens of one passage. `is_own`: they are the words of an item, not a passage in it."""

    tokens: list[Token]
    is_own: bool = False


@dataclass(slots=True)
class Item:
    """An item of a list, or a footnote: what can hold further passages."""

    open: Token
    close: Token
    children: list[Leaf | ItemList]


@dataclass(slots=True)
class ItemList:
    """A list; it is loose if an empty line stands between what it holds."""

    open: Token
    close: Token
    items: list[Item]
    is_loose: bool = False


def nodes_of(tokens: Sequence[Token]) -> list[Leaf | ItemList]:
    """Tokens as lists with their items, and what else there is."""
    found: list[Leaf | ItemList] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        if tokens[at].type in LISTS:
            found.append(ItemList(tokens[at], tokens[end], list(_items(tokens[at + 1 : end]))))
        elif found and isinstance(found[-1], Leaf):
            found[-1].tokens += tokens[at : end + 1]
        else:
            found.append(Leaf(list(tokens[at : end + 1]), is_own=True))
        at = end + 1
    return found


def _items(tokens: Sequence[Token]) -> Iterator[Item]:
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        yield Item(tokens[at], tokens[end], nodes_of(tokens[at + 1 : end]))
        at = end + 1


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where what begins at a token ends."""
    depth = 0
    for place in range(start, len(tokens)):
        depth += tokens[place].nesting
        if depth <= 0:
            return place
    return len(tokens) - 1


def go_together(before: ItemList, after: ItemList) -> bool:
    """Whether items continue a list: they bear the same kind of mark."""
    return (before.open.type, before.open.markup) == (after.open.type, after.open.markup)


def flat(node: Leaf | ItemList | Item) -> Iterator[Token]:
    if isinstance(node, Leaf):
        yield from node.tokens
        return
    yield node.open
    inner = node.items if isinstance(node, ItemList) else node.children
    for child in inner:
        if isinstance(node, ItemList):
            _set_tightness(child, node)
        yield from flat(child)
    yield node.close


def _set_tightness(item: Item | Leaf | ItemList, owner: ItemList) -> None:
    """Items of a tight list show their words without a paragraph."""
    if not isinstance(item, Item):
        return
    for child in item.children:
        if isinstance(child, Leaf) and child.is_own:
            for token in child.tokens:
                if token.type in _PARAGRAPH and token.level == item.open.level + 1:
                    token.hidden = not owner.is_loose


def heading_tokens(rows: Sequence[str], start: int, end: int) -> list[Token]:
    """A heading over a row of signs. `=` and `-` stand for levels 1 and 2, all others for 3."""
    lines = [start, end]
    words = [row.strip() for row in rows[start : end - 1]]
    level = {"=": "h1", "-": "h2"}.get(rows[end - 1].strip()[:1], "h3")
    return _leaf("heading", level, lines, "\n".join(words))


def words_tokens(rows: Sequence[str], start: int, end: int) -> list[Token]:
    """A paragraph of all lines of a passage."""
    words = "\n".join(rows[start:end]).strip()
    return _leaf("paragraph", "p", [start, end], words)


def is_definition(row: str) -> bool:
    """Whether a line begins what a term means: a colon, and words behind a blank."""
    return _DEFINITION.match(row) is not None


def define(term: Leaf, rows: Sequence[str]) -> list[Token] | None:
    """Put what a term means behind it, and give the new tokens; None if it cannot be a term.

    The term is a paragraph of one line, or a list of definitions that goes on.
    """
    tokens = term.tokens
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        if "\n" in tokens[1].content:
            return None
        opening, closing = tokens[0], tokens[2]
        opening.type, opening.tag, closing.type, closing.tag = "dt_open", "dt", "dt_close", "dt"
        tokens.insert(0, Token("dl_open", "dl", 1, block=True))
        tokens.append(Token("dl_close", "dl", -1, block=True))
    elif tokens[-1].type != "dl_close":
        return None
    made: list[Token] = []
    for row in rows:
        match = _DEFINITION.match(row)
        if match is not None:
            made += _leaf("dd", "dd", [], row[match.end() - 1 :].strip())
        else:
            made[-2].content += f"\n{row.strip()}"
    tokens[-1:-1] = made
    return made


def _leaf(kind: str, tag: str, lines: list[int], words: str) -> list[Token]:
    inline = Token("inline", "", 0, map=lines, level=1, block=True, content=words, children=[])
    return [
        Token(f"{kind}_open", tag, 1, map=lines, block=True),
        inline,
        Token(f"{kind}_close", tag, -1, block=True),
    ]
