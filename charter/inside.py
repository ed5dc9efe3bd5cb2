"""One edit as pieces: inside a single word that only got another start or end, that alone."""

from __future__ import annotations

from rapidfuzz.distance import Postfix, Prefix

from charter.tokens import cluster_ends, has_clusters

Pieces = list[tuple[int, str]]
_LEAST = 3


def edit_pieces(old: str, new: str) -> Pieces:
    """(-1, taken out) and (1, put in), with the part of a word that both share as (0, kept)."""
    if (
        not apart(old, new)
        and old.isalpha()
        and new.isalpha()
        and (inside := _inside(old, new)) is not None
    ):
        return inside
    return _both(old, new)


def apart(old: str, new: str) -> bool:
    """Is it clear at once that neither start nor end of a word is shared?"""
    if old and new and old[0] != new[0] and old[-1] != new[-1]:
        return True
    return old[:_LEAST] != new[:_LEAST] and old[-_LEAST:] != new[-_LEAST:]


def _both(old: str, new: str) -> Pieces:
    return [piece for piece in ((-1, old), (1, new)) if piece[1]]


def _inside(old: str, new: str) -> Pieces | None:
    longer = max(len(old), len(new))
    head = Prefix.similarity(old, new)
    tail = Postfix.similarity(old, new)
    if has_clusters(old + new):
        head, tail = _at_clusters(old, new, head, tail)
    if head >= _LEAST and 2 * head >= longer:
        return [(0, old[:head]), *_both(old[head:], new[head:])]
    if tail >= _LEAST and 2 * tail >= longer:
        return [*_both(old[: len(old) - tail], new[: len(new) - tail]), (0, old[-tail:])]
    return None


def _at_clusters(old: str, new: str, head: int, tail: int) -> tuple[int, int]:
    """The same, shortened to where both words may be cut without breaking a grapheme."""
    ends_old, ends_new = cluster_ends(old), cluster_ends(new)
    while head not in ends_old or head not in ends_new:
        head -= 1
    while len(old) - tail not in ends_old or len(new) - tail not in ends_new:
        tail -= 1
    return head, tail
