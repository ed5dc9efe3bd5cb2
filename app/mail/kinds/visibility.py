"""Who can read the charter: it is announced, comes into effect, or is stopped."""

from __future__ import annotations

from collections.abc import Iterable

from amendments.belonging.visibility import Openness, openness_of
from amendments.record.events import EventKind
from app import addresses
from app.mail.kinds.kind import Letter, MailKind, Occasion, at_once
from app.services.belonging.change_visibility import look_with
from app.storage.record import held_lines, lines
from app.storage.texts import visibility
from charter.language import N_
from charter.language import gettext as _


def _everyone_but_who_did_it(occasion: Occasion) -> Iterable[int]:
    return [one.member for one in occasion.members() if one.handle != occasion.actor]


_READS = {
    Openness.MEMBERS: N_("only members can read it"),
    Openness.PUBLIC: N_("everyone can read it, and its proposals"),
    Openness.OPEN: N_("everyone can read it, its proposals and the discussion"),
}


def _who_can_read(occasion: Occasion) -> Letter | None:
    charter, steward = occasion.access.charter, occasion.member_by(occasion.actor)
    said = occasion.read(visibility.all_answers, charter.id)
    here = look_with(occasion.access, said.get(occasion.me or 0, {}))
    kind = occasion.read(held_lines.happening, charter.id, occasion.seq).kind
    is_stopped = kind == EventKind.VISIBILITY_STOPPED.value
    if is_stopped:
        to = charter.openness
    else:
        to = openness_of(str(occasion.data["visibility"]), str(occasion.data["discussion"]))
    is_announced = kind == EventKind.VISIBILITY_ANNOUNCED.value
    if is_announced and here.announced is None:
        return None  # it was stopped, or is done: another letter tells of that
    facts = {
        "what": "stopped" if is_stopped else "announced" if is_announced else "changed",
        "reads": _(_READS[to]),
        "who": steward.name if steward else "",
        "at": here.announced.at if here.announced else occasion.at,
        "asks": here.unanswered,
        "reason": occasion.read(lines.words_of, charter.id, occasion.seq).get("reason", ""),
    }
    return Letter(facts, addresses.visibility(""))


VISIBILITY = MailKind(
    name="visibility",
    title=N_("Who can read the charter changes"),
    follows={
        EventKind.VISIBILITY_ANNOUNCED: at_once,
        EventKind.VISIBILITY_CHANGED: at_once,
        EventKind.VISIBILITY_STOPPED: at_once,
    },
    people=_everyone_but_who_did_it,
    look=_who_can_read,
    important=True,
)
