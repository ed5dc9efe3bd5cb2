"""Decisions: they begin, they wait for an answer, they end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from amendments.deciding.extending import IN_WORDS, DeadlineMove
from amendments.deciding.reveal import what_is_told
from amendments.deciding.stances import MEANING
from amendments.deciding.tally import Outcome
from amendments.record.events import EventKind
from amendments.status import Status
from app import addresses
from app.mail.kinds.kind import Letter, MailKind, MailSeat, Occasion, at_once
from app.mail.sending.timing import half_way
from app.storage.deciding import round_notes
from app.storage.deciding.rounds import KeptRound
from app.storage.writing.amendments import StoredAmendment
from charter.language import N_
from charter.language import gettext as _

#: A decision that lasts shorter than this gets no reminder half-way, only the one before its end.
REMINDED_FROM = timedelta(days=4)
#: One that lasts shorter than this gets none at all: it has just been told.
LAST_CALL_FROM = timedelta(days=2)
LAST_CALL = timedelta(hours=24)


def _at_half_time(occasion: Occasion) -> datetime | None:
    value = occasion.decision(occasion.amendment()).value
    if value.closes_at - value.opened_at < REMINDED_FROM:
        return None
    return half_way(value.opened_at, value.closes_at)


def _before_its_end(occasion: Occasion) -> datetime | None:
    value = occasion.decision(occasion.amendment()).value
    if value.closes_at - value.opened_at < LAST_CALL_FROM:
        return None
    return value.closes_at - LAST_CALL


def _silent(decision: KeptRound) -> frozenset[int]:
    value = decision.value
    return frozenset(who for seat, who in value.roll.items() if seat not in value.stances)


def _who_has_not_answered(occasion: Occasion) -> Iterable[int]:
    return _silent(occasion.decision(occasion.amendment()))


def _ask(occasion: Occasion) -> Letter | None:
    """Ask for an answer, if it can still be given and has not been."""
    kept = occasion.amendment()
    decision = occasion.decision(kept)
    value = decision.value
    over = not value.is_open or value.is_due(occasion.reader.now)
    seat = occasion.seat(kept, decision)
    if over or value.editorial or occasion.me is None or seat is None or seat in value.stances:
        return None
    carried = value.objection_of(occasion.me)
    facts = {
        **_about(occasion, kept),
        "closes_at": value.closes_at,
        "answered": len(value.stances),
        "roll": len(value.roll),
        "objected": carried is not None and carried.is_open,
        "again": occasion.read(round_notes.reason_for_again, kept.id, value.number) or "",
    }
    path = addresses.amendment("", kept.value.number, at="decision")
    mine = MailSeat(decision.id, occasion.me, value.closes_at)
    return Letter(facts, path, kept.value.number, until=value.closes_at, seat=mine)


def _about(occasion: Occasion, kept: StoredAmendment) -> dict[str, object]:
    version = occasion.version(kept)
    return {"number": kept.value.number, "title": version.title, "summary": version.summary}


def _on_the_roll(occasion: Occasion) -> Iterable[int]:
    return set(occasion.decision(occasion.amendment()).value.roll.values())


def _a_correction(occasion: Occasion) -> Letter | None:
    """Tell of a correction, while someone can still say that it changes the meaning."""
    kept = occasion.amendment()
    value = occasion.decision(kept).value
    if not value.editorial or not value.is_open or value.is_due(occasion.reader.now):
        return None
    facts = {**_about(occasion, kept), "closes_at": value.closes_at}
    path = addresses.amendment("", kept.value.number, at="decision")
    return Letter(facts, path, kept.value.number, until=value.closes_at)


def _move(occasion: Occasion, kept: StoredAmendment, decision: KeptRound) -> DeadlineMove | None:
    """How the deadline moved by what this line tells, if it did."""
    if "closes_at" not in occasion.data:
        return None
    every = occasion.read(round_notes.moves, kept.id, decision.id)
    if "extended_for" in occasion.data:
        until = datetime.fromisoformat(occasion.data["closes_at"])
        return next((one for one in every if one.until == until), None)
    return next((one for one in every if one.at == occasion.at), None)


def _who_has_more_time(occasion: Occasion) -> Iterable[int]:
    kept = occasion.amendment()
    decision = occasion.decision(kept)
    return set(decision.value.roll.values()) if _move(occasion, kept, decision) else ()


def _more_time(occasion: Occasion) -> Letter | None:
    """Tell that a decision stays open longer, and why."""
    kept = occasion.amendment()
    decision = occasion.decision(kept)
    value = decision.value
    if not value.is_open or value.is_due(occasion.reader.now):
        return None
    move = _move(occasion, kept, decision)
    if move is None:
        return None
    access = occasion.access
    told = what_is_told(value, access.actor, kept.value.authors, access.community)
    told_so = told.move(move, access.charter.zone, is_member=True, is_open=True)
    facts = {
        **_about(occasion, kept),
        "closes_at": value.closes_at,
        "who": occasion.names().get(move.member, "") if move.member is not None else "",
        "reason": move.reason,
        "why": _(IN_WORDS[told_so.cause]),
    }
    path = addresses.amendment("", kept.value.number, at="decision")
    return Letter(facts, path, kept.value.number, until=value.closes_at)


def _text_moved(occasion: Occasion) -> Letter | None:
    """Ask to look again: the change is the same, what stands around it is not."""
    kept = occasion.amendment()
    decision = occasion.decision(kept)
    value = decision.value
    if not value.is_open or value.is_due(occasion.reader.now):
        return None
    facts = {
        **_about(occasion, kept),
        "closes_at": value.closes_at,
        "revision": occasion.data["revision"],
        "answered": occasion.seat(kept, decision) in value.unconfirmed,
    }
    path = addresses.amendment("", kept.value.number, at="decision")
    return Letter(facts, path, kept.value.number, until=value.closes_at)


def _whose_answer_was_written_down(occasion: Occasion) -> Iterable[int]:
    if occasion.data.get("recorded_by") is None:
        return ()
    return {occasion.decision(occasion.amendment()).value.roll[occasion.data["seat"]]}


def _written_down(occasion: Occasion) -> Letter | None:
    """Tell someone what a steward wrote down for them, while they can still correct it."""
    kept = occasion.amendment()
    value = occasion.decision(kept).value
    stance = value.stances.get(occasion.data["seat"])
    closed = not value.is_open or value.is_due(occasion.reader.now)
    if closed or stance is None or stance.at != occasion.at:
        return None
    steward = occasion.member_by(occasion.data["recorded_by"])
    facts = {
        **_about(occasion, kept),
        "closes_at": value.closes_at,
        "who": steward.name if steward else "",
        "answer": _(MEANING[stance.kind][0]),
        "reason": stance.reason or "",
    }
    path = addresses.amendment("", kept.value.number, at="decision")
    return Letter(facts, path, kept.value.number, until=value.closes_at)


def _who_was_asked(occasion: Occasion) -> Iterable[int]:
    kept = occasion.amendment()
    return {*occasion.decision(kept).value.roll.values(), *kept.value.authors}


def _how_it_ended(occasion: Occasion) -> Letter | None:
    """Tell the outcome. A new revision is told by itself, to those who want that."""
    kept = occasion.amendment()
    decision = occasion.decision(kept)
    outcome = decision.value.outcome
    if outcome is None or (outcome is Outcome.PASSED and occasion.choice.wants("published")):
        return None
    number = kept.value.number
    facts = {
        **_about(occasion, kept),
        "outcome": outcome.value,
        "statement": decision.statement or "",
        "mine": occasion.me in kept.value.authors,
        "withdrawn": kept.value.status is Status.WITHDRAWN,
    }
    return Letter(facts, addresses.round_of("", number, decision.value.number), number)


OPENED = MailKind(
    name="decision-opened",
    title=N_("A decision begins and asks for your answer"),
    follows={EventKind.ROUND_OPENED: at_once},
    people=_who_has_not_answered,
    look=_ask,
    important=True,
)
REMINDER = MailKind(
    name="reminder",
    title=N_("Half of the time is over, and you have not answered"),
    follows={EventKind.ROUND_OPENED: _at_half_time},
    people=_who_has_not_answered,
    look=_ask,
    important=True,
)
CLOSING_SOON = MailKind(
    name="closing-soon",
    title=N_("A decision closes within a day, and you have not answered"),
    follows={EventKind.ROUND_OPENED: _before_its_end},
    people=_who_has_not_answered,
    look=_ask,
    important=True,
)
CLOSED = MailKind(
    name="decision-closed",
    title=N_("A decision that you were asked in has ended"),
    follows={EventKind.ROUND_CLOSED: at_once},
    people=_who_was_asked,
    look=_how_it_ended,
)
CORRECTION = MailKind(
    name="correction",
    title=N_("A correction will be published unless someone speaks up"),
    follows={EventKind.ROUND_OPENED: at_once},
    people=_on_the_roll,
    look=_a_correction,
)
MORE_TIME = MailKind(
    name="more-time",
    title=N_("A decision stays open longer"),
    follows={EventKind.ROUND_EXTENDED: at_once, EventKind.STANCE_TAKEN: at_once},
    people=_who_has_more_time,
    look=_more_time,
)
TEXT_MOVED = MailKind(
    name="text-moved",
    title=N_("The text around what you decide on has changed"),
    follows={EventKind.TEXT_MOVED: at_once},
    people=_on_the_roll,
    look=_text_moved,
    important=True,
)
WRITTEN_DOWN = MailKind(
    name="written-down",
    title=N_("A steward wrote your answer down in a meeting"),
    follows={EventKind.STANCE_TAKEN: at_once},
    people=_whose_answer_was_written_down,
    look=_written_down,
    important=True,
)
