"""The outbox: a message is kept in the transaction of what it tells, and sent afterwards."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from email.message import EmailMessage

from sqlmodel import col, select

from app.mail.senders import Sender
from app.storage.database import Database, Writer
from app.storage.tables import OutgoingMailRow

MOST_TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)


def put(writer: Writer, to: str, subject: str, body: str) -> None:
    """Keep a message until it can be sent."""
    writer.session.add(
        OutgoingMailRow(
            to_address=to,
            subject=subject,
            body=body,
            created_at=writer.now,
            due_at=writer.now,
        )
    )


def send_due(database: Database, sender: Sender, mail_from: str, most: int = 100) -> int:
    """Send what is due, each message in a transaction of its own. Returns how many went out.

    A message that cannot be sent is tried again later, with longer and longer pauses.
    """
    sent = 0
    for _ in range(most):
        with database.writing() as writer:
            row = _next(writer)
            if row is None:
                break
            sent += _send(writer, row, sender, mail_from)
    return sent


def _next(writer: Writer) -> OutgoingMailRow | None:
    wanted = select(OutgoingMailRow).where(
        col(OutgoingMailRow.sent_at).is_(None),
        OutgoingMailRow.due_at <= writer.now,
        OutgoingMailRow.tries < MOST_TRIES,
    )
    oldest = wanted.order_by(col(OutgoingMailRow.id)).limit(1)
    return writer.session.exec(oldest.with_for_update(skip_locked=True)).first()


def _send(writer: Writer, row: OutgoingMailRow, sender: Sender, mail_from: str) -> bool:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = mail_from, row.to_address, row.subject
    message.set_content(row.body)
    try:
        sender(message)
    except (OSError, smtplib.SMTPException):
        row.tries += 1
        row.due_at = writer.now + FIRST_PAUSE * 2**row.tries
        return False
    # What was said is not needed any more, and a code must not lie about.
    row.sent_at, row.body = writer.now, ""
    return True
