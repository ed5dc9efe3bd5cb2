"""Looking at a decision: what a person who came in may see of it.

While a round is open, its answers may still be hidden from this person. Then nothing else may tell
them: neither what became of an objection that was carried into it, nor the words of a new one on
the page of an earlier round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from amendments.belonging import permissions
from amendments.belonging.visibility import CharterPart
from amendments.deciding import answering, closing, corrections, extending, meeting_mode, repeating
from amendments.deciding.extending import DeadlineMove
from amendments.deciding.objections import Objection, ObjectionStatus
from amendments.deciding.reveal import Disclosure, in_order, what_is_told
from amendments.deciding.rounds import Round
from amendments.deciding.stances import Stance
from amendments.deciding.tally import Tally
from amendments.refusals import Permission
from amendments.status import Status
from amendments.writing.causes import Cause
from app.services.entry import CharterAccess
from app.storage.deciding import objections, round_notes, rounds
from app.storage.deciding.objections import KeptObjection, Raised
from app.storage.deciding.round_notes import Statement
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Reader
from app.storage.writing.amendments import StoredAmendment


@dataclass(frozen=True, slots=True)
class Before:
    """What someone answered in an earlier round, and on which version of the text."""

    round: int
    version: int
    stance: Stance


@dataclass(frozen=True, slots=True)
class RoundView:
    """A decision as one person may see it.

    `stances` pairs members with their answers, objections first; it holds only the person's own
    answer until they may see the others'. `answered` are the members who have answered. `before` is
    what the person answered in an earlier round, while they have not answered in this one.
    `told` says what else may be shown to them. `cause` is why it ended; which proposal ended it is
    for members. `again` tells members why the same words are decided on again.
    """

    kept: KeptRound
    tally: Tally
    told: Disclosure
    stances: tuple[tuple[int, Stance], ...]
    answered: frozenset[int]
    silent: frozenset[int]
    objections: tuple[KeptObjection, ...]
    mine: Stance | None
    before: Before | None
    statements: tuple[Statement, ...]
    moves: tuple[DeadlineMove, ...]
    may_answer: Permission
    may_close: Permission
    may_extend: Permission
    may_record: Permission
    may_dispute: Permission
    may_state: Permission
    is_due: bool
    is_mine_unconfirmed: bool
    cause: Cause | None
    again: str | None = None

    @property
    def sees_answers(self) -> bool:
        """Whether they may see what the others answered."""
        return self.told.answers

    @property
    def sees_names(self) -> bool:
        """Whether they may see whose answer is whose."""
        return self.told.names

    @property
    def status(self) -> str:
        """`open`, or `closed` once it has an outcome."""
        return "open" if self.kept.value.is_open else "closed"


def look_at_round(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, decision: KeptRound
) -> RoundView:
    """A decision as the person who came in may see it."""
    decision = _as_known(reader, access, kept, decision)
    value, me = decision.value, access.actor.member
    told = _told(access, kept, value)
    ordered = in_order(value, times=told.times)
    answered = dict(ordered)
    return RoundView(
        kept=decision,
        tally=_tally(decision),
        told=told,
        stances=tuple(
            (member, stance) for member, stance in ordered if told.answers or member == me
        ),
        answered=frozenset(answered),
        silent=frozenset(value.roll.values()) - frozenset(answered) - _gone(value),
        objections=_objections(reader, access, kept, decision, sees=told.objections),
        mine=answered.get(me) if me is not None else None,
        before=_before(reader, kept, value, me) if me not in answered else None,
        # An open round has no outcome to tell, and lists look at many of those.
        statements=()
        if value.is_open
        else tuple(statements_for(reader, access, kept, decision.id)),
        moves=_moves(reader, access, kept, decision, told),
        may_answer=answering.may_answer(value, me, reader.now),
        **_powers(access, kept, value, reader.now),
        is_due=value.is_due(reader.now),
        is_mine_unconfirmed=value.is_unconfirmed(me),
        cause=_cause(value, is_member=access.actor.is_member),
        again=_again(reader, kept, value) if access.actor.is_member else None,
    )


def _cause(value: Round, *, is_member: bool) -> Cause | None:
    if value.cause is None or is_member:
        return value.cause
    return replace(value.cause, amendment=None)


def _gone(value: Round) -> frozenset[int]:
    """Those whom nobody waits for while a round is open, because they have left."""
    return frozenset(value.roll[seat] for seat in value.gone) if value.is_open else frozenset()


def _moves(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    decision: KeptRound,
    told: Disclosure,
) -> tuple[DeadlineMove, ...]:
    is_member, is_open = access.actor.is_member, decision.value.is_open
    zone = access.charter.zone
    return tuple(
        told.move(one, zone, is_member=is_member, is_open=is_open)
        for one in round_notes.moves(reader, kept.id, decision.id)
    )


def _again(reader: Reader, kept: StoredAmendment, value: Round) -> str | None:
    """Why the same words are decided on again; the first round never does that."""
    return round_notes.reason_for_again(reader, kept.id, value.number) if value.number > 1 else None


def statements_for(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, decision: int
) -> list[Statement]:
    """What stewards wrote about the outcome of a round, as far as this person may read it."""
    found = round_notes.statements(reader, kept.id, decision)
    if access.actor.is_member:
        return found
    return [one for one in found if access.sight.said(CharterPart.PROPOSALS, one.member, one.at)]


class _Powers(TypedDict):
    may_close: Permission
    may_extend: Permission
    may_record: Permission
    may_dispute: Permission
    may_state: Permission


def _powers(access: CharterAccess, kept: StoredAmendment, value: Round, now: datetime) -> _Powers:
    actor, authors, community = access.actor, kept.value.authors, access.community
    return _Powers(
        may_close=closing.may_close(actor, value, authors, community, now, access.charter.zone),
        may_extend=extending.may_extend(actor, value, authors, community, now),
        may_record=meeting_mode.may_record(actor, value, authors, community),
        may_dispute=corrections.may_dispute(actor, value, now),
        may_state=permissions.may_state_outcome(
            actor, authors, community, closed=not value.is_open
        ),
    )


def _before(reader: Reader, kept: StoredAmendment, value: Round, me: int | None) -> Before | None:
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
    now = _with_others(decision.value.tally(), decision)
    if decision.closing is None:
        return now
    still_open = sum(one is ObjectionStatus.OPEN for one in decision.closing.objections.values())
    return replace(now, counts=decision.closing.counts, open_objections=still_open)


def _with_others(counted: Tally, decision: KeptRound) -> Tally:
    """The count with the seats that were counted only, if there are any."""
    if decision.others is None:
        return counted
    size = counted.roll_size + decision.others.seats
    return replace(
        counted,
        roll_size=size,
        needed=decision.value.ruleset.answers_needed(size),
        counts={
            kind: number + decision.others.kinds.get(kind.value, 0)
            for kind, number in counted.counts.items()
        },
    )


def _objections(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, decision: KeptRound, *, sees: bool
) -> tuple[KeptObjection, ...]:
    if not access.actor.is_member:
        return ()
    value = decision.value
    here = {one.number: one for one in value.objections}
    if decision.closing is None:
        return _in_open_round(reader, access, kept, decision, here, sees=sees)
    there = [
        one
        for one in objections.of_amendment(reader, kept.id, up_to=value.number)
        if one.value.number in decision.closing.objections
    ]
    if hidden_round(reader, access, kept) is None:
        return tuple(there)
    statuses = decision.closing.objections
    return tuple(_as_of(one, here[one.value.number], statuses[one.value.number]) for one in there)


def _in_open_round(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    decision: KeptRound,
    here: Mapping[int, Objection],
    *,
    sees: bool,
) -> tuple[KeptObjection, ...]:
    """The objections of an open round: its own, and those carried into it as they were."""
    if sees:
        found = objections.of_amendment(reader, kept.id)
        return tuple(one for one in found if one.value.number in here)
    before = {
        one.value.number: _as_of(one, here[one.value.number], ObjectionStatus.OPEN)
        for one in objections.of_amendment(reader, kept.id, up_to=decision.value.number - 1)
        if one.value.number in here
    }
    mine = {
        one.value.number: one
        for one in objections.of_amendment(reader, kept.id)
        if one.value.number in here and one.value.member == access.actor.member
    }
    return tuple({**before, **mine}.values())


def hidden_round(reader: Reader, access: CharterAccess, kept: StoredAmendment) -> Round | None:
    """The open round whose objections this person may not see yet, if there is one.

    Objections are heard by those who see them, so what they say there would tell the others what
    became of an objection.
    """
    if kept.value.status is not Status.ROUND:
        return None
    return next(
        (
            one.value
            for one in rounds.find_all(reader, kept.id)
            if one.value.is_open and not _told(access, kept, one.value).objections
        ),
        None,
    )


def _as_known(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, decision: KeptRound
) -> KeptRound:
    """A round with the objections that this person knows of, in confidence as far as they know.

    Whether someone objected in confidence in a round that is hidden from them changes nothing for
    them, neither there nor on the page of an earlier round.
    """
    value = decision.value
    hidden = hidden_round(reader, access, kept) if value.objections else None
    if hidden is None or value.number > hidden.number:
        return decision
    before = objections.raised_before(reader, kept.id, hidden.number)
    mine = access.actor.member
    known = tuple(
        one if one.member == mine else _raised(one, before[one.number])
        for one in value.objections
        if one.member == mine or one.number in before
    )
    return replace(decision, value=replace(value, objections=known))


def _raised(one: Objection, before: Raised) -> Objection:
    return replace(
        one,
        raised_in=before.round,
        raised_on=before.version,
        confidential=before.confidential,
    )


def _told(access: CharterAccess, kept: StoredAmendment, value: Round) -> Disclosure:
    return what_is_told(value, access.actor, kept.value.authors, access.community)


def _as_of(one: KeptObjection, known: Objection, status: ObjectionStatus) -> KeptObjection:
    """An objection with the state it had, without what was said about it since."""
    was = replace(known, status=status)
    return replace(one, value=was, resolution=None, resolved_at=None, resolved_in=None)
