"""The outbox: a message is kept in the transaction of what it tells, and sent afterwards."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from sqlmodel import col, select

from app.mail.senders import Sender
from app.storage.database import Database, Writer
from app.storage.tables import OutgoingMailRow

log = logging.getLogger(__name__)

#: With these, a message is tried for about three days: a weekend without a mail server loses none.
MOST_TRIES = 20
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
#: The longest line of a header: one that is folded inside a link is not understood everywhere.
POLICY = SMTP.clone(max_line_length=600)


def put(
    writer: Writer,
    to: str,
    subject: str,
    body: str,
    *,
    html: str | None = None,
    headers: Mapping[str, str] | None = None,
    not_after: datetime | None = None,
) -> None:
    """Keep a message until it can be sent, or until it would come too late."""
    writer.session.add(
        OutgoingMailRow(
            to_address=to,
            subject=subject,
            body=body,
            html=html,
            headers=json.dumps(headers) if headers else None,
            created_at=writer.now,
            due_at=writer.now,
            not_after=not_after,
        )
    )


def send_due(database: Database, sender: Sender, mail_from: str, most: int = 100) -> int:
    """Send what is due. Returns how many messages went out.

    No transaction is open while a message is on its way: a slow mail server must not hold up
    anybody. A message is claimed first, so that no other process sends it too; one that cannot be
    sent is tried again later, with longer and longer pauses. A server that does not answer at all
    is not waited for again and again: the others go out the next time.
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
        except TimeoutError:
            log.warning("the mail server does not answer in time")
            break
        except Exception as error:  # noqa: BLE001 - whatever it is, the others still go out
            log.warning("a message could not be sent: %s", type(error).__name__)
            continue
        _note_sent(database, row_id)
        sent += 1
    return sent


def _note_sent(database: Database, row_id: int) -> None:
    """Keep that a message has gone out. Who got it may have been erased meanwhile, and it too."""
    with database.writing() as writer:
        row = writer.session.get(OutgoingMailRow, row_id)
        if row is not None:
            _empty(row)
            row.sent_at = writer.now


def _empty(row: OutgoingMailRow) -> None:
    # What was said is not needed any more, and a code must not lie about.
    row.subject, row.body, row.html, row.headers = "", "", None, None


@dataclass(frozen=True, slots=True)
class _Waiting:
    name: str
    to: str
    subject: str
    body: str
    html: str | None
    headers: str | None
    at: datetime

    def message(self, mail_from: str) -> EmailMessage:
        """The message as it is sent. Its identifier is the same however often it is tried."""
        made = EmailMessage(POLICY)
        made["From"] = mail_from
        made["To"] = self.to
        made["Subject"] = " ".join(self.subject.split())
        made["Date"] = format_datetime(self.at)
        host = parseaddr(mail_from)[1].rpartition("@")[2] or "localhost"
        made["Message-ID"] = f"<{self.name}@{host}>"
        for name, value in json.loads(self.headers or "{}").items():
            made[name] = value
        made.set_content(self.body)
        if self.html is not None:
            made.add_alternative(self.html, subtype="html")
        return made


def _claim(writer: Writer) -> tuple[int, _Waiting] | None:
    wanted = select(OutgoingMailRow).where(
        col(OutgoingMailRow.sent_at).is_(None),
        OutgoingMailRow.due_at <= writer.now,
        OutgoingMailRow.tries < MOST_TRIES,
        col(OutgoingMailRow.not_after).is_(None) | (col(OutgoingMailRow.not_after) > writer.now),
    )
    # A code that somebody waits for goes before letters, which alone carry headers of their own.
    order = col(OutgoingMailRow.headers).is_not(None), col(OutgoingMailRow.id)
    row = writer.session.exec(
        wanted.order_by(*order).limit(1).with_for_update(skip_locked=True)
    ).first()
    if row is None or row.id is None:
        return None
    row.tries += 1
    row.due_at = writer.now + min(FIRST_PAUSE * 2**row.tries, LONGEST_PAUSE)
    return row.id, _waiting(row)


def _waiting(row: OutgoingMailRow) -> _Waiting:
    return _Waiting(
        name=f"{row.id}.{row.created_at.timestamp():.6f}",
        to=row.to_address,
        subject=row.subject,
        body=row.body,
        html=row.html,
        headers=row.headers,
        at=row.created_at,
    )
