"""Where this program and other readers of Markdown see different blocks in a text.

The passages that are cut here are what is shown here (`app.rendering.markdown.passages`). Where
CommonMark and GFM would cut or show otherwise, whoever writes the text is told before it lands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from app.rendering.markdown.passages import Lines, is_rst_heading, lines_of
from charter import Document
from charter.language import N_
from charter.language import gettext as _

_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "fence": "code",
    "code_block": "code",
    "hr": "divider",
    "html_block": "html",
    "blockquote_open": "quote",
    "table_open": "table",
    "list_item_open": "list_item",
    "footnote_reference_open": "footnote",
}
#: Inside of these no passages are cut.
_WHOLE = {"blockquote": 1, "table": 1}
_NAMES = {
    "heading": N_("a heading"),
    "paragraph": N_("a paragraph"),
    "code": N_("words shown letter by letter"),
    "divider": N_("a line across the page"),
    "html": N_("HTML, shown as it is typed"),
    "quote": N_("a quotation"),
    "table": N_("a table"),
    "table_row": N_("a row of a table"),
    "list_item": N_("a point of a list"),
    "footnote": N_("a footnote"),
}
#: One more name for the same: a text that was kept before rows and footnotes were passages.
_SAME = {("footnote", "paragraph")}
_DEEPEST = 100
_MOST_TOLD = 3
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A passage that others read otherwise: as another kind, or as part of what stands before.

    `other` is that kind; `text` are the passage's words.
    """

    text: str
    kind: str
    other: str
    is_joined: bool

    def in_words(self) -> str:
        """One plain sentence."""
        names = {"words": _beginning(self.text), "kind": _name(self.kind)}
        if self.is_joined:
            return _(
                "“{words}” is {kind} of its own here; other programs may join it "
                "with what stands before it."
            ).format(**names)
        return _("“{words}” is {kind} here; other programs may take it for {other}.").format(
            **names, other=_name(self.other)
        )


class _Unit:
    """A block as CommonMark sees it: its kind, and its lines."""

    __slots__ = ("end", "kind", "start")

    def __init__(self, token: Token) -> None:
        self.kind = _KINDS[token.type]
        self.start, self.end = token.map or (0, 0)


@lru_cache(maxsize=64)
def disagreements(document: Document) -> tuple[Disagreement, ...]:
    """What CommonMark and GFM would read otherwise in a text."""
    rows = document.text.split("\n")
    lines = lines_of(document.text, document.blocks)
    for passage in lines:
        if passage.kind == "front_matter":
            rows[passage.start : passage.end] = [""] * (passage.end - passage.start)
    underlined = {one.start: rows[one.end - 1] for one in lines if is_rst_heading(rows, one)}
    for start in underlined:
        rows[start + 1] = "---"
    units = list(_units("\n".join(rows)))
    found = list(_compared(lines, units, rows))
    for start, signs in underlined.items():
        other = "code" if signs.startswith("~") else "paragraph"
        found.append(Disagreement(rows[start], "heading", other, is_joined=False))
    return tuple(found)


def told(document: Document, before: Document | None = None) -> list[str]:
    """Sentences for the author of a text, without what was so in the text before.

    The first few are told one by one, the rest by their number.
    """
    known = frozenset(disagreements(before) if before else ())
    new = [one for one in disagreements(document) if one not in known]
    sentences = [one.in_words() for one in new[:_MOST_TOLD]]
    if len(new) > _MOST_TOLD:
        sentences.append(
            _("{n} more passages may look different in other programs.").format(
                n=len(new) - _MOST_TOLD
            )
        )
    return sentences


def _judge() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable("table")
    footnote_plugin(made, inline=False, move_to_end=False)
    return made


_JUDGE = _judge()


def _units(text: str) -> Iterator[_Unit]:
    state = StateBlock(text, _JUDGE, {}, [])
    _JUDGE.block.tokenize(state, 0, state.lineMax)
    depth = 0
    for token in state.tokens:
        whole = token.type.rpartition("_")[0] in _WHOLE
        if whole and token.nesting < 0:
            depth -= 1
        if not depth and token.type in _KINDS:
            yield _Unit(token)
        if whole and token.nesting > 0:
            depth += 1


def _compared(
    lines: Sequence[Lines], units: Sequence[_Unit], rows: Sequence[str]
) -> Iterator[Disagreement]:
    at = 0
    reached = 0
    for passage in lines:
        text = "\n".join(rows[passage.start : passage.end])
        first: _Unit | None = None
        while at < len(units) and units[at].start < passage.end:
            first = first or units[at]
            if units[at].kind not in {"list_item", "footnote"}:
                reached = max(reached, units[at].end)
            at += 1
        if passage.kind == "front_matter":
            continue
        if first is None:
            if passage.kind == "table_row":
                continue
            if reached > passage.start:
                yield Disagreement(text, passage.kind, "", is_joined=True)
        elif first.kind != passage.kind and (first.kind, passage.kind) not in _SAME:
            yield Disagreement(text, passage.kind, first.kind, is_joined=False)


def _name(kind: str) -> str:
    return _(_NAMES.get(kind, _NAMES["paragraph"]))


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + "…"
