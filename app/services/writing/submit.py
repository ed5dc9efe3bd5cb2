"""Submitting an amendment: the discussion begins."""

from __future__ import annotations

from amendments.writing import lifecycle
from app.services import entry
from app.services.entry import CharterAccess
from app.storage.engine.database import Writer
from app.storage.record import lines
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment


def submit_amendment(writer: Writer, room: CharterAccess, number: int) -> StoredAmendment:
    """Bring a draft before the members.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not this person's.
        WrongState: it is not a draft.
    """
    kept = entry.amendment(writer, room, number)
    value, event = lifecycle.submit(kept.value, room.actor, writer.now)
    lines.append(writer, room.charter, event)
    return amendments.save(writer, kept, value)
