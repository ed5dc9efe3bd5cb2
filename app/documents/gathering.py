"""Blocks as a reader meets them: words flow on until the end of a paragraph that is in the view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.documents.document import LostPart
from app.documents.model import Block, GridBlock, Manuscript, Stroke, TextBlock, merged

_START = 2
_LONGEST = 60


class Gatherer:
    """Collects the blocks of one view of a document, and tells what is not carried over.

    A paragraph whose end is not in the view (it was removed, or is not there yet) flows into the
    next one: `flow` holds the words that wait for an end.
    """

    def __init__(self, *, tells_places: bool = True) -> None:
        """Nothing is there yet. Of a page it is enough to tell what its pictures show."""
        self.blocks: list[Block] = []
        self.notes: dict[str, list[Stroke]] = {}
        self.flow: list[Stroke] = []
        #: The keys of the comments that stand on the words that are read now.
        self.remarks: dict[str, None] = {}
        self._missed: list[tuple[str, str, int]] = []
        self._depth = 0
        self._tells_places = tells_places

    def say(self, stroke: Stroke) -> None:
        """Words go on."""
        if self.remarks:
            stroke = replace(stroke, remarks=tuple(self.remarks))
        self.flow.append(stroke)

    def end(self, make: Callable[[list[Stroke]], Block | None]) -> None:
        """A paragraph ends: `make` says what it is."""
        strokes, self.flow = merged(self.flow), []
        block = make(strokes)
        if block is not None and (isinstance(block, GridBlock) or not block.is_empty
                                  or block.kind == "divider"):  # fmt: skip
            self.blocks.append(block)

    def flush(self) -> None:
        """What waits for an end that never comes is a paragraph of its own."""
        if self.flow:
            self.end(lambda strokes: TextBlock("paragraph", strokes))

    @contextmanager
    def aside(self) -> Iterator[list[Block]]:
        """Gather what stands in a cell or a note by itself."""
        blocks, flow = self.blocks, self.flow
        inner: list[Block] = []
        self.blocks, self.flow = inner, []
        self._depth += 1
        try:
            yield inner
            self.flush()
        finally:
            self._depth -= 1
            self.blocks, self.flow = blocks, flow

    def miss(self, what: str, words: str = "") -> None:
        """Something here is not carried over."""
        words = " ".join(words.split())
        at = len(self.blocks) if not self._depth else -1
        self._missed.append((what, words[:_LONGEST], at))

    def lost(self) -> tuple[LostPart, ...]:
        """What was missed, and where, each once."""
        found: dict[LostPart, None] = {}
        for what, words, at in self._missed:
            place = ""
            if words and not self._tells_places:
                pass
            elif at >= len(self.blocks):
                place = "end"
            elif 0 <= at <= _START:
                place = "start"
            elif not words and 0 < at <= len(self.blocks):
                place = "after"
            before = _shortened(self.blocks[at - 1].text) if place == "after" else words
            found[LostPart(what, before, place)] = None
        return tuple(found)

    def manuscript(self) -> Manuscript:
        """All that was gathered."""
        self.flush()
        return Manuscript(self.blocks, self.notes)


def strokes_of(blocks: list[Block]) -> list[Stroke]:
    """The words of several blocks in one run, their labels before them, for a cell or a note."""
    found: list[Stroke] = []
    for block in blocks:
        if found:
            found.append(Stroke(" "))
        if isinstance(block, TextBlock) and block.label:
            found.append(Stroke(f"{block.label} "))
        found += block.strokes
    return merged(found)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + "…"
