"""The database that a command works on, migrated, and closed at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amendments.refusals import BadInput, NotFound
from app.services.entry import Room, as_server, enter_as_server
from app.settings import Settings
from app.storage import charters
from app.storage.database import Database, Reader, Writer
from app.storage.migrate import migrate
from app.storage.trouble import beside


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Database]:
    """The database of the settings, brought up to date."""
    database = Database((settings or Settings()).database_url)
    try:
        with beside():
            migrate(database)
        yield database
    finally:
        database.dispose()


def locked(writer: Writer, slug: str) -> Room:
    """A charter for the operator of this place, locked until the end of the transaction.

    Raises:
        NotFound: there is none with this slug.
    """
    charter = charters.lock(writer, slug)
    if charter is None:
        raise NotFound(_unknown(writer, slug))
    return enter_as_server(writer, charter)


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
