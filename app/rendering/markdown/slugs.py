"""Links to headings by their words: `[Fees](#3-fees)` leads to the passage “3. Fees”."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

import regex
from markdown_it.token import Token

_DROPPED = regex.compile(r"[^\p{L}\p{M}\p{N}\p{Pc}\- ]")


class Slugs:
    """Names for headings as GitHub forms them (the algorithm of its `github-slugger`).

    Lower case, signs dropped, blanks as dashes; what is there already gets `-1`, `-2`, …
    """

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, words: str) -> str:
        """The name of the next heading of a text."""
        bare = _DROPPED.sub("", words.strip().lower()).replace(" ", "-")
        name = bare
        while name in self._counts:
            self._counts[bare] += 1
            name = f"{bare}-{self._counts[bare]}"
        self._counts[name] = 0
        return name


def named_headings(tokens: Sequence[Token]) -> Iterable[tuple[str, Token]]:
    """The names of the headings in tokens, and the tokens that open them."""
    slugs = Slugs()
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            yield slugs.add(_words(tokens[place + 1].children or ())), token


def _words(children: Sequence[Token]) -> str:
    """What a reader sees of a heading, on one line."""
    breaks = {"softbreak", "hardbreak"}
    return "".join(
        " " if one.type in breaks else one.content
        for one in children
        if one.type in {"text", "code_inline", "text_special"} | breaks
    )


def lead_to_headings(tokens: Sequence[Token], targets: Mapping[str, str]) -> set[str]:
    """Let links to headings lead to their passages; what is left are names that nothing bears.

    `targets` are addresses in the page by the names of headings.
    """
    left = set()
    for token in tokens:
        for child in token.children or ():
            address = str(child.attrGet("href") or "") if child.type == "link_open" else ""
            if address.startswith("#") and len(address) > 1:
                name = unquote(address[1:])
                target = targets.get(name) or targets.get(name.lower())
                if target:
                    child.attrSet("href", f"#{target}")
                elif not name.startswith(("p-", "fn-", "fnref-")):
                    left.add(name)
    return left
