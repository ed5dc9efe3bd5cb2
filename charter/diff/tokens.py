"""Cutting a passage into the smallest pieces that a reader sees as one.

A token is a word, a number with its sign, currency, separators and unit, an address, a link target,
a run of blanks, a sign or a Markdown mark. No token ends inside a grapheme cluster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

import regex

from charter.diff import quantities
from charter.diff.scripts import cut, has_unspaced

_ADDRESS_SIGNS = r"[^\s<>\[\]()\"'`|]*"
# Brackets belong to an address if both of a pair do.
_ADDRESS_SIGNS += rf"(?:\([^\s<>()]*\){_ADDRESS_SIGNS})*"
_ADDRESS_END = r"(?:(?<=\))|[^\s<>\[\]()\"'`|.,;:!?*_~])"
# Addresses that a text without a slash cannot hold: such a text is cut without looking for them.
_WITH_SLASH = rf"""
    [a-zA-Z][a-zA-Z0-9+.-]*://{_ADDRESS_SIGNS}{_ADDRESS_END}      # a bare address
    | (?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{{2,24}}(?::\d+)?/(?:{_ADDRESS_SIGNS}{_ADDRESS_END})?
    |
"""
# `{letter}` is a sign that a word begins with, `{sign}` one that it goes on with.
# The first two stand for most of a text, and spare it the rest.
_TEMPLATE = r"""
    [a-z]+(?=[\ ,\n]) | \ (?=[a-zA-Z])
    | \]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)
        (?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\)            # a link's target
    | \]\[[^\]\n]*\]                              # a link's label
    | <[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*>          # an address in angle brackets
    | <[^\s<>@]+@[^\s<>@]+>                        # and one of mail
    | {with_slash}
    (?:mailto|tel|urn|doi):{address_signs}{address_end}
    | </?[a-zA-Z][^<>\n]*>                        # a tag
    | &(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,31}});   # a named sign
    | `+[^`\n]{{1,60}}`+                            # a short piece of code
    | \\[!-/:-@\[-`{{-~]                           # an escaped sign
    | !\[                                         # the start of a picture
    | (?=[^a-z\s]){number}(?:{rest})?{unit}                   # a number with what belongs to it
    | {letter}{sign}*(?:{rest})?                  # a word, with apostrophes, hyphens, points inside
    | [ \t]+ | \n
    | \*+ | _+ | ~+ | \#+ | =+ | -+ | `+ | \.+
    | [\s\S]
"""
_REST = (
    r"{sign}*(?:(?:['\u2019\u2010\u2011.\u00b7\u2027-]|_+|(?<=\d)[,:/](?=\d)){letter}{sign}*)*"
    r"(?:(?:\+{letter}{sign}*)?@{letter}{sign}*(?:[.-]{letter}{sign}*)+)?"
)


class _Pattern(Protocol):
    """What `re` and `regex` have in common."""

    def findall(self, string: str, /) -> list[str]:
        """All matches, which have no groups."""


def _pattern(letter: str, sign: str, *, with_slash: bool) -> str:
    return _TEMPLATE.format(
        letter=letter,
        sign=sign,
        rest=_REST.format(letter=letter, sign=sign),
        number=quantities.START,
        unit=quantities.END,
        with_slash=_WITH_SLASH if with_slash else "",
        address_signs=_ADDRESS_SIGNS,
        address_end=_ADDRESS_END,
    )


_PLAIN = [
    re.compile(_pattern(r"[^\W_]", r"[^\W_]", with_slash=x), re.VERBOSE) for x in (False, True)
]
# Marks that combine with a letter, joiners and soft hyphens are part of a word.
_JOINED = [
    regex.compile(
        _pattern(r"[\p{L}\p{N}]", r"[\p{L}\p{N}\p{M}\u00ad\u200c\u200d\u2060]", with_slash=x),
        regex.VERBOSE,
    )
    for x in (False, True)
]
_BLANK_BEHIND = re.compile(quantities.BLANK_BEHIND, re.VERBOSE)
_BLANK_BEFORE = re.compile(quantities.BLANK_BEFORE, re.VERBOSE)
_CLUSTER = regex.compile(r"\X")
# Where none of these stands, every sign is a grapheme of its own: the usual case, and quick to see.
_COMBINING = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u1cff\u1d00-\u1dff\u200c\u200d\u2060\u20d0-\u20ff"
    "\u2600-\u27bf\u302a-\u309a\ua66f-\uabff\ud7b0-\ud7fb\ufe00-\ufe2f\U00010000-\U0010ffff]"
)


def tokens(text: str) -> list[str]:
    """The tokens of a text; joined they give the text back."""
    slash = "/" in text
    if text.isascii():
        return _PLAIN[slash].findall(text)
    clusters = has_clusters(text)
    patterns: list[_Pattern] = [*(_JOINED if clusters else _PLAIN)]
    found = patterns[slash].findall(text)
    if has_unspaced(text):
        found = [piece for token in found for piece in _words(token)]
    return list(_whole_clusters(text, found)) if clusters else found


def has_digit(t: str) -> bool:
    """Does a digit from 0 to 9 stand in the text?"""
    # Ten looks for one sign each are a tenth of the price of a pattern.
    return (
        "1" in t or "2" in t or "3" in t or "4" in t or "5" in t
        or "6" in t or "7" in t or "8" in t or "9" in t or "0" in t
    )  # fmt: skip


def has_wide_number(text: str) -> bool:
    """May the text hold a number that is one token with the blank in it, such as 10 %?"""
    if text.isascii() and not has_digit(text):
        return False
    return _BLANK_BEHIND.search(text) is not None or _BLANK_BEFORE.search(text) is not None


def has_clusters(text: str) -> bool:
    """May the text hold signs that are written with more than one character?"""
    return not text.isascii() and _COMBINING.search(text) is not None


def _words(token: str) -> list[str]:
    """A run of letters in a script without blanks, word by word; other tokens as they are."""
    return cut(token) if token[0].isalnum() and has_unspaced(token) else [token]


def _whole_clusters(text: str, found: list[str]) -> Iterator[str]:
    """Tokens glued together where one would end inside what a reader sees as one sign."""
    ends = {match.end() for match in _CLUSTER.finditer(text)}
    end = 0
    held = ""
    for token in found:
        held += token
        end += len(token)
        if end in ends:
            yield held
            held = ""


def is_word(token: str) -> bool:
    """Does the token count as a word when one counts words?"""
    return token[0].isalnum() or (len(token) > 1 and any(sign.isalnum() for sign in token))


def cluster_ends(text: str) -> set[int]:
    """Every place in the text, 0 included, where it may be cut without breaking a grapheme."""
    if text.isascii():
        return set(range(len(text) + 1))
    return {0, *(match.end() for match in _CLUSTER.finditer(text))}
