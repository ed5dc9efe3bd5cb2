"""Submitting an amendment: the discussion begins."""

from __future__ import annotations

from amendments import lifecycle
from app.services import entry
from app.services.entry import Room
from app.storage import amendments, record
from app.storage.amendments import Kept
from app.storage.database import Writer


def submit_amendment(writer: Writer, room: Room, number: int) -> Kept:
    """Bring a draft before the members.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not this person's.
        WrongState: it is not a draft.
    """
    kept = entry.amendment(writer, room, number)
    value, event = lifecycle.submit(kept.value, room.actor, writer.now)
    record.append(writer, room.charter, event)
    return amendments.save(writer, kept, value)
