"""What a version proposes: the whole text that would be in force."""

from __future__ import annotations

from app.services.workings import applied
from app.storage import texts
from app.storage.amendments import Version
from app.storage.database import Reader
from app.storage.texts import Revision
from charter import Document


def proposed_document(reader: Reader, version: Version, base: Revision) -> Document:
    """The text of a version: its change set applied to the revision it was made on."""
    return applied(
        base.document,
        texts.change_set(reader, version.change_sha256),
        base_number=base.number,
        number=base.number + 1,
    )
