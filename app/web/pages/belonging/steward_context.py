"""The stewards as the members' page and the desk show them: terms, and what waits for a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amendments.belonging import stewardship
from amendments.belonging.shown_names import in_words
from amendments.belonging.stewardship import StewardChange, StewardChangeKind
from amendments.refusals import Permission
from app.services.belonging import stewards
from app.services.belonging.ask_to_join import waiting
from app.services.views.amendment_view import directory
from app.storage.belonging.membership import Member
from app.web.pages.context import CharterContext
from charter.dates import day_in_words
from charter.language import gettext as _

#: When the desk begins to tell of a term that ends.
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Steward:
    """A steward, and the last day of the term if it has one. Overdue: it only goes on for now."""

    member: int
    handle: str
    name: str
    last_day: date | None
    is_overdue: bool
    ends_soon: bool


@dataclass(frozen=True, slots=True)
class AboutSteward:
    """What was proposed about somebody, as this person may act on it."""

    number: int
    sentence: str
    who: str
    reason: str
    answer: str
    ends_at: datetime
    may_confirm: Permission
    may_stop: Permission
    is_about_me: bool
    confirm_label: str


def stewards_of(charter_ctx: CharterContext) -> tuple[Steward, ...]:
    """The stewards of a charter, by name."""
    known, here = (
        directory(charter_ctx.reader, charter_ctx.access),
        charter_ctx.access.community.stewards,
    )
    known.know(here)
    listed = sorted((known[one] for one in here), key=lambda one: (one.name, one.member))
    return tuple(_steward(charter_ctx, one) for one in listed)


def _steward(charter_ctx: CharterContext, one: Member) -> Steward:
    now, ends, zone = charter_ctx.reader.now, one.term_ends_at, charter_ctx.access.charter.zone
    return Steward(
        one.member,
        one.handle,
        one.name,
        stewards.last_day(ends, zone) if ends else None,
        is_overdue=ends is not None and ends <= now,
        ends_soon=ends is not None and ends <= now + SOON,
    )


def changes_of(charter_ctx: CharterContext) -> tuple[AboutSteward, ...]:
    """What waits for a second steward, for stewards and for whom it is about."""
    actor, community, now = (
        charter_ctx.access.actor,
        charter_ctx.access.community,
        charter_ctx.reader.now,
    )
    found = stewards.open_changes(charter_ctx.reader, charter_ctx.access)
    concerned = {who for one in found for who in (one.value.member, one.value.proposed_by)}
    known = directory(charter_ctx.reader, charter_ctx.access)
    known.know(concerned)
    names = {one: in_words(known[one].name) for one in concerned}
    return tuple(
        AboutSteward(
            number=one.value.number,
            sentence=_sentence(charter_ctx, one.value, names),
            who=names[one.value.proposed_by],
            reason=one.reason,
            answer=one.answer,
            ends_at=one.value.ends_at,
            may_confirm=stewardship.may_confirm(actor, one.value, community, now),
            may_stop=stewardship.may_stop(actor, one.value, now),
            is_about_me=one.value.member == actor.member,
            confirm_label=_label(one.value, names),
        )
        for one in found
    )


def _sentence(charter_ctx: CharterContext, change: StewardChange, names: Mapping[int, str]) -> str:
    facts = {"by": names[change.proposed_by], "who": names[change.member]}
    if change.way is StewardChangeKind.END:
        return _("{by} proposes that {who} is not a steward any more.").format(**facts)
    if change.way is StewardChangeKind.REMOVE:
        return _("{by} proposes to remove {who} from this charter.").format(**facts)
    if change.until is None:
        return _("{by} proposes that {who} is a steward, without an end.").format(**facts)
    day = stewards.last_day(change.until, charter_ctx.access.charter.zone)
    text = _("{by} proposes that {who} is a steward until {day}.")
    return text.format(**facts, day=day_in_words(day))


def _label(change: StewardChange, names: Mapping[int, str]) -> str:
    texts = {
        StewardChangeKind.MAKE: _("Confirm: {who} is a steward"),
        StewardChangeKind.END: _("Confirm: {who} is not a steward any more"),
        StewardChangeKind.REMOVE: _("Confirm: remove {who}"),
    }
    return texts[change.way].format(who=names[change.member])


@dataclass(frozen=True, slots=True)
class PeopleDue:
    """What about people needs a steward."""

    changes: tuple[AboutSteward, ...]
    requests: int
    terms: tuple[Steward, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing does."""
        return not (self.changes or self.requests or self.terms)


def people_due(charter_ctx: CharterContext) -> PeopleDue:
    """What the desk tells about people."""
    ending = tuple(one for one in stewards_of(charter_ctx) if one.ends_soon)
    return PeopleDue(
        changes_of(charter_ctx), len(waiting(charter_ctx.reader, charter_ctx.access)), ending
    )
