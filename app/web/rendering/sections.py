"""What became of each section of a charter, from revision to revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.web.rendering.sizes import Size, size_of
from charter import Block, Change, Document, changes
from charter.document import heading_words
from charter.language import gettext as _

#: The section before the first heading.
OPENING = ""


@dataclass(frozen=True, slots=True)
class Cell:
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
    cells: Mapping[int, Cell]


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


def section_history(documents: Sequence[Document], first: int = 1) -> tuple[Section, ...]:
    """The sections of some revisions, the oldest of which is number `first`.

    In the order of the newest text; those that went follow.
    """
    homes = dict(enumerate(map(sections_of, documents), start=first))
    standing: dict[str, list[int]] = defaultdict(list)
    for number, home in homes.items():
        for section in dict.fromkeys(home.values()):
            standing[section].append(number)
    cells: dict[str, dict[int, Cell]] = {section: {} for section in standing}
    if first == 1:
        for section in homes[1].values():
            cells[section][1] = Cell("introduced", Size())
    for number in range(first + 1, first + len(documents)):
        pair = documents[number - first - 1], documents[number - first]
        for section, cell in _cells(pair, homes[number - 1], homes[number]).items():
            cells[section][number] = cell
    order = dict.fromkeys([*homes[first + len(documents) - 1].values(), *reversed(standing)])
    return tuple(
        Section(
            _name(documents[standing[one][-1] - first], one),
            standing[one][0],
            standing[one][-1],
            cells[one],
        )
        for one in order
    )


def _cells(
    pair: tuple[Document, Document], old: Mapping[str, str], new: Mapping[str, str]
) -> dict[str, Cell]:
    """What a revision did to each section that it touched."""
    before, after = set(old.values()), set(new.values())
    found: dict[str, list[Change]] = {gone: [] for gone in before - after}
    for one in step(*pair):
        home = new.get(one.block, old.get(one.block, OPENING))
        found.setdefault(home, []).append(one)
    return {
        section: Cell(
            "removed" if section not in after
            else "introduced" if section not in before
            else "changed",
            size_of(changed),
        )
        for section, changed in found.items()
    }  # fmt: skip


def _name(document: Document, section: str) -> str:
    if section == OPENING:
        return _("At the beginning")
    block = document.get(section)
    return heading_words(block.text) if block else ""
