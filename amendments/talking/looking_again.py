"""Asking who began a thread to look again at what became of their comment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from amendments.belonging import permissions
from amendments.belonging.people import Actor
from amendments.record.events import Event, EventKind
from amendments.refusals import NotAllowed, Permission, WrongState, demand
from amendments.status import UNDECIDED
from amendments.talking.comment_life import CommentState
from amendments.writing.lifecycle import Amendment
from charter.language import N_
from charter.language import gettext as _

#: What can have become of the words that a comment is about, and what of it is worth a look.
STANDS = frozenset({"same", "changed", "gone"})
MOVED = STANDS - {"same"}


class Looked(StrEnum):
    """What answers that somebody was asked to look again."""

    STILL_STANDS = "still_stands"
    SETTLED = "settled"
    REPLIED = "replied"


@dataclass(frozen=True, slots=True)
class Ask:
    """That a member asked who began a thread to look again, on a version; `answer` once it is."""

    by: int
    at: datetime
    version: int
    answer: Looked | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """The first comment of a thread, and what became of it.

    `version` is the one that it was made on; `stands` one of `STANDS`, None where it is about the
    proposal as a whole. `ask` is the newest. `author_left`: who wrote it belongs no more.
    """

    remark: CommentState
    version: int
    stands: str | None = None
    ask: Ask | None = None
    author_left: bool = False


def is_open(amendment: Amendment, remark: CommentState) -> bool:
    """Whether a comment is still to be met: it stands as it was said, and nothing is decided."""
    is_over = remark.is_taken_back or remark.is_hidden or remark.is_settled
    return not is_over and amendment.status in UNDECIDED


def is_waiting(amendment: Amendment, remark: CommentState, ask: Ask | None) -> bool:
    """Whether somebody is asked to look again at their comment, and has not answered yet."""
    return ask is not None and ask.answer is None and is_open(amendment, remark)


def may_ask(actor: Actor, amendment: Amendment, thread: Thread) -> Permission:
    """Whether someone may ask the author of a comment to look again: an author or a steward, where
    something has changed since, once on each version.
    """
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if actor.member not in amendment.authors and not actor.is_steward:
        return NotAllowed(_("Only an author of this proposal or a steward can ask for this."))
    return _can_be_asked(actor, amendment, thread)


def _can_be_asked(actor: Actor, amendment: Amendment, thread: Thread) -> Permission:
    remark, asked_on = thread.remark, thread.ask.version if thread.ask else 0
    has_changed = thread.stands in MOVED or amendment.version > thread.version
    in_the_way = (
        (
            remark.thread != remark.number,
            N_("One asks about a thread at the comment that it began with."),
        ),
        (
            not is_open(amendment, remark),
            N_("This comment is not open any more, or the proposal is decided."),
        ),
        (remark.member == actor.member, N_("This is your own comment.")),
        (
            thread.author_left,
            N_("The person who wrote this comment does not belong here any more."),
        ),
        (not has_changed, N_("Nothing has changed there since this comment was made.")),
        (
            asked_on >= amendment.version,
            N_("They were asked about this version already. On a newer one you can ask again."),
        ),
    )
    return next((WrongState(_(reason)) for holds, reason in in_the_way if holds), True)


def ask_again(amendment: Amendment, thread: Thread, actor: Actor) -> Event:
    """Ask the author of a comment to look again at what became of it.

    Raises:
        NotAllowed, WrongState: as `may_ask` says.
    """
    demand(may_ask(actor, amendment, thread))
    data = {
        "amendment": amendment.number,
        "comment": thread.remark.number,
        "version": amendment.version,
        "stands": thread.stands,
    }
    return Event(EventKind.LOOK_AGAIN_ASKED, actor.handle, data)


def may_say_it_stands(
    actor: Actor, amendment: Amendment, remark: CommentState, ask: Ask | None
) -> Permission:
    """Whether someone may say that their comment still stands: its author, who was asked."""
    member = permissions.may_take_part(actor)
    if member is not True:
        return member
    if actor.member != remark.member:
        return NotAllowed(_("Only the person who wrote this comment can do this."))
    if not is_waiting(amendment, remark, ask):
        return WrongState(_("Nobody is waiting for you to look at this comment again."))
    return True


def say_it_stands(
    amendment: Amendment, remark: CommentState, ask: Ask | None, actor: Actor
) -> Event:
    """Say that a comment still stands, after having looked again.

    Raises:
        NotAllowed, WrongState: as `may_say_it_stands` says.
    """
    demand(may_say_it_stands(actor, amendment, remark, ask))
    assert ask is not None
    data = {"amendment": amendment.number, "comment": remark.number, "version": ask.version}
    return Event(EventKind.STILL_STANDS, actor.handle, data)
