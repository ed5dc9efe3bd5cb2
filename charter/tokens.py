"""Cutting a passage into the smallest pieces that a reader sees as one.

A token is a word, a run of blanks, a sign, a Markdown mark, a link target or an address. No token
ends inside a grapheme cluster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

_TOKEN = re.compile(
    r"""
    \]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)   # a link's target, with its brackets
    | \]\[[^\]\n]*\]                              # a link's label
    | <[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*>          # an address in angle brackets
    | https?://[^\s<>\[\]()"']*[^\s<>\[\]()"'.,;:!?*_]   # a bare address
    | </?[a-zA-Z][^<>\n]*>                        # a tag
    | &(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});   # a named sign
    | `+[^`\n]{1,60}`+                            # a short piece of code
    | \\[!-/:-@\[-`{-~]                           # an escaped sign
    | !\[                                         # the start of a picture
    | [^\W_]+(?:['\u2019\u2010-][^\W_]+)*         # a word, with apostrophes and hyphens
    | [ \t]+ | \n
    | \*+ | _+ | ~+ | \#+ | =+ | -+ | `+ | \.+
    | [\s\S]
    """,
    re.VERBOSE,
)
_CLUSTER = regex.compile(r"\X")
# Where none of these stands, every sign is a grapheme of its own: the usual case, and quick to see.
_COMBINING = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1cff\u1d00-\u1dff\u200c\u200d\u20d0-\u20ff\u2600-\u27bf"
    "\u302a-\u309a\ua66f-\uabff\ud7b0-\ud7fb\ufe00-\ufe2f\U00010000-\U0010ffff]"
)
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
)


def tokens(text: str) -> list[str]:
    """The tokens of a text; joined they give the text back."""
    found = _TOKEN.findall(text)
    if text.isascii():
        return found
    if _UNSPACED.search(text):
        found = [piece for token in found for piece in _signs(token)]
    if has_clusters(text):
        return list(_whole_clusters(text, found))
    return found


def has_clusters(text: str) -> bool:
    """May the text hold signs that are written with more than one character?"""
    return not text.isascii() and _COMBINING.search(text) is not None


def _signs(token: str) -> list[str]:
    """A run of words in a script without blanks, sign by sign; other tokens as they are."""
    if len(token) == 1 or not token[0].isalnum() or not _UNSPACED.search(token):
        return [token]
    return list(token)


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
