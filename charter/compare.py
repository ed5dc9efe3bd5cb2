"""Two canonical texts without a common history, read as one change: as for two files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from operator import lt

from charter.align import align
from charter.blocks import Piece, split
from charter.document import Block, Document, heading_words
from charter.reading import Change, changes
from charter.resync import common_end, common_start

# Where one of these stands, an empty line may lie inside a block; such texts are cut from the top.
_RAW = ("<!", "<?", "<p", "<P", "<s", "<S", "<t", "<T")
_NEAR = 4000


def compare(before: str, after: str) -> tuple[Change, ...]:
    """The changes between two texts in canonical form, in the order of the text.

    The ids of the blocks are numbers that mean nothing beyond this answer. What is equal at both
    ends is passed over, so that a small change costs little in a long text.
    """
    head, tail = _equal_ends(before, after)
    old, new = as_documents(_part(before, head, tail), _part(after, head, tail))
    found = changes(old, new)
    if not head:
        return found
    above = _last_heading(before[:head])
    return tuple([_under(change, above) for change in found])


def as_documents(before: str, after: str) -> tuple[Document, Document]:
    """Two canonical texts as documents whose ids say which passage became which.

    Where nothing moved, passages far from any change are left out: they say nothing.
    """
    old, new = split(before), split(after)
    alignment = align(old, new)
    parts = alignment.groups.parts
    source = {j: i for j, i in sorted(alignment.source.items()) if j not in parts}
    old_places, new_places = range(len(old)), range(len(new))
    if all(map(lt, source.values(), islice(source.values(), 1, None))):
        equal = {j for j, i in source.items() if old[i] == new[j] and new[j].kind != "heading"}
        # A passage next to a change stays, so that the change can say what it stands behind.
        equal = {j for j in equal if j + 1 in equal and j - 1 in equal}
        gone = {source[j] for j in equal}
        kept_old = [i for i in old_places if i not in gone]
        kept_new = [j for j in new_places if j not in equal]
    else:
        kept_old, kept_new = list(old_places), list(new_places)
    names = {j: str(i) for j, i in source.items()}
    return (
        _document([old[i] for i in kept_old], [str(i) for i in kept_old]),
        _document([new[j] for j in kept_new], [names.get(j) or f"new{j}" for j in kept_new]),
    )


def _document(pieces: Sequence[Piece], names: Sequence[str]) -> Document:
    return Document(
        tuple(
            [
                Block(name, piece.kind, piece.text, 1, 1)
                for name, piece in zip(names, pieces, strict=True)
            ]
        )
    )


def _equal_ends(before: str, after: str) -> tuple[int, int]:
    """How many characters of whole blocks are equal at the start and at the end."""
    head = common_start(before, after, 0, 0)
    if head == len(before) == len(after):
        return 0, 0
    most = min(len(before), len(after)) - head
    tail = common_end(before, after, most)
    # What is equal need be looked at on one side only.
    if _raw(before) or _raw(after[head : len(after) - tail]) or after.startswith("---\n"):
        return 0, 0
    head = max(before.rfind("\n\n", 0, head) + 2, 2) if "\n\n" in before[:head] else 0
    start = before.find("\n\n", len(before) - tail) if tail else -1
    return head, len(before) - start - 2 if start >= 0 else 0


def _raw(text: str) -> bool:
    """May the text hold blocks with empty lines inside?"""
    if "```" in text or "~~~" in text or text.startswith("---\n"):
        return True
    return "<" in text and any(mark in text for mark in _RAW)


def _part(text: str, head: int, tail: int) -> str:
    part = text[head : len(text) - tail]
    return part.rstrip("\n") + "\n" if part.strip("\n") else ""


def _last_heading(text: str) -> str | None:
    """The words of the last heading of a text, looked for from its end."""
    size = _NEAR
    while True:
        start = text.find("\n\n", len(text) - size) + 2 if size < len(text) else 0
        found = [piece for piece in split(text[start:]) if piece.kind == "heading"]
        if found:
            return heading_words(found[-1].text)
        if not start:
            return None
        size *= 4


def _under(change: Change, above: str | None) -> Change:
    section = change.section if change.section is not None else above
    origin = change.from_section
    if origin is None and change.before is not None:
        origin = above
    return replace(change, section=section, from_section=origin)
