"""Commenting on an amendment, or on a passage of it."""

from __future__ import annotations

from amendments.belonging import permissions
from amendments.refusals import demand
from amendments.talking import comments as rules
from amendments.talking.comments import NewRemark
from app.services import entry
from app.services.care.pause import may_speak
from app.services.entry import CharterAccess
from app.services.talking.comment_edits import answer_by_reply, keep_mentions
from app.services.talking.which_words import which_words
from app.services.texts.wording import plain
from app.services.writing.proposed import proposed_document
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.tables import CommentRow
from app.storage.talking import comments
from app.storage.writing.amendments import StoredAmendment


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
    event = rules.comment(kept.value, access.actor, comment, remark, words, occurrence)
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
    rules.check_kind(remark.kind)
    given = {"body": remark.body, "quote": remark.quote, "replacement": remark.replacement}
    read = {name: plain(text, name) for name, text in given.items() if text}
    return rules.check_words(remark.kind, read)


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
    if remark.reply_to is not None:
        answered = comments.comment(writer, kept.id, remark.reply_to)
        rules.check_reply(remark.reply_to, {remark.reply_to} if answered is not None else set())
    rules.check_anchor(words, remark.block)
    if remark.block is None:
        return None
    text = rules.check_passage(_passage(writer, access, kept, remark.block))
    if "quote" not in words:
        return None
    words["quote"], occurrence = rules.check_quote(which_words(remark.meant, words["quote"], text))
    return occurrence


def _passage(
    writer: Writer, access: CharterAccess, kept: StoredAmendment, block: str
) -> str | None:
    """How a passage of the newest version reads, or of what it was written on; None for none."""
    version = entry.newest_version(writer, kept)
    base = entry.revision(writer, access.charter, version.base)
    shown = proposed_document(writer, version, base).get(block) or base.document.get(block)
    return shown.text if shown is not None else None
