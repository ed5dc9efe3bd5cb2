"""What is said before a round besides comments: answered questions, a summary, how it feels."""

from __future__ import annotations

from amendments.belonging import permissions
from amendments.refusals import NotFound, demand
from amendments.talking import discussion
from amendments.talking.comments import CommentKind
from app.services import entry
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.talking import comments
from charter.language import gettext as _


def give_sense(writer: Writer, access: CharterAccess, number: int, sense: str) -> None:
    """Say how an amendment feels so far. It binds nobody, and the latest counts.

    Raises:
        NotFound, NotAllowed, WrongState: there is none in discussion for this person.
        BadInput: it is none of the three.
    """
    kept = entry.amendment(writer, access, number)
    event = discussion.give_sense(kept.value, access.actor, sense)
    lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    comments.keep_sense(writer, kept.id, access.actor.member, sense, kept.value.version)


def summarise(writer: Writer, access: CharterAccess, number: int, words: str) -> None:
    """Sum a discussion up, as a steward.

    Raises:
        NotFound, NotAllowed, WrongState: it is not for this person, or nothing is discussed.
        BadInput: there are no words, or too many.
    """
    kept = entry.amendment(writer, access, number)
    event = discussion.summarise(kept.value, access.actor, plain(words, "body"))
    kept_words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    comments.add_summary(
        writer, kept.id, kept.value.version, access.actor.member, kept_words["body"]
    )


def mark_answered(
    writer: Writer, access: CharterAccess, number: int, comment: int, *, answered: bool
) -> None:
    """Say that a question is answered, or open again.

    Raises:
        NotFound, NotAllowed: there is no such question, or it is not for this person to say.
    """
    kept = entry.amendment(writer, access, number)
    asked = comments.comment(writer, kept.id, comment)
    if asked is None or asked.kind != CommentKind.QUESTION:
        msg = _("There is no question {comment} on this proposal.").format(comment=comment)
        raise NotFound(msg)
    if (asked.answered_by is not None) == answered:
        return
    event = discussion.mark_answered(
        kept.value, access.actor, comment, asked.member, answered=answered
    )
    lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    comments.mark_answered(writer, kept.id, comment, access.actor.member, answered=answered)


def mark_seen(writer: Writer, access: CharterAccess, number: int, version: int) -> None:
    """Keep that a member says they have looked at a version. It is theirs, not for the record.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or the person is no member.
    """
    demand(permissions.may_take_part(access.actor))
    kept = entry.amendment(writer, access, number)
    assert access.actor.member is not None
    newest = min(version, kept.value.version)
    comments.mark_seen(writer, kept.id, access.actor.member, newest)
