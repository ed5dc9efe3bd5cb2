"""The outbox: a message is kept in the transaction of what it tells, and sent afterwards."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

from sqlmodel import col, select

from app.mail.senders import Sender
from app.storage.database import Database, Writer
from app.storage.tables import OutgoingMailRow

log = logging.getLogger(__name__)

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
    """Send what is due. Returns how many messages went out.

    No transaction is open while a message is on its way: a slow mail server must not hold up
    anybody. A message is claimed first, so that no other process sends it too; one that cannot be
    sent is tried again later, with longer and longer pauses.
    """
    sent = 0
    for _ in range(most):
        with database.writing() as writer:
            claimed = _claim(writer)
        if claimed is None:
            break
        row_id, waiting = claimed
        try:
            sender(waiting.message(mail_from))
        except Exception as error:  # noqa: BLE001 - whatever it is, the others still go out
            log.warning("a message could not be sent: %s", type(error).__name__)
            continue
        with database.writing() as writer:
            row = writer.session.get_one(OutgoingMailRow, row_id)
            # What was said is not needed any more, and a code must not lie about.
            row.sent_at, row.body = writer.now, ""
        sent += 1
    return sent


@dataclass(frozen=True, slots=True)
class _Waiting:
    to: str
    subject: str
    body: str

    def message(self, mail_from: str) -> EmailMessage:
        """The message as it is sent."""
        made = EmailMessage()
        made["From"] = mail_from
        made["To"] = self.to
        made["Subject"] = " ".join(self.subject.split())
        made.set_content(self.body)
        return made


def _claim(writer: Writer) -> tuple[int, _Waiting] | None:
    wanted = select(OutgoingMailRow).where(
        col(OutgoingMailRow.sent_at).is_(None),
        OutgoingMailRow.due_at <= writer.now,
        OutgoingMailRow.tries < MOST_TRIES,
    )
    oldest = wanted.order_by(col(OutgoingMailRow.id)).limit(1)
    row = writer.session.exec(oldest.with_for_update(skip_locked=True)).first()
    if row is None or row.id is None:
        return None
    row.tries += 1
    row.due_at = writer.now + FIRST_PAUSE * 2**row.tries
    return row.id, _Waiting(row.to_address, row.subject, row.body)
