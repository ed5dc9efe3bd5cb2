"""How much a text asks of a page: depth, tables, links. What is too much is said in plain words.

What passes here is drawn whole (nothing is nested so deeply that the page would leave it out), and
in a time that grows with its length only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

from app.rendering.markdown.grammar import DEEPEST, parser
from charter.dates import number_in_words
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class Extent:
    """The most of each. A sign is one that Markdown may take for more than a letter."""

    signs: int
    brackets: int
    lines: int
    cells: int
    links: int


#: For a whole charter, and for what people say about it.
CHARTER = Extent(signs=200_000, brackets=20_000, lines=50_000, cells=10_000, links=5_000)
WORDS = Extent(signs=5_000, brackets=500, lines=2_000, cells=500, links=50)

MOST_COLUMNS = 50
LONGEST_ADDRESS = 2_000

_SIGNS = re.compile(r"[\[\]()*_~`<>&\\|#+-]")
#: The line under the head of a table.
_RULER = re.compile(r"^[ >\t]*[:|-][-:| \t>]*$", re.MULTILINE)
_PARSER = parser(2 * DEEPEST)


def too_much(text: str, most: Extent) -> str | None:
    """Why a text is too much for a page, None if it is not."""
    return _at_a_glance(text, most) or _when_read(_PARSER.parse(text), most)


def _at_a_glance(text: str, most: Extent) -> str | None:
    """What has to be known before the text may be read at all."""
    if text.count("\n") > most.lines:
        return _("This has more than {lines} lines. Please make it shorter.").format(
            lines=number_in_words(most.lines)
        )
    if text.count("[") + text.count("!") > most.brackets:
        return _("This has more than {brackets} opening brackets. Please take some out.").format(
            brackets=number_in_words(most.brackets)
        )
    if len(_SIGNS.findall(text)) > most.signs:
        return _(
            "This has more than {signs} signs such as * _ | < >. Please take some out."
        ).format(signs=number_in_words(most.signs))
    if any(ruler.count("|") > MOST_COLUMNS + 1 for ruler in _RULER.findall(text)):
        return _("A table can have {most_columns} columns at most.").format(
            most_columns=MOST_COLUMNS
        )
    return None


def _when_read(tokens: list[Token], most: Extent) -> str | None:
    if any(token.level >= DEEPEST for token in tokens):
        return _(
            "Lists or quotes stand within one another too deeply here. Please use "
            "fewer levels, so that everything can be shown."
        )
    if sum(token.type in {"td_open", "th_open"} for token in tokens) > most.cells:
        return _("The tables here have more than {cells} cells. Please make them smaller.").format(
            cells=number_in_words(most.cells)
        )
    links = [
        str(child.attrGet("href") or "")
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    ]
    if len(links) > most.links:
        return _("This has {n} links; {links} is the most.").format(
            n=number_in_words(len(links)), links=number_in_words(most.links)
        )
    if any(len(link) > LONGEST_ADDRESS for link in links):
        return _("The address of a link can have {longest_address} signs at most.").format(
            longest_address=number_in_words(LONGEST_ADDRESS)
        )
    return None
