"""Proposals and what is said about them."""

from __future__ import annotations

from collections.abc import Iterable

from amendments.belonging.shown_names import in_words
from amendments.record.events import EventKind
from amendments.status import UNDECIDED
from app import addresses
from app.mail.kinds.kind import Letter, MailKind, Occasion, at_once
from app.services.talking.look_again import waiting_asks
from app.storage.talking import comment_edits, comments
from app.storage.talking.comments import Comment
from app.storage.writing.amendments import StoredAmendment
from charter.language import N_


def _everyone_else(occasion: Occasion) -> Iterable[int]:
    authors = occasion.amendment().value.authors
    return [one.member for one in occasion.members() if one.member not in authors]


def _a_proposal(occasion: Occasion) -> Letter | None:
    kept = occasion.amendment()
    if kept.value.status not in UNDECIDED:
        return None
    version = occasion.version(kept)
    names = occasion.names()
    facts = {
        "number": kept.value.number,
        "title": version.title,
        "summary": version.summary,
        "reason": version.reason,
        "who": ", ".join(sorted(in_words(names.get(one, "")) for one in kept.value.named)),
    }
    return Letter(facts, addresses.amendment("", kept.value.number), kept.value.number)


def _comments(occasion: Occasion, kept: StoredAmendment) -> tuple[Comment, Comment | None]:
    """The comment that the line is about, and the one that it answers."""
    comment = occasion.read(comments.comment, kept.id, int(occasion.data["comment"]))
    assert comment is not None
    if comment.reply_to is None:
        return comment, None
    return comment, occasion.read(comments.comment, kept.id, comment.reply_to)


def _who_is_answered(occasion: Occasion) -> Iterable[int]:
    comment, before = _comments(occasion, occasion.amendment())
    return {before.member} - {comment.member} if before else ()


def _who_wrote_what_it_is_about(occasion: Occasion) -> Iterable[int]:
    kept = occasion.amendment()
    comment, before = _comments(occasion, kept)
    answered = {before.member} if before else set()
    return kept.value.authors - {comment.member} - answered


def _who_is_called(occasion: Occasion) -> Iterable[int]:
    """Whom the newest wording calls first, without those who are told of it anyway."""
    kept = occasion.amendment()
    comment, before = _comments(occasion, kept)
    edit = int(occasion.data.get("edit", 0))
    told = {before.member} if before else set()
    told |= kept.value.authors
    called = set(occasion.read(comment_edits.first_called, comment.id, edit)) - {comment.member}
    return called if edit else called - told


def _what_is_said(occasion: Occasion) -> Letter | None:
    kept = occasion.amendment()
    comment, before = _comments(occasion, kept)
    if comment.taken_back_at is not None or comment.hiding is not None:
        return None
    facts = {
        "number": kept.value.number,
        "title": occasion.version(kept).title,
        "who": occasion.names().get(comment.member, ""),
        "kind": comment.kind,
        "words": comment.body,
        "replacement": comment.replacement or "",
        "before": before.body if before and before.member == occasion.me else "",
    }
    path = addresses.comment("", kept.value.number, comment.number)
    return Letter(facts, path, kept.value.number)


PROPOSED = MailKind(
    name="proposed",
    title=N_("Somebody brings a new proposal into discussion"),
    follows={EventKind.SUBMITTED: at_once},
    people=_everyone_else,
    look=_a_proposal,
)
REPLIED = MailKind(
    name="replied",
    title=N_("Somebody replies to your comment"),
    follows={EventKind.COMMENTED: at_once},
    people=_who_is_answered,
    look=_what_is_said,
)
COMMENTED = MailKind(
    name="commented",
    title=N_("Somebody comments on your proposal"),
    follows={EventKind.COMMENTED: at_once},
    people=_who_wrote_what_it_is_about,
    look=_what_is_said,
)
MENTIONED = MailKind(
    name="mentioned",
    title=N_("Somebody calls you by name in a comment"),
    follows={EventKind.COMMENTED: at_once, EventKind.COMMENT_EDITED: at_once},
    people=_who_is_called,
    look=_what_is_said,
)


def _who_is_asked_to_look_again(occasion: Occasion) -> Iterable[int]:
    comment, _before = _comments(occasion, occasion.amendment())
    return (comment.member,)


def _looking_again(occasion: Occasion) -> Letter | None:
    """What became of one's comment, unless it is answered, or asked anew on a newer version."""
    kept = occasion.amendment()
    comment, _before = _comments(occasion, kept)
    ask = waiting_asks(kept, [comment]).get(comment.number)
    if ask is None or ask.version != occasion.data["version"]:
        return None
    facts = {
        "number": kept.value.number,
        "title": occasion.version(kept).title,
        "who": occasion.names().get(ask.by, ""),
        "stands": occasion.data["stands"] or "",
        "version": ask.version,
        "words": comment.body,
    }
    path = addresses.comment("", kept.value.number, comment.number)
    return Letter(facts, path, kept.value.number)


LOOK_AGAIN = MailKind(
    name="look-again",
    title=N_("Somebody asks you to look again at a comment of yours"),
    follows={EventKind.LOOK_AGAIN_ASKED: at_once},
    people=_who_is_asked_to_look_again,
    look=_looking_again,
)


def _who_was_asked_to_write(occasion: Occasion) -> Iterable[int]:
    asked = occasion.member_by(occasion.data["member"])
    return {asked.member} if asked else ()


def _asked_to_write(occasion: Occasion) -> Letter | None:
    kept = occasion.amendment()
    if occasion.number not in occasion.access.asked:
        return None
    asker = occasion.member_by(occasion.actor)
    facts = {
        "number": kept.value.number,
        "title": occasion.version(kept).title,
        "who": asker.name if asker else "",
        "hand_over": bool(occasion.data.get("hand_over")),
    }
    return Letter(facts, addresses.amendment("", kept.value.number), kept.value.number)


ASKED_TO_WRITE = MailKind(
    name="asked-to-write",
    title=N_("Someone asks you to write a proposal with them"),
    follows={EventKind.AUTHOR_INVITED: at_once},
    people=_who_was_asked_to_write,
    look=_asked_to_write,
)
