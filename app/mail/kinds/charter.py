"""The charter itself: you belong to it, it changes, a part is to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from amendments.record.events import EventKind
from amendments.ruleset import read_ruleset
from amendments.status import Status
from app import addresses
from app.mail.kinds.kind import Letter, MailKind, Occasion, at_once
from app.rendering.rules import RuleChange, between
from app.storage.deciding import rounds
from app.storage.record import lines
from app.storage.texts import revisions
from app.storage.texts.revisions import Revision
from app.storage.writing import amendments
from charter.language import N_

#: The first line founds a charter, the second adds its first steward: nobody invites those.
FOUNDED_BY = 2
MORNING = time(9)


def _after_the_founding(occasion: Occasion) -> datetime | None:
    return occasion.at if occasion.seq > FOUNDED_BY else None


def _who_was_added(occasion: Occasion) -> Iterable[int]:
    added = occasion.member_by(occasion.data["member"])
    return {added.member} if added else ()


def _welcome(occasion: Occasion) -> Letter:
    steward = occasion.member_by(occasion.actor)
    facts = {
        "who": steward.name if steward else "",
        "role": occasion.access.actor.role.value,
        "asked": occasion.data.get("request") is not None,
    }
    return Letter(facts, "")


def _who_had_asked(occasion: Occasion) -> datetime | None:
    """Who took an invitation knows that they belong; who asked waits to be told."""
    return occasion.at if occasion.data["request"] is not None else None


def _everyone(occasion: Occasion) -> Iterable[int]:
    return [one.member for one in occasion.members()]


def _a_new_revision(occasion: Occasion) -> Letter | None:
    revision = occasion.read(
        revisions.revision, occasion.access.charter.id, int(occasion.data["number"])
    )
    if revision is None:
        return None
    kept = occasion.amendment()
    version = occasion.version(kept)
    facts = {
        "number": kept.value.number,
        "title": version.title,
        "summary": version.summary,
        "revision": revision.number,
        "dated": revision.dated,
        "statement": occasion.decision(kept).statement or "",
        "mine": occasion.me in kept.value.authors,
        "deciding": _being_decided(occasion, revision),
    }
    return Letter(facts, addresses.revision("", revision.number), kept.value.number)


def _being_decided(occasion: Occasion, revision: Revision) -> tuple[tuple[int, str], ...]:
    """What is decided meanwhile in other parts of the text: what would result reads anew too.

    Where the text beside it changed, a mail of its own asks to look again.
    """
    found = occasion.read(amendments.find_all, occasion.access.charter.id, (Status.ROUND,))
    newest = occasion.read(amendments.newest_versions, tuple(one.id for one in found))
    return tuple(
        (one.value.number, newest[one.id].title)
        for one in reversed(found)
        for decision in occasion.read(rounds.find_all, one.id)
        if decision.value.is_open
        and occasion.seat(one, decision) is not None
        and (decision.value.in_force or 0) < revision.number
    )


def _on_its_day(occasion: Occasion) -> datetime | None:
    day = occasion.amendment().value.review_on
    return datetime.combine(day, MORNING, occasion.access.charter.zone) if day else None


def _to_be_looked_at_again(occasion: Occasion) -> Letter | None:
    kept = occasion.amendment()
    if kept.value.status is not Status.ADOPTED or kept.value.review_on is None or kept.reviewed_at:
        return None
    facts = {
        "number": kept.value.number,
        "title": occasion.version(kept).title,
        "revision": int(occasion.data["number"]),
        "review_on": kept.value.review_on,
    }
    return Letter(facts, addresses.amendment("", kept.value.number, at="review"), kept.value.number)


def _everyone_but_who_did_it(occasion: Occasion) -> Iterable[int]:
    return [one.member for one in occasion.members() if one.handle != occasion.actor]


def _the_rules_have_changed(occasion: Occasion) -> Letter | None:
    steward = occasion.member_by(occasion.actor)
    facts = {
        "who": steward.name if steward else "",
        "number": occasion.data.get("amendment") or 0,
        "reason": occasion.read(lines.words_of, occasion.access.charter.id, occasion.seq).get(
            "reason", ""
        ),
        "rules": _changed_rules(occasion),
    }
    return Letter(facts, addresses.rules(""))


def _changed_rules(occasion: Occasion) -> tuple[RuleChange, ...]:
    """Which rules changed, from what to what."""
    before = occasion.read(lines.ruleset_before, occasion.access.charter.id, occasion.seq)
    if before is None:
        return ()
    return between(read_ruleset(before), read_ruleset(occasion.data["ruleset"]))


INVITED = MailKind(
    name="invited",
    title=N_("You are added to a charter"),
    follows={EventKind.MEMBER_ADDED: _after_the_founding, EventKind.MEMBER_JOINED: _who_had_asked},
    people=_who_was_added,
    look=_welcome,
)
PUBLISHED = MailKind(
    name="published",
    title=N_("The charter changes: a new revision is in force"),
    follows={EventKind.PUBLISHED: at_once},
    people=_everyone,
    look=_a_new_revision,
)
REVIEW_DUE = MailKind(
    name="review-due",
    title=N_("The day has come to look again at what was decided"),
    follows={EventKind.PUBLISHED: _on_its_day},
    people=_everyone,
    look=_to_be_looked_at_again,
)
RULES_CHANGED = MailKind(
    name="rules-changed",
    title=N_("The rules of deciding change"),
    follows={EventKind.RULES_CHANGED: at_once},
    people=_everyone_but_who_did_it,
    look=_the_rules_have_changed,
)
