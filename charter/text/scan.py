"""The line scanner: where blocks begin and end.

Boundaries depend on the lines of a block and on the line that follows it, never on what stands far
before, so that a block keeps its boundaries wherever it is put. Where CommonMark would need more
context than that, the scanner keeps lines together: that never changes how a text reads.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from charter.text import lines as ln


class BlockSpan(NamedTuple):
    """Lines `start` to `end` (exclusive) are one block; `open`: its code fence is never closed."""

    kind: str
    start: int
    end: int
    open: bool = False


class _Closers:
    """Finds the ends of raw stretches; looks for candidates once, so that a scan stays linear."""

    def __init__(self, rows: list[str]) -> None:
        self.rows = rows
        self.fences: dict[str, list[int]] = {}
        self.hopeless: set[str] = set()

    def fence(self, opening: ln.Fence, start: int, floor: int = 0) -> int | None:
        """Line behind the closing fence; None if there is none before the item ends (`floor`)."""
        sign = opening.sign
        if sign not in self.fences:
            self.fences[sign] = [
                index
                for index, row in enumerate(self.rows)
                if row.endswith(sign) and not row.lstrip(" \t").strip(sign)
            ]
        candidates = self.fences[sign]
        for place in range(bisect_left(candidates, start), len(candidates)):
            end = candidates[place]
            if ln.closes(self.rows[end], opening):
                inside = self.rows[start:end]
                if floor and any(row and ln.indent_of(row) < floor for row in inside):
                    return None
                return end + 1
        return None

    def html(self, ending: str, start: int) -> int | None:
        """Line behind the one that holds the ending."""
        if ending in self.hopeless:
            return None
        for index in range(start, len(self.rows)):
            if ending in self.rows[index].lower():
                return index + 1
        self.hopeless.add(ending)
        return None


def scan(rows: list[str]) -> list[BlockSpan]:
    """Cut lines (no trailing blanks) into blocks, leaving out the empty lines between them.

    `charter.text.block_parts` cuts tables and footnotes once more.
    """
    spans: list[BlockSpan] = []
    closers = _Closers(rows)
    count = len(rows)
    index = 0
    if count and rows[0] == "---":
        index = _front_matter(rows, spans)
    # The columns of the words of the items, and of the footnote, that the next block can stand in.
    columns: list[int] = []
    special = ln.SPECIAL
    while index < count:
        row = rows[index]
        if not row:
            index += 1
            continue
        first = row[0]
        if (
            first not in special
            and first not in " \t"
            and (index + 1 == count or not rows[index + 1])
        ):
            span = BlockSpan("paragraph", index, index + 1)
            columns = []
        else:
            span = _block(rows, index, closers, columns)
        spans.append(span)
        index = span.end
    return spans


def _front_matter(rows: list[str], spans: list[BlockSpan]) -> int:
    if len(rows) < 3 or not ln.is_yaml_key(rows[1]):  # noqa: PLR2004 - two fences and one key
        return 0
    for index in range(2, len(rows)):
        if rows[index] in ("---", "..."):
            spans.append(BlockSpan("front_matter", 0, index + 1))
            return index + 1
    return 0


def _block(rows: list[str], start: int, closers: _Closers, columns: list[int]) -> BlockSpan:
    """The block that begins at line `start`, which is not empty. Keeps `columns` up to date."""
    row = rows[start]
    item = ln.marker(row)
    if columns:
        _leave(columns, item.indent if item else ln.indent_of(row))
    if item is not None:
        columns += ln.columns_of_items(row, item)
        return BlockSpan("list_item", start, _item_end(rows, start, item, closers))
    opening = ln.fence(row)
    if opening is not None:
        end = closers.fence(opening, start + 1)
        if end is not None:
            return BlockSpan("code", start, end)
        if opening.indent < ln.CODE_INDENT:
            return BlockSpan("code", start, _last_filled(rows, start), open=True)
    ending = ln.html_end(row)
    end = closers.html(ending, start) if ending else None
    if end is not None:
        return BlockSpan("html", start, end)
    for kind, holds in (("heading", ln.is_heading), ("divider", ln.is_divider)):
        if holds(row):
            return BlockSpan(kind, start, start + 1)
    if ln.is_footnote(row):
        columns.append(ln.CODE_INDENT)
    return _run(rows, start, columns[-1] if columns else 0)


def _leave(columns: list[int], indent: int) -> None:
    """Forget the columns right of where a block begins: it stands in none of those items."""
    while columns and columns[-1] > indent:
        columns.pop()


def _run(rows: list[str], start: int, column: int) -> BlockSpan:
    """A block that lasts to an empty line or to the start of another block.

    `column` is where the words begin of the item that it stands in.
    """
    row = rows[start]
    count = len(rows)
    if ln.is_html(row):
        end = start + 1
        while end < count and rows[end]:
            end += 1
        return BlockSpan("html" if ln.is_html_block(row) else "paragraph", start, end)
    if row.lstrip(" \t").startswith(">"):
        return BlockSpan("quote", start, _plain_end(rows, start + 1, quote=True))
    if "|" in row and start + 1 < count and ln.is_table_rule(rows[start + 1]):
        # Head and rule of a table have equally many cells; else these are words that are kept.
        kind = "table" if ln.cells(row) == ln.cells(rows[start + 1]) else "paragraph"
        return BlockSpan(kind, start, _plain_end(rows, start + 2))
    indent = ln.indent_of(row)
    if indent >= ln.CODE_INDENT:
        kind = "code" if indent >= column + ln.CODE_INDENT else "paragraph"
        return BlockSpan(kind, start, _plain_end(rows, start + 1, indent))
    span = _paragraph(rows, start, indent)
    if span.kind == "paragraph" and row.lstrip(" ").startswith("<!") and ln.is_html_block(row):
        return span._replace(kind="html")
    return span


def _paragraph(rows: list[str], start: int, indent: int) -> BlockSpan:
    """A paragraph, or the heading that it turns out to be when a row of signs underlines it."""
    kind = "footnote" if ln.is_footnote(rows[start]) else "paragraph"
    for index in range(start + 1, len(rows)):
        row = rows[index]
        if not row:
            return BlockSpan(kind, start, index)
        if row[0] not in ln.SPECIAL and row[0] not in " \t":
            continue
        if ln.is_underline(row):
            return BlockSpan("heading", start, index + 1)
        if index == start + 1 and ln.is_rst_underline(row, rows[start]):
            return BlockSpan("heading", start, index + 1)
        if _interrupts(row) or ln.interrupts_paragraph(row, indent):
            return BlockSpan(kind, start, index)
    return BlockSpan(kind, start, len(rows))


def _plain_end(rows: list[str], index: int, indent: int = 0, *, quote: bool = False) -> int:
    """End of a run of lines: at an empty line, or where a line starts another block."""
    # Behind a quotation every marker starts a list, whatever its number.
    paragraph_indent = ln.CODE_INDENT if quote else indent
    while index < len(rows) and rows[index]:
        row = rows[index]
        if not (quote and ln.is_quote(row)) and (
            _interrupts(row) or ln.interrupts_paragraph(row, paragraph_indent)
        ):
            break
        index += 1
    return index


def _item_end(rows: list[str], start: int, item: ln.Marker, closers: _Closers) -> int:
    index = start + 1
    row = rows[start]
    may_open = "```" in row or "~~~" in row
    opening = ln.fence(ln.item_words(row)) if may_open else None
    if opening is not None:
        inner = ln.Fence(item.content, opening.sign, opening.length)
        index = closers.fence(inner, index, floor=item.content) or index
    while index < len(rows) and rows[index]:
        row = rows[index]
        if row[0] in ln.SPECIAL or row[0] in " \t":
            if ln.opens_item(row, item.content):
                break
            if ln.is_divider(row):
                # Under the words of the item, dashes are a heading; left of them, a divider.
                if ln.indent_of(row) < item.content or not ln.is_underline(row):
                    break
            elif _interrupts(row):
                break
        index += 1
    return index


def _interrupts(row: str) -> bool:
    """Lines that start another block straight after words, whatever those words are."""
    return ln.may_interrupt(row) and (
        ln.is_heading(row) or ln.is_quote(row) or ln.fence(row) is not None or ln.is_divider(row)
    )


def _last_filled(rows: list[str], start: int) -> int:
    end = len(rows)
    while end > start + 1 and not rows[end - 1]:
        end -= 1
    return end
