"""What the pages of private conversations show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from markupsafe import Markup

from amendments.care.mediation import KEPT_AFTER_END, KEPT_IN_SILENCE, MOST_OTHERS
from amendments.refusals import Permission
from app.rendering.markdown.html import words_to_html
from app.services.entry import CharterAccess
from app.services.views import amendment_view
from app.services.views.amendment_view import Names
from app.services.views.mediation_view import ConversationView, may_begin, own_conversations
from app.storage.care.mediations import KeptMediation
from app.storage.engine.session import Reader
from app.web.pages.belonging.choices import Choices, choices


@dataclass(frozen=True, slots=True)
class TalkLink:
    """A conversation in a list. `others` are those who are in it, without oneself.

    `waits`: it goes on, and somebody else wrote last.
    """

    number: int
    others: tuple[str, ...]
    written_at: datetime
    waits: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class WantedConversation:
    """What stands in the form that begins a conversation: people by their handles."""

    steward: str = ""
    people: tuple[str, ...] = ()
    body: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """Who stands in each of the form's places."""
        return (*self.people, *[""] * MOST_OTHERS)[:MOST_OTHERS]


@dataclass(frozen=True, slots=True)
class MediationsPage:
    """The conversations that somebody is in, and the form that begins one.

    `stewards` and `members` are handles with names; `me` is the handle of who looks.
    """

    slug: str
    talks: tuple[TalkLink, ...]
    may_begin: Permission
    stewards: tuple[tuple[str, str], ...]
    members: Choices
    me: str | None
    wanted: WantedConversation
    days_after_end: int = KEPT_AFTER_END.days
    days_in_silence: int = KEPT_IN_SILENCE.days


@dataclass(frozen=True, slots=True)
class InIt:
    """Somebody in a conversation. `is_gone`: they left it, or the charter."""

    name: str
    is_me: bool
    is_steward: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note in a conversation."""

    name: str
    is_mine: bool
    at: datetime
    html: Markup


@dataclass(frozen=True, slots=True)
class TalkPage:
    """A conversation. `gone_on` is the day after which it is deleted, once it has ended."""

    slug: str
    number: int
    people: tuple[InIt, ...]
    notes: tuple[NoteView, ...]
    may_write: Permission
    may_leave: Permission
    may_end: Permission
    ended_at: datetime | None
    gone_on: date | None
    body: str
    days_after_end: int = KEPT_AFTER_END.days
    days_in_silence: int = KEPT_IN_SILENCE.days


def talks_of(reader: Reader, access: CharterAccess) -> tuple[TalkLink, ...]:
    """The conversations of the person who came in."""
    found = own_conversations(reader, access)
    names = amendment_view.names(reader, access) if found else Names({})
    return tuple(
        TalkLink(
            number=one.kept.number,
            others=tuple(names.of_all(_in_it(one.kept) - {access.actor.member or 0})),
            written_at=one.kept.written_at,
            waits=one.waits,
            is_over=one.kept.value.is_over,
        )
        for one in found
    )


def _in_it(kept: KeptMediation) -> set[int]:
    value = kept.value
    return set(value.concerned) | ({value.steward} if value.steward is not None else set())


def mediations_page(
    reader: Reader, access: CharterAccess, wanted: WantedConversation
) -> MediationsPage:
    """One's own conversations, and the form."""
    known, actor = amendment_view.directory(reader, access), access.actor
    known.know(access.community.stewards)
    stewards = sorted(
        (
            known[one]
            for one in access.community.stewards
            if one != actor.member or actor.is_steward
        ),
        key=lambda one: (one.name, one.member),
    )
    people = choices(reader, access, but={actor.member})
    if people is None:
        # They are written by name, and so they stand there.
        called = known.by_handles(wanted.people)
        written = (called[one].name if one in called else one for one in wanted.people)
        wanted = replace(wanted, people=tuple(written))
    return MediationsPage(
        slug=access.charter.slug,
        talks=talks_of(reader, access),
        may_begin=may_begin(reader, access),
        stewards=tuple((one.handle, one.name) for one in stewards),
        members=people,
        me=actor.handle,
        wanted=wanted,
    )


def talk_page(reader: Reader, access: CharterAccess, view: ConversationView, body: str) -> TalkPage:
    """A conversation, with what was typed in its form."""
    kept, names = view.kept, amendment_view.names(reader, access)
    gone = kept.ended_at + KEPT_AFTER_END if kept.ended_at else None
    return TalkPage(
        slug=access.charter.slug,
        number=kept.number,
        people=_people(access, kept, names),
        notes=tuple(
            NoteView(
                names.of(one.member),
                one.member == access.actor.member,
                one.at,
                words_to_html(one.text),
            )
            for one in view.notes
        ),
        may_write=view.may_write,
        may_leave=view.may_leave,
        may_end=view.may_end,
        ended_at=kept.ended_at,
        gone_on=gone.astimezone(access.charter.zone).date() if gone else None,
        body=body,
    )


def _people(access: CharterAccess, kept: KeptMediation, names: Names) -> tuple[InIt, ...]:
    """The steward first, then the others by the alphabet, at last those who left."""
    value, found = kept.value, []
    for member in {*_in_it(kept), *kept.left}:
        is_steward = member == value.steward
        here = access.community.stewards if is_steward else access.community.members
        found.append(
            InIt(
                name=names.of(member),
                is_me=member == access.actor.member,
                is_steward=is_steward,
                is_gone=member in kept.left or member not in here,
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.is_steward, one.is_gone, one.name)))
