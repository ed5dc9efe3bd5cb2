"""Resolving an objection, as its author says; or setting it aside, as two stewards say."""

from __future__ import annotations

from amendments.deciding import objection_hearing
from amendments.deciding.objections import ObjectionStatus
from amendments.refusals import demand
from amendments.saying import check_length
from app.services import entry
from app.services.deciding.set_aside import set_aside
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.deciding import objections, rounds
from app.storage.engine.session import Writer
from app.storage.record import held_lines


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
    demand(objection_hearing.still_undecided(kept.value.status))
    newest = rounds.find_all(writer, kept.id)[-1]
    demand(newest.value.before_deadline(writer.now))
    said, version = plain(note, "note").strip(), kept.value.version
    check_length(said, "note")
    after, event = objection_hearing.resolve(
        newest.value, before, access.actor, resolution, said, version
    )
    kept_words = held_lines.append(writer, access.charter, newest, event)
    objections.save(
        writer,
        kept.id,
        after,
        round_number=newest.value.number,
        version=version,
        resolution_id=kept_words["note"] if said else None,
    )
