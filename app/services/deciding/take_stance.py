"""Taking a stance in a round, or changing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from amendments.deciding import answering
from amendments.deciding.answering import IN_PERSON, Manner
from amendments.deciding.stances import StanceKind, check_stance
from amendments.refusals import demand
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import all_plain
from app.storage.deciding import objections, round_notes, rounds
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Writer
from app.storage.record import held_lines, lines
from app.storage.writing.amendments import StoredAmendment

NO_WORDS: Mapping[str, str | None] = {}


def take_stance(
    writer: Writer,
    access: CharterAccess,
    amendment: int,
    number: int,
    stance: str,
    words: Mapping[str, str | None] = NO_WORDS,
    *,
    confidential: bool = False,
) -> None:
    """Answer in a round, with words by their fields. The time of this transaction counts.

    `confidential` counts for an objection: its author's name is for the stewards only.

    Raises:
        NotFound: there is no such round.
        NotAllowed: the person is not on its roll.
        WrongState: it is closed, or its deadline has passed.
        BadInput: there is no such answer, or words that it needs are missing.
    """
    kept = entry.amendment(writer, access, amendment)
    decision = entry.decision_to_answer(writer, kept, number, access.actor.member)
    demand(answering.may_answer(decision.value, access.actor.member, writer.now))
    kind, said = check_stance(stance, all_plain(words))
    assert access.actor.member is not None
    manner = Manner(confidential=confidential and kind is StanceKind.OBJECT)
    keep_stance(
        writer, access, kept, decision, access.actor.member, StanceGiven(kind, said, manner)
    )


@dataclass(frozen=True, slots=True)
class StanceGiven:
    """An answer that was checked: its kind, its words, and how it was given."""

    kind: StanceKind
    words: Mapping[str, str]
    manner: Manner = IN_PERSON


def keep_stance(
    writer: Writer,
    access: CharterAccess,
    kept: StoredAmendment,
    decision: KeptRound,
    member: int,
    given: StanceGiven,
) -> None:
    """Take a stance for a member, record it and keep it."""
    value, event = answering.take_stance(
        decision.value,
        member,
        given.kind,
        given.words,
        writer.now,
        access.charter.zone,
        objections.next_number(writer, kept.id) if given.kind is StanceKind.OBJECT else 0,
        replace(given.manner, read_with=access.charter.head),
    )
    kept_words = held_lines.append(writer, access.charter, decision, event)
    seat = value.seat_of(member)
    assert seat is not None
    stance = value.stances[seat]
    confidential = given.manner.confidential
    rounds.add_stance(writer, decision, stance, kept_words, confidential=confidential)
    if value.closes_at > decision.value.closes_at:
        cause = answering.cause_of(given.kind)
        round_notes.add_move(writer, decision.id, value.closes_at, cause)
        if value.held:
            # A deadline is public at once; by whose answer it moved, and when, is not.
            day = writer.now.astimezone(access.charter.zone).replace(
                hour=0, minute=0, second=0, microsecond=0
            )
            lines.append(writer, access.charter, answering.tell_more_time(value), dated=day)
    rounds.save(writer, decision, value)
