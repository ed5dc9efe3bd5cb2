"""Objections: one is raised against your proposal, or the text changes after yours."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from amendments.events import Kind
from amendments.objections import Objection
from amendments.reveal import may_see_answers, may_see_names
from amendments.stances import StanceKind
from amendments.status import UNDECIDED
from app.mail.kinds.kind import Later, Letter, MailKind, Occasion, at_once
from app.storage import objections
from app.storage.amendments import Kept
from app.storage.objections import KeptObjection
from app.storage.rounds import KeptRound
from app.storage.tables import SeatRow, StanceRow
from charter.language import N_


def _raised(occasion: Occasion, decision: KeptRound) -> Objection | None:
    """The objection that the answer of this line raised; a changed answer raises none."""
    seat = occasion.data["seat"]
    mine = (
        select(StanceRow.at)
        .join(SeatRow, col(SeatRow.id) == StanceRow.seat_id)
        .where(
            SeatRow.round_id == decision.id,
            SeatRow.seat == seat,
            StanceRow.kind == StanceKind.OBJECT.value,
        )
    )
    first = occasion.reader.session.exec(mine.order_by(col(StanceRow.id)).limit(1)).first()
    if first != occasion.at:
        return None
    return decision.value.objection_of(decision.value.roll[seat])


def _authors_of_what_it_is_against(occasion: Occasion) -> Iterable[int]:
    kept = occasion.amendment()
    raised = _raised(occasion, occasion.decision(kept))
    return kept.value.authors - {raised.member} if raised else ()


def _someone_objects(occasion: Occasion) -> Letter | Later | None:
    """Tell an author of an objection, not before they may see how others answered."""
    kept = occasion.amendment()
    decision = occasion.decision(kept)
    raised = _raised(occasion, decision)
    if raised is None or not raised.is_open or kept.value.status not in UNDECIDED:
        return None
    if not may_see_answers(decision.value, occasion.me, is_member=occasion.room.actor.is_member):
        return Later(decision.value.closes_at)
    words = _words(occasion, kept, raised.number)
    facts = {
        "number": kept.value.number,
        "title": occasion.version(kept).title,
        "who": _name_of(occasion, kept, decision, raised),
        "reason": words.reason,
        "acceptable_if": words.acceptable_if,
    }
    return Letter(facts, f"/amendments/{kept.value.number}#decision", kept.value.number)


def _name_of(occasion: Occasion, kept: Kept, decision: KeptRound, raised: Objection) -> str:
    """Who objected; empty where they did so in confidence."""
    room = occasion.room
    named = may_see_names(decision.value, room.actor, kept.value.authors, room.community)
    return occasion.names().get(raised.member, "") if named else ""


def _words(occasion: Occasion, kept: Kept, number: int) -> KeptObjection:
    found = objections.of_amendment(occasion.reader, kept.id)
    return next(one for one in found if one.value.number == number)


def _on_an_earlier_text(occasion: Occasion, kept: Kept) -> list[Objection]:
    version = int(occasion.data["version"])
    found = (one.value for one in objections.of_amendment(occasion.reader, kept.id))
    return [one for one in found if one.is_open and one.raised_on < version]


def _who_objected(occasion: Occasion) -> Iterable[int]:
    return {one.member for one in _on_an_earlier_text(occasion, occasion.amendment())}


def _the_text_has_changed(occasion: Occasion) -> Letter | None:
    kept = occasion.amendment()
    own = [one for one in _on_an_earlier_text(occasion, kept) if one.member == occasion.me]
    newest = kept.value.version == int(occasion.data["version"])
    if not own or not newest or kept.value.status not in UNDECIDED:
        return None
    words = _words(occasion, kept, own[0].number)
    version = occasion.version(kept)
    number = kept.value.number
    facts = {
        "number": number,
        "title": version.title,
        "note": version.note,
        "reason": words.reason,
        "acceptable_if": words.acceptable_if,
    }
    path = f"/amendments/{number}/versions/{own[0].raised_on}...{version.number}"
    return Letter(facts, path, number)


RAISED = MailKind(
    name="objection",
    title=N_("Someone objects to your proposal"),
    follows={Kind.STANCE_TAKEN: at_once},
    people=_authors_of_what_it_is_against,
    look=_someone_objects,
    woken_by=frozenset({Kind.STANCE_TAKEN, Kind.ROUND_CLOSED}),
)
ANSWERED = MailKind(
    name="objection-answered",
    title=N_("The text has changed after your objection"),
    follows={Kind.REVISED: at_once},
    people=_who_objected,
    look=_the_text_has_changed,
)
