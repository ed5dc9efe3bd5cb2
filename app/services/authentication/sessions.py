"""The sessions of browsers: begun, listed, made fresh, ended.

Of when a session is used only the day is kept, and nothing of where or with what.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.services.authentication.digests import plain_digest
from app.storage.belonging import authentication
from app.storage.engine.session import Reader, Writer
from app.storage.tables import WebSessionRow

SESSION_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in, and whose it is. `fresh_at` is when they last proved it.

    At `ends_at` it ends by itself.
    """

    id: int
    person: int
    name: str
    email: str
    fresh_at: datetime | None
    last_used_on: date | None
    ends_at: datetime
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session in its person's list."""

    id: int
    began: datetime
    last_used_on: date | None


def new_session(writer: Writer, person_id: int) -> str:
    """Begin a session. Returns its secret, which is kept nowhere else."""
    token = secrets.token_urlsafe(32)
    writer.session.add(
        WebSessionRow(
            token_digest=plain_digest(token),
            person_id=person_id,
            created_at=writer.now,
            expires_at=writer.now + SESSION_LASTS,
            fresh_at=writer.now,
            last_used_on=writer.now.date(),
        )
    )
    return token


def find_session(reader: Reader, token: str) -> Session | None:
    """The session with this secret, None if it has ended."""
    found = authentication.session(reader, plain_digest(token))
    if found is None:
        return None
    row, person = found
    assert row.id is not None
    assert person.id is not None
    return Session(
        row.id,
        person.id,
        person.name,
        person.email,
        row.fresh_at,
        row.last_used_on,
        row.expires_at,
        person.language,
    )


def note_use(writer: Writer, session_id: int) -> None:
    """Keep the day of a session's use."""
    row = writer.session.get(WebSessionRow, session_id)
    if row is not None:
        row.last_used_on = writer.now.date()


def renew_session(writer: Writer, token: str) -> str | None:
    """Make a session fresh, under a new secret; the old one is worth nothing any more.

    None if it has ended meanwhile.
    """
    found = authentication.session(writer, plain_digest(token))
    if found is None:
        return None
    row = found[0]
    renewed = secrets.token_urlsafe(32)
    row.token_digest, row.fresh_at = plain_digest(renewed), writer.now
    return renewed


def list_sessions(reader: Reader, person_id: int) -> list[ListedSession]:
    """The sessions of a person, the newest first."""
    return [
        ListedSession(row.id, row.created_at, row.last_used_on)
        for row in authentication.sessions_of(reader, person_id)
        if row.id is not None
    ]


def end_session(writer: Writer, token: str) -> None:
    """End the session with this secret, if there is one."""
    found = authentication.session(writer, plain_digest(token))
    if found is not None:
        found[0].ended_at = writer.now


def end_one_session(writer: Writer, person_id: int, session_id: int) -> bool:
    """End a session of a person. Whether it was theirs, and had not ended."""
    return bool(_end(writer, [r for r in _of(writer, person_id) if r.id == session_id]))


def end_all_sessions(writer: Writer, person_id: int, *, but: int | None = None) -> int:
    """End every session of a person, `but` one. Returns how many there were."""
    return _end(writer, [row for row in _of(writer, person_id) if row.id != but])


def _of(writer: Writer, person_id: int) -> Sequence[WebSessionRow]:
    return authentication.sessions_of(writer, person_id)


def _end(writer: Writer, rows: Sequence[WebSessionRow]) -> int:
    for row in rows:
        row.ended_at = writer.now
    return len(rows)
