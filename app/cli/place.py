"""The database that a command works on, and closed at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amendments.refusals import NotFound
from app.services import entry
from app.services.entry import CharterAccess, as_server, enter_as_server
from app.services.upkeep import restoring, starting
from app.settings import Settings
from app.storage.engine.clock_guard import ClockGuard
from app.storage.engine.commit_fate import beside
from app.storage.engine.database import Database, Unusable
from app.storage.engine.database_url import shown
from app.storage.engine.session import Reader, Writer
from app.storage.texts import charters
from app.storage.texts.charters import Charter
from app.storage.upkeep.migrate import migrate
from app.storage.upkeep.presence import schema_found
from app.storage.upkeep.upgrading import newest_schema
from charter import Document


@contextmanager
def opened(
    settings: Settings | None = None, *, make: bool = False, without_list: bool = False
) -> Iterator[Database]:
    """The database of the settings, to write in, brought up to date; one is made only by `make`.

    Raises:
        Unusable: there is none, a restore of it did not finish, or its list of erasures is missing
            and is not done `without_list`.
    """
    settings = settings or Settings()
    database = Database(settings.database_url, guard=ClockGuard(settings.clock_bounds()))
    try:
        restoring.refuse_unfinished(database, settings.home.folder)
        if not make:
            _refuse_missing(database)
        with beside():
            _tell_of(migrate(database))
            starting.keep_list(database, settings.erasures_file(), anew=without_list)
        yield database
    finally:
        database.dispose()


@contextmanager
def looked_at(settings: Settings | None = None, *, any_form: bool = False) -> Iterator[Database]:
    """The database of the settings, to look at: nothing is written, so that a full disk is no bar.

    `any_form`: also if its tables are of another form than the program's.

    Raises:
        Unusable: there is none, or none of this form.
    """
    settings = settings or Settings()
    database = Database(settings.database_url, only_look=True)
    try:
        found = _refuse_missing(database)
        if found != newest_schema() and not any_form:
            msg = (
                f"The tables of the database have the form {found}, and this program reads "
                f"{newest_schema()}. `charter serve` brings older ones up to date; `charter "
                "backup` works with any."
            )
            raise Unusable(msg)
        yield database
    finally:
        database.dispose()


def _refuse_missing(database: Database) -> str:
    found = schema_found(database)
    if found is not None:
        return found
    where = shown(database.engine.url)
    msg = (
        f"There is no database yet: nothing is in {where}. If yours is elsewhere, name its folder "
        "with CHARTER_DATA (or CHARTER_DATABASE_URL); `charter start` and `charter found` begin a "
        "new one."
    )
    raise Unusable(msg)


def what_is_there(settings: Settings) -> str:
    """Where the database is, and of which form its tables are, in words."""
    database = Database(settings.database_url, only_look=True)
    try:
        found, where = schema_found(database), shown(database.engine.url)
    except Unusable as problem:
        return str(problem)
    finally:
        database.dispose()
    return f"{where}: form {found} of the tables" if found else f"{where}: no database yet"


def _tell_of(copy: Path | None) -> None:
    if copy is not None:
        print(
            f"The database is up to date now; as it was before, it is kept in {copy}.",
            file=sys.stderr,
        )


def locked(writer: Writer, slug: str) -> CharterAccess:
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


def look_up(reader: Reader, slug: str) -> CharterAccess:
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


def two_revisions(slug: str, a: int, b: int) -> tuple[Document, Document]:
    """Two revisions of a charter, by their numbers.

    Raises:
        NotFound: there is no such charter or revision.
        Unusable: there is no database.
    """
    with looked_at() as database, database.reading() as reader:
        charter = look_up(reader, slug).charter
        return (
            entry.revision(reader, charter, a).document,
            entry.revision(reader, charter, b).document,
        )
