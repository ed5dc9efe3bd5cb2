"""Taking a stance in a round, or changing it."""

from __future__ import annotations

from amendments import answering
from amendments.refusals import demand
from amendments.stances import check_stance
from app.services import entry
from app.services.entry import Room
from app.services.wording import plain
from app.storage import record, rounds
from app.storage.database import Writer


def take_stance(
    writer: Writer,
    room: Room,
    amendment: int,
    number: int,
    stance: str,
    reason: str | None = None,
    acceptable_if: str | None = None,
) -> None:
    """Answer in a round. The time that counts is that of this transaction.

    Raises:
        NotFound: there is no such round.
        NotAllowed: the person is not on its roll.
        WrongState: it is closed, or its deadline has passed.
        BadInput: there is no such answer, or words that it needs are missing.
    """
    kept = entry.amendment(writer, room, amendment)
    decision = entry.decision(writer, kept, number)
    demand(answering.may_answer(decision.value, room.actor.member, writer.now))
    kind, words = check_stance(
        stance,
        plain(reason or "", "reason"),
        plain(acceptable_if or "", "acceptable_if"),
    )
    assert room.actor.member is not None
    value, event = answering.take_stance(
        decision.value,
        room.actor.member,
        kind,
        words,
        writer.now,
        room.charter.zone,
        rounds.next_objection_number(writer, kept.id),
    )
    kept_words = record.append(writer, room.charter, event)
    seat = value.seat_of(room.actor.member)
    assert seat is not None
    rounds.add_stance(writer, decision, value.stances[seat], kept_words)
    rounds.save(writer, decision, value)
