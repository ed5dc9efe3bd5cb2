"""Links to headings by words that the headings had in earlier revisions."""

from __future__ import annotations

from app.rendering.markdown import heading_names, unmet_names
from app.storage import texts
from app.storage.charters import Charter
from app.storage.database import Reader
from charter import Document


def former_names(
    reader: Reader, charter: Charter, document: Document, number: int
) -> tuple[tuple[str, str], ...]:
    """Names that links in a text call and its headings had once, with the ids of those headings.

    `number` is the revision of the text; the newest one before it that knows a name has the word.
    Earlier revisions are read only where a link leads to none of the headings of today.
    """
    wanted = set(unmet_names(document))
    found: dict[str, str] = {}
    if wanted and number > 1:
        for revision in texts.each_revision(reader, charter.id, before=number):
            names = heading_names(revision.document)
            for name in wanted & names.keys():
                if names[name] in document.positions:
                    found.setdefault(name, names[name])
            wanted -= found.keys()
            if not wanted:
                break
    return tuple(sorted(found.items()))
