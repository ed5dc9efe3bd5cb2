"""A canonical text as a sequence of blocks that joins back to the same bytes.

`split` and `join` are inverse to one another: `join(p.text for p in split(text)) == text` for every
canonical text. What stands between two blocks is a function of their two texts alone, so a block
can be taken out, put in or moved without touching any other; only the rows of a table stand close
behind its head and one another (`charter.text.block_parts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from charter.text import lines as ln
from charter.text.block_parts import cut, rows_among
from charter.text.scan import scan

KINDS = (
    "heading",
    "paragraph",
    "list_item",
    "quote",
    "table",
    "table_row",
    "footnote",
    "code",
    "divider",
    "html",
    "front_matter",
)
_ITEM_STARTS = frozenset("-+*0123456789")
# A text that begins with none of these is no item, however far in it stands.
_CLOSER_LOOK = _ITEM_STARTS | frozenset(" \t")


class Piece(NamedTuple):
    """One block of a text. `text` has no line feed at its end; `kind` is one of `KINDS`."""

    kind: str
    text: str


class Worded(Protocol):
    """Whatever has the kind and the text of one block: a piece, or a block of a document."""

    @property
    def kind(self) -> str:
        """One of `KINDS`."""

    @property
    def text(self) -> str:
        """Without a line feed at its end."""


class Passages(NamedTuple):
    """The kinds and the texts of a run of blocks, place by place: what an alignment looks at."""

    kinds: Sequence[str]
    texts: Sequence[str]

    @classmethod
    def of(cls, blocks: Sequence[Worded]) -> Passages:
        """Those of pieces, or of a document's blocks."""
        return cls([block.kind for block in blocks], [block.text for block in blocks])


def split(canonical_text: str) -> tuple[Piece, ...]:
    """Cut a canonical text into its blocks, in order. An empty text has none."""
    if not canonical_text:
        return ()
    rows = canonical_text.split("\n")
    return tuple(
        [
            Piece(kind, rows[start] if end == start + 1 else "\n".join(rows[start:end]))
            for kind, start, end, _ in cut(rows, canonical_text)
        ]
    )


def join(texts: Iterable[str]) -> str:
    """Put block texts together to one canonical text, with the separator that each pair needs."""
    listed = list(texts)
    return joined(listed, rows_among(listed))


def joined(texts: Sequence[str], rows: Sequence[bool]) -> str:
    """The same where it is known which blocks are rows of tables."""
    parts: list[str] = []
    before = ""
    for text, is_row in zip(texts, rows, strict=True):
        if parts:
            # Nearly always an empty line: asked here, as a call costs more than the answer.
            plain = text[:1] not in _CLOSER_LOOK
            parts.append("\n" if is_row else "\n\n" if plain else separator(before, text))
        parts.append(text)
        before = text
    if not parts:
        return ""
    parts.append("\n")
    return "".join(parts)


def separator(before: str, after: str) -> str:
    """A line feed between list items that can stand line by line, else an empty line."""
    # The first sign decides nearly always, at a fraction of the price of reading the marker.
    if after.lstrip(" \t")[:1] not in _ITEM_STARTS:
        return "\n\n"
    if before.lstrip(" \t")[:1] not in _ITEM_STARTS:
        return "\n\n"
    item = ln.marker(before.partition("\n")[0])
    if item is None or not ln.opens_item(after.partition("\n")[0], item.content):
        return "\n\n"
    return "\n"


def kind_of(text: str) -> str | None:
    """The kind of a text that is exactly one block on its own; None if it is not one block.

    A block can be coarse: a table with its rows, footnotes line by line.
    """
    rows = text.split("\n")
    for spans in (cut(rows, text), scan(rows)):
        if len(spans) == 1 and spans[0][1:3] == (0, len(rows)):
            return spans[0].kind
    return None
