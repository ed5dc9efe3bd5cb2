"""Line breaks that are written as two blanks become backslashes, so that they can be seen.

A backslash in the wrong place would show in the page, so one is written only where CommonMark reads
the two blanks as a break: between two lines of words of the same paragraph.
"""

from __future__ import annotations

import re

from charter.text import lines as ln

_KINDS = frozenset({"paragraph", "footnote", "list_item", "quote"})
_REFERENCE = re.compile(r" {0,3}\[[^\]]+\]:")
_QUOTE_MARKS = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")


def with_breaks(rows: list[str], wanted: list[int], kind: str) -> list[str]:
    """The rows of one block, with a backslash behind each `wanted` row that can take one."""
    if kind not in _KINDS or any("```" in row or "~~~" in row for row in rows):
        return rows
    result = list(rows)
    for offset in wanted:
        following = rows[offset + 2] if offset + 2 < len(rows) else ""
        if _is_words(rows[offset]) and _goes_on(rows[offset + 1], following):
            result[offset] = _with_backslash(rows[offset])
    return result


def _inside(row: str) -> str:
    marks = _QUOTE_MARKS.match(row)
    return row[marks.end() :] if marks else row


def _is_words(row: str) -> bool:
    inside = _inside(row)
    item = ln.marker(inside)
    words = ln.item_words(inside) if item is not None else inside
    if not words or words.startswith("     ") or _REFERENCE.match(words):
        return False
    return not (ln.is_heading(words) or ln.is_divider(words) or ln.is_html(words))


def _goes_on(row: str, following: str) -> bool:
    inside = _inside(row)
    item = ln.marker(inside)
    if not inside or (item is not None and not item.empty):
        return False
    if ln.is_table_rule(_inside(following)) or _REFERENCE.match(inside):
        return False
    return not (ln.is_heading(inside) or ln.is_divider(inside) or ln.is_html(inside))


def _with_backslash(row: str) -> str:
    """The row with a backslash at its end; one that is there already is kept as a sign."""
    slashes = len(row) - len(row.rstrip("\\"))
    return row + ("\\\\" if slashes % 2 else "\\")
