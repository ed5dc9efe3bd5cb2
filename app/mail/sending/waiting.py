"""What waits in the outbox, for those who look after it; and whether mail goes out at all."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from app.mail.sending.outbox import MOST_TRIES
from app.storage.engine.database import Database
from app.storage.engine.session import Reader, Writer
from app.storage.tables import OutgoingMailRow

log = logging.getLogger(__name__)

#: How long a message that was tried may wait before it is said that mail does not go out.
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A message that did not go out yet, without its words. `charter` is empty for a code, an
    invitation, and whatever else comes from no charter. `given_up`: it is not tried any more.
    """

    number: int
    to: str
    charter: str
    since: datetime
    tries: int
    next_try: datetime
    given_up: bool


@dataclass(frozen=True, slots=True)
class Stuck:
    """Mail does not go out: since when, and how many messages wait."""

    since: datetime
    waiting: int


def short_address(address: str) -> str:
    """An address as it is shown to who only has to know where to look: `a…@example.org`."""
    name, _, host = address.rpartition("@")
    return f"{name[:1]}…@{host}"


def waiting_mail(reader: Reader) -> list[WaitingMail]:
    """What has not gone out and could still be of use, oldest first."""
    rows = reader.session.exec(
        select(OutgoingMailRow).where(_of_use(reader)).order_by(col(OutgoingMailRow.id))
    )
    return [_waiting(row) for row in rows]


def _of_use(reader: Reader) -> ColumnElement[bool]:
    in_time = col(OutgoingMailRow.not_after).is_(None) | (
        col(OutgoingMailRow.not_after) > reader.now
    )
    return col(OutgoingMailRow.sent_at).is_(None) & in_time


def _waiting(row: OutgoingMailRow) -> WaitingMail:
    assert row.id is not None
    return WaitingMail(
        number=row.id,
        to=short_address(row.to_address),
        charter=_charter_of(row.headers),
        since=row.created_at,
        tries=row.tries,
        next_try=row.due_at,
        given_up=row.tries >= MOST_TRIES,
    )


def _charter_of(headers: str | None) -> str:
    """The slug of the charter that a letter comes from, as mail programs are told it."""
    try:
        named = str(json.loads(headers or "{}").get("List-Id", ""))
    except (ValueError, AttributeError):
        return ""
    return named.strip("<>").partition(".")[0]


def stuck(reader: Reader) -> Stuck | None:
    """Whether mail does not go out: something was tried, has waited, and nothing left since.

    One address that a server refuses is not it, as long as other mail goes out.
    """
    last = select(func.max(OutgoingMailRow.sent_at)).scalar_subquery()
    waits = _of_use(reader) & (col(OutgoingMailRow.tries) > 0)
    waits &= last.is_(None) | (col(OutgoingMailRow.created_at) > last)
    since, count = reader.session.exec(
        select(func.min(OutgoingMailRow.created_at), func.count()).where(waits)
    ).one()
    if since is None or since > reader.now - PATIENCE:
        return None
    return Stuck(since, count)


def retry_now(writer: Writer) -> int:
    """Let all that waits be tried at once, also what was given up. Returns how much that is."""
    rows: Sequence[OutgoingMailRow] = writer.session.exec(
        select(OutgoingMailRow).where(_of_use(writer)).with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.due_at, row.tries = writer.now, 0
    return len(rows)


def drop(writer: Writer, number: int) -> bool:
    """Remove a message that waits. Whether there was one."""
    row = writer.session.get(OutgoingMailRow, number)
    if row is None or row.sent_at is not None:
        return False
    writer.session.delete(row)
    return True


class MailWatch:
    """Tells the log once when mail stops going out, and once when it goes out again."""

    def __init__(self) -> None:
        self._told = False

    def look(self, database: Database) -> None:
        """Look, and tell what has changed."""
        with database.reading() as reader:
            found = stuck(reader)
        if found is not None and not self._told:
            log.error(
                "mail has not gone out since %s; %d messages wait; charter outbox --retry says why",
                found.since.isoformat(timespec="minutes"),
                found.waiting,
            )
        if found is None and self._told:
            log.warning("mail goes out again")
        self._told = found is not None
