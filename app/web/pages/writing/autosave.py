"""Keeping what someone writes: between the form in which a change is written and its draft."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from amendments.fields import names_of
from amendments.refusals import NotAllowed, Refusal
from amendments.status import Status
from amendments.writing.draft_conflicts import ChangedElsewhere, Ended, Hand
from amendments.writing.fields import PROPOSAL
from app import addresses
from app.services import entry
from app.services.entry import CharterAccess
from app.services.views.amendment_lists import ListedAmendment
from app.services.writing import keep_draft as service
from app.services.writing.keep_draft import DraftPlace
from app.storage.engine.session import Reader
from app.storage.writing import drafts
from app.storage.writing.drafts import KeptDraft
from app.web.pages.context import CharterContext, RequestContext
from app.web.pages.forms import Form
from charter.language import gettext as _

#: Fields that say which draft it is, and are no part of what is written.
_OWN = frozenset({"act", "draft", "pen", "draft_version", "by"})
_KEY = re.compile(r"[A-Za-z0-9_-]{16}")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class EditorPage:
    """Which draft a page writes in: its key, and the hand of this window."""

    key: str
    hand: Hand

    @classmethod
    def blank(cls) -> EditorPage:
        """A draft that nobody has begun."""
        return cls(_token(), Hand(_token()))

    @classmethod
    def of_form(cls, form: Form) -> EditorPage:
        """The one that a form says; a new one where it says none."""
        key, pen = form.get("draft"), form.get("pen")
        if not (_KEY.fullmatch(key) and _KEY.fullmatch(pen)):
            return cls.blank()
        return cls(key, Hand(pen, form.number("draft_version") or 0))

    @classmethod
    def of_draft(cls, draft: KeptDraft) -> EditorPage:
        """A new window on a draft."""
        return cls(draft.key, Hand(_token(), draft.hand.version))


def _token() -> str:
    return secrets.token_urlsafe(12)


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What became of keeping it: when it was kept, or why it was not.

    `elsewhere`: another window wrote in it too. `can_fork`: it can be kept as one of its own.
    """

    at: datetime | None = None
    why_not: str = ""
    elsewhere: bool = False
    can_fork: bool = False


def fields_of(form: Form) -> dict[str, str]:
    """What is written, without what only says where."""
    return {name: one for name, one in form.fields.items() if name not in _OWN}


def keep(
    ctx: RequestContext, slug: str, form: Form, page: EditorPage, number: int | None = None
) -> SavedDraft:
    """Keep what a form holds. A page goes on whatever becomes of it."""
    if ctx.person is None:
        return SavedDraft(why_not=_("You are signed out, so this is not being kept here."))
    writing = DraftPlace(page.key, page.hand, fields_of(form), number)
    try:
        with ctx.installation.database.writing() as writer:
            access = entry.enter(writer, slug, ctx.person)
            return SavedDraft(service.keep_draft(writer, access, ctx.person, writing))
    except Refusal as refused:
        elsewhere = isinstance(refused, ChangedElsewhere)
        forks = elsewhere or isinstance(refused, Ended)
        return SavedDraft(why_not=_reason(refused), elsewhere=elsewhere, can_fork=forks)


def _reason(refused: Refusal) -> str:
    if isinstance(refused, NotAllowed):
        return _("Only members can keep a draft here.")
    return refused.reason


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft in a list: what it is called, where it goes on, when it was last kept."""

    key: str
    name: str
    what: str
    charter: str
    address: str
    at: datetime
    zone: ZoneInfo


def begun(found: KeptDraft) -> Begun:
    """A draft for a list."""
    what = _("A new proposal")
    if found.amendment:
        what = _("A new version of proposal {n}").format(n=found.amendment)
    return Begun(
        key=found.key,
        name=_name(found.fields),
        what=what,
        charter=found.charter,
        address=addresses.writing(found.slug, found.amendment, draft=found.key),
        at=found.saved_at,
        zone=ZoneInfo(found.timezone),
    )


def drafts_in(
    reader: Reader, access: CharterAccess, listed: Iterable[ListedAmendment], person: int
) -> tuple[Begun, ...]:
    """All that a person has not submitted in a charter, kept while writing or saved, newest first.

    `listed` are amendments of the charter, with those of the person among them.
    """
    kept_too = (one for one in drafts.drafts_of(reader, person) if one.slug == access.charter.slug)
    saved = (
        _saved(access, one)
        for one in listed
        if one.kept.value.status is Status.DRAFT and access.actor.member in one.kept.value.authors
    )
    every = [*map(begun, kept_too), *saved]
    return tuple(sorted(every, key=lambda one: one.at, reverse=True))


def _saved(access: CharterAccess, one: ListedAmendment) -> Begun:
    return Begun(
        key="",
        name=one.version.title,
        what=_("Saved, and not submitted yet"),
        charter=access.charter.title,
        address=addresses.amendment(access.charter.slug, one.kept.value.number),
        at=one.version.created_at,
        zone=access.charter.zone,
    )


def _name(fields: Mapping[str, str]) -> str:
    """A draft by its title, or by how its words begin."""
    said = [fields.get(one, "") for one in names_of(*PROPOSAL)]
    said += [one for name, one in fields.items() if name.startswith("t.")]
    words = next((" ".join(one.split()) for one in said if one.strip()), "")
    words = words.replace("**", "")
    if len(words) <= _LONGEST_NAME:
        return words
    return words[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def begun_here(charter_ctx: CharterContext, number: int | None, but: str = "") -> tuple[Begun, ...]:
    """What this person is writing for the same page, `but` the draft that is open."""
    person = charter_ctx.ctx.person
    if person is None:
        return ()
    return tuple(
        begun(one)
        for one in drafts.drafts_of(charter_ctx.reader, person)
        if (one.slug, one.amendment) == (charter_ctx.slug, number) and one.key != but
    )
