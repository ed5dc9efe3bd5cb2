"""Resolving an objection, as its author says; or setting it aside, as two stewards say."""

from __future__ import annotations

from amendments.deciding import objections as rules
from amendments.deciding.objections import ObjectionStatus
from amendments.record.events import Event, EventKind
from amendments.refusals import WrongState
from amendments.saying import check_length
from amendments.status import UNDECIDED
from app.services import entry
from app.services.deciding.end_round import PAST_DEADLINE
from app.services.deciding.set_aside import set_aside
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.deciding import objections, rounds
from app.storage.engine.session import Writer
from app.storage.record import held_lines
from charter.language import gettext as _


def resolve_objection(
    writer: Writer,
    access: CharterAccess,
    amendment: int,
    number: int,
    objection: int,
    resolution: str,
    note: str = "",
) -> None:
    """End an objection that was raised in a round or carried into it.

    Raises:
        NotFound: there is no such round or objection.
        NotAllowed: it is not for this person to say.
        WrongState: it is not open, or nothing has changed that could have integrated it.
        BadInput: there is no such resolution.
    """
    if resolution == ObjectionStatus.SET_ASIDE:
        set_aside(writer, access, amendment, objection, note)
        return
    kept = entry.amendment(writer, access, amendment)
    decision = entry.decision(writer, kept, number)
    before = decision.value.objection(objection)
    if kept.value.status not in UNDECIDED:
        msg = _("This proposal is settled, so its objections are too.")
        raise WrongState(msg)
    newest = rounds.find_all(writer, kept.id)[-1]
    if newest.value.is_due(writer.now):
        raise WrongState(_(PAST_DEADLINE))
    said = plain(note, "note").strip()
    check_length(said, "note")
    after = rules.resolve(before, access.actor, resolution, kept.value.version)
    # It may be ended on the page of an earlier round; it counts in the newest one.
    data = {
        "amendment": amendment,
        "round": newest.value.number,
        "objection": objection,
        "seat": newest.value.seat_of(access.actor.member),
        "status": after.status,
    }
    event = Event(EventKind.OBJECTION_RESOLVED, None, data, {"note": said})
    kept_words = held_lines.append(writer, access.charter, newest, event)
    objections.save(
        writer,
        kept.id,
        after,
        round_number=newest.value.number,
        version=kept.value.version,
        resolution_id=kept_words["note"] if said else None,
    )
