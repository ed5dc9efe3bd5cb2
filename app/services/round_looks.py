"""Looking at a decision: what a person who came in may see of it.

While a round is open, its answers may still be hidden from this person. Then nothing else may tell
them: neither what became of an objection that was carried into it, nor the words of a new one on
the page of an earlier round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from amendments import (
    answering,
    closing,
    corrections,
    extending,
    permissions,
    repeating,
    speaking_for,
)
from amendments.objections import ObjectionStatus
from amendments.refusals import Answer
from amendments.reveal import may_see_answers, may_see_names
from amendments.rounds import Round
from amendments.stances import Stance
from amendments.status import Status
from amendments.tally import Tally
from amendments.visibility import Part
from app.services.entry import Room
from app.storage import objections, round_notes, rounds
from app.storage.amendments import Kept
from app.storage.database import Reader
from app.storage.objections import KeptObjection
from app.storage.round_notes import Extension, Statement
from app.storage.rounds import KeptRound

_ORDER = ("object", "concern", "need_time", "stand_aside", "consent")


@dataclass(frozen=True, slots=True)
class Before:
    """What someone answered in an earlier round, and on which version of the text."""

    round: int
    version: int
    stance: Stance


@dataclass(frozen=True, slots=True)
class RoundLook:
    """A decision as one person may see it.

    `stances` pairs members with their answers, objections first; it holds only the person's own
    answer until they may see the others'. `answered` are the members who have answered. `before` is
    what the person answered in an earlier round, while they have not answered in this one.
    `sees_names`: whether they may see whose answer is whose. `again` tells members why the same
    words are decided on again.
    """

    kept: KeptRound
    tally: Tally
    sees_answers: bool
    stances: tuple[tuple[int, Stance], ...]
    answered: frozenset[int]
    silent: frozenset[int]
    objections: tuple[KeptObjection, ...]
    mine: Stance | None
    before: Before | None
    statements: tuple[Statement, ...]
    extensions: tuple[Extension, ...]
    sees_names: bool
    may_answer: Answer
    may_close: Answer
    may_extend: Answer
    may_record: Answer
    may_dispute: Answer
    may_state: Answer
    is_due: bool
    is_mine_unconfirmed: bool
    again: str | None = None

    @property
    def status(self) -> str:
        """`open`, or `closed` once it has an outcome."""
        return "open" if self.kept.value.is_open else "closed"


def look_at_round(reader: Reader, room: Room, kept: Kept, decision: KeptRound) -> RoundLook:
    """A decision as the person who came in may see it."""
    value, me = decision.value, room.actor.member
    is_member = room.actor.is_member
    sees = may_see_answers(value, me, is_member=is_member)
    answered = {value.roll[seat]: stance for seat, stance in value.stances.items()}
    shown = [(member, stance) for member, stance in answered.items() if sees or member == me]
    shown.sort(key=lambda pair: (_ORDER.index(pair[1].kind), pair[1].at))
    return RoundLook(
        kept=decision,
        tally=_tally(decision),
        sees_answers=sees,
        stances=tuple(shown),
        answered=frozenset(answered),
        silent=frozenset(value.roll.values()) - frozenset(answered),
        objections=_objections(reader, room, kept, decision, sees=sees),
        mine=answered.get(me) if me is not None else None,
        before=_before(reader, kept, value, me) if me not in answered else None,
        # An open round has no outcome to tell, and lists look at many of those.
        statements=() if value.is_open else tuple(statements_for(reader, room, decision.id)),
        extensions=tuple(round_notes.extensions(reader, decision.id)) if is_member else (),
        sees_names=may_see_names(value, room.actor, kept.value.authors, room.community),
        may_answer=answering.may_answer(value, me, reader.now),
        **_powers(room, kept, value, reader.now),
        is_due=value.is_due(reader.now),
        is_mine_unconfirmed=value.is_unconfirmed(me),
        again=_again(reader, kept, value) if is_member else None,
    )


def _again(reader: Reader, kept: Kept, value: Round) -> str | None:
    """Why the same words are decided on again; the first round never does that."""
    return round_notes.reason_for_again(reader, kept.id, value.number) if value.number > 1 else None


def statements_for(reader: Reader, room: Room, decision: int) -> list[Statement]:
    """What stewards wrote about the outcome of a round, as far as this person may read it."""
    found = round_notes.statements(reader, decision)
    if room.actor.is_member:
        return found
    return [one for one in found if room.sight.said(Part.PROPOSALS, one.member, one.at)]


class _Powers(TypedDict):
    may_close: Answer
    may_extend: Answer
    may_record: Answer
    may_dispute: Answer
    may_state: Answer


def _powers(room: Room, kept: Kept, value: Round, now: datetime) -> _Powers:
    actor, authors, community = room.actor, kept.value.authors, room.community
    return _Powers(
        may_close=closing.may_close(actor, value, authors, community, now, room.charter.zone),
        may_extend=extending.may_extend(actor, value, authors, community, now),
        may_record=speaking_for.may_record(actor, value, authors, community),
        may_dispute=corrections.may_dispute(actor, value, now),
        may_state=permissions.may_state_outcome(
            actor, authors, community, closed=not value.is_open
        ),
    )


def _before(reader: Reader, kept: Kept, value: Round, me: int | None) -> Before | None:
    """What this person answered in an earlier round and can renew in this one."""
    if me is None or not value.is_open or value.number == 1:
        return None
    every = [one.value for one in rounds.find_all(reader, kept.id)]
    found = repeating.answer_before([one for one in every if one.number < value.number], me)
    if found is None:
        return None
    earlier, stance = found
    return Before(earlier.number, earlier.version, stance)


def _tally(decision: KeptRound) -> Tally:
    """The answers as they stand, or as they were counted when the round closed."""
    now = decision.value.tally()
    if decision.closing is None:
        return now
    still_open = sum(one is ObjectionStatus.OPEN for one in decision.closing.objections.values())
    return replace(now, counts=decision.closing.counts, open_objections=still_open)


def _objections(
    reader: Reader, room: Room, kept: Kept, decision: KeptRound, *, sees: bool
) -> tuple[KeptObjection, ...]:
    if not room.actor.is_member:
        return ()
    value = decision.value
    here = {one.number for one in value.objections}
    if decision.closing is None:
        return _in_open_round(reader, room, kept, decision, here, sees=sees)
    there = [
        one
        for one in objections.of_amendment(reader, kept.id, up_to=value.number)
        if one.value.number in decision.closing.objections
    ]
    if not _later_round_is_hidden(reader, room, kept):
        return tuple(there)
    statuses = decision.closing.objections
    return tuple(_as_of(one, statuses[one.value.number]) for one in there)


def _in_open_round(
    reader: Reader, room: Room, kept: Kept, decision: KeptRound, here: set[int], *, sees: bool
) -> tuple[KeptObjection, ...]:
    """The objections of an open round: its own, and those carried into it as they were."""
    if sees:
        found = objections.of_amendment(reader, kept.id)
        return tuple(one for one in found if one.value.number in here)
    before = {
        one.value.number: _as_of(one, ObjectionStatus.OPEN)
        for one in objections.of_amendment(reader, kept.id, up_to=decision.value.number - 1)
        if one.value.number in here
    }
    mine = {
        one.value.number: one
        for one in objections.of_amendment(reader, kept.id)
        if one.value.number in here and one.value.member == room.actor.member
    }
    return tuple({**before, **mine}.values())


def _later_round_is_hidden(reader: Reader, room: Room, kept: Kept) -> bool:
    """Whether a round is open whose answers this person may not see yet."""
    if kept.value.status is not Status.ROUND:
        return False
    return any(
        one.value.is_open
        and not may_see_answers(one.value, room.actor.member, is_member=room.actor.is_member)
        for one in rounds.find_all(reader, kept.id)
    )


def _as_of(one: KeptObjection, status: ObjectionStatus) -> KeptObjection:
    """An objection with the state it had, without what was said about it since."""
    was = replace(one.value, status=status)
    return replace(one, value=was, resolution=None, resolved_at=None, resolved_in=None)
