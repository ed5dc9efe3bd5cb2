"""Where each passage of a text belongs: its section, the item above it, what leads in to its list.

A place is read from the passages alone, from the first to the last, so that whoever has the text
has the same places.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, Protocol

from charter.numbers.labels import Label, label_of
from charter.text import lines as ln
from charter.text.blocks import Worded

_SIGNS = re.compile(r" {0,3}(#{1,6})")
_NUMBER = re.compile(r"[^\W_]+")
#: The level of a heading that is underlined: by `=`, or by anything else.
_TOP, _SECOND = 1, 2


class OpenContainer(NamedTuple):
    """Something that the next passage may be part of: its id, and what decides whether it is.

    For a heading `mark` is its level, for a list item the column where its words begin, for a
    paragraph with a label the form of the label.
    """

    id: str
    mark: int | str


class Place(NamedTuple):
    """Where a passage belongs, as ids.

    `headings` are the headings that it stands under, the nearest last; `parents` the items and
    clauses that it is part of, the innermost last; `lead` the paragraph that its list follows.
    """

    headings: tuple[str, ...]
    parents: tuple[str, ...]
    lead: str | None

    @property
    def section(self) -> str | None:
        """The nearest heading above it. For a heading, the one that stands before it."""
        return self.headings[-1] if self.headings else None

    @property
    def parent(self) -> str | None:
        """The item or clause that it is part of."""
        return self.parents[-1] if self.parents else None

    @property
    def nearest(self) -> tuple[str | None, tuple[str, ...], str | None]:
        """The same without the headings farther up: a title above everything may be new."""
        return self.section, self.parents, self.lead


class OutlineState(NamedTuple):
    """What is open behind a passage; of several the innermost is the last.

    `parts` are paragraphs such as “§ 2 Stewards”, under which all that follows stands; `clauses`
    paragraphs such as “(1) …” and, in them, “a) …”; `items` list items. `lead` is the paragraph
    that the open list follows, or that a list would follow; `clause_lead` that of the clauses.
    `plain` is the place of a plain paragraph that would follow, `table` the head of an open table.
    """

    headings: tuple[OpenContainer, ...] = ()
    parts: tuple[OpenContainer, ...] = ()
    clauses: tuple[OpenContainer, ...] = ()
    items: tuple[OpenContainer, ...] = ()
    lead: str | None = None
    clause_lead: str | None = None
    plain: Place = Place((), (), None)
    table: str | None = None


class PlacedPassage(Worded, Protocol):
    """A passage that can be named."""

    @property
    def id(self) -> str:
        """Its id."""


START = OutlineState()


def step(state: OutlineState, block: PlacedPassage) -> tuple[Place, OutlineState]:
    """The place of a passage that stands behind this state, and what is open behind it."""
    kind, text = block.kind, block.text
    column = ln.indent_of(text)
    if kind == "list_item" or (column and state.items):
        items = _open_at(state.items, column)
        if items or kind == "list_item":
            parents = _ids(state.parts + state.clauses + items)
            place = Place(state.plain.headings, parents, state.lead)
            if kind == "list_item":
                items = (*items, OpenContainer(block.id, _words_begin(text)))
            return place, state._replace(items=items)
    if kind == "paragraph":
        label = _label(text)
        if label is None:
            return state.plain, _closed(state, block.id)
        return _labelled(state, block.id, label)
    if kind == "heading":
        level = level_of(text)
        above = tuple([one for one in state.headings if int(one.mark) < level])
        place = Place(state.plain.headings, (), None)
        return place, _under((*above, OpenContainer(block.id, level)), (), None)
    if kind in {"table", "table_row"}:
        return _of_table(state, block)
    # A remark in the source, which nobody sees, parts nothing.
    return state.plain, _closed(state, state.lead if text.startswith("<!--") else None)


def _of_table(state: OutlineState, block: PlacedPassage) -> tuple[Place, OutlineState]:
    """The same for the head of a table, and for a row, which is part of it."""
    if block.kind == "table":
        return state.plain, _closed(state, None)._replace(table=block.id)
    above = (state.table,) if state.table is not None else ()
    return state.plain._replace(parents=(*state.plain.parents, *above)), state


def _labelled(state: OutlineState, name: str, label: tuple[str, str]) -> tuple[Place, OutlineState]:
    """The same for a paragraph with a label: the sort of its word, and its style."""
    sort, style = label
    headings = state.plain.headings
    if sort:
        above = _up_to(state.parts, sort)
        place = Place(headings, _ids(above), None)
        return place, _under(state.headings, (*above, OpenContainer(name, sort)), name)
    above = _up_to(state.clauses, style)
    first = state.clause_lead if state.clauses else state.lead
    place = Place(headings, _ids(state.parts + above), first)
    clauses = (*above, OpenContainer(name, style))
    return place, OutlineState(state.headings, state.parts, clauses, (), name, first, state.plain)


def _under(
    headings: tuple[OpenContainer, ...], parts: tuple[OpenContainer, ...], lead: str | None
) -> OutlineState:
    """Behind a heading, or what is one without its marks."""
    return OutlineState(
        headings, parts, (), (), lead, None, Place(_ids(headings), _ids(parts), None)
    )


def _closed(state: OutlineState, lead: str | None) -> OutlineState:
    """Behind a passage with which lists and clauses have ended."""
    return OutlineState(state.headings, state.parts, (), (), lead, None, state.plain)


@lru_cache(maxsize=16_384)
def _label(text: str) -> tuple[str, str] | None:
    """The word that the label of a paragraph has, and how it is written; None without a label."""
    label = label_of(text)
    return (label.sort, _style(label)) if label is not None and label.sure else None


def _ids(opened: tuple[OpenContainer, ...]) -> tuple[str, ...]:
    return tuple([one.id for one in opened])


def _up_to(opened: tuple[OpenContainer, ...], mark: str) -> tuple[OpenContainer, ...]:
    """Those within which a label of this kind counts on; a kind that is new counts within all."""
    for count, one in enumerate(opened):
        if one.mark == mark:
            return opened[:count]
    return opened


def _words_begin(item: str) -> int:
    found = ln.marker(item.partition("\n")[0])
    if found is None:
        raise AssertionError
    return found.content


def _open_at(items: tuple[OpenContainer, ...], column: int) -> tuple[OpenContainer, ...]:
    """The items whose words begin at this column or left of it."""
    count = len(items)
    while count and int(items[count - 1].mark) > column:
        count -= 1
    return items[:count]


def level_of(heading: str) -> int:
    """The level of a heading, from 1."""
    signs = _SIGNS.match(heading)
    if signs is not None and "\n" not in heading:
        return len(signs[1])
    return _TOP if heading.endswith("=") else _SECOND


def shape_of(block: Worded) -> tuple[str, int, int | str]:
    """All of a passage that decides what may be part of it: passages alike in it are exchanged."""
    kind, text = block.kind, block.text
    if kind == "heading":
        return kind, 0, level_of(text)
    if kind == "list_item":
        return kind, ln.indent_of(text), _words_begin(text)
    label = _label(text) if kind == "paragraph" else None
    return kind, ln.indent_of(text), (label[0] or label[1]) if label else ""


def _style(label: Label) -> str:
    """The signs around a number, and how it is written: (1), (a) and (i) are told apart."""
    number = _NUMBER.findall(label.mark)[-1:]
    written = number[0] if number else ""
    if written.isdigit():
        return f"{label.form} 1"
    if written == "i" or (len(written) > 1 and not written.strip("ivxlcdm")):
        return f"{label.form} i"
    return f"{label.form} {'A' if written.isupper() else 'a'}"
