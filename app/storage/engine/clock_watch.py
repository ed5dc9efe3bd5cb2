"""Looking at the clock of a database where nobody writes: from time to time, and for a page."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from app.storage.engine.clock_rules import ClockStopped, Verdict
from app.storage.engine.database import Database


def watch(database: Database) -> Verdict | None:
    """What is to be thought of the clock; None where nothing watches over it.

    Called from time to time, it also keeps in the database that the place was in use.
    """
    if database.guard is None:
        return None
    with database.reading() as reader:
        verdict, is_news = database.guard.look(reader), database.guard.wants_to_keep(reader)
    if is_news:
        with suppress(ClockStopped), database.writing():
            pass
    return verdict


def why_not_now(database: Database, now: datetime) -> str:
    """Why nothing can be saved at the time of a page, for its reader; empty if it can."""
    if database.guard is None:
        return ""
    has_own = database.engine.dialect.name == "postgresql"
    verdict = database.guard.glance(now, has_own=has_own)
    return verdict.reason if verdict is not None else ""
