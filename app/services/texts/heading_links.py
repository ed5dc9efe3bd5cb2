"""Links to headings by words that the headings had in earlier revisions."""

from __future__ import annotations

from app.rendering.markdown.html import heading_names, unmet_names
from app.storage.engine.session import Reader, Writer
from app.storage.texts import revisions
from app.storage.texts.charters import Charter
from app.storage.texts.revision_sizes import headings_named, keep_heading_names
from app.storage.texts.revisions import Revision
from charter import Document


def former_names(
    reader: Reader, charter: Charter, document: Document, number: int
) -> tuple[tuple[str, str], ...]:
    """Names that links in a text call and its headings had once, with the ids of those headings.

    `number` is the revision of the text; the newest one before it that knows a name has the word.
    Only where a link leads to none of the headings of today is anything asked.
    """
    wanted = unmet_names(document)
    if not wanted or number <= 1:
        return ()
    found = headings_named(reader, charter.id, wanted, number)
    led = {
        name: next((one for one in blocks if one in document.positions), None)
        for name, blocks in found.items()
    }
    return tuple(sorted((name, block) for name, block in led.items() if block is not None))


def keep_names(writer: Writer, charter: Charter, revision: Revision) -> None:
    """Keep the names of a new revision's headings, by which links may call them later."""
    before = revisions.revision_before(writer, charter.id, revision)
    names = heading_names(before) if before is not None else {}
    now = heading_names(revision.document)
    keep_heading_names(writer, charter.id, revision.number, names, now)
