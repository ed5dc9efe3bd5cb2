"""Doing all that is due: for the server's ticker and for `charter tick` alike."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, delete, or_

from app.mail import outbox, reactions, telling
from app.mail.post import Post
from app.mail.senders import Sender
from app.services.close_round import Closed
from app.services.review import announce_due_reviews
from app.services.tick import close_due_rounds
from app.storage import belonging, drafts
from app.storage.database import Database
from app.storage.rounds import Due
from app.storage.tables import (
    CeremonyRow,
    KeptAnswerRow,
    OutgoingMailRow,
    SignInRow,
    WebSessionRow,
)

#: How long the answer to a request with an Idempotency-Key is kept: long enough to send it again.
ANSWERS_LAST = timedelta(hours=24)
#: How long it is kept that a message went out, or could not: addresses must not lie about.
MAIL_LASTS = timedelta(days=30)
#: How long the days of a session that has ended are kept.
SESSIONS_ARE_KEPT = timedelta(days=7)


def do_what_is_due(
    database: Database, sender: Sender, post: Post
) -> tuple[list[tuple[Due, Closed]], int]:
    """Close rounds, send mail, forget what is not needed any more.

    Returns the rounds that were closed, and how many messages went out.
    """
    closed = close_due_rounds(database)
    announce_due_reviews(database)
    reactions.react(database)
    telling.tell(database, post)
    sent = outbox.send_due(database, sender, post.mail_from)
    _forget(database)
    return closed, sent


def _forget(database: Database) -> None:
    """Remove kept answers, which hold people's words, and ways in that lead nowhere any more."""
    with database.reading() as reader:
        now = reader.now
    with database.writing() as writer:
        session = writer.session
        session.exec(
            delete(KeptAnswerRow).where(col(KeptAnswerRow.created_at) < now - ANSWERS_LAST)
        )
        session.exec(delete(SignInRow).where(col(SignInRow.expires_at) < now - ANSWERS_LAST))
        session.exec(
            delete(OutgoingMailRow).where(col(OutgoingMailRow.created_at) < now - MAIL_LASTS)
        )
        drafts.forget_old(writer)
        session.exec(delete(CeremonyRow).where(col(CeremonyRow.expires_at) < now))
        ended = or_(
            col(WebSessionRow.ended_at) < now - SESSIONS_ARE_KEPT,
            col(WebSessionRow.expires_at) < now - SESSIONS_ARE_KEPT,
        )
        session.exec(delete(WebSessionRow).where(ended))
        belonging.forget_what_is_over(writer, now)
