"""What asks for care on the stewards' desk: reports, and appeals about hidden comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from amendments.belonging.shown_names import in_words
from amendments.care.moderation import ReportSubject
from amendments.refusals import Permission
from amendments.status import UNDECIDED, Status
from app import addresses
from app.rendering.markdown.html import words_to_html
from app.services.care.pause import running
from app.services.talking.mirror import not_heard_on
from app.services.talking.threads import WantedThreads
from app.services.views import amendment_view
from app.services.views.moderation_view import (
    HiddenComment,
    ReportView,
    address_of,
    hidden,
    open_reports,
)
from app.storage.care import care_rows
from app.storage.care.pauses import KeptPause
from app.storage.talking.comments import Comment
from app.storage.writing.amendment_lists import listed
from app.web.pages.belonging.choices import Choices, choices
from app.web.pages.context import CharterContext
from app.web.rendering.marks import visible

#: As many people as are named where there may be more.
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class ReportedWords:
    """What a report is about. `hide` is where it can be hidden, if it is a comment."""

    name: str
    html: Markup
    hide: str = ""
    is_hidden: bool = False
    may_hide: Permission = True


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report on the desk: what it is about, by whom, and which promise it points to."""

    view: ReportView
    by: str
    link: str
    promise: str
    words: str
    reported: ReportedWords | None
    talk: str


@dataclass(frozen=True, slots=True)
class NotHeard:
    """A proposal in discussion, and who has not been heard on it."""

    number: int
    title: str
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class CarePart:
    """The part of the desk. `typed` is what stands in its forms."""

    reports: tuple[ReportCard, ...]
    appeals: tuple[HiddenComment, ...]
    names: amendment_view.Names
    typed: Mapping[str, str]
    pauses: tuple[KeptPause, ...]
    pausable: Choices
    not_heard: tuple[NotHeard, ...]


def care_part(charter_ctx: CharterContext, typed: Mapping[str, str]) -> CarePart:
    """What asks for care."""
    care_rows.read_together(charter_ctx.reader, charter_ctx.access.charter.id)
    names = amendment_view.names(charter_ctx.reader, charter_ctx.access)
    cards = tuple(
        _card(charter_ctx, one, names)
        for one in open_reports(charter_ctx.reader, charter_ctx.access)
    )
    appeals = tuple(
        one
        for one in hidden(charter_ctx.reader, charter_ctx.access)
        if one.hiding.value.is_appealed and not one.hiding.value.is_decided
    )
    return CarePart(
        reports=cards,
        appeals=appeals,
        names=names,
        typed=typed,
        pauses=tuple(running(charter_ctx.reader, charter_ctx.access)),
        pausable=choices(
            charter_ctx.reader, charter_ctx.access, but={charter_ctx.access.actor.member}
        ),
        not_heard=tuple(_not_heard(charter_ctx)),
    )


def _not_heard(charter_ctx: CharterContext) -> Iterator[NotHeard]:
    access = charter_ctx.access
    every = listed(charter_ctx.reader, access.charter.id, access.actor.member, UNDECIDED)
    every = [one for one in every if one.kept.value.status is Status.DISCUSSION]
    some = every[:MOST_NAMES]
    found = not_heard_on(charter_ctx.reader, access, [one.kept for one in some], MOST_NAMES)
    for one in some:
        if one.kept.id in found:
            names, count = found[one.kept.id]
            number, title = one.kept.value.number, one.version.title
            yield NotHeard(number, title, tuple(names), count - len(names))


def _card(charter_ctx: CharterContext, one: ReportView, names: amendment_view.Names) -> ReportCard:
    report = one.report
    link = address_of(charter_ctx.slug, report.amendment, report.about, report.target)
    promise = visible(one.promise, "paragraph").replace("**", "").removeprefix("- ")
    # Whoever is concerned is not told who made it.
    by = names.of(report.reporter) if one.may_handle is True else ""
    words = words_to_html(report.body) if by and report.body else ""
    if not by:
        return ReportCard(one, by, link, promise, words, None, "")
    talk = addresses.mediations(
        charter_ctx.slug,
        people=[names.handles[report.reporter]],
        steward=charter_ctx.access.actor.handle or "",
    )
    return ReportCard(one, by, link, promise, words, _reported(charter_ctx, one), talk)


def _reported(charter_ctx: CharterContext, one: ReportView) -> ReportedWords | None:
    """The words that a report is about, as far as this steward may read them."""
    report = one.report
    target = report.target if report.about == ReportSubject.COMMENT else None
    wanted = WantedThreads(comment=target) if target else None
    view = amendment_view.look_at_amendment(
        charter_ctx.reader, charter_ctx.access, report.amendment, wanted
    )
    if report.about == ReportSubject.COMMENT:
        comment = next((c for c in view.talk.comments if c.number == report.target), None)
        return _comment(charter_ctx, view, comment) if comment else None
    if report.about == ReportSubject.OBJECTION:
        heard = view.hearings.get(report.target or 0)
        return ReportedWords("", words_to_html(heard.kept.reason)) if heard else None
    return ReportedWords(
        ", ".join(map(in_words, view.names.of_all(view.kept.value.named))),
        words_to_html(view.version.summary),
    )


def _comment(
    charter_ctx: CharterContext, view: amendment_view.AmendmentView, comment: Comment
) -> ReportedWords:
    number = view.kept.value.number
    return ReportedWords(
        name=view.names.of(comment.member),
        html=words_to_html(comment.body),
        hide=addresses.comment_act(charter_ctx.slug, number, comment.number, "hide"),
        is_hidden=comment.hiding is not None,
        may_hide=view.talk.remarks[comment.number].may_hide,
    )
