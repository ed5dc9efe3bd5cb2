"""Setting an objection aside, where the rules allow it: two stewards, each with a reason."""

from __future__ import annotations

from amendments.deciding import setting_aside
from amendments.deciding.objections import Objection
from amendments.refusals import demand
from app.services import entry
from app.services.deciding.hear_objection import Heard, find_objection
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.deciding import objections
from app.storage.engine.session import Reader, Writer
from app.storage.record import held_lines


def set_aside(
    writer: Writer, access: CharterAccess, amendment: int, number: int, reason: str
) -> Objection:
    """Speak for setting an objection aside; the second steward who does sets it aside.

    Raises:
        NotFound, NotAllowed, WrongState: the rules or the state do not allow it to this person.
        BadInput: there is no reason.
    """
    kept = entry.amendment(writer, access, amendment)
    demand(setting_aside.is_allowed_here(entry.newest_decision(writer, kept).value))
    heard = find_objection(writer, access, amendment, number)
    demand(heard.decision.value.before_deadline(writer.now))
    after, event = setting_aside.set_aside(
        heard.decision.value,
        heard.objection,
        access.actor,
        plain(reason, "note"),
        heard.kept.value.authors,
        _spoken(writer, heard),
        sees=heard.sees,
    )
    kept_words = held_lines.append(writer, access.charter, heard.decision, event)
    said = kept_words.get("reason") or kept_words["note"]
    assert access.actor.member is not None
    objections.add_setting_aside(
        writer, heard.id, access.actor.member, heard.objection.raised_in, said
    )
    if after != heard.objection:
        objections.save(
            writer,
            heard.kept.id,
            after,
            round_number=heard.decision.value.number,
            version=heard.kept.value.version,
            resolution_id=said,
        )
    return after


def _spoken(reader: Reader, heard: Heard) -> list[int]:
    """The stewards who have spoken for it since it was last raised."""
    return [
        one.member
        for one in objections.settings_aside(reader, heard.kept.id)[heard.id]
        if heard.raised_at is None or one.at >= heard.raised_at
    ]
