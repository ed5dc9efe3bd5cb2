"""How the life of a proposal goes on and ends, as its page and its story tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from amendments.belonging.shown_names import in_words
from amendments.status import Status
from amendments.writing.ending import MEANING
from app import addresses
from app.rendering.markdown.html import words_to_html
from app.services.views.amendment_view import AmendmentView
from app.storage.writing.lives import End, KeptAnnouncement
from app.web.rendering.record.life_events import why
from charter.language import both
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class ToldEnd:
    """Something that ended it, or is to: a sentence, when, and what was said with it."""

    words: str
    at: datetime
    said: Markup | None = None
    link: str = ""
    link_words: str = ""


@dataclass(frozen=True, slots=True)
class LifeView:
    """The life of a proposal on its page. `choices` are the reasons for closing it.

    `end` tells how it ended, `pending` that it is to end at `until`, `first` who wrote it before.
    """

    view: AmendmentView
    end: ToldEnd | None
    pending: ToldEnd | None
    until: datetime | None
    first: str
    choices: tuple[tuple[str, str, str], ...]

    @property
    def is_orphan(self) -> bool:
        """Whether nobody writes it any more."""
        return self.view.life.is_orphan

    @property
    def may_take_up(self) -> bool:
        """Whether this person can go on with it."""
        return self.view.life.may_take_up is True

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.view.status is Status.WITHDRAWN


def life_view(view: AmendmentView, slug: str) -> LifeView:
    """The life of a proposal as someone may know it."""
    end, pending = view.life.end, view.life.pending
    # Where nobody writes it any more, they are named as its authors.
    former = sorted(view.kept.value.former) if view.kept.value.authors else []
    return LifeView(
        view=view,
        end=_told_end(view, end, slug) if end else None,
        pending=_told_pending(view, pending, slug) if pending else None,
        until=pending.value.ends_at if pending else None,
        first=", ".join(in_words(name) for name in view.names.of_all(former)) if former else "",
        choices=tuple((one.value, *both(words)) for one, words in MEANING.items()),
    )


def _name(view: AmendmentView, member: int | None) -> str:
    return in_words(view.names.by_member.get(member or 0, _("A member")))


def _html(words: str) -> Markup | None:
    return words_to_html(words) if words else None


def _told_end(view: AmendmentView, end: End, slug: str) -> ToldEnd:
    if end.kind is Status.CLOSED:
        words = _("It was closed, as nobody said no: {why}.").format(why=why(end.reason, end.of))
    elif end.member is None and view.kept.value.submitted_at is not None:
        words = _("It was withdrawn.")
    elif end.member is None:
        words = _("It ended, because its author left before anyone had seen it.")
    else:
        words = _("{name} withdrew it.").format(name=_name(view, end.member))
    return ToldEnd(words, end.at, _html(end.note), *_other(end.of, slug))


def _told_pending(view: AmendmentView, one: KeptAnnouncement, slug: str) -> ToldEnd:
    words = _("{name} announced that it is to be closed: {why}.").format(
        name=_name(view, one.member), why=why(one.value.reason, one.value.of)
    )
    at = one.value.announced_at
    return ToldEnd(words, at, _html(one.note), *_other(one.value.of, slug))


def _other(of: int | None, slug: str) -> tuple[str, str]:
    """Where to find the proposal that asks for the same."""
    return (addresses.amendment(slug, of), _("proposal {n}").format(n=of)) if of else ("", "")


def told_lives(view: AmendmentView, slug: str) -> Iterator[ToldEnd]:
    """All that happened to who writes a proposal and to its end, for its story."""
    for member, at in view.life.departures:
        yield ToldEnd(_("{name} stopped writing it.").format(name=_name(view, member)), at)
    for each in view.life.taken_up:
        words = _("{name} took it up.").format(name=_name(view, each.member))
        yield ToldEnd(words, each.at)
    for one in view.life.announcements:
        yield _told_pending(view, one, slug)
        if one.outcome == "refused" and one.over_at:
            words = _("{name} said no: it goes on.").format(name=_name(view, one.refused_by))
            yield ToldEnd(words, one.over_at, _html(one.refusal))
        if one.outcome == "stopped" and one.over_at:
            words = _("It was not closed: what was announced was not so any more.")
            yield ToldEnd(words, one.over_at)
    for end in view.life.ends:
        yield _told_end(view, end, slug)
