"""Comments on a passage, and where the passage stands in later revisions.

An anchor is a quote with what stands around it (the text-quote selector of the W3C Web Annotation
Data Model), and the block it was made on. A wrong place is worse than none: an anchor follows its
block and the exact alignment of the words, and is never put back by likeness alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from charter.diff.tokens import cluster_ends
from charter.errors import Refused
from charter.history.span_mapping import Mapped, map_span
from charter.language import gettext as _
from charter.matching.similarity import Bag, words_of
from charter.text.document import Block, Document

_AROUND = 32
# At least this share of the words must stay, within a stretch not much longer than the passage.
_KEPT = 0.5
_STRETCH = 3
_ALIKE = 0.4
# An exact quote of this many words, found once, is the passage wherever it stands.
_TELLING = 5


@dataclass(frozen=True, slots=True)
class PassageAnchor:
    """A passage that someone remarked on: `quote` within `block`, as it read in `made_in`.

    An empty quote stands for the whole block. `made_in` is the number of the revision or version.
    """

    block: str
    quote: str
    prefix: str
    suffix: str
    made_in: int


@dataclass(frozen=True, slots=True)
class AnchorPlace:
    """Where an anchor stands: `same` wording, a `changed` wording, or `gone`.

    `start` and `end` are offsets in the text of `block`; all are None when it is gone. `quote_now`
    is what stands there now, and the anchor's own quote is then the earlier wording.
    """

    kind: Literal["same", "changed", "gone"]
    block: str | None = None
    start: int | None = None
    end: int | None = None
    quote_now: str | None = None


GONE = AnchorPlace("gone")


def make(
    document: Document, block_id: str, quote: str, *, made_in: int, start: int | None = None
) -> PassageAnchor:
    """An anchor on `quote` in a block; `start` says which one where it stands there more than once.

    Raises Refused if the block or the quote is not there, or if it is not clear which one is meant.
    """
    block = document.get(block_id)
    if block is None:
        raise Refused(_("The passage is not in this text."))
    if not quote:
        return PassageAnchor(block_id, "", "", "", made_in)
    if start is None:
        start = block.text.find(quote)
        if start >= 0 and block.text.find(quote, start + 1) >= 0:
            raise Refused(_("The quoted words stand there more than once."))
    if start < 0 or not block.text.startswith(quote, start):
        raise Refused(_("The quoted words are not in this passage."))
    end = start + len(quote)
    ends = cluster_ends(block.text)
    if start not in ends or end not in ends:
        raise Refused(_("The quotation begins or ends inside a single sign."))
    before = max(place for place in ends if place <= max(start - _AROUND, 0))
    after = min(place for place in ends if place >= min(end + _AROUND, len(block.text)))
    return PassageAnchor(block_id, quote, block.text[before:start], block.text[end:after], made_in)


def locate(anchor: PassageAnchor, text: str) -> tuple[int, int] | None:
    """The offsets of the quote in its block's text; None if it is not there or not clear which."""
    if not anchor.quote:
        return 0, len(text)
    places: list[tuple[int, int]] = []
    at = text.find(anchor.quote)
    while at >= 0:
        places.append((_around(anchor, text, at), at))
        at = text.find(anchor.quote, at + 1)
    places.sort(reverse=True)
    if not places or (len(places) > 1 and places[0][0] == places[1][0]):
        return None
    start = places[0][1]
    return start, start + len(anchor.quote)


def _around(anchor: PassageAnchor, text: str, at: int) -> int:
    """How many signs around an occurrence are those around the quote."""
    end = at + len(anchor.quote)
    count = 0
    while count < len(anchor.prefix) and text[:at].endswith(anchor.prefix[-1 - count :]):
        count += 1
    ahead = 0
    while ahead < len(anchor.suffix) and text.startswith(anchor.suffix[: ahead + 1], end):
        ahead += 1
    return count + ahead


def follow(anchor: PassageAnchor, old: Document, new: Document) -> AnchorPlace:
    """Where the anchor, made on `old`, stands in `new`."""
    former = old.get(anchor.block)
    span = None if former is None else locate(anchor, former.text)
    if former is None or span is None:
        return GONE
    block = new.get(anchor.block)
    if not anchor.quote:
        return _whole_block(former, block)
    if block is not None and block.text == former.text:
        return AnchorPlace("same", block.id, *span, anchor.quote)
    found = GONE if block is None else _in_parts(anchor, former, span, old, new)
    return found if found.kind != "gone" else _elsewhere(anchor, old, new)


def _whole_block(former: Block, block: Block | None) -> AnchorPlace:
    if block is None:
        return GONE
    kind: Literal["same", "changed"] = "same" if block.text == former.text else "changed"
    return AnchorPlace(kind, block.id, 0, len(block.text), block.text)


def _in_parts(
    anchor: PassageAnchor, former: Block, span: tuple[int, int], old: Document, new: Document
) -> AnchorPlace:
    """In the block itself, or in one of the new blocks behind it if it was split."""
    place = new.position(anchor.block)
    best = GONE
    for part in new.blocks[place:]:
        if part.id != anchor.block and part.id in old.positions:
            break
        found = _in_wording(anchor, former.text, span, part)
        if found.kind == "same":
            return found
        if best.kind == "gone" and part.id == anchor.block:
            best = found
    return best


def _in_wording(
    anchor: PassageAnchor, before: str, span: tuple[int, int], block: Block
) -> AnchorPlace:
    mapped = map_span(before, block.text, *span)
    if mapped is None:
        return GONE
    if mapped.whole:
        return AnchorPlace("same", block.id, mapped.start, mapped.end, anchor.quote)
    once = block.text.find(anchor.quote)
    if once >= 0 and block.text.find(anchor.quote, once + 1) < 0:
        end = once + len(anchor.quote)
        if once < mapped.end and mapped.start < end:
            return AnchorPlace("same", block.id, once, end, anchor.quote)
    if not _holds(anchor, mapped, block.text):
        return GONE
    quote_now = block.text[mapped.start : mapped.end]
    return AnchorPlace("changed", block.id, mapped.start, mapped.end, quote_now)


def _holds(anchor: PassageAnchor, mapped: Mapped, text: str) -> bool:
    if not mapped.kept_words or mapped.kept_words < _KEPT * mapped.old_words:
        return False
    if mapped.end - mapped.start > _STRETCH * len(anchor.quote):
        return False
    return Bag(anchor.quote).dice(Bag(text[mapped.start : mapped.end])) >= _ALIKE


def _elsewhere(anchor: PassageAnchor, old: Document, new: Document) -> AnchorPlace:
    """Only an exact quote of several words that stands once in either text is found again."""
    if len(words_of(anchor.quote)) < _TELLING:
        return GONE
    before = [block for block in old.blocks if anchor.quote in block.text]
    after = [block for block in new.blocks if anchor.quote in block.text]
    if len(before) != 1 or len(after) != 1:
        return GONE
    block = after[0]
    start = block.text.find(anchor.quote)
    if block.text.find(anchor.quote, start + 1) >= 0:
        return GONE
    return AnchorPlace("same", block.id, start, start + len(anchor.quote), anchor.quote)
