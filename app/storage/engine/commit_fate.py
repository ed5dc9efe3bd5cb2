"""What became of an act in which the database failed: was it undone, or may it have been saved?

Nothing is kept before a COMMIT is sent, so a failure before one is known to have undone the act.
Where the connection is lost, or the disk fails, while a COMMIT is on its way, nobody can know what
became of it; nor was nothing saved where an act had kept a part of itself before something failed.
`following` counts what one caller tries to keep; `what_became` and `in_words` tell them the truth.
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.exc import DBAPIError

from app.storage.engine.attempts import WriteAttempts, beside, following
from app.storage.engine.attempts import trying as _attempts
from charter.language import gettext as _

__all__ = [
    "CommitFate",
    "WriteAttempts",
    "attend",
    "beside",
    "following",
    "in_words",
    "what_became",
]

#: With these SQLite refuses a COMMIT whole. After an I/O error it may be in the file all the same.
_UNDONE_BY_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CONSTRAINT,
    }
)
#: What PostgreSQL says where a connection ends: lost, the server stops or fails, all unsure.
_UNSURE_OF_POSTGRESQL = ("08", "57", "58", "XX", "40003")
_ONLY_READ = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, "53100", "25006"}
_BYTE = 0xFF


class CommitFate(StrEnum):
    """Whether something of an act was saved."""

    UNDONE = "no"
    UNKNOWN = "unknown"


def attend(engine: Engine) -> None:
    """Notice the COMMITs of an engine, and those that are refused."""
    event.listen(engine, "commit", _tries)
    event.listen(engine, "handle_error", _fails)


def _tries(connection: Connection) -> None:
    attempts = _attempts.get()
    if attempts is not None:
        attempts.commits += 1
        attempts.committing = connection


def _fails(context: ExceptionContext) -> None:
    attempts = _attempts.get()
    if attempts is None or attempts.committing is None:
        return
    # A COMMIT has no statement; what fails later, on any connection, is something else.
    is_commit = context.connection is attempts.committing and context.statement is None
    attempts.committing = None
    if is_commit and not context.is_disconnect and _is_refused(context.original_exception):
        attempts.commits -= 1


def _is_refused(error: BaseException) -> bool:
    """Whether a failing COMMIT has for certain kept nothing."""
    reason = _reason(error)
    if isinstance(reason, int):
        return reason in _UNDONE_BY_SQLITE
    return reason is not None and not reason.startswith(_UNSURE_OF_POSTGRESQL)


def _reason(error: BaseException) -> int | str | None:
    """SQLite's number of an error, or PostgreSQL's five characters; None where neither is there."""
    if isinstance(error, sqlite3.Error):
        code: int | None = getattr(error, "sqlite_errorcode", None)
        return None if code is None else code & _BYTE
    state: str | None = getattr(error, "sqlstate", None)
    return state


def what_became() -> CommitFate:
    """What became of what the caller asked for, now that something has failed."""
    attempts = _attempts.get()
    return CommitFate.UNKNOWN if attempts is not None and attempts.commits else CommitFate.UNDONE


def in_words(error: BaseException, *, only_read: bool = False) -> str:
    """What to say to a caller when the database fails. `only_read`: nothing was to be kept."""
    if what_became() is CommitFate.UNKNOWN:
        return _(
            "The database stopped answering at the last moment. It may have been saved. "
            "Look before you try again."
        )
    if only_read:
        return _("The database does not answer right now. Try again soon.")
    if isinstance(error, DBAPIError) and _reason(error.orig or error) in _ONLY_READ:
        return _(
            "This place can only be read right now, so nothing was saved. Tell whoever runs it."
        )
    return _("The database does not answer right now, so nothing was saved. Try again soon.")
