"""Submitting an amendment: the discussion begins."""

from __future__ import annotations

from amendments.writing import lifecycle
from app.services import entry
from app.services.entry import CharterAccess
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment


def submit_amendment(writer: Writer, access: CharterAccess, number: int) -> StoredAmendment:
    """Bring a draft before the members.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not this person's.
        WrongState: it is not a draft.
    """
    kept = entry.amendment(writer, access, number)
    value, event = lifecycle.submit(kept.value, access.actor, writer.now)
    lines.append(writer, access.charter, event)
    return amendments.save(writer, kept, value)
