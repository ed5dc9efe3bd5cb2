"""Doing all that is due: for the server's ticker and for `charter tick` alike."""

from __future__ import annotations

from functools import partial

from app.mail import reactions, telling
from app.mail.sending import outbox
from app.mail.sending.post import Post
from app.mail.sending.senders import Sender
from app.services.care.forgetting import forget
from app.services.deciding.close_round import Closed
from app.services.upkeep.attempts import Attempt, plainly
from app.services.upkeep.tick import close_due_proposals, close_due_rounds, widen_what_is_due
from app.services.writing.review import announce_due_reviews
from app.storage.deciding.rounds import DueRound
from app.storage.engine.database import Database


def do_what_is_due(
    database: Database, sender: Sender, post: Post, attempt: Attempt = plainly
) -> tuple[list[tuple[DueRound, Closed]], int]:
    """Close rounds, write and send all mail, forget what is not needed any more.

    `attempt` says what becomes of the other steps, and of the other charters, where one fails.
    Returns the rounds that were closed, and how many messages went out.
    """
    closed = _do_but_mail(database, attempt)
    attempt("writing letters", partial(telling.tell, database, post))
    sent = attempt("sending mail", partial(outbox.send_all, database, sender, post.mail_from))
    attempt("forgetting what is over", partial(forget, database))
    return closed, sent or 0


def do_a_slice(database: Database, sender: Sender, post: Post, attempt: Attempt = plainly) -> bool:
    """The same with some of the mail only: a moment of work, for whoever serves pages meanwhile.

    Returns whether more of it is waiting.
    """
    _do_but_mail(database, attempt)
    told = attempt("writing letters", partial(telling.tell_some, database, post)) or 0
    some = partial(outbox.send_due, database, sender, post.mail_from, outbox.CLAIMED_AT_ONCE)
    sent = attempt("sending mail", some) or 0
    attempt("forgetting what is over", partial(forget, database))
    return told > 0 or sent == outbox.CLAIMED_AT_ONCE


def _do_but_mail(database: Database, attempt: Attempt) -> list[tuple[DueRound, Closed]]:
    attempt("opening charters to readers", partial(widen_what_is_due, database, None, attempt))
    closed = attempt("closing decisions", partial(close_due_rounds, database, None, attempt))
    ending = partial(close_due_proposals, database, None, attempt)
    attempt("closing proposals to which nobody said no", ending)
    attempt("announcing reviews", partial(announce_due_reviews, database, attempt))
    attempt("seeing who is to be told", partial(reactions.react, database, attempt))
    return closed or []
