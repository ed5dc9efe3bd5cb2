"""Terms of a glossary in a text: explained where a section says them first.

The explanation is a popover: a button opens it by keyboard, finger or mouse, without any script. A
browser that knows none shows it behind the term. Links, headings and code are left as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from markdown_it.token import Token
from markupsafe import escape

from amendments.talking.glossary import Term
from app import addresses

TAGS = {"button", "dfn"}
ATTRIBUTES = {"button": {"type", "class", "popovertarget"}, "span": {"popover"}}


@dataclass(frozen=True, slots=True)
class Explained:
    """A term, what it means, and the address of its entry."""

    term: str
    meaning: str
    address: str


def explained(slug: str, terms: Sequence[Term]) -> tuple[Explained, ...]:
    """The terms of a charter's glossary."""
    return tuple(
        Explained(one.wording.term, one.wording.meaning, addresses.glossary(slug, term=one.number))
        for one in terms
    )


def in_text(text: str, terms: Sequence[Explained]) -> tuple[Explained, ...]:
    """Those of some terms that a text says."""
    return tuple(one for one in terms if _pattern([one]).search(text))


def _one(term: str) -> str:
    # What is written in capitals is meant so: “WHO” is not “who”.
    words = regex.escape(term).replace(r"\ ", r"\s+")
    return words if term.isupper() else f"(?i:{words})"


def _pattern(terms: Sequence[Explained]) -> regex.Pattern[str]:
    longest_first = sorted(terms, key=lambda one: -len(one.term))
    options = "|".join(_one(one.term) for one in longest_first)
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{options})(?![\p{{L}}\p{{N}}])")


def explain(tokens: Sequence[Token], terms: Sequence[Explained]) -> None:
    """Mark each term where a section says it first."""
    if terms:
        marker = _Marker(terms)
        for position, token in enumerate(tokens):
            if token.type == "heading_open":
                marker.begin_section()
            elif token.type == "inline" and tokens[position - 1].type != "heading_open":
                token.children = marker.marked(token.children or [])


class _Marker:
    def __init__(self, terms: Sequence[Explained]) -> None:
        self._pattern = _pattern(terms)
        self._terms = list(terms)
        self._said: set[Explained] = set()
        self._count = 0

    def begin_section(self) -> None:
        """From here on every term is said for the first time again."""
        self._said = set()

    def marked(self, children: Sequence[Token]) -> list[Token]:
        """The parts of a passage, with its terms marked."""
        found: list[Token] = []
        links = 0
        for child in children:
            links += (child.type == "link_open") - (child.type == "link_close")
            found += self._split(child.content) if child.type == "text" and not links else [child]
        return found

    def _split(self, text: str) -> list[Token]:
        parts: list[Token] = []
        begin = 0
        for match in self._pattern.finditer(text):
            term = self._meant(match.group())
            if term is None or term in self._said:
                continue
            self._said.add(term)
            parts += [_text(text[begin : match.start()]), self._mark(match.group(), term)]
            begin = match.end()
        return [*parts, _text(text[begin:])]

    def _meant(self, words: str) -> Explained | None:
        said = " ".join(words.split())
        exact = (one for one in self._terms if one.term == said)
        folded = (one for one in self._terms if one.term.casefold() == said.casefold())
        return next(exact, None) or next(folded, None)

    def _mark(self, words: str, term: Explained) -> Token:
        self._count += 1
        name = f"word-{self._count}"
        said, meaning = escape(words), escape(" ".join(term.meaning.split()))
        link = f'<a href="{escape(term.address)}">{escape(term.term)}</a>'
        return Token(
            "html_inline",
            "",
            0,
            content=(
                f'<dfn><button type="button" class="term" popovertarget="{name}">{said}</button>'
                f'</dfn><span id="{name}" popover="" class="explained" dir="auto"> ({link}: '
                f"{meaning})</span>"
            ),
        )


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
