"""The number that a passage is counted by, apart from its words."""

from __future__ import annotations

from typing import NamedTuple

from charter.numbers.labels import label_of


class BlockNumber(NamedTuple):
    """A passage's words with the number that stands before them, as it is written; "" for none."""

    mark: str
    words: str


def numbered(words: str, kind: str) -> BlockNumber:
    """The number and the words of a passage, of which only the words are given, without marks."""
    label = label_of(f"# {words}" if kind == "heading" else words)
    if label is None or not label.sure:
        return BlockNumber("", words)
    return BlockNumber(label.mark, label.words)
