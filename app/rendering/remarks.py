"""What the author of a text may want to know before it lands: hints, never gates."""

from __future__ import annotations

from collections.abc import Iterator

from app.rendering.markdown.agreement import told
from app.rendering.markdown.html import unmet_names
from charter import Document
from charter.language import gettext as _
from charter.text.lines import marker

_LONGEST_NAME = 40


def remarks_on(document: Document, before: Document | None = None) -> list[str]:
    """Sentences about a text, without what was so already in the text `before`."""
    return [*told(document, before), *_of_links(document, before), *_of_numbers(document, before)]


def _of_links(document: Document, before: Document | None) -> Iterator[str]:
    known = unmet_names(before) if before else frozenset()
    for name in sorted(unmet_names(document) - known):
        yield _("A link leads to “#{name}”, but no heading here is called so.").format(
            name=name[:_LONGEST_NAME]
        )


def _of_numbers(document: Document, before: Document | None) -> Iterator[str]:
    known = _doubled(before) if before else set[int]()
    for number in sorted(_doubled(document) - known):
        yield _("Points that follow one another bear the same number: {number}.").format(
            number=number
        )


def _doubled(document: Document) -> set[int]:
    """Numbers that a point has in common with the one before it."""
    found = set[int]()
    before: tuple[int, int] | None = None
    for block in document.blocks:
        item = marker(block.text.partition("\n")[0]) if block.kind == "list_item" else None
        mine = None if item is None or item.number is None else (item.indent, item.number)
        if mine is not None and mine == before:
            found.add(mine[1])
        before = mine
    return found
