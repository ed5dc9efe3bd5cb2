"""What a text looks like: the skeletons of Unicode Technical Standard #39.

Two texts with one skeleton can be taken for one another. A skeleton is for comparing only; it is
shown to nobody.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import regex

TABLE = Path(__file__).with_name("confusables.txt")
_UNSEEN = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
_EDGES = regex.compile(r"^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$")


def skeleton(text: str) -> str:
    """The skeleton of a text: decomposed, without what is shown as nothing, mapped, decomposed."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFD", seen.translate(_table()))


@cache
def _table() -> dict[int, str]:
    rows = (row.partition(";") for row in TABLE.read_text("utf-8").split("\n"))
    return {
        int(source, 16): "".join(chr(int(one, 16)) for one in target.split())
        for source, _semicolon, target in rows
        if target and not source.startswith("#")
    }


@lru_cache(maxsize=4096)
def likenesses(name: str) -> frozenset[str]:
    """What a name looks like, without regard to case, space and signs around its words.

    Two names that share one can be taken for one another. There are two, because capitals look
    like other letters than small ones do: `I` like `l`, but `i` not.
    """
    return frozenset({_likeness(name.casefold()), _likeness(skeleton(name).casefold())})


def _likeness(text: str) -> str:
    looks = skeleton(unicodedata.normalize("NFKC", text).casefold())
    words = (_EDGES.sub("", word) for word in looks.split())
    return " ".join(word for word in words if word)


def are_alike(one: str, other: str) -> bool:
    """Whether two names can be taken for one another."""
    return bool(likenesses(one) & likenesses(other))
