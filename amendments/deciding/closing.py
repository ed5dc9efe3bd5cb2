"""Closing a round: what the answers amount to, and where the amendment goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from amendments.belonging import permissions
from amendments.belonging.people import Actor, Community
from amendments.deciding.objections import ObjectionStatus
from amendments.deciding.rounds import Round
from amendments.deciding.tally import Outcome, outcome_in_a_word, outcome_of
from amendments.record.events import Event, EventKind
from amendments.refusals import Permission, WrongState
from amendments.saying import said
from amendments.status import Status
from amendments.writing.causes import Cause, CauseKind
from amendments.writing.lifecycle import Amendment
from charter.dates import moment_in_words
from charter.language import gettext as _


def may_close(
    actor: Actor,
    decision: Round,
    authors: frozenset[int],
    community: Community,
    now: datetime,
    zone: tzinfo = UTC,
) -> Permission:
    """Whether this person may close the round now; a refusal tells the deadline in the zone."""
    allowed = permissions.may_decide_about(actor, authors, community)
    if allowed is not True:
        return allowed
    if not decision.is_open:
        return WrongState(
            _("This decision is already closed. Its outcome: {outcome}.").format(
                outcome=outcome_in_a_word(decision.outcome)
            )
        )
    if decision.editorial and now < decision.closes_at:
        return WrongState(
            _(
                "A correction waits until its deadline, {moment}: someone may still speak up."
            ).format(moment=moment_in_words(decision.closes_at.astimezone(zone)))
        )
    if now < decision.closes_at:
        return _may_close_early(decision, zone)
    return True


def _may_close_early(decision: Round, zone: tzinfo) -> Permission:
    moment = moment_in_words(decision.closes_at.astimezone(zone))
    if decision.waits_for():
        return WrongState(
            _(
                "It is too early to close: the deadline is {moment}, and not everyone "
                "on the roll has answered yet."
            ).format(moment=moment)
        )
    if decision.unconfirmed - decision.gone:
        return WrongState(
            _(
                "It is too early to close: the deadline is {moment}, and not everyone has "
                "confirmed their answer since the text around this proposal changed."
            ).format(moment=moment)
        )
    spoken = {seat for seat, one in decision.stances.items() if one.recorded_by is not None}
    if spoken - decision.gone:
        # They were told that they can correct it until the deadline.
        return WrongState(
            _(
                "It is too early to close: the deadline is {moment}, and not everyone has "
                "confirmed yet what was written down for them in a meeting."
            ).format(moment=moment)
        )
    return True


def close(
    decision: Round,
    amendment: Amendment,
    now: datetime,
    *,
    publishable: bool,
    by: str | None,
    disputed: bool = False,
    cause: Cause | None = None,
) -> tuple[Amendment, Round, Event]:
    """Close a round: count, say the outcome, and move the amendment on.

    `publishable` says whether the frozen change still applies as it stands. `by` is the handle of
    the steward who closed it, None when the deadline did. `disputed` ends a correction of which a
    member said that it changes the meaning. `cause` is why it ended, where that is neither.
    """
    # A round that is void was cut short: nobody has let the whole of it pass.
    settled, unanswered = _settle_carried(decision) if publishable else (decision, frozenset())
    outcome = _outcome(settled, publishable=publishable, disputed=disputed)
    cause = cause or _cause(decision, now, disputed=disputed)
    closed = replace(settled, outcome=outcome, closed_at=now, cause=cause)
    data = {
        "amendment": decision.amendment,
        "round": decision.number,
        "outcome": outcome,
        "cause": cause.to_dict(),
        "stances": {seat: stance.kind for seat, stance in sorted(closed.stances.items())},
        "objections": [
            {
                "objection": one.number,
                "seat": closed.seat_of(one.member),
                "status": one.status,
                "unanswered": one.number in unanswered,
            }
            for one in closed.objections
        ],
        "gone": len(closed.gone),
    }
    return _after(amendment, closed, now), closed, Event(EventKind.ROUND_CLOSED, by, data)


def _cause(decision: Round, now: datetime, *, disputed: bool) -> Cause:
    if disputed:
        return Cause(CauseKind.DISPUTED)
    over = now >= decision.closes_at
    return Cause(CauseKind.DEADLINE if over else CauseKind.EVERYONE_ANSWERED)


def _outcome(decision: Round, *, publishable: bool, disputed: bool) -> Outcome:
    if disputed:
        return Outcome.SUBSTANTIVE
    if decision.editorial and publishable:
        return Outcome.PASSED
    return outcome_of(decision.tally(), publishable=publishable)


def _settle_carried(decision: Round) -> tuple[Round, frozenset[int]]:
    """Keep as concerns the carried objections whose authors let this whole round pass in silence.

    Silence is not consent, and it does not block for ever either; the record says that they did
    not answer. Where the same words were decided on again, nothing new was asked of them: their
    objections stand.
    """
    answered = {decision.roll[seat] for seat in decision.stances}
    silent = frozenset(
        one.number
        for one in decision.objections
        if one.is_open
        and one.raised_in < decision.number
        and one.raised_on < decision.version
        and one.member not in answered
    )
    settled = tuple(
        replace(one, status=ObjectionStatus.KEPT_AS_CONCERN) if one.number in silent else one
        for one in decision.objections
    )
    return replace(decision, objections=settled), silent


def _after(amendment: Amendment, closed: Round, now: datetime) -> Amendment:
    """Where an amendment goes after its round."""
    if closed.outcome is Outcome.SUBSTANTIVE:
        # Nobody has discussed it as a change of meaning yet: its discussion begins now.
        return replace(amendment, status=Status.DISCUSSION, editorial=False, submitted_at=now)
    if closed.outcome is Outcome.PASSED:
        return replace(amendment, status=Status.ADOPTED)
    if closed.outcome is not Outcome.BLOCKED:
        return replace(amendment, status=Status.DISCUSSION)
    blocked = amendment.blocked_rounds + 1
    if blocked < closed.ruleset.max_rounds:
        return replace(amendment, status=Status.DISCUSSION, blocked_rounds=blocked)
    return replace(amendment, status=Status.DRAFT, blocked_rounds=0)


def state_outcome(actor: Actor, amendment: int, number: int, words: str) -> Event:
    """Say what came of a round, by its number, in words that people will read later.

    `permissions.may_state_outcome` is asked before.

    Raises:
        BadInput: there are no words, or too many.
    """
    body = said(words, _("Please write the outcome first."), field="statement")
    data = {"amendment": amendment, "round": number}
    return Event(EventKind.OUTCOME_STATED, actor.handle, data, {"body": body})
