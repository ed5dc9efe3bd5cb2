"""What becomes of a comment: other words, taken back, its thread settled."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.refusals import NotFound, demand
from amendments.talking import comment_life as rules
from amendments.talking.comment_life import CommentState
from amendments.talking.looking_again import Looked
from amendments.talking.mentions import called, calls_in
from app.services import entry
from app.services.care.pause import may_speak
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.engine.session import Reader, Writer
from app.storage.record import lines
from app.storage.talking import comment_edits as kept_remarks
from app.storage.talking import comments
from app.storage.talking import look_again as kept_asks
from app.storage.talking.comments import Comment
from app.storage.texts import charters
from app.storage.writing.amendments import StoredAmendment
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class Found:
    """A comment of an amendment, and as the rules see it."""

    kept: StoredAmendment
    comment: Comment
    remark: CommentState


def remark_of(comment: Comment, thread: int) -> CommentState:
    """A comment as the rules see it; its thread begins with the comment of number `thread`."""
    return CommentState(
        number=comment.number,
        member=comment.member,
        thread=thread,
        body=comment.body,
        is_taken_back=comment.taken_back_at is not None,
        is_hidden=comment.hiding is not None,
        is_settled=comment.settled_at is not None,
    )


def find_remark(reader: Reader, access: CharterAccess, amendment: int, number: int) -> Found:
    """A comment.

    Raises:
        NotFound: there is none, or this person may not know of it.
    """
    kept = entry.amendment(reader, access, amendment)
    found = comments.comment(reader, kept.id, number)
    if found is None or not access.actor.is_member:
        raise NotFound(_("There is no comment {n} on this proposal.").format(n=number))
    thread = comments.first_of_thread(reader, kept.id, number)
    return Found(kept, found, remark_of(found, thread))


def edit_comment(
    writer: Writer, access: CharterAccess, amendment: int, number: int, words: str
) -> None:
    """Put a comment into other words, as its author.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, or it is not for this person.
        BadInput: there are no words, too many, or the same as before.
    """
    found = find_remark(writer, access, amendment, number)
    demand(rules.may_edit(access.actor, found.remark), may_speak(writer, access))
    edit = len(found.comment.earlier) + 1
    body = plain(words, "body")
    event = rules.edit(amendment, found.remark, access.actor, body, edit)
    kept_words = lines.append(writer, access.charter, event)
    kept_remarks.add_edit(writer, found.comment.id, edit, kept_words["body"])
    keep_mentions(writer, access, found.comment.id, event.words["body"], edit=edit)


def take_back_comment(writer: Writer, access: CharterAccess, amendment: int, number: int) -> None:
    """Take a comment back, as its author.

    Raises:
        NotFound, NotAllowed, WrongState: there is none, or it is not for this person.
    """
    found = find_remark(writer, access, amendment, number)
    lines.append(writer, access.charter, rules.take_back(amendment, found.remark, access.actor))
    kept_remarks.take_back(writer, found.comment.id)


def settle_thread(
    writer: Writer, access: CharterAccess, amendment: int, number: int, *, settled: bool
) -> None:
    """Say that a thread is settled, or open it again. Saying it twice is saying it once.

    Raises:
        NotFound, NotAllowed, WrongState: there is no such thread, or it is not for this person.
    """
    found = find_remark(writer, access, amendment, number)
    event = rules.settle(found.kept.value, found.remark, access.actor, settled=settled)
    if found.remark.is_settled == settled:
        return
    lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    kept_remarks.settle(writer, found.comment.id, access.actor.member, settled=settled)
    if settled:
        kept_asks.answer(writer, found.comment.id, Looked.SETTLED)


def answer_by_reply(writer: Writer, amendment_id: int, number: int) -> None:
    """Keep that who was asked to look again at their comment has replied in its thread instead."""
    thread = comments.first_of_thread(writer, amendment_id, number)
    first, reply = comments.comments(writer, amendment_id, (thread, number))
    if first.member == reply.member:
        kept_asks.answer(writer, first.id, Looked.REPLIED)


def keep_mentions(
    writer: Writer, access: CharterAccess, comment_id: int, words: str, *, edit: int = 0
) -> None:
    """Keep whom a comment calls by name: present members, where a name can mean one only."""
    begin = calls_in(words)
    known = charters.directory(writer, access.charter.id) if begin else None
    names = known.beginning_with(begin) if known is not None else {}
    kept_remarks.keep_mentions(writer, comment_id, called(words, names).values(), edit)
