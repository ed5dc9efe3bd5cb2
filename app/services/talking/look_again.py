"""Asking who began a thread to look again at what became of their comment, and their answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amendments.refusals import Permission
from amendments.talking import looking_again as rules
from amendments.talking.comment_life import CommentState
from amendments.talking.looking_again import Ask, Looked, Thread
from app.services.entry import CharterAccess
from app.services.talking.comment_edits import find_remark, remark_of
from app.services.talking.followed import Followed, follow_comments
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.talking import look_again as kept_asks
from app.storage.talking.comments import Comment
from app.storage.writing.amendments import StoredAmendment


@dataclass(frozen=True, slots=True)
class LookAgainView:
    """What someone may do about looking again at a comment; `waiting`: its author is asked."""

    may_ask: Permission
    may_say_it_stands: Permission
    waiting: bool


def thread_of(
    access: CharterAccess, comment: Comment, remark: CommentState, at: Followed | None
) -> Thread:
    """A comment as the rules see it that tell who may be asked to look again."""
    return Thread(
        remark,
        comment.version,
        at.kind if at else None,
        comment.ask,
        author_left=comment.member not in access.community.members,
    )


def look_again_at(
    access: CharterAccess,
    kept: StoredAmendment,
    comments: Iterable[Comment],
    places: Mapping[int, Followed],
) -> dict[int, LookAgainView]:
    """What the person who came in may do about looking again at the first comment of each thread.

    `places` says where the passages stand that the comments are about.
    """
    found = {}
    for one in comments:
        if one.reply_to is not None or one.kept_back:
            continue
        thread = thread_of(access, one, remark_of(one, one.number), places.get(one.number))
        found[one.number] = LookAgainView(
            rules.may_ask(access.actor, kept.value, thread),
            rules.may_say_it_stands(access.actor, kept.value, thread.remark, one.ask),
            rules.is_waiting(kept.value, thread.remark, one.ask),
        )
    return found


def waiting_asks(kept: StoredAmendment, comments: Iterable[Comment]) -> dict[int, Ask]:
    """What authors of comments are asked and have not answered yet, by the comment's number."""
    return {
        one.number: one.ask
        for one in comments
        if one.ask and rules.is_waiting(kept.value, remark_of(one, one.number), one.ask)
    }


def ask_to_look_again(writer: Writer, access: CharterAccess, amendment: int, number: int) -> None:
    """Ask the author of a comment to look again at what became of it.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, it is not for this person, or there is
            nothing to ask.
    """
    found = find_remark(writer, access, amendment, number)
    places = follow_comments(writer, access, found.kept, [found.comment])
    thread = thread_of(access, found.comment, found.remark, places.get(number))
    event = rules.ask_again(found.kept.value, thread, access.actor)
    lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    kept_asks.add_ask(writer, found.comment.id, access.actor.member, found.kept.value.version)


def say_it_still_stands(writer: Writer, access: CharterAccess, amendment: int, number: int) -> None:
    """Say that one's comment still stands, having been asked to look again.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, it is not this person's, or nobody asks.
    """
    found = find_remark(writer, access, amendment, number)
    event = rules.say_it_stands(found.kept.value, found.remark, found.comment.ask, access.actor)
    lines.append(writer, access.charter, event)
    kept_asks.answer(writer, found.comment.id, Looked.STILL_STANDS)
