"""Which revision brought in a passage, which changed it, and who wrote which word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from charter.diff.common_tokens import kept_tokens
from charter.diff.tokens import tokens
from charter.matching.groups import joined_from, split_into
from charter.text.document import Document

Event = Literal["introduced", "changed", "moved", "removed"]


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that happened to a passage: in which revision, and how it reads since (or read)."""

    number: int
    event: Event
    text: str


def trace(documents: Sequence[Document], block_id: str) -> tuple[Trace, ...]:
    """What became of a passage through revisions 1, 2, … given in order."""
    found: list[Trace] = []
    former: Document | None = None
    for number, document in enumerate(documents, start=1):
        block = document.get(block_id)
        before = None if former is None else former.get(block_id)
        if block is None and before is not None:
            found.append(Trace(number, "removed", before.text))
        elif block is not None and before is None:
            found.append(Trace(number, "introduced", block.text))
        elif block is not None and before is not None and former is not None:
            if block.text != before.text:
                found.append(Trace(number, "changed", block.text))
            elif _moved(former, document, block_id):
                found.append(Trace(number, "moved", block.text))
        former = document
    return tuple(found)


def _moved(old: Document, new: Document, block_id: str) -> bool:
    """Does another passage stand before it now, among those that both texts have?"""
    return _neighbour(old, new, block_id) != _neighbour(new, old, block_id)


def _neighbour(document: Document, other: Document, block_id: str) -> str | None:
    for place in range(document.position(block_id) - 1, -1, -1):
        name = document.blocks[place].id
        if name in other.positions:
            return name
    return None


Authored = tuple[tuple[int, str], ...]


def blame(documents: Iterable[Document]) -> tuple[tuple[str, Authored], ...]:
    """For each block of the last document: (revision that wrote it, words), in reading order.

    The documents are revisions 1, 2, … in order. The words of a block joined give its text. Words
    keep their revision when their passage is moved, split or joined.
    """
    known: dict[str, list[tuple[int, str]]] = {}
    former: Document | None = None
    for number, document in enumerate(documents, start=1):
        known = _step(known, former, document, number)
        former = document
    if former is None:
        return ()
    return tuple([(block.id, _gathered(known[block.id])) for block in former.blocks])


def _step(
    known: dict[str, list[tuple[int, str]]], old: Document | None, new: Document, number: int
) -> dict[str, list[tuple[int, str]]]:
    fresh: dict[str, list[tuple[int, str]]] = {}
    for place, block in enumerate(new.blocks):
        if block.id in fresh:
            continue
        before = None if old is None else old.get(block.id)
        if before is None or old is None:
            fresh[block.id] = [(number, token) for token in tokens(block.text)]
        elif before.text == block.text:
            fresh[block.id] = known[block.id]
        else:
            source = _source(known, old, new, block.id)
            following = _following(new, place, old)
            count = split_into(before.text, block.text, [new.blocks[i].text for i in following])
            for part in [place, *following[:count]]:
                target = new.blocks[part]
                fresh[target.id] = _carried(source, tokens(target.text), number)
    return fresh


def _source(
    known: dict[str, list[tuple[int, str]]], old: Document, new: Document, block_id: str
) -> list[tuple[int, str]]:
    """The words of the block before, with those of blocks that were joined to it."""
    place = old.position(block_id)
    lost = _following(old, place, new)
    after = new.blocks[new.position(block_id)].text
    count = joined_from(old.blocks[place].text, [old.blocks[i].text for i in lost], after)
    return [entry for i in [place, *lost[:count]] for entry in known[old.blocks[i].id]]


def _following(document: Document, place: int, other: Document) -> list[int]:
    end = place + 1
    while end < len(document.blocks) and document.blocks[end].id not in other.positions:
        end += 1
    return list(range(place + 1, end))


def _carried(
    source: list[tuple[int, str]], target: list[str], number: int
) -> list[tuple[int, str]]:
    result = [(number, token) for token in target]
    for i, j in kept_tokens([token for _, token in source], target):
        result[j] = source[i]
    return result


def _gathered(entries: list[tuple[int, str]]) -> Authored:
    gathered: list[tuple[int, str]] = []
    for number, token in entries:
        if gathered and gathered[-1][0] == number:
            gathered[-1] = (number, gathered[-1][1] + token)
        else:
            gathered.append((number, token))
    return tuple(gathered)
