"""How the life of a proposal goes on and ends, as its page and its story tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from amendments.belonging.shown_names import in_words
from amendments.status import Status
from amendments.writing.ending import MEANING
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

    look: AmendmentView
    end: ToldEnd | None
    pending: ToldEnd | None
    until: datetime | None
    first: str
    choices: tuple[tuple[str, str, str], ...]

    @property
    def is_orphan(self) -> bool:
        """Whether nobody writes it any more."""
        return self.look.life.is_orphan

    @property
    def may_take_up(self) -> bool:
        """Whether this person can go on with it."""
        return self.look.life.may_take_up is True

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.look.status is Status.WITHDRAWN


def life_view(look: AmendmentView, charter: str) -> LifeView:
    """The life of a proposal as someone may know it. `charter` begins the charter's addresses."""
    end, pending = look.life.end, look.life.pending
    # Where nobody writes it any more, they are named as its authors.
    former = sorted(look.kept.value.former) if look.kept.value.authors else []
    return LifeView(
        look=look,
        end=_told_end(look, end, charter) if end else None,
        pending=_told_pending(look, pending, charter) if pending else None,
        until=pending.value.ends_at if pending else None,
        first=", ".join(in_words(name) for name in look.names.of_all(former)) if former else "",
        choices=tuple((one.value, *both(words)) for one, words in MEANING.items()),
    )


def _name(look: AmendmentView, member: int | None) -> str:
    return in_words(look.names.by_member.get(member or 0, _("A member")))


def _html(words: str) -> Markup | None:
    return words_to_html(words) if words else None


def _told_end(look: AmendmentView, end: End, charter: str) -> ToldEnd:
    if end.kind is Status.CLOSED:
        words = _("It was closed, as nobody said no: {why}.").format(why=why(end.reason, end.of))
    elif end.member is None and look.kept.value.submitted_at is not None:
        words = _("It was withdrawn.")
    elif end.member is None:
        words = _("It ended, because its author left before anyone had seen it.")
    else:
        words = _("{name} withdrew it.").format(name=_name(look, end.member))
    return ToldEnd(words, end.at, _html(end.note), *_other(end.of, charter))


def _told_pending(look: AmendmentView, one: KeptAnnouncement, charter: str) -> ToldEnd:
    words = _("{name} announced that it is to be closed: {why}.").format(
        name=_name(look, one.member), why=why(one.value.reason, one.value.of)
    )
    at = one.value.announced_at
    return ToldEnd(words, at, _html(one.note), *_other(one.value.of, charter))


def _other(of: int | None, charter: str) -> tuple[str, str]:
    """Where to find the proposal that asks for the same."""
    return (f"{charter}/amendments/{of}", _("proposal {n}").format(n=of)) if of else ("", "")


def told_lives(look: AmendmentView, charter: str) -> Iterator[ToldEnd]:
    """All that happened to who writes a proposal and to its end, for its story."""
    for member, at in look.life.departures:
        yield ToldEnd(_("{name} stopped writing it.").format(name=_name(look, member)), at)
    for each in look.life.taken_up:
        words = _("{name} took it up.").format(name=_name(look, each.member))
        yield ToldEnd(words, each.at)
    for one in look.life.announcements:
        yield _told_pending(look, one, charter)
        if one.outcome == "refused" and one.over_at:
            words = _("{name} said no: it goes on.").format(name=_name(look, one.refused_by))
            yield ToldEnd(words, one.over_at, _html(one.refusal))
        if one.outcome == "stopped" and one.over_at:
            words = _("It was not closed: what was announced was not so any more.")
            yield ToldEnd(words, one.over_at)
    for end in look.life.ends:
        yield _told_end(look, end, charter)
