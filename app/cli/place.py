"""The database that a command works on, migrated, and closed at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amendments.refusals import BadInput, NotFound
from app.services.entry import Room, as_server, enter_as_server
from app.settings import Settings
from app.storage import charters
from app.storage.charters import Charter
from app.storage.clock_guard import ClockGuard
from app.storage.database import Database, Reader, Writer
from app.storage.migrate import migrate


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Database]:
    """The database of the settings, brought up to date."""
    settings = settings or Settings()
    database = Database(settings.database_url, guard=ClockGuard(settings.clock_bounds()))
    try:
        _tell_of(migrate(database))
        yield database
    finally:
        database.dispose()


def _tell_of(copy: Path | None) -> None:
    if copy is not None:
        print(
            f"The database is up to date now; as it was before, it is kept in {copy}.",
            file=sys.stderr,
        )


def locked(writer: Writer, slug: str) -> Room:
    """A charter for the operator of this place, locked until the end of the transaction.

    Raises:
        NotFound: there is none with this slug.
    """
    return enter_as_server(writer, locked_as_it_is(writer, slug))


def locked_as_it_is(writer: Writer, slug: str) -> Charter:
    """A charter, locked, also where its record ends in a time that has not come.

    Raises:
        NotFound: there is none with this slug.
    """
    charter = charters.lock(writer, slug)
    if charter is None:
        raise NotFound(_unknown(writer, slug))
    return charter


def look_up(reader: Reader, slug: str) -> Room:
    """A charter to read from, for the operator of this place.

    Raises:
        NotFound: there is none with this slug.
    """
    charter = charters.find(reader, slug)
    if charter is None:
        raise NotFound(_unknown(reader, slug))
    return as_server(reader, charter)


def _unknown(reader: Reader, slug: str) -> str:
    there = [one.slug for one in charters.all_charters(reader)]
    known = f"There are: {', '.join(there)}." if there else "There is none yet; see charter found."
    return f"There is no charter “{slug}”. {known}"


def read_file(file: Path) -> bytes:
    """The bytes of a file that was named on the command line.

    Raises:
        BadInput: it is missing, no file, or cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        msg = f"{file} cannot be read: {error.strerror}."
        raise BadInput(msg) from error
