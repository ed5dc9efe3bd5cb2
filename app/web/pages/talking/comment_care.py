"""What became of a comment, and what one may do with it, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from amendments.refusals import NotAllowed, Permission
from amendments.talking.looking_again import Looked
from amendments.talking.mentions import called
from app.rendering.markdown.html import words_to_html
from app.services.views.amendment_view import AmendmentView
from app.storage.talking.comments import Comment


@dataclass(frozen=True, slots=True)
class HiddenView:
    """That a steward hid a comment, and how its author was heard, as far as one may read it."""

    at: datetime
    reason: Markup
    answer: Markup
    appeal: Markup
    decision: Markup
    may_answer: bool
    appealing: Permission
    may_decide: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class AgainView:
    """That its author is asked to look again at a comment, by whom and on which version.

    `is_waiting` until they answered; then `stands`: they said that it still does.
    """

    asked_by: str
    at: datetime | None
    version: int
    is_waiting: bool
    stands: bool
    may_ask: bool
    may_say_it_stands: bool


@dataclass(frozen=True, slots=True)
class CareView:
    """What became of a comment. `withheld`: its words are not for this person."""

    body: str
    html: Markup
    earlier: tuple[tuple[datetime, Markup], ...]
    is_taken_back: bool
    withheld: bool
    is_settled: bool
    settled_by: str
    folded: bool
    may_edit: bool
    may_take_back: bool
    may_settle: bool
    may_report: bool
    handle: str
    may_hide: Permission
    may_restore: bool
    hidden: HiddenView | None
    again: AgainView | None = None


def care_view(view: AmendmentView, comment: Comment) -> CareView:
    """What became of a comment."""
    remark = view.talk.remarks[comment.number]
    named = {one: view.speakers.of(one) for one in comment.mentions}
    return CareView(
        body=comment.body,
        html=words_to_html(comment.body, tuple(called(comment.body, named))),
        earlier=tuple((until, words_to_html(words)) for until, words in comment.earlier),
        is_taken_back=comment.taken_back_at is not None,
        withheld=comment.withheld,
        is_settled=comment.settled_at is not None,
        settled_by=view.speakers.of(comment.settled_by) if comment.settled_by else "",
        folded=remark.folded,
        may_edit=remark.may_edit is True,
        may_take_back=remark.may_take_back is True,
        may_settle=remark.may_settle is True,
        may_report=remark.may_report is True,
        handle=view.names.handles.get(comment.member, ""),
        may_hide=remark.may_hide,
        may_restore=remark.may_restore is True,
        hidden=_hidden(view, comment),
        again=_again(view, comment),
    )


def _again(view: AmendmentView, comment: Comment) -> AgainView | None:
    again, ask = view.talk.again.get(comment.number), comment.ask
    if again is None or comment.taken_back_at is not None or comment.hiding is not None:
        return None
    return AgainView(
        asked_by=view.speakers.of(ask.by) if ask else "",
        at=ask.at if ask else None,
        version=ask.version if ask else 0,
        is_waiting=again.waiting,
        stands=ask is not None and ask.answer is Looked.STILL_STANDS,
        may_ask=again.may_ask is True,
        may_say_it_stands=again.may_say_it_stands is True,
    )


def _hidden(view: AmendmentView, comment: Comment) -> HiddenView | None:
    hiding = comment.hiding
    if hiding is None:
        return None
    remark = view.talk.remarks[comment.number]
    return HiddenView(
        at=hiding.at,
        reason=words_to_html(hiding.reason),
        answer=words_to_html(hiding.answer),
        appeal=words_to_html(hiding.appeal),
        decision=words_to_html(hiding.decision),
        may_answer=remark.may_answer is True,
        appealing=remark.may_appeal,
        may_decide=remark.may_decide is True,
        is_own=not isinstance(remark.may_take_back, NotAllowed),
    )
