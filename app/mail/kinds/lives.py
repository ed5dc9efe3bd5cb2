"""Lives of proposals: somebody goes on with one, one is to be closed, one has ended."""

from __future__ import annotations

from collections.abc import Iterable

from amendments.record.events import EventKind
from app import addresses
from app.mail.kinds.kind import Letter, MailKind, Occasion, at_once
from app.storage.record import lines
from app.storage.writing import lives
from app.storage.writing.amendments import StoredAmendment
from charter.language import N_


def _everyone_else(occasion: Occasion) -> Iterable[int]:
    if occasion.amendment().value.submitted_at is None:
        return ()
    return [one.member for one in occasion.members() if one.handle != occasion.actor]


def _about(occasion: Occasion, kept: StoredAmendment) -> dict[str, object]:
    who = occasion.member_by(occasion.actor)
    return {
        "number": kept.value.number,
        "title": occasion.version(kept).title,
        "who": who.name if who else "",
        "mine": occasion.me in kept.value.writers,
    }


def _words(occasion: Occasion, name: str) -> str:
    said = occasion.read(lines.words_of, occasion.access.charter.id, occasion.seq)
    return said.get(name, "")


def _letter(kept: StoredAmendment, facts: dict[str, object]) -> Letter:
    return Letter(facts, addresses.amendment("", kept.value.number), kept.value.number)


def _taken_up(occasion: Occasion) -> Letter:
    kept = occasion.amendment()
    facts = {**_about(occasion, kept), "withdrawn": bool(occasion.data["withdrawn"])}
    return _letter(kept, facts)


def _to_be_closed(occasion: Occasion) -> Letter | None:
    """That it is to be closed, or is not after all; nothing once that is over."""
    kept = occasion.amendment()
    found = occasion.read(lives.announcements, kept.id)
    refused = "reason" not in occasion.data
    newest = found[-1] if found else None
    if newest is None or (newest.outcome == "refused") is not refused:
        return None
    if not refused and newest.outcome is not None:
        return None
    facts = {
        **_about(occasion, kept),
        "refused": refused,
        "reason": newest.value.reason.value,
        "of": newest.value.of or 0,
        "until": newest.value.ends_at,
        "said": _words(occasion, "reason" if refused else "note"),
    }
    return _letter(kept, facts)


def _ended(occasion: Occasion) -> Letter | None:
    kept = occasion.amendment()
    found = occasion.read(lives.ends, kept.id)
    end = next((one for one in found if one.at == occasion.at), None)
    if end is None:
        return None
    facts = {
        **_about(occasion, kept),
        "withdrawn": end.kind == "withdrawn",
        "reason": end.reason.value if end.reason else "",
        "of": end.of or 0,
        "said": end.note,
    }
    return _letter(kept, facts)


TAKEN_UP = MailKind(
    name="taken-up",
    title=N_("Somebody goes on with a proposal that nobody wrote any more"),
    follows={EventKind.TAKEN_UP: at_once},
    people=_everyone_else,
    look=_taken_up,
)
CLOSING = MailKind(
    name="proposal-closing",
    title=N_("A proposal is to be closed, unless someone says no"),
    follows={EventKind.CLOSING_ANNOUNCED: at_once, EventKind.CLOSING_REFUSED: at_once},
    people=_everyone_else,
    look=_to_be_closed,
)
ENDED = MailKind(
    name="proposal-ended",
    title=N_("A proposal is withdrawn, or closed without a decision"),
    follows={EventKind.WITHDRAWN: at_once, EventKind.CLOSED: at_once},
    people=_everyone_else,
    look=_ended,
)
