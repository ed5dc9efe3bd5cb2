"""What a single line of CommonMark can begin. Pure patterns, no state.

Every function takes a line without its line feed and without trailing blanks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_MARKER = re.compile(r"([ \t]*)([-+*]|(\d{1,9})[.)])(?:([ \t]+)|$)")
_DIVIDER = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_QUOTE = re.compile(r" {0,3}>")
_FENCE = re.compile(r"([ \t]*)(`{3,}(?=[^`]*$)|~{3,})")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)")
_RST_UNDERLINE = re.compile(r"([\"'^~:.,!$%&+;?@\\])\1{3,}")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")
_PIPE_AT_END = re.compile(r"(?<!\\)\|$")
_HTML_RAW = re.compile(
    r" {0,3}<(?:(pre|script|style|textarea)(?=[\s>]|$)|(!--)|(\?)|(!\[CDATA\[))", re.IGNORECASE
)
_HTML_TAG = re.compile(r" {0,3}</?[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>]|$)(?!://)")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\s\]]+\]:")
# What CommonMark 0.31.2 takes for a block of HTML, kinds 4, 6 and 7 (section 4.6).
_HTML_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|"
    "hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|"
    "search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_HTML_VALUE = r"[ \t]*=[ \t]*(?:[^ \t\"'=<>`]+|'[^']*'|\"[^\"]*\")"
_HTML_ATTRIBUTE = rf"[ \t]+[a-zA-Z_:][\w.:-]*(?:{_HTML_VALUE})?"
_HTML_BLOCK = re.compile(
    rf" {{0,3}}<(?:/?(?:{_HTML_NAMES})(?:[ \t]|/?>|$)|!(?:--|\[CDATA\[|[a-z])|\?"
    r"|(?:pre|script|style|textarea)(?:[ \t>]|$)"
    rf"|(?:[a-z][a-z0-9-]*(?:{_HTML_ATTRIBUTE})*[ \t]*/?|/[a-z][a-z0-9-]*[ \t]*)>[ \t]*$)",
    re.IGNORECASE,
)
_YAML_KEY = re.compile(r"[\w\"'-][^:]*:(?:[ \t]|$)")

# Characters that a line must begin with, after blanks, to be anything but plain words.
SPECIAL = frozenset("#>`~-+*_<|=0123456789!\"$%&'(),./:;?@[\\]^{}")
_LEADS_ON = re.compile(r"\s*+\S++\s++[-+*0-9]")
_DIVIDER_SIGNS = frozenset("-*_")
# What a heading, a quotation, a fence and a divider begin with, behind blanks.
_INTERRUPTING = frozenset("#>`~-*_")
TAB_STOP = 4
CODE_INDENT = 4
_RST_SLACK = 2


class Marker(NamedTuple):
    """The start of a list item: columns are counted with tab stops of four."""

    indent: int
    content: int
    number: int | None
    empty: bool


class Fence(NamedTuple):
    """An opening code fence."""

    indent: int
    sign: str
    length: int


def indent_of(line: str) -> int:
    """Columns of white space before the first character."""
    if not line.startswith((" ", "\t")):
        return 0
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blanks.expandtabs(TAB_STOP))


def marker(line: str) -> Marker | None:
    """Read the line as the start of a list item, or say that it is none."""
    match = _MARKER.match(line)
    if match is None:
        return None
    start = match[0]
    # A divider ends with its sign, which is seen without a pattern.
    if line[-1] in _DIVIDER_SIGNS and match[3] is None and is_divider(line):
        return None
    return _read_marker(start, len(start) == len(line))


@lru_cache(maxsize=4096)
def _read_marker(start: str, empty: bool) -> Marker:
    match = _MARKER.match(start)
    if match is None:
        raise AssertionError
    indent = len(match[1].expandtabs(TAB_STOP))
    width = len(match[2])
    number = int(match[3]) if match[3] else None
    if empty:
        return Marker(indent, indent + width + 1, number, empty=True)
    gap = len((" " * (indent + width) + match[4]).expandtabs(TAB_STOP)) - indent - width
    # Five blanks or more mean that the item begins with indented code, one column in.
    content = indent + width + (gap if gap <= CODE_INDENT else 1)
    return Marker(indent, content, number, empty=False)


def columns_of_items(line: str, first: Marker) -> list[int]:
    """The columns where the words begin of the items that begin on a line: `- 1. a` has two."""
    columns = [first.content]
    item: Marker | None = first
    while item is not None and _leads_on(line):
        line = " " * item.content + item_words(line)
        item = marker(line)
        if item is not None:
            columns.append(item.content)
    return columns


def _leads_on(line: str) -> bool:
    """Whether what stands behind the first word of a line may be a marker."""
    return _LEADS_ON.match(line) is not None


def is_footnote(line: str) -> bool:
    """The first line of a footnote, `[^1]: Words`."""
    return "[^" in line and _FOOTNOTE.match(line) is not None


def item_words(line: str) -> str:
    """What stands behind the marker on the first line of a list item."""
    match = _MARKER.match(line)
    return line[match.end() :] if match else line


def opens_item(line: str, content: int) -> bool:
    """Would CommonMark read this line as an item when it stands straight after an item?

    `content` is the column where the words of the item before begin.
    """
    item = marker(line)
    if item is None or item.indent >= content + CODE_INDENT:
        return False
    if item.indent < content:
        return True
    return not item.empty and item.number in (None, 1)


def interrupts_paragraph(line: str, paragraph_indent: int) -> bool:
    """Would this line start a list item in the middle of a paragraph?"""
    item = marker(line)
    if item is None or item.empty or item.indent >= CODE_INDENT:
        return False
    # A paragraph that is indented belongs to an item; a marker left of it is the next item.
    return item.number in (None, 1) or item.indent < paragraph_indent


def is_divider(line: str) -> bool:
    """A thematic break such as `---` or `* * *`."""
    return _DIVIDER.fullmatch(line) is not None


def is_heading(line: str) -> bool:
    """A heading with number signs."""
    return _HEADING.match(line) is not None


def may_interrupt(line: str) -> bool:
    """Does it begin as a heading, a quotation, a fence or a divider does? Seen at once."""
    return line.lstrip(" \t")[:1] in _INTERRUPTING


def is_quote(line: str) -> bool:
    """A line of a quotation."""
    return _QUOTE.match(line) is not None


def is_underline(line: str) -> bool:
    """The line under a setext heading."""
    return _UNDERLINE.fullmatch(line) is not None


def is_rst_underline(line: str, title: str) -> bool:
    """A row of one sign as long as the title above it: a reStructuredText heading.

    Tildes would open a code fence in CommonMark; a row as long as the words above is no fence.
    """
    return 0 <= len(line) - len(title) <= _RST_SLACK and _RST_UNDERLINE.fullmatch(line) is not None


def is_table_rule(line: str) -> bool:
    """The second line of a table."""
    return "|" in line and "-" in line and _TABLE_RULE.fullmatch(line) is not None


def cells(line: str) -> int:
    """How many cells a row of a table has; a pipe behind a backslash parts none."""
    bare = line.strip(" \t").removeprefix("|")
    pipes = len(_PIPE.findall(bare))
    return pipes if _PIPE_AT_END.search(bare) else pipes + 1


def fence(line: str) -> Fence | None:
    """Read the line as an opening code fence."""
    match = _FENCE.match(line)
    if match is None:
        return None
    return Fence(len(match[1].expandtabs(TAB_STOP)), match[2][0], len(match[2]))


def closes(line: str, opening: Fence) -> bool:
    """Does this line close that fence?"""
    row = line.lstrip(" \t")
    if len(row) < opening.length or row.strip(opening.sign):
        return False
    return indent_of(line) < opening.indent + CODE_INDENT


def html_end(line: str) -> str | None:
    """For raw HTML that may hold empty lines: the lower-case text that ends it."""
    match = _HTML_RAW.match(line)
    if match is None:
        return None
    if match[1]:
        return f"</{match[1].lower()}>"
    return "-->" if match[2] else "?>" if match[3] else "]]>"


def is_html(line: str) -> bool:
    """A line that begins with a tag: what follows it up to an empty line is kept together."""
    return _HTML_TAG.match(line) is not None


def is_html_block(line: str) -> bool:
    """Whether CommonMark reads a line that begins with a tag as HTML, not as words."""
    return _HTML_BLOCK.match(line) is not None


def is_yaml_key(line: str) -> bool:
    """A `key: value` line, as front matter begins."""
    return _YAML_KEY.match(line) is not None
