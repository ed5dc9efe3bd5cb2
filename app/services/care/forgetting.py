"""What is not kept for ever: how long each thing stays, and bringing erasures to their end.

`docs/privacy.md` has the same table in words. Counts of requests are not here: they are kept in
memory for minutes, never in the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, func
from sqlmodel import SQLModel, col, delete, or_, select

from amendments.writing.draft_conflicts import DRAFTS_LAST, ENDS_LAST
from app.services.care.erase import erase_again, finish_erasures
from app.storage.belonging import invitations
from app.storage.care import mediations
from app.storage.engine.database import Database
from app.storage.tables import (
    ApiTokenRow,
    CeremonyRow,
    KeptAnswerRow,
    KeptDraftRow,
    OutgoingMailRow,
    SignInRow,
    WebSessionRow,
)
from app.storage.upkeep import erasures
from app.storage.upkeep.copies import remove_copies
from app.storage.upkeep.erasures import Erasure


@dataclass(frozen=True, slots=True)
class Retention:
    """How long rows of a table stay after they are over."""

    table: type[SQLModel]
    lasts: timedelta
    over_since: Callable[[datetime], ColumnElement[bool]]


RETENTIONS: tuple[Retention, ...] = (
    Retention(SignInRow, timedelta(hours=24), lambda at: col(SignInRow.expires_at) < at),
    Retention(CeremonyRow, timedelta(0), lambda at: col(CeremonyRow.expires_at) < at),
    Retention(
        WebSessionRow,
        timedelta(days=7),
        lambda at: or_(col(WebSessionRow.ended_at) < at, col(WebSessionRow.expires_at) < at),
    ),
    # The highest number stays taken: addresses of calendars are signed for the number of a row.
    Retention(
        ApiTokenRow,
        timedelta(days=7),
        lambda at: (
            or_(col(ApiTokenRow.revoked_at) < at, col(ApiTokenRow.expires_at) < at)
            & (col(ApiTokenRow.id) < select(func.max(ApiTokenRow.id)).scalar_subquery())
        ),
    ),
    # Long enough to send a request again.
    Retention(KeptAnswerRow, timedelta(hours=24), lambda at: col(KeptAnswerRow.created_at) < at),
    Retention(KeptDraftRow, DRAFTS_LAST, lambda at: col(KeptDraftRow.saved_at) < at),
    Retention(KeptDraftRow, ENDS_LAST, lambda at: col(KeptDraftRow.ended_at) < at),
    # Longer than a message is tried for. Its words are emptied when it goes out.
    Retention(OutgoingMailRow, timedelta(days=7), lambda at: col(OutgoingMailRow.created_at) < at),
)


def forget(database: Database) -> None:
    """Delete what has been over for long enough."""
    with database.reading() as reader:
        now = reader.now
    with database.writing() as writer:
        for one in RETENTIONS:
            writer.session.exec(delete(one.table).where(one.over_since(now - one.lasts)))
        invitations.forget_what_is_over(writer, now)
        mediations.forget_what_is_over(writer, now)


def see_erasures_through(database: Database, file: Path) -> None:
    """Finish erasures that waited, keep the list beside the database, clean the database's file."""
    with database.reading() as reader:
        every, is_waiting = erasures.every(reader), bool(erasures.unfinished(reader))
        is_unclean = erasures.are_unclean(reader)
    if is_waiting:
        with database.writing() as writer:
            is_unclean = bool(finish_erasures(writer)) or is_unclean
    if every:
        erasures.append_missing(file, every)
    if is_unclean:
        _clean(database)


def _clean(database: Database) -> None:
    with database.reading() as reader:
        before = reader.now
    # A copy from before an upgrade still holds whoever was erased since.
    remove_copies(database)
    if database.clean():
        with database.writing() as writer:
            erasures.note_cleaned(writer, before)


def after_restore(database: Database, listed: list[Erasure], *, signed_in: bool) -> int:
    """Bring a restored backup to what was erased since. Returns how many people that were.

    `signed_in`: let sessions and tokens live. They may have been ended since the backup was made.
    """
    with database.writing() as writer:
        if not signed_in:
            for table in (WebSessionRow, ApiTokenRow, SignInRow, CeremonyRow, KeptAnswerRow):
                writer.session.exec(delete(table))
    erased = 0
    for one in listed:
        with database.writing() as writer:
            erased += erase_again(writer, one)
    return erased
