"""A charter's text as addressed blocks, with the provenance that each of them carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from charter.errors import Refused
from charter.text.blocks import Passages, joined
from charter.text.canonical import digest, spans_of
from charter.text.outline import Place, level_of
from charter.text.scan import scan
from charter.text.walk import Walk, walk

_WITHOUT_LINES = 3


class Block(NamedTuple):
    """One addressed piece of text.

    `id` lives on from revision to revision; `introduced_in` and `changed_in` are the numbers of the
    revisions that brought the block in and that last changed its words.
    """

    id: str
    kind: str
    text: str
    introduced_in: int
    changed_in: int

    @property
    def digest(self) -> str:
        """SHA-256 of the block's text, in hex."""
        return digest(self.text)


@dataclass(frozen=True)
class Document:
    """A revision's text as a sequence of blocks. Ids are unique; the text is canonical."""

    blocks: tuple[Block, ...]

    @cached_property
    def text(self) -> str:
        """The canonical text."""
        rows = [block.kind == "table_row" for block in self.blocks]
        return joined([block.text for block in self.blocks], rows)

    @cached_property
    def sha256(self) -> str:
        """Digest of the canonical text."""
        return digest(self.text)

    @cached_property
    def fingerprint(self) -> str:
        """Digest of the text with the ids of its blocks and where they come from."""
        rows = [f"{one.id} {one.introduced_in} {one.changed_in}" for one in self.blocks]
        return digest("\n".join([self.sha256, *rows]))

    @cached_property
    def passages(self) -> Passages:
        """Kinds and texts in the order of the text."""
        return Passages.of(self.blocks)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids in the order of the text."""
        return tuple([block.id for block in self.blocks])

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each block stands, counted from 0."""
        return {block.id: position for position, block in enumerate(self.blocks)}

    def get(self, block_id: str) -> Block | None:
        """The block with this id, or None."""
        position = self.positions.get(block_id)
        return None if position is None else self.blocks[position]

    def position(self, block_id: str) -> int:
        """Where the block stands, counted from 0. Raises KeyError for an id that is not there."""
        return self.positions[block_id]

    def section_of(self, block_id: str) -> str | None:
        """The words of the nearest heading at or above the block; None before the first heading."""
        return self.sections[self.positions[block_id]]

    @cached_property
    def sections(self) -> tuple[str | None, ...]:
        """For each position, the words of the heading of its section."""
        current = None
        found: list[str | None] = []
        for block in self.blocks:
            if block.kind == "heading":
                current = heading_words(block.text)
            found.append(current)
        return tuple(found)

    def heading_of(self, block_id: str) -> Block | None:
        """The heading block of the section that the block stands in (itself, if it is one)."""
        index = self.section_index[self.positions[block_id]]
        return None if index < 0 else self.blocks[index]

    @cached_property
    def stretches(self) -> tuple[int, ...]:
        """For each position the number of its stretch: a passage that lists can begin behind, and
        all items and clauses behind it. What is done in one stretch changes no list in another.
        """
        number = 0
        found: list[int] = []
        for block, place in zip(self.blocks, self.places, strict=True):
            if block.kind == "heading" or place.lead is None:
                number += 1
            found.append(number)
        return tuple(found)

    @cached_property
    def section_index(self) -> tuple[int, ...]:
        """For each position, the position of the heading of its section; -1 before the first."""
        current = -1
        found: list[int] = []
        for position, block in enumerate(self.blocks):
            if block.kind == "heading":
                current = position
            found.append(current)
        return tuple(found)

    @property
    def places(self) -> tuple[Place, ...]:
        """For each position, where its passage belongs."""
        return self.walk.places

    @cached_property
    def walk(self) -> Walk:
        """The places, and what is open before each passage."""
        return walk(self.blocks)

    def placed_like(self, former: Document) -> None:
        """Read the places off those of a document that has most of these blocks, as far as it can.

        They are the same as without; only what is not the same there is looked at.
        """
        known = (former.blocks, former.positions, former.walk)
        self.__dict__.setdefault("walk", walk(self.blocks, known))

    def place_of(self, block_id: str) -> Place:
        """Where the block belongs. Raises KeyError for an id that is not there."""
        return self.places[self.positions[block_id]]

    def outer_headings(self, heading: Block) -> tuple[str, ...]:
        """The ids of the headings of a higher level that a heading stands under."""
        level = level_of(heading.text)
        above = self.place_of(heading.id).headings
        return tuple(
            [one for one in above if level_of(self.blocks[self.positions[one]].text) < level]
        )

    def to_rows(self) -> list[list[str | int]]:
        """`[[id, introduced_in, changed_in, lines], …]`: with the text, all that is to be stored.

        `lines` is how many lines the block has.
        """
        return [
            [block.id, block.introduced_in, block.changed_in, block.text.count("\n") + 1]
            for block in self.blocks
        ]

    @classmethod
    def from_rows(cls, text: str, rows: Iterable[Sequence[str | int]]) -> Document:
        """The document of a canonical text and its rows. Raises Refused if they do not match.

        Rows of three values are those of a text that was kept when tables and footnotes were whole.
        """
        listed = list(rows)
        lines = text.split("\n")
        counts = [int(row[3]) for row in listed if len(row) > _WITHOUT_LINES]
        spans = spans_of(text, lines, counts) if counts else scan(lines)
        if spans is None or len(spans) != len(listed):
            count = "other" if spans is None else len(spans)
            message = f"The text has {count} passages, but {len(listed)} rows were given."
            raise Refused(message)
        blocks = tuple(
            [
                Block(
                    str(row[0]),
                    span.kind,
                    "\n".join(lines[span.start : span.end]),
                    int(row[1]),
                    int(row[2]),
                )
                for span, row in zip(spans, listed, strict=True)
            ]
        )
        document = cls(blocks)
        if document.text != text:
            message = "The text is not in canonical form."
            raise Refused(message)
        return document


@lru_cache(maxsize=1024)
def heading_words(text: str) -> str:
    """A heading without its number signs or underline, on one line."""
    rows = text.split("\n")
    if len(rows) > 1:
        return " ".join(row.strip() for row in rows[:-1])
    bare = text.strip().lstrip("#").strip()
    closed = bare.rstrip("#")
    return closed.rstrip() if closed.endswith((" ", "\t")) or not closed else bare


EMPTY = Document(())
