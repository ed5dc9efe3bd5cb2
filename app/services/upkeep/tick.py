"""Doing what is due. It may run anywhere, any number of times, in many processes at once."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from app.services import entry
from app.services.belonging.change_visibility import take_effect
from app.services.deciding.close_round import Closed, close_due_round
from app.services.deciding.foresee import foresee_closing
from app.services.upkeep.attempts import Attempt, plainly
from app.services.writing.close_amendment import close_due_amendment
from app.storage.deciding import rounds
from app.storage.deciding.rounds import DueRound
from app.storage.engine.clock_rules import ClockStopped, RecordAhead
from app.storage.engine.database import Database
from app.storage.texts import charters, visibility
from app.storage.writing import lives
from app.storage.writing.lives import DueEnd


def close_due_rounds(
    database: Database, slug: str | None = None, attempt: Attempt = plainly
) -> list[tuple[DueRound, Closed]]:
    """Close every round whose deadline has passed, each in a transaction of its own.

    `slug` limits it to one charter; `attempt` says what becomes of the others where one fails.
    Returns what was closed here, in order of the deadlines.
    """
    with database.reading() as reader:
        waiting = rounds.due(reader, slug)
    done = []
    for due in waiting:
        what = f"closing decision {due.round} of proposal {due.amendment} in {due.slug}"
        closed = attempt(what, partial(_close, database, due))
        if closed is not None:
            done.append((due, closed))
    return done


def do_due_things(database: Database, slug: str | None = None) -> None:
    """Do all whose moment has come in a charter, or in all: what is announced, what is decided.

    Where the clock cannot be believed nothing has come yet, and whoever only reads can go on.
    """
    with suppress(ClockStopped):
        widen_what_is_due(database, slug)
        close_due_rounds(database, slug)
        close_due_proposals(database, slug)


def close_due_proposals(
    database: Database, slug: str | None = None, attempt: Attempt = plainly
) -> int:
    """Deal with the proposals to whose announced end nobody said no in time. Returns how many."""
    with database.reading() as reader:
        waiting = lives.due(reader, slug)
    return sum(
        bool(
            attempt(f"closing proposal {one.amendment} in {one.slug}", partial(_end, database, one))
        )
        for one in waiting
    )


def _end(database: Database, due: DueEnd) -> bool:
    with suppress(RecordAhead), database.writing() as writer:
        charter = charters.lock(writer, due.slug)
        if charter is not None:
            access = entry.enter_as_server(writer, charter)
            return close_due_amendment(writer, access, due.amendment)
    return False


def widen_what_is_due(
    database: Database, slug: str | None = None, attempt: Attempt = plainly
) -> list[str]:
    """Let everyone read the charters whose notice is over. Returns their slugs."""
    with database.reading() as reader:
        waiting = visibility.due(reader, slug)
    return [
        one
        for one in waiting
        if attempt(f"letting everyone read {one}", partial(_widen, database, one))
    ]


def _widen(database: Database, slug: str) -> bool:
    with suppress(RecordAhead), database.writing() as writer:
        charter = charters.lock(writer, slug)
        return charter is not None and take_effect(writer, entry.enter_as_server(writer, charter))
    return False


def _close(database: Database, due: DueRound) -> Closed | None:
    with database.reading() as reader:
        found = charters.find(reader, due.slug)
        if found is not None:
            foresee_closing(reader, entry.as_server(reader, found), due.amendment)
    # One whose record is ahead of the clock waits for somebody who looks; the others do not.
    with suppress(RecordAhead), database.writing() as writer:
        charter = charters.lock(writer, due.slug)
        if charter is None:
            return None
        access = entry.enter_as_server(writer, charter)
        return close_due_round(writer, access, due.amendment, due.round)
    return None
