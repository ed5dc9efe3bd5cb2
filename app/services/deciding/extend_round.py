"""Giving everyone in a round more time."""

from __future__ import annotations

from datetime import datetime

from amendments.deciding import extending
from amendments.refusals import demand
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.deciding import round_notes, rounds
from app.storage.engine.session import Writer
from app.storage.record import lines


def extend_round(
    writer: Writer,
    access: CharterAccess,
    amendment: int,
    number: int,
    closes_at: datetime,
    reason: str,
) -> None:
    """Move the deadline of a round to a later time; everyone on its roll is told why.

    Raises:
        NotFound, NotAllowed: there is no such round, or it is not for this person to say.
        WrongState: it is closed, or its deadline has passed.
        BadInput: the time is not later, or there is no reason.
    """
    kept = entry.amendment(writer, access, amendment)
    decision = entry.decision(writer, kept, number)
    demand(
        extending.may_extend(
            access.actor, decision.value, kept.value.authors, access.community, writer.now
        )
    )
    words = plain(reason, "reason")
    value, event = extending.extend(
        decision.value, access.actor, closes_at, words, access.charter.zone
    )
    kept_words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    round_notes.add_extension(
        writer, decision.id, access.actor.member, closes_at, kept_words["reason"]
    )
    rounds.save(writer, decision, value)
