"""Objections: those who can help are told of one at once; its author when the text changes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from amendments.deciding.objections import Objection
from amendments.deciding.reveal import what_is_told
from amendments.deciding.stances import StanceKind
from amendments.record.events import EventKind
from amendments.status import UNDECIDED
from app import addresses
from app.mail.kinds.kind import Letter, MailKind, Occasion, at_once
from app.storage.deciding import objections
from app.storage.deciding.objections import KeptObjection
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Reader
from app.storage.tables import SeatRow, StanceRow
from app.storage.writing.amendments import StoredAmendment
from charter.language import N_


def _raised(occasion: Occasion, decision: KeptRound) -> Objection | None:
    """The objection that the answer of this line raised; a changed answer raises none."""
    seat = occasion.data["seat"]
    first = occasion.read(_first_reason, decision.id, seat)
    if first is None or first != occasion.words().get("reason"):
        return None
    return decision.value.objection_of(decision.value.roll[seat])


def _first_reason(reader: Reader, round_id: int, seat: str) -> int | None:
    """The id of the words with which a seat objected first, None if it did not."""
    mine = (
        select(StanceRow.reason_id)
        .join(SeatRow, col(SeatRow.id) == StanceRow.seat_id)
        .where(
            SeatRow.round_id == round_id,
            SeatRow.seat == seat,
            StanceRow.kind == StanceKind.OBJECT.value,
        )
    )
    return reader.session.exec(mine.order_by(col(StanceRow.id)).limit(1)).first()


def _who_can_help(occasion: Occasion) -> Iterable[int]:
    """The authors of what it is against, and the stewards."""
    kept = occasion.amendment()
    raised = _raised(occasion, occasion.decision(kept))
    return (
        (kept.value.authors | occasion.access.community.stewards) - {raised.member}
        if raised
        else ()
    )


def _someone_objects(occasion: Occasion) -> Letter | None:
    """Tell the words of an objection: arguments are not votes, so they do not wait for a reveal."""
    kept = occasion.amendment()
    decision = occasion.decision(kept)
    raised = _raised(occasion, decision)
    if raised is None or not raised.is_open or kept.value.status not in UNDECIDED:
        return None
    access = occasion.access
    told = what_is_told(decision.value, access.actor, kept.value.authors, access.community)
    if not told.objections:
        return None
    # A letter lies about for long: whose confidence it is stands on the page, for those who guide.
    named = told.names and not raised.confidential
    words = _words(occasion, kept, raised.number)
    facts = {
        "number": kept.value.number,
        "title": occasion.version(kept).title,
        "mine": occasion.me in kept.value.authors,
        "who": occasion.names().get(raised.member, "") if named else "",
        "reason": words.reason,
        "acceptable_if": words.acceptable_if,
    }
    return Letter(
        facts, addresses.amendment("", kept.value.number, at="decision"), kept.value.number
    )


def _words(occasion: Occasion, kept: StoredAmendment, number: int) -> KeptObjection:
    found = occasion.read(objections.of_amendment, kept.id)
    return next(one for one in found if one.value.number == number)


def _on_an_earlier_text(occasion: Occasion, kept: StoredAmendment) -> list[Objection]:
    version = int(occasion.data["version"])
    found = (one.value for one in occasion.read(objections.of_amendment, kept.id))
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
    path = addresses.versions("", number, own[0].raised_on, version.number)
    return Letter(facts, path, number)


RAISED = MailKind(
    name="objection",
    title=N_("Someone objects to your proposal, or to one that you guide"),
    follows={EventKind.STANCE_TAKEN: at_once},
    people=_who_can_help,
    look=_someone_objects,
    important=True,
)
ANSWERED = MailKind(
    name="objection-answered",
    title=N_("The text has changed after your objection"),
    follows={EventKind.REVISED: at_once},
    people=_who_objected,
    look=_the_text_has_changed,
)
