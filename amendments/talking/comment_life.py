"""A comment's own life: its author changes it or takes it back; a thread is settled."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.belonging import permissions
from amendments.belonging.people import Actor
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, NotAllowed, Permission, WrongState, demand
from amendments.saying import said
from amendments.writing.lifecycle import Amendment
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class CommentState:
    """A comment as the rules see it. `thread` is the comment that its thread began with."""

    number: int
    member: int
    thread: int
    body: str = ""
    is_taken_back: bool = False
    is_hidden: bool = False
    is_settled: bool = False


def _own(actor: Actor, remark: CommentState) -> Permission:
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if actor.member != remark.member:
        return NotAllowed(_("Only the person who wrote this comment can do this."))
    if remark.is_taken_back:
        return WrongState(_("You have taken this comment back."))
    return True


def may_read(actor: Actor, member: int, *, is_withheld: bool) -> bool:
    """Whether the words of a comment, which `member` wrote, are for someone.

    Those of one that was taken back or hidden are for its author and stewards: nothing is deleted
    unseen.
    """
    own = actor.member is not None and actor.member == member
    return not is_withheld or actor.is_steward or own


def may_edit(actor: Actor, remark: CommentState) -> Permission:
    """Whether someone may put a comment into other words: its author, while all can read it."""
    own = _own(actor, remark)
    if own is not True:
        return own
    if remark.is_hidden:
        return WrongState(_("A steward has hidden this comment. You can answer to that instead."))
    return True


def edit(amendment: int, remark: CommentState, actor: Actor, words: str, number: int) -> Event:
    """Put a comment into other words. What it said before can still be read.

    Raises:
        NotAllowed, WrongState: as `may_edit` says.
        BadInput: there are no words, too many, or the same as before.
    """
    demand(may_edit(actor, remark))
    body = said(words, _("Please write your comment first."), field="body")
    if body == remark.body:
        raise BadInput(_("These are the same words as before."), field="body")
    data = {"amendment": amendment, "comment": remark.number, "edit": number}
    return Event(EventKind.COMMENT_EDITED, actor.handle, data, {"body": body})


def may_take_back(actor: Actor, remark: CommentState) -> Permission:
    """Whether someone may take a comment back: its author."""
    return _own(actor, remark)


def take_back(amendment: int, remark: CommentState, actor: Actor) -> Event:
    """Take a comment back: its place says so, and what was answered to it stays."""
    demand(may_take_back(actor, remark))
    data = {"amendment": amendment, "comment": remark.number}
    return Event(EventKind.COMMENT_TAKEN_BACK, actor.handle, data)


def may_settle(actor: Actor, amendment: Amendment, remark: CommentState) -> Permission:
    """Whether someone may say that a thread is settled, or open it again."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if remark.thread != remark.number:
        return WrongState(_("A thread is settled at the comment that it began with."))
    if actor.member == remark.member or actor.member in amendment.authors or actor.is_steward:
        return True
    return NotAllowed(
        _("The person who began this thread, an author or a steward can say that it is settled.")
    )


def settle(amendment: Amendment, remark: CommentState, actor: Actor, *, settled: bool) -> Event:
    """Say that a thread is settled, or open it again."""
    demand(may_settle(actor, amendment, remark))
    data = {"amendment": amendment.number, "comment": remark.number, "settled": settled}
    return Event(EventKind.THREAD_SETTLED, actor.handle, data)
