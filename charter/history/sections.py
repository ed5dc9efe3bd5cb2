"""What became of each section of a charter, from revision to revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from charter.language import gettext as _
from charter.reading.change_list import Change, changes
from charter.reading.sizes import Size, size_of
from charter.text.document import Block, Document, heading_words

#: The section before the first heading.
OPENING = ""


@dataclass(frozen=True, slots=True)
class SectionCell:
    """What a revision did to a section: `introduced`, `changed` or `removed` it."""

    event: str
    size: Size


@dataclass(frozen=True, slots=True)
class Section:
    """A section through time. `cells` holds what happened by the number of the revision.

    It stands in the text from revision `first` to revision `last`.
    """

    name: str
    first: int
    last: int
    cells: Mapping[int, SectionCell]


def level_of(block: Block) -> int:
    """The level of a heading."""
    signs = len(block.text) - len(block.text.lstrip("#"))
    return signs or (1 if block.text.rstrip().endswith("=") else 2)


def _is_title(document: Document, place: int) -> bool:
    return place == 0 and level_of(document.blocks[0]) == 1


def _section_level(document: Document) -> int:
    """The level of the largest headings, apart from the title of the whole."""
    found = [
        level_of(block)
        for place, block in enumerate(document.blocks)
        if block.kind == "heading" and not _is_title(document, place)
    ]
    return min(found, default=1)


def sections_of(document: Document) -> dict[str, str]:
    """The section in which each passage stands, by the id of the section's heading."""
    level, current = _section_level(document), OPENING
    found = {}
    for place, block in enumerate(document.blocks):
        is_heading = block.kind == "heading" and not _is_title(document, place)
        if is_heading and level_of(block) <= level:
            current = block.id
        found[block.id] = current
    return found


@lru_cache(maxsize=512)
def step(old: Document, new: Document) -> tuple[Change, ...]:
    """The changes from one revision to the next. Revisions stay as they are, so they are kept."""
    return changes(old, new)


@dataclass(frozen=True, slots=True)
class SectionsThen:
    """The sections of one revision: their names by id, in the order of the text, and what that
    revision did to which. What it took out has a cell only.
    """

    names: Mapping[str, str]
    cells: Mapping[str, SectionCell]

    @classmethod
    def of(cls, old: Document | None, new: Document) -> Self:
        """The sections of a revision, with the one before it; None for the first."""
        home = sections_of(new)
        names = {one: _words(new, one) for one in home.values()}
        if old is None:
            return cls(names, dict.fromkeys(names, SectionCell("introduced", Size())))
        return cls(names, _cells((old, new), sections_of(old), home))

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "names": [[one, name] for one, name in self.names.items()],
            "cells": {
                one: [cell.event, cell.size.added, cell.size.removed]
                for one, cell in self.cells.items()
            },
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """What `to_dict` gave."""
        cells = {
            one: SectionCell(event, Size(added, removed))
            for one, (event, added, removed) in kept["cells"].items()
        }
        return cls(dict(kept["names"]), cells)


def section_history(states: Sequence[SectionsThen], first: int = 1) -> tuple[Section, ...]:
    """The sections of some revisions that follow on each other, the oldest being number `first`.

    In the order of the newest text; those that went follow.
    """
    numbered = dict(enumerate(states, start=first))
    standing: dict[str, list[int]] = defaultdict(list)
    for number, state in numbered.items():
        for section in state.names:
            standing[section].append(number)
    cells: dict[str, dict[int, SectionCell]] = {section: {} for section in standing}
    for number, state in numbered.items():
        # What the oldest of them did cannot be told without the one before it.
        for section, cell in state.cells.items() if number > first or first == 1 else ():
            if section in cells:
                cells[section][number] = cell
    order = dict.fromkeys([*states[-1].names, *reversed(standing)])
    return tuple(
        Section(
            numbered[standing[one][-1]].names[one] if one != OPENING else _("At the beginning"),
            standing[one][0],
            standing[one][-1],
            cells[one],
        )
        for one in order
    )


def _cells(
    pair: tuple[Document, Document], old: Mapping[str, str], new: Mapping[str, str]
) -> dict[str, SectionCell]:
    """What a revision did to each section that it touched."""
    before, after = set(old.values()), set(new.values())
    found: dict[str, list[Change]] = {gone: [] for gone in before - after}
    for one in step(*pair):
        home = new.get(one.block, old.get(one.block, OPENING))
        found.setdefault(home, []).append(one)
    return {
        section: SectionCell(
            "removed" if section not in after
            else "introduced" if section not in before
            else "changed",
            size_of(changed),
        )
        for section, changed in found.items()
    }  # fmt: skip


def _words(document: Document, section: str) -> str:
    block = document.get(section)
    return heading_words(block.text) if block else ""
