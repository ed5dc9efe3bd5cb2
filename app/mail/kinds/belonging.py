"""Who belongs: somebody asks to join, is told no, or does not belong any more."""

from __future__ import annotations

from collections.abc import Iterable

from amendments.events import Kind
from amendments.people import Role
from app.mail.kinds.kind import Letter, MailKind, Occasion, at_once
from app.storage import belonging, record


def _stewards(occasion: Occasion) -> Iterable[int]:
    return [one.member for one in occasion.members() if one.role is Role.STEWARD]


def _words(occasion: Occasion, name: str) -> str:
    kept = record.words_of(occasion.reader, occasion.room.charter.id, occasion.seq)
    return kept.get(name, "")


def _a_request(occasion: Occasion) -> Letter | None:
    charter = occasion.room.charter
    row = belonging.request_row(occasion.reader, charter.id, int(occasion.data["request"]))
    if row is None or row.answered_at is not None or not occasion.room.actor.is_steward:
        return None
    facts = {"who": _words(occasion, "name"), "why": _words(occasion, "why")}
    return Letter(facts, "/members#requests")


def _who_asked(occasion: Occasion) -> Iterable[int]:
    charter = occasion.room.charter
    row = belonging.request_row(occasion.reader, charter.id, int(occasion.data["request"]))
    return [row.person_id] if row is not None and row.person_id is not None else []


def _nobody(_occasion: Occasion) -> Iterable[int]:
    return ()


def _the_reason(occasion: Occasion) -> Letter:
    return Letter({"reason": _words(occasion, "reason")}, "")


def _who_was_removed(occasion: Occasion) -> Iterable[int]:
    gone = occasion.member_by(occasion.data["member"])
    return [gone.person] if gone is not None else []


def _removed(occasion: Occasion) -> Letter | None:
    if occasion.room.actor.is_member:  # they came back before this was told
        return None
    steward = occasion.member_by(occasion.actor)
    return Letter(
        {"who": steward.name if steward else "", "reason": _words(occasion, "reason")}, ""
    )


ASKED_TO_JOIN = MailKind(
    name="asked-to-join",
    title="Somebody asks to join, and you are a steward",
    follows={Kind.JOIN_ASKED: at_once},
    people=_stewards,
    look=_a_request,
)
REQUEST_REFUSED = MailKind(
    name="request-refused",
    title="The stewards said no to your request to join",
    follows={Kind.JOIN_REFUSED: at_once},
    people=_nobody,
    look=_the_reason,
    outside=_who_asked,
)
REMOVED = MailKind(
    name="removed",
    title="You do not belong to a charter any more",
    follows={Kind.MEMBER_REMOVED: at_once},
    people=_nobody,
    look=_removed,
    outside=_who_was_removed,
)
