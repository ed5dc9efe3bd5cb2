"""Saying that a correction changes the meaning: it becomes an ordinary proposal."""

from __future__ import annotations

from amendments.deciding import corrections
from app.services import entry
from app.services.deciding.end_round import keep_end
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.engine.session import Writer
from app.storage.record import held_lines, lines
from app.storage.writing import amendments


def dispute_correction(
    writer: Writer, access: CharterAccess, amendment: int, number: int, reason: str
) -> None:
    """Turn a correction into an ordinary proposal, whose discussion begins now.

    Raises:
        NotFound, NotAllowed: there is no such round, or the person is no member.
        WrongState: it is no correction, or it is over.
        BadInput: there is no reason.
    """
    kept = entry.amendment(writer, access, amendment)
    decision = entry.decision(writer, kept, number)
    words = plain(reason, "reason")
    value, ended, events = corrections.dispute(
        decision.value, kept.value, access.actor, words, writer.now
    )
    held_lines.write(writer, access.charter, decision.id)
    for event in events:
        lines.append(writer, access.charter, event)
    keep_end(writer, decision, ended, by=None)
    amendments.save(writer, kept, value)
