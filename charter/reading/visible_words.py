"""What a reader sees of a passage: its words as they are shown, and how each of them is shown.

Read by markdown-it-py, so that what is said about marks is what they mean. Only sentences about
changes need it, and notes where marks may have changed: aligning and comparing do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from charter.matching.pairing import heading_level
from charter.text import lines as ln

#: Kinds whose text is shown as it is written.
VERBATIM = frozenset({"code", "html", "front_matter"})
TABLES = frozenset({"table", "table_row"})
_LABELLED = re.compile(r"(?<!\\)(\[[^\[\]]*\])\[([^\[\]\n]+)\]")
_DEFINED = re.compile(
    r"(?m)^( {0,3}\[[^\[\]^][^\[\]]*\]:[ \t]+)<?([^\s<>\[\]]+)>?(?=[ \t]*(?:\"[^\"\n]*\")?$)"
)
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_INDENT = re.compile(r"(?m)^[ \t]+")


class StyledStretch(NamedTuple):
    """Words that are shown in one way: `marks` names their emphasis, `leads_to` is an address."""

    text: str
    marks: frozenset[str] = frozenset()
    struck: bool = False
    leads_to: str = ""


class BlockFrame(NamedTuple):
    """The form of a passage: `level` of a heading, `quoted` how deep.

    For a list item the sign or the number that it is written with (`marker`, `number`), and whether
    its box is ticked; None for an item without a box.
    """

    kind: str
    level: int = 0
    quoted: int = 0
    marker: str = ""
    number: int | None = None
    ticked: bool | None = None


class VisiblePassage(NamedTuple):
    """A passage as it is read."""

    frame: BlockFrame
    stretches: tuple[StyledStretch, ...]

    @property
    def text(self) -> str:
        """The words, on one line for each paragraph and each line that was broken on purpose."""
        return "".join([stretch.text for stretch in self.stretches])


@lru_cache(maxsize=2048)
def seen(text: str, kind: str) -> VisiblePassage:
    """How a passage of this kind is read."""
    if kind == "divider":
        return VisiblePassage(BlockFrame(kind), ())
    if kind in VERBATIM:
        return VisiblePassage(BlockFrame(kind), (StyledStretch(text),))
    if kind in TABLES:
        return VisiblePassage(BlockFrame(kind), tuple(_joined(_rows(text))))
    body, frame = _unframed(text, kind)
    stretches = tuple(_joined(_blocks(_parser().parse(_labels_as_links(body)))))
    first = stretches[0].text if stretches else ""
    task = _TASK.match(first) if frame.marker else None
    if task is not None:
        frame = frame._replace(ticked=task[1] != " ")
        stretches = (stretches[0]._replace(text=first[task.end() :]), *stretches[1:])
    return VisiblePassage(frame, stretches)


def words_seen(text: str, kind: str = "paragraph") -> str:
    """The words that a reader sees, without marks."""
    return seen(text, kind).text


class _AsWritten(MarkdownIt):
    """Addresses are given as they are written: nothing is followed here, and it is the truth."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the name it has there
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    made = _AsWritten("commonmark", {"html": False}).enable("strikethrough")
    # Definitions of links are read like any words, for a change of theirs has to be seen; and a
    # passage is known to be one block: what looks like another is words.
    return made.disable(["reference", "hr", "lheading", "heading", "list"])


def _labels_as_links(text: str) -> str:
    """`[words][label]` leads to where the label leads, which stands elsewhere: `[label]: there`."""
    if "]:" in text:
        text = _DEFINED.sub(r"\1[\2](<\2>)", text)
    return _LABELLED.sub(r"\1(<[\2]>)", text) if "][" in text else text


def _unframed(text: str, kind: str) -> tuple[str, BlockFrame]:
    """The words of a passage without what makes it a heading or an item, and that."""
    if kind == "heading":
        return _heading(text)
    text = _dedented(text)
    item = ln.marker(text.partition("\n")[0])
    if kind == "list_item" and item is not None:
        words = ln.item_words(text.partition("\n")[0])
        rest = text.partition("\n")[2]
        start = text.lstrip()
        sign = start[:1] if item.number is None else start.lstrip("0123456789")[:1]
        while (inner := ln.marker(words)) is not None and inner.number is None:
            # An item that begins with a list of its own: another bullet before its words.
            words, sign = ln.item_words(words), sign + sign
        # Text that goes on behind the marker's column stands in the item.
        behind = _INDENT.sub(lambda match: match[0][item.content :], rest)
        if ln.is_heading(words):
            words = _heading(words)[0]
        body = f"{words}\n{behind}" if rest else words
        return body, BlockFrame(kind, marker=sign, number=item.number)
    if kind == "quote":
        depth = re.match(r"(?:[ \t]*>)+", text)
        return text, BlockFrame(kind, quoted=depth[0].count(">") if depth else 0)
    return text, BlockFrame(kind)


def _heading(text: str) -> tuple[str, BlockFrame]:
    rows = text.split("\n")
    if len(rows) > 1:
        words = " ".join([row.strip() for row in rows[:-1]])
        return words, BlockFrame("heading", heading_level(text))
    bare = text.strip()
    level = len(bare) - len(bare.lstrip("#"))
    words = bare[level:].strip()
    closed = words.rstrip("#")
    if closed != words and (not closed or closed.endswith((" ", "\t"))):
        words = closed.rstrip()
    return words, BlockFrame("heading", level)


def _dedented(text: str) -> str:
    """Without the indent of the first line, which only says beneath what the passage stands."""
    indent = len(text) - len(text.lstrip(" \t"))
    if not indent:
        return text
    return "\n".join(
        [row[min(indent, len(row) - len(row.lstrip(" \t"))) :] for row in text.split("\n")]
    )


def cells_of(row: str) -> list[str]:
    """The cells of a row of a table, as they are written, without the pipes between them."""
    bare = row.strip()
    bare = bare.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", bare)]


def _rows(text: str) -> Iterator[StyledStretch]:
    for index, row in enumerate(text.split("\n")):
        if ln.is_table_rule(row):
            # How columns are aligned: seen, but not as words.
            yield StyledStretch("", frozenset({re.sub(r"-+|[ \t]", "-", row)}))
            continue
        if index:
            yield StyledStretch("\n")
        for place, cell in enumerate(cells_of(row)):
            if place:
                yield StyledStretch(" | ")
            yield from _inline(_parser().parseInline(cell)[0].children or ())


def _blocks(found: Sequence[Token]) -> Iterator[StyledStretch]:
    some = False
    for token in found:
        if token.type == "inline":
            if some:
                yield StyledStretch("\n")
            some = True
            yield from _inline(token.children or ())
        elif token.type in {"fence", "code_block"}:
            yield StyledStretch(
                ("\n" if some else "") + token.info + "\n" + token.content.rstrip("\n")
            )
            some = True


def _inline(children: Sequence[Token]) -> Iterator[StyledStretch]:
    marks: list[str] = []
    struck: list[str] = []
    leads_to = ""
    for token in children:
        name = token.type.rpartition("_")[0]
        if token.type == "link_open":
            leads_to = "" if token.markup == "autolink" else _address(token, "href")
        elif token.type == "link_close":
            leads_to = ""
        elif token.nesting:
            kept = struck if name == "s" else marks
            kept.append(name) if token.nesting > 0 else kept.remove(name)
        elif token.type == "image":
            source = _address(token, "src")
            yield StyledStretch(
                token.content or source, frozenset({*marks, "picture"}), bool(struck), source
            )
        else:
            text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
            code = {"code"} if token.type == "code_inline" else set()
            yield StyledStretch(text, frozenset({*marks, *code}), bool(struck), leads_to)


def _address(token: Token, name: str) -> str:
    """Where a link or a picture leads, with the title that it shows."""
    address, title = token.attrGet(name) or "", token.attrGet("title")
    return f'{address} "{title}"' if title else str(address)


def _joined(stretches: Iterator[StyledStretch]) -> Iterator[StyledStretch]:
    """Neighbours that are shown in one way as one."""
    held: StyledStretch | None = None
    for one in stretches:
        if not one.text and not any(sign == "-" for mark in one.marks for sign in mark):
            continue
        if held is not None and held[1:] == one[1:]:
            held = held._replace(text=held.text + one.text)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
