"""Blocks that are cut once more: the rows of a table, and footnotes that stand line by line.

A text that was kept before these were blocks of their own keeps its blocks whole (coarse): each
block of a document is either a block as `charter.text.scan` cuts it, or one of the parts of such a
one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from charter.text import lines as ln
from charter.text.scan import BlockSpan, scan

_HEAD = 2
_FOLLOWED_BY_NOTES = frozenset({"paragraph", "footnote", "list_item"})


def cut(rows: list[str], text: str, whole: Collection[str] = ()) -> list[BlockSpan]:
    """Cut the lines of a text (no trailing blanks) into blocks as fine as they come.

    What begins as one of those in `whole` (see `kept_whole`) is not cut into parts.
    """
    spans = scan(rows)
    # One sign is looked for many times faster than two.
    if ("^" in text and "[^" in text) or ("|" in text and ("\n|" in text or text[0] == "|")):
        return refined(rows, spans, whole)
    return spans


def refined(
    rows: Sequence[str], spans: Sequence[BlockSpan], whole: Collection[str] = ()
) -> list[BlockSpan]:
    """The parts of blocks, and the blocks that have none, in order."""
    found: list[BlockSpan] = []
    at = 0
    while at < len(spans):
        span = spans[at]
        at += 1
        if whole and _beginning(rows[span.start]) in whole:
            found.append(span)
            continue
        if span.kind == "table" and _has_rows(rows, span):
            if not _row_follows(rows, spans, at):
                found += _rows_of(span)
                continue
            if span.end - span.start == _HEAD:
                # A line of pipes behind an empty line is no row: it stays with the table, apart.
                span = span._replace(end=spans[at].end)
                at += 1
        elif span.end > span.start + 1 and _may_hold_notes(rows, span):
            found += _notes_of(rows, span)
            continue
        found.append(span)
    return found


def is_table_head(text: str) -> bool:
    """Whether a block is the head of a table whose rows are blocks: two lines with outer pipes."""
    head, _, rule = text.partition("\n")
    return (
        head.startswith("|")
        and rule.startswith("|")
        and ln.is_table_rule(rule)
        and ln.cells(head) == ln.cells(rule)
    )


def is_row(text: str) -> bool:
    """Whether a block can be a row of a table: one line that begins with a pipe."""
    return text.startswith("|") and "\n" not in text


def rows_among(texts: Sequence[str], known: Sequence[str | None] | None = None) -> list[bool]:
    """Which of these blocks, one behind another, are rows of tables.

    What can be a row is one where it stands behind the head of a table or a row. `known` are kinds
    that blocks have already; None for those that are new.
    """
    found = [False] * len(texts)
    in_table = -1
    for place in [place for place, text in enumerate(texts) if text[:1] == "|"]:
        text = texts[place]
        kind = known[place] if known is not None else None
        follows = in_table == place - 1 and place > 0
        found[place] = kind == "table_row" if kind else follows and is_row(text)
        if found[place] or is_table_head(text):
            in_table = place
    return found


def kept_whole(kinds: Sequence[str], texts: Sequence[str]) -> frozenset[str]:
    """How those blocks of a text begin that would be cut otherwise today."""
    found = set()
    for place, text in enumerate(texts):
        if "\n" not in text or not ("\n[^" in text or text[0] == "|"):
            continue
        is_followed = (
            place + 1 < len(texts) and kinds[place + 1] != "table_row" and is_row(texts[place + 1])
        )
        if (is_followed and is_table_head(text)) or _has_parts(text):
            found.add(_beginning(text))
    return frozenset(found)


def _has_parts(text: str) -> bool:
    rows = text.split("\n")
    spans = scan(rows)
    return len(spans) == 1 and len(refined(rows, spans)) > 1


def _beginning(text: str) -> str:
    """What makes a table or a footnote the same one: its head, or its label."""
    first = text.partition("\n")[0]
    return first if first.startswith("|") else first.partition("]:")[0]


def turned(old_kind: str, new_kind: str) -> bool:
    """Whether the same words are a row of a table on one side only."""
    return (old_kind == "table_row") != (new_kind == "table_row")


def _may_hold_notes(rows: Sequence[str], span: BlockSpan) -> bool:
    # What is indented is code here and words there: its parts do not depend on that.
    is_indented = span.kind == "code" and ln.fence(rows[span.start]) is None
    return is_indented or span.kind in _FOLLOWED_BY_NOTES


def _has_rows(rows: Sequence[str], span: BlockSpan) -> bool:
    return all(row.startswith("|") for row in rows[span.start : span.end])


def _row_follows(rows: Sequence[str], spans: Sequence[BlockSpan], at: int) -> bool:
    """Whether the block behind a table would be taken for one of its rows."""
    if at == len(spans):
        return False
    following = spans[at]
    return following.end == following.start + 1 and rows[following.start].startswith("|")


def _rows_of(span: BlockSpan) -> list[BlockSpan]:
    head = BlockSpan("table", span.start, span.start + _HEAD)
    return [head, *(BlockSpan("table_row", at, at + 1) for at in range(head.end, span.end))]


def _notes_of(rows: Sequence[str], span: BlockSpan) -> list[BlockSpan]:
    """Each footnote as a block, and what stands before the first one."""
    starts = [at for at in range(span.start + 1, span.end) if ln.is_footnote(rows[at])]
    if span.kind == "list_item" and starts:
        item = ln.marker(rows[span.start])
        content = item.content if item else 0
        starts = [at for at in starts if ln.indent_of(rows[at]) < content]
    ends = [*starts, span.end]
    begins = [span.start, *starts]
    kinds = [span.kind, *("footnote" for _ in starts)]
    return [BlockSpan(*part) for part in zip(kinds, begins, ends, strict=True)]
