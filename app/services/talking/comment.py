"""Commenting on an amendment, or on a passage of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from amendments.belonging import permissions
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, demand
from app.services import entry
from app.services.care.pause import may_speak
from app.services.entry import CharterAccess
from app.services.talking.comment_edits import answer_by_reply, keep_mentions
from app.services.talking.which_words import MeantWords, which_words
from app.services.texts.wording import plain
from app.services.writing.proposed import proposed_document
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.tables import CommentRow
from app.storage.talking import comments
from app.storage.writing.amendments import StoredAmendment
from charter.dates import number_in_words
from charter.language import gettext as _

LONGEST_COMMENT = 10_000


class CommentKind(StrEnum):
    """What a comment is meant as."""

    QUESTION = "question"
    REACTION = "reaction"
    CONCERN = "concern"
    SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True)
class NewRemark:
    """A comment as it was written. `block` and `quote` say which passage it is about, `meant` which
    words, where they stand there more than once.
    """

    body: str
    kind: str = CommentKind.REACTION
    block: str | None = None
    quote: str | None = None
    reply_to: int | None = None
    replacement: str | None = None
    meant: MeantWords = field(default_factory=MeantWords)


def add_comment(writer: Writer, access: CharterAccess, number: int, remark: NewRemark) -> int:
    """Add a comment. Returns its number within the amendment.

    Raises:
        NotFound, NotAllowed: there is no such amendment, or this person may not comment.
        BadInput: the words are missing or too long, or the passage is not there.
    """
    kept = entry.amendment(writer, access, number)
    demand(
        permissions.may_comment(access.actor, kept.value.status, kept.value.authors),
        may_speak(writer, access),
    )
    words = _check(remark)
    occurrence = _check_place(writer, access, kept, remark, words)
    comment = comments.next_comment_number(writer, kept.id)
    data = {
        "amendment": number,
        "comment": comment,
        "version": kept.value.version,
        "kind": remark.kind,
        "reply_to": remark.reply_to,
        "block": remark.block,
        **({"occurrence": occurrence} if occurrence is not None else {}),
    }
    event = Event(EventKind.COMMENTED, access.actor.handle, data, words)
    kept_words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    row = CommentRow(
        amendment_id=kept.id,
        number=comment,
        version=kept.value.version,
        member_id=access.actor.member,
        kind=remark.kind,
        created_at=writer.now,
        reply_to=remark.reply_to,
        anchor_block=remark.block,
        body_id=kept_words["body"],
        quote_id=kept_words.get("quote"),
        replacement_id=kept_words.get("replacement"),
        occurrence=occurrence,
    )
    comments.add_comment(writer, row)
    keep_mentions(writer, access, row.id or 0, words["body"])
    if remark.reply_to is not None:
        answer_by_reply(writer, kept.id, comment)
    return comment


def _check(remark: NewRemark) -> dict[str, str]:
    if remark.kind not in set(CommentKind):
        msg = _("A comment is one of: {names}.").format(names=", ".join(CommentKind))
        raise BadInput(msg, field="kind")
    given = {"body": remark.body, "quote": remark.quote, "replacement": remark.replacement}
    words = {name: plain(text, name).strip() for name, text in given.items() if text}
    words = {name: text for name, text in words.items() if text}
    if "body" not in words:
        msg = _("Please write your comment first.")
        raise BadInput(msg, field="body")
    for name, text in words.items():
        if len(text) > LONGEST_COMMENT:
            msg = _("That is {n} characters; {longest_comment} is the most.").format(
                n=number_in_words(len(text)), longest_comment=number_in_words(LONGEST_COMMENT)
            )
            raise BadInput(msg, field=name)
    if remark.kind == CommentKind.SUGGESTION and "replacement" not in words:
        msg = _("A suggestion needs the wording that you would put instead.")
        raise BadInput(msg, field="replacement")
    return words


def _check_place(
    writer: Writer,
    access: CharterAccess,
    kept: StoredAmendment,
    remark: NewRemark,
    words: dict[str, str],
) -> int | None:
    """That what a comment is about is there; what it quotes becomes what stands in the passage.

    Returns which it is where the same words stand there more than once.
    """
    answered = remark.reply_to
    if answered is not None and comments.comment(writer, kept.id, answered) is None:
        msg = _("There is no comment {reply_to} to reply to.").format(reply_to=answered)
        raise BadInput(msg, field="reply_to")
    if remark.block is None:
        if "quote" in words:
            msg = _("Please choose the passage in which these words stand.")
            raise BadInput(msg, field="anchor")
        return None
    version = entry.newest_version(writer, kept)
    base = entry.revision(writer, access.charter, version.base)
    shown = proposed_document(writer, version, base).get(remark.block) or base.document.get(
        remark.block
    )
    if shown is None:
        msg = _("The passage that this comment is about is not in the text.")
        raise BadInput(msg, field="anchor")
    if "quote" not in words:
        return None
    found = which_words(remark.meant, words["quote"], shown.text)
    if found is None:
        msg = _(
            "These words do not stand in that passage. Please copy them from it, or leave the "
            "field empty."
        )
        raise BadInput(msg, field="quote")
    words["quote"], occurrence = found
    return occurrence
