"""Bare addresses and mail addresses as links: the autolinks of GFM, in a time linear to the text.

`www.`, `http://` and `https://` begin an address; nothing is guessed from a name such as
`README.md`. Signs that end a sentence are not part of an address (GFM 0.29, section 6.9), closing
quotation marks neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

#: Quotation marks of many languages, by their numbers since some look like other signs.
_QUOTES = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
_BEFORE = rf"(?<![^\s*_~(\[/|{_QUOTES}])"
_FOUND = re.compile(
    rf"{_BEFORE}(?:https?://|www\.)[^\s<]+"
    r"|(?<![\w.+-])(?:mailto:)?[A-Za-z0-9][A-Za-z0-9.+_-]*+@[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)++"
)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_ENDS = frozenset("?!.,:*_~\u2026\u3001\u3002\uff0c" + _QUOTES)
_ENTITY = re.compile(r"&[A-Za-z0-9]+;$")


def find_addresses(state: StateCore) -> None:
    """Turn bare addresses in words into links. A rule for the core of markdown-it."""
    for token in state.tokens:
        if token.type == "inline" and token.children and _may_hold(token.content):
            token.children = list(_linked(state.md, token.children))


def _may_hold(words: str) -> bool:
    return "@" in words or "http" in words or "www." in words


def _linked(md: MarkdownIt, children: list[Token]) -> Iterator[Token]:
    inside = 0
    for child in children:
        inside += (child.type == "link_open") - (child.type == "link_close")
        if child.type == "text" and not inside and _may_hold(child.content):
            yield from _split(md, child)
        else:
            yield child


def _split(md: MarkdownIt, token: Token) -> Iterator[Token]:
    words, begin = token.content, 0
    for match in _FOUND.finditer(words):
        said = _trimmed(match[0])
        address = md.normalizeLink(_address(said)) if said else ""
        if not address or not md.validateLink(address):
            continue
        if match.start() > begin:
            yield _text(token, words[begin : match.start()])
        opening = Token("link_open", "a", 1, {"href": address}, level=token.level)
        opening.markup, opening.info = "linkify", "auto"
        yield opening
        yield _text(token, said)
        yield Token("link_close", "a", -1, level=token.level, markup="linkify", info="auto")
        begin = match.start() + len(said)
    if begin < len(words):
        yield _text(token, words[begin:])


def _text(like: Token, words: str) -> Token:
    return Token("text", "", 0, content=words, level=like.level)


def _address(said: str) -> str:
    if said.startswith(("http://", "https://", "mailto:")):
        return said
    return f"http://{said}" if said.startswith("www.") else f"mailto:{said}"


def _trimmed(found: str) -> str:
    """An address without what ends a sentence behind it; nothing if it is none."""
    if not found.startswith(("http://", "https://", "www.")):
        return "" if found[-1] in "-_" else found
    end = len(found)
    unopened = found.count(")") - found.count("(")
    while end:
        sign = found[end - 1]
        if sign == ")" and unopened > 0:
            unopened -= 1
        elif sign == ";":
            entity = _ENTITY.search(found, max(0, end - 40), end)
            end = entity.start() + 1 if entity else end
        elif sign not in _ENDS:
            break
        end -= 1
    said = found[:end]
    return said if _is_domain(said) else ""


def _is_domain(said: str) -> bool:
    """GFM: labels of letters, digits, `-` and `_`, with no `_` in the last two."""
    behind = said[said.find("://") + 3 :] if said.startswith("http") else said
    domain = _DOMAIN.match(behind)
    if domain is None or (behind is said and "." not in domain[0]):
        return False
    return all("_" not in label for label in domain[0].split(".")[-2:])
