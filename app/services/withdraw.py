"""Withdrawing an amendment. A round on it ends as void."""

from __future__ import annotations

from amendments import lifecycle, permissions
from amendments.causes import Cause, CauseKind
from amendments.refusals import demand
from app.services import entry
from app.services.end_round import void_open_round
from app.services.entry import Room
from app.storage import amendments, record
from app.storage.amendments import Kept
from app.storage.database import Writer


def withdraw_amendment(writer: Writer, room: Room, number: int) -> Kept:
    """Take an amendment back.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or it is not this person's.
        WrongState: it is decided already.
    """
    kept = entry.amendment(writer, room, number)
    demand(permissions.may_withdraw(room.actor, kept.value.status, kept.value.authors))
    kept = void_open_round(writer, room.charter, kept, Cause(CauseKind.WITHDRAWN))
    value, event = lifecycle.withdraw(kept.value, room.actor)
    record.append(writer, room.charter, event)
    return amendments.save(writer, kept, value)
