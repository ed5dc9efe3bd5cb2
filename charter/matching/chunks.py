"""Cutting two texts that are much alike: what stands in both is looked at once."""

from __future__ import annotations

from charter.text.block_parts import is_row
from charter.text.blocks import Piece, split
from charter.text.lines import SPECIAL, is_heading

# Where one of these stands, an empty line may lie inside a block; such texts are cut from the top.
_RAW = ("<!", "<?", "<p", "<P", "<s", "<S", "<t", "<T")
_BLANKS = frozenset(" \t")
# Begins with none of these and has one line only: a paragraph.
_CLOSER_LOOK = SPECIAL | _BLANKS


def may_hold_empty_lines(text: str) -> bool:
    """May the text hold blocks with empty lines inside?"""
    # One sign is looked for much faster than several.
    if ("`" in text and "```" in text) or ("~" in text and "~~~" in text):
        return True
    return text.startswith("---\n") or ("<" in text and any(mark in text for mark in _RAW))


def split_both(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The blocks of two canonical texts, as `split` gives them."""
    known: dict[str, tuple[Piece, ...]] = {}
    return _pieces(before, known), _pieces(after, known)


def _pieces(text: str, known: dict[str, tuple[Piece, ...]]) -> list[Piece]:
    if not text:
        return []
    pieces: list[Piece] = []
    for chunk in text[:-1].split("\n\n"):
        if pieces and is_indented(chunk):
            return list(split(text))
        own = known.get(chunk)
        if own is None:
            if may_hold_empty_lines(chunk):
                return list(split(text))
            own = known[chunk] = pieces_of(chunk)
        pieces += own
    return pieces


def is_indented(chunk: str) -> bool:
    """Does it begin with a blank, or is it one line of pipes? Such lines depend on those above."""
    return chunk[0] in _BLANKS or is_row(chunk)


def kind_at_sight(chunk: str) -> str | None:
    """The kind of a stretch between two empty lines, where it clearly is a single block."""
    if "\n" in chunk:
        return None
    first = chunk[0]
    if first not in _CLOSER_LOOK:
        return "paragraph"
    if first == "-":
        return "list_item" if chunk[1:2] == " " and chunk[2:3].isalpha() else None
    return "heading" if first == "#" and is_heading(chunk) else None


def pieces_of(chunk: str) -> tuple[Piece, ...]:
    """The blocks of what stands between two empty lines, if it can be read by itself."""
    kind = kind_at_sight(chunk)
    if kind:
        return (Piece(kind, chunk),)
    if chunk[0] == "-":
        rows = chunk.split("\n")
        if all(row[:2] == "- " and row[2].isalpha() for row in rows):
            return tuple([Piece("list_item", row) for row in rows])
    return split(chunk + "\n")
