"""Two canonical texts without a common history, read as one change: as for two files."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from operator import lt

from rapidfuzz.distance import Postfix, Prefix

from charter.align import align
from charter.blocks import Piece, split
from charter.chunks import may_hold_empty_lines, split_both
from charter.document import Block, Document
from charter.reading import Change, changes

_NEAR = 4000


def compare(before: str, after: str) -> tuple[Change, ...]:
    """The changes between two texts in canonical form, in the order of the text.

    The ids of the blocks are numbers that mean nothing beyond this answer. What is equal at both
    ends is passed over, so that a small change costs little in a long text.
    """
    head, tail = _equal_ends(before, after)
    old, new = split_both(_part(before, head, tail), _part(after, head, tail))
    above = _last_heading(before[:head])
    return changes(*_documents([*above, *old], [*above, *new], whole=False))


def as_documents(before: str, after: str) -> tuple[Document, Document]:
    """Two canonical texts as documents whose ids say which passage became which."""
    return _documents(*split_both(before, after), whole=True)


def _documents(
    old: Sequence[Piece], new: Sequence[Piece], *, whole: bool
) -> tuple[Document, Document]:
    """The documents; if not `whole`, without passages far from any change: they say nothing."""
    alignment = align(old, new)
    parts = alignment.groups.parts
    source = {j: i for j, i in sorted(alignment.source.items()) if j not in parts}
    old_places: Sequence[int] = range(len(old))
    new_places: Sequence[int] = range(len(new))
    if not whole and all(map(lt, source.values(), islice(source.values(), 1, None))):
        # Only where nothing moved: else they say what stayed.
        equal = {j for j, i in source.items() if old[i] == new[j] and new[j].kind != "heading"}
        # A passage next to a change stays, so that the change can say what it stands behind.
        new_places = [
            j for j in new_places if j not in equal or j + 1 not in equal or j - 1 not in equal
        ]
        gone = set(source.values()).difference(map(source.get, new_places))
        old_places = [i for i in old_places if i not in gone]
    names = {j: str(i) for j, i in source.items()}
    return (
        Document(tuple([Block(str(i), *old[i], 1, 1) for i in old_places])),
        Document(tuple([Block(names.get(j) or f"new{j}", *new[j], 1, 1) for j in new_places])),
    )


def _equal_ends(before: str, after: str) -> tuple[int, int]:
    """How many characters of whole blocks are equal at the start and at the end."""
    head = Prefix.similarity(before, after)
    if head == len(before) == len(after):
        return 0, 0
    tail = Postfix.similarity(before[head:], after[head:])
    if head + tail < len(before) // 2:
        return 0, 0
    # What is equal need be looked at on one side only.
    if may_hold_empty_lines(before) or may_hold_empty_lines(after[head : len(after) - tail]):
        return 0, 0
    head = max(before.rfind("\n\n", 0, head) + 2, 2) if "\n\n" in before[:head] else 0
    start = before.find("\n\n", len(before) - tail) if tail else -1
    return head, len(before) - start - 2 if start >= 0 else 0


def _part(text: str, head: int, tail: int) -> str:
    part = text[head : len(text) - tail]
    return part.rstrip("\n") + "\n" if part.strip("\n") else ""


def _last_heading(text: str) -> list[Piece]:
    """The last heading of a text, looked for from its end."""
    size = _NEAR
    while True:
        start = text.find("\n\n", len(text) - size) + 2 if size < len(text) else 0
        found = [piece for piece in split(text[start:]) if piece.kind == "heading"]
        if found or not start:
            return found[-1:]
        size *= 4
