"""Hearing an objection: seeing it too, and testing whether it qualifies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amendments.deciding import objection_hearing
from amendments.deciding.objections import Objection
from amendments.deciding.reveal import what_is_told
from amendments.refusals import NotFound, demand
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.deciding import objections
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Reader, Writer
from app.storage.record import held_lines
from app.storage.writing.amendments import StoredAmendment
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class Heard:
    """An objection on its way, in the newest round; `sees` says whether it is revealed."""

    kept: StoredAmendment
    decision: KeptRound
    id: int
    objection: Objection
    raised_at: datetime | None
    sees: bool


def find_objection(reader: Reader, access: CharterAccess, amendment: int, number: int) -> Heard:
    """An objection to an undecided amendment, as it stands in the newest round.

    Raises:
        NotFound: there is none, or this person may not know of it yet.
        WrongState: the amendment is settled.
    """
    kept = entry.amendment(reader, access, amendment)
    decision = entry.newest_decision(reader, kept)
    found = next(
        (one for one in objections.of_amendment(reader, kept.id) if one.value.number == number),
        None,
    )
    value = decision.value
    sees = what_is_told(value, access.actor, kept.value.authors, access.community).objections
    carried = found is not None and found.value.first_round < value.number
    if found is None or not (sees or carried):
        msg = _(
            "There is no objection {number} to this proposal, or it is not shown to you yet."
        ).format(number=number)
        raise NotFound(msg)
    demand(objection_hearing.still_undecided(kept.value.status))
    return Heard(kept, decision, found.id, found.value, found.raised_at, sees)


def support_objection(
    writer: Writer, access: CharterAccess, amendment: int, number: int, *, supports: bool
) -> None:
    """Say that one sees an objection too, or not any more.

    Raises:
        NotFound, NotAllowed, WrongState: there is none to be heard by this person.
    """
    heard = find_objection(writer, access, amendment, number)
    event = objection_hearing.support(
        heard.decision.value, heard.objection, access.actor, sees=heard.sees, supports=supports
    )
    held_lines.append(writer, access.charter, heard.decision, event)
    assert access.actor.member is not None
    objections.keep_support(writer, heard.id, access.actor.member, supports=supports)


def put_to_test(
    writer: Writer, access: CharterAccess, amendment: int, number: int, says: str, body: str
) -> None:
    """Say something about whether an objection qualifies.

    Raises:
        NotFound, NotAllowed, WrongState: there is none to be heard by this person.
        BadInput: it says nothing, or is none of the four things one can say.
    """
    heard = find_objection(writer, access, amendment, number)
    event = objection_hearing.put_to_test(
        heard.decision.value,
        heard.objection,
        access.actor,
        says,
        plain(body, "body"),
        sees=heard.sees,
    )
    kept_words = held_lines.append(writer, access.charter, heard.decision, event)
    assert access.actor.member is not None
    objections.add_turn(writer, heard.id, access.actor.member, says, kept_words["body"])
