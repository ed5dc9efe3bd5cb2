"""How deep a passage stands in a list: beneath how many items."""

from __future__ import annotations

from collections.abc import Sequence

from charter.matching.pairing import heading_level
from charter.text import lines as ln

_ITEM = "list_item"
_BLANKS = " \t"


def depth(kinds: Sequence[str], texts: Sequence[str], place: int) -> int:
    """How many items a passage stands beneath; 0 for one that begins at the margin."""
    column = ln.indent_of(texts[place])
    found = 0
    while column and place:
        place -= 1
        text = texts[place]
        if kinds[place] != _ITEM:
            if not ln.indent_of(text):
                break
            continue
        if ln.indent_of(text) >= column:
            continue
        item = ln.marker(text.partition("\n")[0])
        if item is not None and item.content <= column:
            found += 1
            column = item.indent
    return found


def beneath(kinds: Sequence[str], texts: Sequence[str], place: int) -> int:
    """Where what belongs to a heading or an item ends: behind its section, or its nested items."""
    end = place + 1
    if kinds[place] == "heading":
        level = heading_level(texts[place])
        while end < len(kinds) and (kinds[end] != "heading" or heading_level(texts[end]) > level):
            end += 1
    elif kinds[place] == _ITEM:
        item = ln.marker(texts[place].partition("\n")[0])
        while item is not None and end < len(kinds) and ln.indent_of(texts[end]) >= item.content:
            end += 1
    return end


def as_deep(old: Sequence[str], new: Sequence[str], source: Sequence[int]) -> bool:
    """Is each passage indented as it was? Else what stands above it has to be looked at.

    `source` gives for each place of the new texts the old place of the same passage, or -1.
    """
    # Most begin at the margin, which is quick to see.
    if not any([text[0] in _BLANKS for text in new] + [text[0] in _BLANKS for text in old]):
        return True
    return all(ln.indent_of(old[i]) == ln.indent_of(new[j]) for j, i in enumerate(source) if i >= 0)
