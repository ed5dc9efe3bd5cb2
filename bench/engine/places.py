"""The placement trial: a passage put behind many anchors while the real next step is published.

On real histories. Where a passage that applies would stand under another heading or another item
than where it was put is judged here, by other means than the engine's: by the lines of the text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import charter as c
from bench.engine.measure import HISTORIES

#: So many anchors at most in each step of a history.
MOST = 40
WORDS = "Everyone may bring a guest to it, zebra willing."
_ITEM = re.compile(r"([ \t]*)((?:[-+*]|\d{1,9}[.)])[ \t]+)")
_HEADING = re.compile(r" {0,3}#{1,6}([ \t]|$)")


def put_behind(block: c.Block) -> str:
    """An item behind an item, else a paragraph."""
    item = _ITEM.match(block.text)
    if block.kind != "list_item" or item is None:
        return WORDS
    return f"{item[1]}{item[2]}{WORDS}"


def surroundings(document: c.Document) -> tuple[str | None, str | None]:
    """The ids of the heading and of the item that the passage stands under, found by lines."""
    blocks = document.blocks
    at = next(place for place, block in enumerate(blocks) if block.text.endswith(WORDS))
    column = len(blocks[at].text) - len(blocks[at].text.lstrip(" \t"))
    parent = None
    for block in reversed(blocks[:at]):
        if _HEADING.match(block.text) or block.kind == "heading":
            return block.id, parent
        item = _ITEM.match(block.text)
        if parent is None and column and item and len(item[0]) <= column:
            parent = block.id
    return None, parent


def steps() -> Iterator[tuple[int, c.Document, c.Document]]:
    """Each real step: the number of a revision, its text, and the next one."""
    for path in sorted(HISTORIES.glob("*.jsonl")):
        documents: list[c.Document] = []
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            document, _ = c.grow(documents, json.loads(line)["text"])
            documents.append(document)
        for number, (base, head) in enumerate(pairwise(documents), start=1):
            yield number, base, head


def trial(base: c.Document, head: c.Document, number: int, counts: Counter[str]) -> None:
    """Put a passage behind some anchors of a step, and count what becomes of it."""
    step = max(1, len(base.blocks) // MOST)
    for block in base.blocks[::step]:
        counts["placed"] += 1
        change_set = c.ChangeSet((c.Insert(block.id, (put_behind(block),)),))
        try:
            proposed = c.apply(base, change_set, base=base, base_number=number, number=number + 1)
            former = c.apply(head, change_set, base_number=number, number=number + 2)
        except c.DoesNotApply:
            counts["nowhere to stand"] += 1
            continue
        was_right = surroundings(former) == surroundings(proposed)
        counts["without places: clean"] += 1
        counts["without places: clean, elsewhere"] += not was_right
        standing = c.standing(head, change_set, base=base, base_number=number)
        if standing.kind == "clean":
            now = c.apply(head, change_set, base=base, base_number=number, number=number + 2)
            counts["clean"] += 1
            counts["clean, elsewhere"] += surroundings(now) != surroundings(proposed)
        else:
            counts["conflict"] += 1
            counts["conflict where it stood right"] += was_right
            counts[standing.parts[0].reason] += was_right


def main() -> None:
    """Print what became of all."""
    counts: Counter[str] = Counter()
    for number, base, head in steps():
        trial(base, head, number, counts)
    for name, count in counts.most_common():
        print(f"{name:60} {count}")


if __name__ == "__main__":
    main()
