"""Who belongs: somebody asks to join, is told no, or does not belong any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from amendments.belonging.people import Role
from amendments.belonging.shown_names import ShownName
from amendments.belonging.stewardship import REMIND_BEFORE, StewardChangeKind
from amendments.record.events import EventKind
from app import addresses
from app.mail.kinds.kind import Letter, MailKind, Occasion, at_once
from app.services.belonging.stewards import last_day
from app.storage.belonging import invitations, names, steward_changes
from app.storage.belonging.names import Renamed
from app.storage.engine.session import Reader
from app.storage.record import lines, personal_words
from charter.language import N_


def _stewards(occasion: Occasion) -> Iterable[int]:
    return [one.member for one in occasion.members() if one.role is Role.STEWARD]


def _words(occasion: Occasion, name: str) -> str:
    kept = occasion.read(lines.words_of, occasion.access.charter.id, occasion.seq)
    return kept.get(name, "")


def _a_request(occasion: Occasion) -> Letter | None:
    charter = occasion.access.charter
    row = occasion.read(invitations.request_row, charter.id, int(occasion.data["request"]))
    if row is None or row.answered_at is not None or not occasion.access.actor.is_steward:
        return None
    facts = {"who": _words(occasion, "name"), "why": _words(occasion, "why")}
    return Letter(facts, addresses.members("", at="requests"))


def _who_asked(occasion: Occasion) -> Iterable[int]:
    charter = occasion.access.charter
    row = occasion.read(invitations.request_row, charter.id, int(occasion.data["request"]))
    return [row.person_id] if row is not None and row.person_id is not None else []


def _nobody(_occasion: Occasion) -> Iterable[int]:
    return ()


def _the_reason(occasion: Occasion) -> Letter:
    return Letter({"reason": _words(occasion, "reason")}, "")


def _who_was_removed(occasion: Occasion) -> Iterable[int]:
    gone = occasion.member_by(occasion.data["member"])
    return [gone.person] if gone is not None else []


def _removed(occasion: Occasion) -> Letter | None:
    if occasion.access.actor.is_member:  # they came back before this was told
        return None
    steward = occasion.member_by(occasion.actor)
    return Letter(
        {"who": steward.name if steward else "", "reason": _words(occasion, "reason")}, ""
    )


def _where_confirmed_to_remove(occasion: Occasion) -> datetime | None:
    return occasion.at if occasion.data["way"] == StewardChangeKind.REMOVE else None


# --- stewards


def _until(occasion: Occasion) -> datetime | None:
    text = occasion.data.get("until")
    return datetime.fromisoformat(text) if text else None


def _whom_and_stewards(occasion: Occasion) -> Iterable[int]:
    about = occasion.member_by(occasion.data["member"])
    found = {one.member for one in occasion.members() if one.handle != occasion.actor}
    return found & {*occasion.access.community.stewards, about.member if about else 0}


def _a_change_is_proposed(occasion: Occasion) -> Letter | None:
    charter, number = occasion.access.charter, int(occasion.data["change"])
    row = occasion.read(steward_changes.find, charter.id, number)
    if row is None or not steward_changes.value_of(row).is_open(occasion.reader.now):
        return None
    is_me = row.member_id == occasion.me
    if not is_me and not occasion.access.actor.is_steward:
        return None
    names, ends_at = occasion.names(), steward_changes.value_of(row).ends_at
    facts = {
        "who": names.get(row.proposed_by, ""),
        "about": names.get(row.member_id, ""),
        "way": row.way,
        "is_me": is_me,
        "until": last_day(row.until, charter.zone) if row.until else None,
        "reason": occasion.read(personal_words.texts, (row.reason_id,)).get(row.reason_id or 0, ""),
        "ends_at": ends_at,
    }
    return Letter(facts, addresses.members("", at="changes-title"), until=ends_at)


def _whom(occasion: Occasion) -> Iterable[int]:
    about = occasion.member_by(occasion.data["member"])
    return {about.member} if about else ()


def _confirmed_but_to_remove(occasion: Occasion) -> datetime | None:
    return None if occasion.data["way"] == StewardChangeKind.REMOVE else occasion.at


def _you_are_now(occasion: Occasion) -> Letter:
    charter, me = occasion.access.charter, occasion.me
    everyone = occasion.members()
    ends_at = next((one.term_ends_at for one in everyone if one.member == me), None)
    facts = {
        "is_steward": occasion.access.actor.is_steward,
        "until": last_day(ends_at, charter.zone) if ends_at else None,
        "reason": _words(occasion, "reason"),
    }
    return Letter(facts, addresses.members(""))


def _before_its_end(occasion: Occasion) -> datetime | None:
    until = _until(occasion)
    return max(occasion.at, until - REMIND_BEFORE) if until else None


def _everyone_who_keeps_terms(occasion: Occasion) -> Iterable[int]:
    return occasion.access.community.stewards


def _a_term_ends(occasion: Occasion) -> Letter | None:
    """Tell of a term that is still as this line gave it."""
    until, charter = _until(occasion), occasion.access.charter
    about = occasion.member_by(occasion.data["member"])
    everyone = occasion.members()
    present = next((one for one in everyone if about and one.member == about.member), None)
    gone = present is None or present.term_ends_at != until
    if until is None or gone or not occasion.access.actor.is_steward:
        return None
    assert present is not None
    facts = {
        "about": present.name,
        "is_me": present.member == occasion.me,
        "last_day": last_day(until, charter.zone),
        "is_only": occasion.access.community.has_one_steward,
    }
    return Letter(facts, addresses.members("", at="steward-forms-title"))


def _stewards_but_who_did_it(occasion: Occasion) -> Iterable[int]:
    about = occasion.member_by(occasion.actor)
    return [one for one in _stewards(occasion) if about is None or one != about.member]


def _renamings(reader: Reader, charter_id: int) -> tuple[Renamed, ...]:
    return tuple(names.renamings(reader, charter_id))


def _another_name(occasion: Occasion) -> Letter | None:
    """Tell both names, unless one was erased since."""
    told = occasion.read(_renamings, occasion.access.charter.id)
    one = next((each for each in told if each.seq == occasion.seq), None)
    about = occasion.member_by(occasion.actor)
    if one is None or about is None or not occasion.access.actor.is_steward:
        return None
    return Letter(
        {"was": one.was, "now": ShownName(one.now, about.name.role)}, addresses.members("")
    )


ASKED_TO_JOIN = MailKind(
    name="asked-to-join",
    title=N_("Somebody asks to join, and you are a steward"),
    follows={EventKind.JOIN_ASKED: at_once},
    people=_stewards,
    look=_a_request,
)
REQUEST_REFUSED = MailKind(
    name="request-refused",
    title=N_("The stewards said no to your request to join"),
    follows={EventKind.JOIN_REFUSED: at_once},
    people=_nobody,
    look=_the_reason,
    outside=_who_asked,
)
REMOVED = MailKind(
    name="removed",
    title=N_("You do not belong to a charter any more"),
    follows={
        EventKind.MEMBER_REMOVED: at_once,
        EventKind.STEWARD_CONFIRMED: _where_confirmed_to_remove,
    },
    people=_nobody,
    look=_removed,
    outside=_who_was_removed,
)
STEWARD_PROPOSED = MailKind(
    name="steward-proposed",
    title=N_("Something is proposed about a steward, or about you"),
    follows={EventKind.STEWARD_PROPOSED: at_once},
    people=_whom_and_stewards,
    look=_a_change_is_proposed,
    important=True,
)
STEWARD_CHANGED = MailKind(
    name="steward-changed",
    title=N_("You are a steward, or not any more"),
    follows={
        EventKind.MEMBER_CHANGED: at_once,
        EventKind.STEWARD_CONFIRMED: _confirmed_but_to_remove,
    },
    people=_whom,
    look=_you_are_now,
)
RENAMED = MailKind(
    name="renamed",
    title=N_("A member goes by another name, and you are a steward"),
    follows={EventKind.MEMBER_RENAMED: at_once},
    people=_stewards_but_who_did_it,
    look=_another_name,
)
TERM_ENDS = MailKind(
    name="term-ends",
    title=N_("The term of a steward comes to its end, and you are a steward"),
    follows={
        EventKind.MEMBER_ADDED: _before_its_end,
        EventKind.MEMBER_CHANGED: _before_its_end,
        EventKind.STEWARD_CONFIRMED: _before_its_end,
    },
    people=_everyone_who_keeps_terms,
    look=_a_term_ends,
)
