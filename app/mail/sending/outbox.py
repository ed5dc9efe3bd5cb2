"""The outbox: a message is kept in the transaction of what it tells, and sent afterwards."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from time import monotonic

from sqlalchemy import bindparam, insert, update
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from app.mail.sending.senders import Sender, several
from app.storage.engine.database import Database
from app.storage.engine.session import Writer
from app.storage.tables import OutgoingMailRow

log = logging.getLogger(__name__)

#: With these, a message is tried for about three days: a weekend without a mail server loses none.
MOST_TRIES = 20
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
#: So many messages are claimed at a time, and sent within so many seconds or given back: long
#: before another process may take them.
CLAIMED_AT_ONCE = 50
CLAIMED_FOR = 20.0
#: The longest line of a header: one that is folded inside a link is not understood everywhere.
POLICY = SMTP.clone(max_line_length=600)
#: A message has gone out. What was said is not needed any more, and a code must not lie about.
_IS_SENT = (
    update(OutgoingMailRow)
    .where(col(OutgoingMailRow.id) == bindparam("message"))
    .values(subject="", body="", html=None, headers=None, sent_at=bindparam("now"))
)
#: Of some messages, those that are claimed here: no other process may have them yet.
_STILL_CLAIMED = select_columns(col(OutgoingMailRow.id)).where(
    col(OutgoingMailRow.id).in_(bindparam("messages", expanding=True)),
    col(OutgoingMailRow.sent_at).is_(None),
    col(OutgoingMailRow.due_at) > bindparam("now"),
)


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be sent to an address. After `not_after` it would come too late."""

    to: str
    subject: str
    body: str
    html: str | None = None
    headers: Mapping[str, str] | None = None
    not_after: datetime | None = None


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
    put_all(writer, [Message(to, subject, body, html, headers, not_after)])


def put_all(writer: Writer, messages: Sequence[Message]) -> None:
    """Keep messages until they can be sent. However many they are, it is one statement."""
    if not messages:
        return
    writer.session.connection().execute(
        insert(OutgoingMailRow),
        [
            {
                "to_address": one.to,
                "subject": one.subject,
                "body": one.body,
                "html": one.html,
                "headers": json.dumps(one.headers) if one.headers else None,
                "created_at": writer.now,
                "due_at": writer.now,
                "not_after": one.not_after,
                "tries": 0,
            }
            for one in messages
        ],
    )


def send_due(database: Database, sender: Sender, mail_from: str, most: int = 100) -> int:
    """Send what is due. Returns how many messages went out.

    No transaction is open while a message is on its way: a slow mail server must not hold up
    anybody. Messages are claimed first, some at a time, so that no other process sends them too;
    one that cannot be sent is tried again later, with longer and longer pauses. A server that does
    not answer at all is not waited for again and again: the others go out the next time.
    """
    sent = 0
    with several(sender) as send:
        while most > 0:
            with database.writing() as writer:
                claimed = _claim(writer, min(most, CLAIMED_AT_ONCE))
            if not claimed:
                break
            most -= len(claimed)
            gone, answers = _send(database, send, mail_from, claimed)
            sent += gone
            if not answers:
                break
    return sent


def send_all(database: Database, sender: Sender, mail_from: str) -> int:
    """Send what is due, as long as it goes out. Returns how many messages went out."""
    sent = 0
    while (some := send_due(database, sender, mail_from)) > 0:
        sent += some
    return sent


def _send(
    database: Database, send: Sender, mail_from: str, claimed: dict[int, _Waiting]
) -> tuple[int, bool]:
    """Send messages that are claimed. How many went out, and whether the server answers."""
    sent, ends_at = 0, monotonic() + CLAIMED_FOR
    while claimed:
        row_id = next(iter(claimed))
        message = claimed.pop(row_id)
        try:
            send(message.message(mail_from))
        except TimeoutError:
            log.warning("the mail server does not answer in time")
            _let_go(database, claimed)
            return sent, False
        except Exception as error:  # noqa: BLE001 - whatever it is, the others still go out
            log.warning("a message could not be sent: %s", type(error).__name__)
            _go_on(database, None, claimed)
            continue
        _go_on(database, row_id, claimed)
        sent += 1
        if monotonic() > ends_at:
            _let_go(database, claimed)
            break
    return sent, True


def _go_on(database: Database, sent: int | None, claimed: dict[int, _Waiting]) -> None:
    """Keep that a message has gone out, and forget what is claimed no more.

    Who gets one may have been erased meanwhile, and it too; or it took so long that another process
    has it now.
    """
    if sent is None and not claimed:
        return
    with database.writing() as writer:
        ask = writer.session.connection().execute
        if sent is not None:
            ask(_IS_SENT, {"message": sent, "now": writer.now})
        if claimed:
            still = ask(_STILL_CLAIMED, {"messages": list(claimed), "now": writer.now})
            for one in claimed.keys() - set(still.scalars()):
                del claimed[one]


def _let_go(database: Database, claimed: Mapping[int, _Waiting]) -> None:
    """Let what was claimed and not tried be due as it was before."""
    if claimed:
        with database.writing() as writer:
            untried = update(OutgoingMailRow).where(
                col(OutgoingMailRow.id).in_(_STILL_CLAIMED.scalar_subquery())
            )
            writer.session.connection().execute(
                untried.values(tries=OutgoingMailRow.tries - 1, due_at=writer.now),
                {"messages": list(claimed), "now": writer.now},
            )


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


def _claim(writer: Writer, most: int = 1) -> dict[int, _Waiting]:
    """What is to be sent next, by its id; no other process takes it for a while."""
    wanted = select(OutgoingMailRow.id).where(
        col(OutgoingMailRow.sent_at).is_(None),
        OutgoingMailRow.due_at <= writer.now,
        OutgoingMailRow.tries < MOST_TRIES,
        col(OutgoingMailRow.not_after).is_(None) | (col(OutgoingMailRow.not_after) > writer.now),
    )
    # A code that somebody waits for goes before letters, which alone carry headers of their own.
    order = col(OutgoingMailRow.headers).is_not(None), col(OutgoingMailRow.id)
    # The ids alone first: thousands may wait, and would be sorted with all their words.
    ids = writer.session.exec(
        wanted.order_by(*order).limit(most).with_for_update(skip_locked=True)
    ).all()
    if not ids:
        return {}
    rows = writer.session.exec(
        select(OutgoingMailRow).where(col(OutgoingMailRow.id).in_(ids)).order_by(*order)
    ).all()
    for row in rows:
        row.tries += 1
        row.due_at = writer.now + min(FIRST_PAUSE * 2**row.tries, LONGEST_PAUSE)
    return {row.id: _waiting(row) for row in rows if row.id is not None}


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
