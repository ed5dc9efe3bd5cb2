"""The whole path of a proposal in time, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from markupsafe import Markup

from amendments.belonging.shown_names import in_words
from app import addresses
from app.rendering.markdown.html import words_to_html
from app.services.views.amendment_view import AmendmentView
from app.services.views.decision_view import RoundView
from app.storage.talking.discussion_rows import OutlineEntry
from app.storage.writing.amendments import Version
from app.web.pages.deciding.decision_context import DecisionView, MoveView
from app.web.pages.deciding.objection_context import ObjectionView
from app.web.pages.proposals.life_context import told_lives
from app.web.pages.proposals.living_context import where_in_words
from charter.language import gettext as _
from charter.language import ngettext


@dataclass(frozen=True, slots=True)
class StoryLine:
    """Something that happened: a sentence, the words that were said with it, and where to look.

    With `on` nothing but the day may be told; `at` then is the end of it, for the order.
    """

    at: datetime
    words: str
    said: Markup | None = None
    link: str = ""
    link_words: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the story of one proposal to one person."""

    view: AmendmentView
    views: Sequence[DecisionView]
    slug: str
    zone: tzinfo

    @property
    def number(self) -> int:
        """The number of the proposal."""
        return self.view.kept.value.number

    def name(self, member: int | None) -> str:
        """Someone's name, at the start of a sentence."""
        return in_words(self.view.names.by_member.get(member or 0, _("A member")))

    def beginning(self) -> Iterator[StoryLine]:
        """How it began, and its versions."""
        kept = self.view.kept
        first = self.view.versions[0]
        began = _("{name} began to write it.").format(name=self.name(first.member))
        yield StoryLine(kept.created_at, began)
        if kept.value.submitted_at:
            yield StoryLine(kept.value.submitted_at, _("It was brought before all members."))
        for version in self.view.versions[1:]:
            yield self.version(version)

    def version(self, version: Version) -> StoryLine:
        """A new version, and whom it answers."""
        told = [
            _("{name} made version {n}.").format(name=self.name(version.member), n=version.number)
        ]
        by = {one.number: one.member for one in self.view.talk.outline}
        if version.suggestion is not None:
            told.append(
                _("It takes over a wording that {name} suggested.").format(
                    name=self.name(by[version.suggestion])
                )
                if version.suggestion in by
                else _("It takes over a wording that a member suggested.")
            )
        if version.answers:
            numbers = ", ".join(map(str, version.answers))
            told.append(
                ngettext(
                    "It means to meet objection {numbers}.",
                    "It means to meet objections {numbers}.",
                    len(version.answers),
                ).format(numbers=numbers)
            )
        return StoryLine(
            version.created_at,
            " ".join(told),
            words_to_html(version.note) if version.note else None,
            addresses.versions(self.slug, self.number, version.number - 1, version.number),
            _("what changed since version {n}").format(n=version.number - 1),
        )

    def decision(self, view: RoundView, shown: DecisionView) -> Iterator[StoryLine]:
        """A decision: when it began, who objected, how it ended."""
        link = addresses.round_of(self.slug, self.number, shown.number)
        words = _("decision {n}").format(n=shown.number)
        began = _("Decision {n} began, on version {version}.")
        if shown.is_correction:
            began = _("It was put before all members as a correction, on version {version}.")
        told = began.format(n=shown.number, version=shown.version)
        if view.again:
            because = _("An objection to the same words was open; this is why:")
            told = f"{told} {because}"
        why = shown.again_html if view.again else None
        yield StoryLine(shown.opened_at, told, why, link, words)
        for one in shown.moves:
            yield self.moved(one, shown)
        if self.view.names.by_member:
            raised = {kept.value.number: kept for kept in view.objections}
            for each in shown.objections:
                kept = raised.get(each.number)
                if kept and kept.raised_at and kept.value.raised_in == shown.number:
                    told = self.objected(each, shown)
                    yield self.about(kept.raised_at, each, view, shown, told, each.reason)
                if kept and kept.resolved_at and kept.resolved_in == shown.number:
                    ended = _("Objection {n} ended: {how}.").format(
                        n=each.number, how=each.in_words
                    )
                    yield self.about(kept.resolved_at, each, view, shown, ended, each.resolution)
        if shown.closed_at:
            told = _("Decision {n} closed. {outcome}.").format(
                n=shown.number, outcome=shown.outcome
            )
            statement = Markup("<p>{}</p>").format(shown.statement) if shown.statement else None
            yield StoryLine(shown.closed_at, told, statement, link, words)

    def moved(self, one: MoveView, shown: DecisionView) -> StoryLine:
        """A deadline that moved, and why."""
        words, link, link_words = one.words, "", ""
        if one.name:
            called = in_words(one.name)
            name = called[:1].upper() + called[1:]
            words = _("{name} gave everyone more time.").format(name=name)
        if one.revision is not None:
            link = addresses.revision(self.slug, one.revision)
            link_words = _("revision {n}").format(n=one.revision)
        at = one.at or self.end_of(one.on, shown)
        return StoryLine(at, words, one.html, link, link_words, one.on)

    def about(
        self,
        at: datetime,
        one: ObjectionView,
        view: RoundView,
        shown: DecisionView,
        words: str,
        said: Markup | None,
    ) -> StoryLine:
        """A line about an objection; by its day where its time could tell whose it is."""
        if one.is_mine or view.told.times:
            return StoryLine(at, words, said)
        on = at.astimezone(self.zone).date()
        return StoryLine(self.end_of(on, shown), words, said, on=on)

    def end_of(self, on: date | None, shown: DecisionView) -> datetime:
        """The end of a day, but not after the decision: where a line of that day stands."""
        day = (on or shown.opened_at.astimezone(self.zone).date()) + timedelta(days=1)
        midnight = datetime.combine(day, time(), self.zone)
        return min(midnight, shown.closed_at) if shown.closed_at else midnight

    def objected(self, one: ObjectionView, shown: DecisionView) -> str:
        """Who objected, as far as one may know."""
        if one.is_confidential and not one.is_mine and not shown.sees_names:
            return _("Someone objected in confidence: objection {n}.").format(n=one.number)
        if one.is_mine:
            return _("You objected: objection {n}.").format(n=one.number)
        return _("{name} objected: objection {n}.").format(name=in_words(one.name), n=one.number)

    def meanwhile(self) -> Iterator[StoryLine]:
        """What was published while it was under way."""
        for one in self.view.today.since if self.view.today else ():
            told = _("Revision {n} came into force: {where}.").format(
                n=one.number, where=where_in_words(one.where)
            )
            link = addresses.revision(self.slug, one.number)
            yield StoryLine(
                one.published_at, told, None, link, _("revision {n}").format(n=one.number)
            )

    def ending(self) -> Iterator[StoryLine]:
        """How it ended."""
        kept = self.view.kept
        revision = next((one.revision for one in self.views if one.revision), None)
        if kept.ended_at and revision:
            told = _("It is in force, as revision {n} of the charter.").format(n=revision)
            link = addresses.revision(self.slug, revision)
            yield StoryLine(kept.ended_at, told, None, link, _("revision {n}").format(n=revision))
        for one in told_lives(self.view, self.slug):
            yield StoryLine(one.at, one.words, one.said, one.link, one.link_words)


def story_of(
    view: AmendmentView, views: Sequence[DecisionView], slug: str, zone: tzinfo
) -> tuple[StoryLine, ...]:
    """The story, oldest first; what was said in between is counted."""
    teller = _Teller(view, views, slug, zone)
    lines = [*teller.beginning()]
    for one, shown in zip(view.rounds, views, strict=True):
        lines += teller.decision(one, shown)
    lines += [*teller.meanwhile(), *teller.ending()]
    lines.sort(key=lambda line: line.at)
    return tuple(_with_talk(lines, view.talk.outline, teller))


def _with_talk(
    lines: Sequence[StoryLine], comments: Sequence[OutlineEntry], teller: _Teller
) -> Iterator[StoryLine]:
    """The same, with a line wherever people talked before the next thing happened."""
    waiting = sorted(comments, key=lambda one: one.at)
    for line in lines:
        before = [one for one in waiting if one.at < line.at]
        if before:
            yield _talked(before, teller)
        waiting = waiting[len(before) :]
        yield line
    if waiting:
        yield _talked(waiting, teller)


def _talked(comments: Sequence[OutlineEntry], teller: _Teller) -> StoryLine:
    people = len({one.member for one in comments})
    said = ngettext("{n} comment was made", "{n} comments were made", len(comments))
    by = ngettext("by {n} person.", "by {n} people.", people)
    first = comments[0]
    return StoryLine(
        first.at,
        f"{said.format(n=len(comments))} {by.format(n=people)}",
        None,
        addresses.comment(teller.slug, teller.number, first.number),
        _("where they begin"),
    )
