"""A discussion as its page shows it: threads, and the passages that one can comment on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from amendments.talking.comments import CommentKind
from amendments.talking.discussion import SENSES, Sense
from amendments.talking.which_words import Occurrence
from app.rendering.markdown.html import words_to_html
from app.services.talking.followed import Followed
from app.services.talking.threads import AnswersPart, ThreadPart
from app.services.talking.which_words import occurrences
from app.services.views.amendment_view import AmendmentView
from app.storage.talking.comments import Comment
from app.web.pages.talking.comment_care import CareView, care_view
from app.web.rendering.marks import visible
from app.web.rendering.sentences import name_of
from charter import Block
from charter.language import N_, both
from charter.language import gettext as _

KINDS = {
    CommentKind.REACTION: (N_("Reaction"), N_("what you feel or think about it")),
    CommentKind.QUESTION: (N_("Question"), N_("something you would like to understand")),
    CommentKind.CONCERN: (N_("Concern"), N_("something that worries you")),
    CommentKind.SUGGESTION: (N_("Suggestion"), N_("another wording")),
}
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment with its replies.

    `earlier` is how the passage read that it is about, if it reads differently now, and `now` how
    it does; "" if it does not stand any more.
    """

    number: int
    name: str
    kind: str
    at: datetime
    version: int
    about: str
    block: str
    quote: str
    earlier: str
    now: str
    html: Markup
    replacement: str
    answered_by: str
    may_answer: bool
    taken_over: int
    can_take_over: bool
    why_not: str
    replies: tuple[CommentView, ...]
    care: CareView
    is_kept_back: bool = False
    part: AnswersPart | None = None

    @property
    def count(self) -> int:
        """How many answers there are to it, and to those, before and among those that are shown."""
        earlier = self.part.earlier if self.part else 0
        return earlier + sum(1 + one.count for one in self.replies)


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A steward's summary, and the version that it was written on."""

    name: str
    version: int
    at: datetime
    html: Markup


@dataclass(frozen=True, slots=True)
class SenseView:
    """One way that it feels so far, and to whom."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiscussionView:
    """The discussion of a proposal. `typed` is what stands in its form.

    `which` are the places to choose from where the quoted words stand more than once. `part` says
    which threads are shown where there are many.
    """

    threads: tuple[CommentView, ...]
    count: int
    changed: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    typed: Mapping[str, str] = field(default_factory=dict)
    summary: SummaryView | None = None
    senses: tuple[SenseView, ...] = ()
    my_sense: str = ""
    callable: tuple[str, ...] = ()
    is_open: bool = True
    which: tuple[Occurrence, ...] = ()
    part: ThreadPart | None = None

    @property
    def sense_choices(self) -> tuple[tuple[str, str, str], ...]:
        """How it can feel so far: value, title, meaning."""
        return tuple((sense.value, *both(words)) for sense, words in SENSES.items())

    @property
    def kinds(self) -> tuple[tuple[str, str, str], ...]:
        """The kinds of comment: value, name, meaning."""
        return tuple((kind.value, *both(words)) for kind, words in KINDS.items())


GONE = N_("a passage that is not there any more")
NOTHING_TYPED = {
    "body": "",
    "kind": "reaction",
    "block": "",
    "quote": "",
    "reply_to": "",
    "replacement": "",
    "occurrence": "",
}


def discussion_view(
    view: AmendmentView,
    changed: tuple[str, ...],
    typed: Mapping[str, str] | None = None,
    me: int | None = None,
) -> DiscussionView:
    """The discussion, ready to be shown. `changed` are the ids of the passages that change."""
    blocks = {block.id: block for block in (*view.base.document.blocks, *view.proposed.blocks)}
    named = {block_id: passage_name(block) for block_id, block in blocks.items()}
    shown = view.talk.shown
    comments = {one.number: one for one in view.talk.comments}
    replies: dict[int, list[Comment]] = defaultdict(list)
    for comment in comments.values():
        if comment.reply_to is not None:
            # Where what it answers is not shown, it stands right below what the thread begins with.
            above = comment.reply_to if comment.reply_to in comments else None
            replies[above or shown.thread_of[comment.number]].append(comment)
    return DiscussionView(
        part=shown.part,
        threads=tuple(_thread(view, named, replies, comments[one]) for one in shown.firsts),
        count=view.talk.count,
        changed=tuple((block, named[block]) for block in changed if block in named),
        others=tuple((block, name) for block, name in named.items() if block not in changed),
        typed={**NOTHING_TYPED, **(typed or {})},
        summary=_summary(view),
        senses=_senses(view),
        my_sense=next((one.sense.value for one in view.talk.senses if one.member == me), ""),
        callable=view.talk.callable,
        is_open=view.talk.is_open,
        which=_which(blocks, typed or {}),
    )


def _which(blocks: Mapping[str, Block], typed: Mapping[str, str]) -> tuple[Occurrence, ...]:
    """The places where the quoted words of the form stand, if there are several."""
    block, quote = blocks.get(typed.get("block", "")), typed.get("quote", "").strip()
    if block is None or not quote:
        return ()
    found = occurrences(quote, block.text)
    return found if len(found) > 1 else ()


def _summary(view: AmendmentView) -> SummaryView | None:
    if not view.talk.summaries:
        return None
    newest = view.talk.summaries[-1]
    name = view.speakers.of(newest.member)
    return SummaryView(name, newest.version, newest.at, words_to_html(newest.body))


def _senses(view: AmendmentView) -> tuple[SenseView, ...]:
    given: dict[Sense, list[int]] = defaultdict(list)
    for one in view.talk.senses:
        given[one.sense].append(one.member)
    return tuple(
        SenseView(_(title), tuple(view.names.of_all(given[sense])))
        for sense, (title, _means) in SENSES.items()
        if given[sense]
    )


def passage_name(block: Block) -> str:
    """A passage by what it calls itself, or by how it begins."""
    return _shortened(name_of(block.text) or visible(block.text, block.kind))


def _shortened(words: str) -> str:
    name = " ".join(words.split())
    if len(name) <= _LONGEST_NAME:
        return name
    return name[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def _earlier(place: Followed) -> str:
    """How a passage read, without the marks of Markdown that people do not write."""
    return visible(place.earlier, place.form).replace("**", "")


def _about(place: Followed, named: Mapping[str, str]) -> str:
    """What the passage is called that a comment is about; one that others put in by its words."""
    return named.get(place.block or "") or _shortened(_now(place)) or _(GONE)


def _now(place: Followed) -> str:
    """How it reads now, in the same way."""
    return visible(place.now, place.form).replace("**", "")


def _thread(
    view: AmendmentView,
    named: dict[str, str],
    replies: dict[int, list[Comment]],
    comment: Comment,
) -> CommentView:
    place = view.talk.places.get(comment.number)
    block = (place.block if place else None) or ""
    refusal = view.talk.take_over.get(comment.number)
    care = care_view(view, comment)
    return CommentView(
        number=comment.number,
        name=view.speakers.of(comment.member),
        kind=_(KINDS[CommentKind(comment.kind)][0]),
        at=comment.created_at,
        version=comment.version,
        about=_about(place, named) if place else "",
        block=block if block in named else "",
        quote=(comment.quote or "").replace("**", ""),
        earlier=_earlier(place) if place and place.kind != "same" and not comment.withheld else "",
        now=_now(place) if place and place.kind == "changed" and not comment.withheld else "",
        html=care.html,
        replacement=comment.replacement or "",
        answered_by=view.speakers.of(comment.answered_by) if comment.answered_by else "",
        may_answer=comment.number in view.talk.may_answer,
        taken_over=view.talk.taken_over.get(comment.number, 0),
        can_take_over=comment.number in view.talk.take_over and refusal is None,
        why_not="" if refusal is None else refusal.reason,
        replies=tuple(_thread(view, named, replies, one) for one in replies[comment.number]),
        care=care,
        is_kept_back=comment.kept_back,
        part=view.talk.shown.answers.get(comment.number),
    )
