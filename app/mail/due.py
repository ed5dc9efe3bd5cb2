"""Doing all that is due: for the server's ticker and for `charter tick` alike."""

from __future__ import annotations

from app.mail import outbox, reactions, telling
from app.mail.post import Post
from app.mail.senders import Sender
from app.services.close_round import Closed
from app.services.forgetting import forget
from app.services.review import announce_due_reviews
from app.services.tick import close_due_rounds, widen_what_is_due
from app.storage.database import Database
from app.storage.rounds import Due


def do_what_is_due(
    database: Database, sender: Sender, post: Post
) -> tuple[list[tuple[Due, Closed]], int]:
    """Close rounds, send mail, forget what is not needed any more.

    Returns the rounds that were closed, and how many messages went out.
    """
    widen_what_is_due(database)
    closed = close_due_rounds(database)
    announce_due_reviews(database)
    reactions.react(database)
    telling.tell(database, post)
    sent = outbox.send_due(database, sender, post.mail_from)
    forget(database)
    return closed, sent
